"""The forms: a conversation, what they said about it, and where to share it.

What somebody with fifteen seconds fills in comes first. A field's block_id is its `Field`; its action_id is VALUE
(ACCOUNT for the type-ahead), with ":<version>" behind it where a colleague's change has replaced what was typed: read
a field by its block, whatever its action_id. A field whose block is not in the form was too long for it: it stays.
"""

import json
import re
from collections.abc import Mapping
from datetime import date

from bot.domain.accounts.model import Stage
from bot.domain.conversations.conversation_form import Field, Form, Meanwhile
from bot.domain.conversations.model import Kind
from bot.messages import formatting
from bot.messages.blocks import Block, Element, View, context, escape, plain, section
from bot.messages.conversations import questions
from bot.messages.labels import FIELDS, INSIGHTS, KINDS
from bot.messages.views import (
    INPUT_LIMIT,
    OPTION_LIMIT,
    OPTION_VALUE_LIMIT,
    asking,
    day_picker,
    field,
    literally,
    option,
    select,
    text_input,
    type_ahead,
)

FORM = "conversation_form"
HEARD_FORM = "heard_form"
SHARE_FORM = "share_form"
ACCOUNT = "form_account"
VALUE = "value"
PRIVATE = "private"
"""The value of the one box that can be ticked."""

HEARD_KIND, HEARD_TEXT, CHANNEL = "kind", "text", "channel"
"""The blocks of the two small forms."""

_MEMBER = re.compile(r"[UW][A-Z0-9]{2,}")
_PEOPLE = (Field.COLLEAGUES, Field.HELD_BY, Field.FOLLOW_UP_ASSIGNEE)
_DAYS = (Field.ON, Field.FOLLOW_UP_DUE)
_PART_OF = {Field.FOLLOW_UP_DUE: Field.FOLLOW_UP, Field.FOLLOW_UP_ASSIGNEE: Field.FOLLOW_UP}
"""Fields that are changed as one."""

_CLASH_BYTES = 60_000
_BYTES_A_CHARACTER = 12
"""What an emoji takes in JSON, of which Slack takes 250 KB a view; full fields take 180."""


def conversation(form: Form, *, metadata: str, names: Mapping[str, str]) -> View:
    """The form of one conversation, filled as far as known; above the fields what its reader must know first."""
    blocks = [
        *_changed(form, names),
        *_cut(form),
        *_quick(form),
        context("The rest may stay empty."),
        *_told(form),
        *_people(form),
        *_next(form),
        _private(form),
    ]
    title = "Log a conversation" if form.conversation_id is None else "Edit"
    return asking(FORM, title, blocks, submit="Save", metadata=metadata)


def heard(metadata: str) -> View:
    """What did they say? Their words and what kind of words they are."""
    said = {
        **text_input(VALUE, multiline=True, placeholder="We would pay for exports that just work"),
        "focus_on_load": True,
    }
    kinds = [option(label, kind.value) for kind, label in INSIGHTS.items()]
    blocks = [
        field(HEARD_TEXT, "Their words", said),
        field(HEARD_KIND, "What it is", select(VALUE, kinds, placeholder="Choose one")),
    ]
    return asking(HEARD_FORM, "What did they say?", blocks, submit="Save", metadata=metadata)


