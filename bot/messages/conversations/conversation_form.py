"""The forms: a conversation, what they said about it, and where to share it.

What somebody with fifteen seconds fills in comes first; what is seldom used is folded away behind More while there is
nothing in it. A field's block_id is its `Field`; its action_id is VALUE (ACCOUNT for the type-ahead), with ":<version>"
behind it where a colleague's change has replaced what was typed: read a field by its block, whatever its action_id.
A field whose block is not in the form, folded away or too long for it, stays as it is.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.domain.accounts.model import Stage
from bot.domain.concurrent_edits import ConcurrentEdit
from bot.domain.conversations.conversation_form import Form
from bot.domain.conversations.fields import FIELDS, LABELS, Field
from bot.domain.form_fields import FieldSpec, Input
from bot.messages import formatting
from bot.messages.blocks import Block, Element, View, button, escape, plain, section
from bot.messages.conversations import questions
from bot.messages.conversations.prefills import prefilled
from bot.messages.form_fields import VALUE, element, input_block, not_saved_yet, too_long
from bot.messages.labels import INSIGHTS
from bot.messages.views import (
    INPUT_LIMIT,
    OPTION_LIMIT,
    OPTION_VALUE_LIMIT,
    asking,
    field,
    option,
    select,
    text_input,
    type_ahead,
)

FORM = "conversation_form"
INSIGHT_FORM = "heard_form"
SHARE_FORM = "share_form"
ACCOUNT = "form_account"
MORE = "form_more"
PRIVATE = "private"
"""The value of the one box that can be ticked."""

INSIGHT_KIND, INSIGHT_TEXT, CHANNEL = "kind", "text", "channel"
"""The blocks of the two small forms."""

_MEMBER = re.compile(r"[UW][A-Z0-9]{2,}")
_PLACEHOLDERS = {
    Field.ACCOUNT: "Type a few letters of the name",
    Field.NOTE: "renewal chat, worried about exports",
    Field.DURATION: "20m, 1h30; empty counts 30 min",
    Field.INSIGHTS: "complaint: exports time out",
    Field.CONTACTS: "Jo Lee, Sam Park",
    Field.FOLLOW_UP: "send pricing",
    Field.FOLLOW_UP_DUE: "Choose a day",
}
_HINTS = {
    Field.ON: "A day ahead makes it a plan.",
    Field.INSIGHTS: f"One a line, its kind in front: {', '.join(list(INSIGHTS)[:-1])} or {list(INSIGHTS)[-1]}.",
}
_QUICK = [field.key for field in FIELDS].index(Field.DURATION) + 1
"""So many fields are enough for who has fifteen seconds: they are never folded away."""

_CONFLICT_BYTES = 60_000
_BYTES_A_CHARACTER = 12
"""What an emoji takes in JSON, of which Slack takes 250 KB a view; full fields take 180."""


def conversation(
    form: Form, *, metadata: str, names: Mapping[str, str], above: Sequence[Mapping[str, Any]] = ()
) -> View:
    """The form of one conversation, filled as far as known; above the fields what its reader must know first.

    `above` are blocks that stood there already.
    """
    shown = [field for number, field in enumerate(FIELDS) if number < _QUICK or _is_shown(form, field)]
    folded = [field for field in FIELDS if field not in shown]
    blocks = [
        *map(dict, above),
        *_changed(form, names),
        *prefilled(form),
        *_cut(form),
        *(_field(form, each) for each in shown),
        *([_more(folded)] if folded else []),
    ]
    title = "Log a conversation" if form.conversation_id is None else "Edit"
    return asking(FORM, title, blocks, submit="Save", metadata=metadata)


def insight_form(metadata: str) -> View:
    """What did they say? Their words and what kind of words they are."""
    text = {
        **text_input(VALUE, multiline=True, placeholder="We would pay for exports that just work"),
        "focus_on_load": True,
    }
    kinds = [option(label, kind.value) for kind, label in INSIGHTS.items()]
    blocks = [
        field(INSIGHT_TEXT, "Their words", text),
        field(INSIGHT_KIND, "What it is", select(VALUE, kinds, placeholder="Choose one")),
    ]
    return asking(INSIGHT_FORM, "What did they say?", blocks, submit="Save", metadata=metadata)


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
    text = f"*{account}*: the channel reads the note and what they said, once. What you promised stays with you."
    hint = "I must be in it: /invite @Touchbase. Channels shared with another company are not offered."
    return asking(
        SHARE_FORM,
        "Share",
        [section(text), field(CHANNEL, "Channel", where, hint=hint)],
        submit="Share",
        metadata=metadata,
    )


def _is_shown(form: Form, asked: FieldSpec[Field]) -> bool:
    """Whether a field that is seldom used stands in the form: all do once More was pressed, else those that say
    something. Where a colleague changed something, its reader sees all of it."""
    if form.is_unfolded or form.concurrent_edit is not None:
        return True
    if asked.key is Field.HELD_BY:
        return form.filled.held_by not in ("", form.reader)
    return bool(getattr(form.filled, asked.part_of or asked.key))


def _more(folded: Sequence[FieldSpec[Field]]) -> Block:
    """What is behind More, and the button that unfolds it."""
    labels = [each.label[0].lower() + each.label[1:] for each in folded if each.part_of is None]
    text = section(f"Also: {formatting.listing(labels)}.")
    return {**text, "accessory": button("More", MORE, MORE)}


def _changed(form: Form, names: Mapping[str, str]) -> list[Block]:
    edit = form.concurrent_edit
    if edit is None:
        return []
    happened = f"{escape(formatting.changer(edit.by))} changed this entry"
    return not_saved_yet(happened, [LABELS[each] for each in edit.taken], _conflicts(edit, form.today, names))


def _conflicts(edit: ConcurrentEdit[Field], today: date, names: Mapping[str, str]) -> list[tuple[str, str]]:
    told = []
    for each in (one for one in FIELDS if one.key in edit.conflicts):
        theirs = _as_read(each, edit.conflicts[each.key].strip(), today, names)
        told.append((each.label if theirs else f"{each.label}: left empty", theirs))
    return _fitting(told)


def _fitting(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut only what would make the view larger than Slack takes, saying how much."""
    if sum(len(json.dumps(theirs)) for _, theirs in told) <= _CONFLICT_BYTES:
        return told
    most = _CONFLICT_BYTES // _BYTES_A_CHARACTER // len(told)
    return [(label, _beginning(theirs, most)) for label, theirs in told]


def _beginning(theirs: str, most: int) -> str:
    left_out = len(theirs) - most
    return theirs if left_out <= 0 else f"{theirs[:most]}… (and {left_out:,} more characters)"


def _as_read(each: FieldSpec[Field], theirs: str, today: date, names: Mapping[str, str]) -> str:
    """A field's text as people read it: a kind by its label, a date in words, member ids as names."""
    match each.input:
        case Input.CHOICE:
            return next((label for value, label in each.choices.items() if value.value == theirs), theirs)
        case Input.DAY if theirs:
            return formatting.date_words(date.fromisoformat(theirs), today)
        case Input.PERSON | Input.PEOPLE:
            return formatting.listing([formatting.person(member, names) for member in _MEMBER.findall(theirs)])
    return formatting.with_names(theirs, names, names)


def _cut(form: Form) -> list[Block]:
    if form.cut_from is None:
        return []
    return [section(f"The message has {form.cut_from:,} characters; the first {INPUT_LIMIT:,} stand below.")]


def _field(form: Form, asked: FieldSpec[Field]) -> Block:
    text = _text(form, asked)
    is_typed = asked.input in (Input.TEXT, Input.LINES)
    if is_typed and (stays := too_long(asked, text)):
        return stays
    shown = _element(form, asked, text)
    if asked.key is _first_empty(form):
        shown["focus_on_load"] = True
    is_renewed = form.concurrent_edit is not None and (asked.part_of or asked.key) in form.concurrent_edit.taken
    return input_block(asked, shown, hint=_hint(form, asked), renewed=form.version if is_renewed else None)


def _text(form: Form, asked: FieldSpec[Field]) -> str:
    """What stands in the field; in some there is something from the beginning."""
    filled = getattr(form.filled, asked.key)
    text = " ".join(filled) if isinstance(filled, tuple) else str(filled)
    return text or {Field.ON: form.today.isoformat(), Field.HELD_BY: form.reader}.get(asked.key, "")


def _element(form: Form, asked: FieldSpec[Field], text: str) -> Element:
    placeholder = _PLACEHOLDERS.get(asked.key, "")
    match asked.input:
        case Input.ACCOUNT:
            return type_ahead(ACCOUNT, _account_chosen(form), placeholder=placeholder)
        case Input.TICK:
            return _private(is_ticked=form.filled.private)
    return element(asked, text, placeholder=placeholder)


def _account_chosen(form: Form) -> Element | None:
    """The account that stands in the field. A value Slack would not take is asked for again."""
    value = form.filled.account
    if not value or len(value) > OPTION_VALUE_LIMIT:
        return None
    stage, is_new, typed = value.partition(":")
    if not is_new:
        return option(formatting.name(form.filled.account_name, OPTION_LIMIT - 2), value)
    return questions.new_option(Stage(stage), form.filled.account_name or typed, value)


def _private(*, is_ticked: bool) -> Element:
    box = {
        **option("Only four people read the words", PRIVATE),
        "description": plain("Author, holder, and who was owner and sponsor that day. It counts.", OPTION_LIMIT),
    }
    boxes: Element = {"type": "checkboxes", "action_id": VALUE, "options": [box]}
    return {**boxes, "initial_options": [box]} if is_ticked else boxes


def _hint(form: Form, asked: FieldSpec[Field]) -> str:
    if asked.key is Field.ACCOUNT and not form.may_see_accounts:
        return "Slack has not told me yet who you are, so I show no accounts: type the name."
    return _HINTS.get(asked.key, "")


def _first_empty(form: Form) -> Field | None:
    """The first thing left to say. Where a colleague changed something, its reader begins at the top."""
    if form.concurrent_edit is not None:
        return None
    return Field.NOTE if form.filled.account else Field.ACCOUNT