def share(account: str, metadata: str) -> View:
    """Into which channel; those shared with another company are not offered."""
    where: Element = {
        "type": "conversations_select",
        "action_id": VALUE,
        "default_to_current_conversation": True,
        "filter": {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
        "placeholder": plain("Choose a channel", 150),
    }
    account = escape(formatting.name(account))
    said = f"*{account}*: the channel reads the note and what they said, once. What you promised stays with you."
    hint = "I must be in it: /invite @Touchbase. Channels shared with another company are not offered."
    return asking(
        SHARE_FORM,
        "Share",
        [section(said), field(CHANNEL, "Channel", where, hint=hint)],
        submit="Share",
        metadata=metadata,
    )


def _changed(form: Form, names: Mapping[str, str]) -> list[Block]:
    """What a colleague did while the form was open, in full: nobody's change is lost without a word."""
    meanwhile = form.meanwhile
    if meanwhile is None:
        return []
    by = escape(formatting.name(meanwhile.by))
    said = f"*Not saved yet: {by} changed this entry while this form was open.* Save keeps what stands below."
    if meanwhile.taken:
        said += f"\nTaken over: {', '.join(FIELDS[each] for each in meanwhile.taken)}."
    blocks = [section(said)]
    if meanwhile.clashes:
        opening = "Changed in both places; what you wrote here stands below. Saved so far:"
        blocks.append(literally(opening, _clashes(meanwhile, form.today, names)))
    return blocks


def _clashes(meanwhile: Meanwhile, today: date, names: Mapping[str, str]) -> list[tuple[str, str]]:
    told = []
    for each in (each for each in Field if each in meanwhile.clashes):
        theirs = _as_read(each, meanwhile.clashes[each].strip(), today, names)
        told.append((FIELDS[each] if theirs else f"{FIELDS[each]}: left empty", theirs))
    return _fitting(told)


def _fitting(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut only what would make the view larger than Slack takes, saying how much."""
    if sum(len(json.dumps(theirs)) for _, theirs in told) <= _CLASH_BYTES:
        return told
    most = _CLASH_BYTES // _BYTES_A_CHARACTER // len(told)
    return [(label, _beginning(theirs, most)) for label, theirs in told]


def _beginning(theirs: str, most: int) -> str:
    left_out = len(theirs) - most
    return theirs if left_out <= 0 else f"{theirs[:most]}… (and {left_out:,} more characters)"


def _as_read(each: Field, theirs: str, today: date, names: Mapping[str, str]) -> str:
    """A field's text as people read it: a kind by its label, a date in words, member ids as names."""
    if each is Field.KIND:
        return next((label for kind, label in KINDS.items() if kind.value == theirs), theirs)
    if each in _DAYS and theirs:
        return formatting.date_words(date.fromisoformat(theirs), today)
    if each in _PEOPLE:
        return formatting.listing([formatting.person(member, names) for member in _MEMBER.findall(theirs)])
    return formatting.with_names(theirs, names, names)


def _cut(form: Form) -> list[Block]:
    if form.cut_from is None:
        return []
    return [section(f"The message has {form.cut_from:,} characters; the first {INPUT_LIMIT:,} stand below.")]


def _quick(form: Form) -> list[Block]:
    """What fifteen seconds are enough for."""
    filled = form.filled
    kinds = [option(label, kind.value) for kind, label in KINDS.items()]
    on = day_picker(VALUE, filled.on or form.today.isoformat())
    return [
        _account(form),
        _text(form, Field.NOTE, filled.note, multiline=True, placeholder="renewal chat, worried about exports"),
        _field(form, Field.KIND, select(VALUE, kinds, filled.kind or Kind.CALL.value), optional=False),
        _field(form, Field.ON, on, optional=False, hint="A day ahead makes it a plan."),
        _text(form, Field.DURATION, filled.duration, placeholder="20m, 1h30; empty counts 30 min"),
    ]


def _account(form: Form) -> Block:
    search = type_ahead(ACCOUNT, _chosen(form), placeholder="Type a few letters of the name")
    if _starts_in(form, Field.ACCOUNT):
        search["focus_on_load"] = True
    hint = (
        "" if form.may_see_accounts else "Slack has not told me yet who you are, so I show no accounts: type the name."
    )
    return _field(form, Field.ACCOUNT, search, optional=False, hint=hint)


def _chosen(form: Form) -> Element | None:
    """The account that stands in the field. A value Slack would not take is asked for again."""
    value = form.filled.account
    if not value or len(value) > OPTION_VALUE_LIMIT:
        return None
    stage, is_new, typed = value.partition(":")
    if not is_new:
        return option(formatting.name(form.filled.account_name, OPTION_LIMIT - 2), value)
    return questions.new_option(Stage(stage), form.filled.account_name or typed, value)


def _told(form: Form) -> list[Block]:
    *kinds, last = (kind.value for kind in INSIGHTS)
    hint = f"One a line, its kind in front: {', '.join(kinds)} or {last}."
    example = "complaint: exports time out"
    return [_text(form, Field.INSIGHTS, form.filled.insights, multiline=True, placeholder=example, hint=hint)]


def _people(form: Form) -> list[Block]:
    filled = form.filled
    colleagues: Element = {"type": "multi_users_select", "action_id": VALUE, "placeholder": plain("Choose people", 150)}
    if filled.colleagues:
        colleagues["initial_users"] = list(filled.colleagues)
    return [
        _text(form, Field.CONTACTS, filled.contacts, placeholder="Jo Lee, Sam Park"),
        _field(form, Field.COLLEAGUES, colleagues),
        _field(form, Field.HELD_BY, _person(filled.held_by or form.reader), optional=False),
    ]


def _next(form: Form) -> list[Block]:
    filled = form.filled
    return [
        _text(form, Field.FOLLOW_UP, filled.follow_up, placeholder="send pricing"),
        _field(form, Field.FOLLOW_UP_DUE, day_picker(VALUE, filled.follow_up_due, placeholder="Choose a day")),
        _field(form, Field.FOLLOW_UP_ASSIGNEE, _person(filled.follow_up_assignee)),
    ]


def _private(form: Form) -> Block:
    box = {
        **option("Only four people read the words", PRIVATE),
        "description": plain("Author, holder, and who was owner and sponsor that day. It counts.", OPTION_LIMIT),
    }
    boxes: Element = {"type": "checkboxes", "action_id": VALUE, "options": [box]}
    if form.filled.private:
        boxes["initial_options"] = [box]
    return _field(form, Field.PRIVATE, boxes)


def _person(member_id: str) -> Element:
    element: Element = {"type": "users_select", "action_id": VALUE, "placeholder": plain("Choose somebody", 150)}
    return {**element, "initial_user": member_id} if member_id else element


def _text(
    form: Form, each: Field, value: str, *, multiline: bool = False, placeholder: str = "", hint: str = ""
) -> Block:
    """A field to type in; where its text is longer than Slack takes, a sentence that says it stays as it is."""
    if len(value) > INPUT_LIMIT:
        label = FIELDS[each]
        return context(f"{label}: {len(value):,} characters, too many to change here. They stay as they are.")
    element = text_input(VALUE, value, multiline=multiline, placeholder=placeholder)
    if _starts_in(form, each):
        element["focus_on_load"] = True
    return _field(form, each, element, hint=hint)


def _field(form: Form, each: Field, element: Element, *, optional: bool = True, hint: str = "") -> Block:
    if form.meanwhile is not None and _PART_OF.get(each, each) in form.meanwhile.taken:
        # Under its old action_id Slack would go on showing what the reader had there.
        element["action_id"] += f":{form.version}"
    return field(each.value, FIELDS[each], element, optional=optional, hint=hint)


def _starts_in(form: Form, each: Field) -> bool:
    """The first thing left to say. Where a colleague changed something, its reader begins at the top."""
    first = Field.NOTE if form.filled.account else Field.ACCOUNT
    return form.meanwhile is None and each is first
