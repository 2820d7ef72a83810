"""The form of a conversation: every way it opens, its type-ahead, and what saving it leads to."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from bot.domain.accounts.model import Stage
from bot.domain.conversations.conversation_form import ChosenMessage, Form
from bot.domain.conversations.fields import FIELDS, Field, Filled
from bot.domain.conversations.note_facts import fingerprint
from bot.domain.conversations.receipts import Choice, Receipt, SeveralReceipts, Undone
from bot.domain.errors import Refusal
from bot.domain.form_fields import FieldSpec, Input
from bot.messages.accounts.cards import card
from bot.messages.blocks import Element, Message, View
from bot.messages.conversations import conversation_form as form_messages
from bot.messages.conversations import line_receipts, questions, receipts
from bot.messages.setup import first_words
from bot.messages.workspace.home import ENTRIES_OF
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.forms.conversation_form import new_account_value
from bot.services import message_form
from bot.services.accounts import accounts, cards
from bot.services.conversations import conversation_form, corrections
from bot.services.deps import Deps
from handlers.form_values import FormValues
from handlers.listeners import Listeners
from handlers.request import OF_SEVERAL, Request, refusing_malformed

LOG_SHORTCUT, MESSAGE_SHORTCUT = "log_conversation", "log_message"


def log_anywhere(deps: Deps, request: Request) -> None:
    open_blank(deps, request)


def log_message(deps: Deps, request: Request) -> None:
    """Open the form with what is read in the message that the shortcut was chosen on."""
    message = request.message or ChosenMessage("")
    form = message_form.of(deps, request.caller, message, channel=request.channel)
    metadata = request.form_metadata(read_note=fingerprint(form.filled.note))
    request.open_modal(_view(form, metadata))


def edit(deps: Deps, request: Request) -> None:
    form = conversation_form.of_entry(deps, request.caller, request.text)
    metadata = request.form_metadata(conversation=form.conversation_id, version=form.version)
    request.open_modal(_view(form, metadata))


def unfold(deps: Deps, request: Request) -> None:
    """Show the fields behind More; what was typed meanwhile stays."""
    with refusing_malformed():
        filled, above, opened = _filled(request.form), request.form.blocks_above, request.metadata
        conversation_id, version = opened.get("conversation"), int(opened.get("version", 0))
    form = conversation_form.unfolded(deps, request.caller, filled, conversation_id=conversation_id, version=version)
    view = form_messages.conversation(form, metadata=json.dumps(opened), names=form.names, above=above)
    request.update_modal(view)


def suggest(deps: Deps, request: Request) -> Sequence[Element]:
    """The accounts that the name typed so far may mean, and a new one unless one has that very name."""
    found = _find_accounts(deps, request)
    is_there = any(_is_same(request.text, choice.name) for choice in found)
    new = [] if is_there else _new_account_options(request.text)
    return [*map(questions.option, found), *new]


def suggest_existing(deps: Deps, request: Request) -> Sequence[Element]:
    """The accounts that the name typed so far may mean."""
    return [questions.option(choice) for choice in _find_accounts(deps, request)]


def save(deps: Deps, request: Request) -> None:
    filled = _filled(request.form)
    conversation_id = request.metadata.get("conversation")
    saved: Receipt | Undone | Form
    if conversation_id is None:
        done, key = "Logged", request.trigger_id or ""
        read_note = str(request.metadata.get("read_note") or "")
        saved = conversation_form.log(
            deps, request.caller, filled, idempotency_key=key, guard=request, read_note=read_note
        )
    else:
        with refusing_malformed():
            done, version = "Saved", int(request.metadata["version"])
        guard = request.on_commit(done)
        saved = conversation_form.save(deps, request.caller, conversation_id, version, filled, guard=guard)
    if isinstance(saved, Form):
        metadata = {**request.metadata, "conversation": saved.conversation_id, "version": saved.version}
        request.keep_form_open(_view(saved, json.dumps(metadata)))
    else:
        opened_from = _card(deps, request) or opened_line(deps, request)
        request.finish_form(done, _receipt(saved), opened_from=opened_from)


def open_blank(
    deps: Deps,
    request: Request,
    *,
    account_id: str | None = None,
    on: date | None = None,
    is_from_card: bool = False,
) -> None:
    """Open the form for a new conversation; on the day `on`, where it is not today's.

    A card it is opened from stays, and is rendered anew once the form was saved.
    """
    form = conversation_form.blank(deps, request.caller, account_id=account_id, channel=request.channel, on=on)
    metadata = request.form_metadata(card=account_id) if is_from_card else request.form_metadata()
    request.open_modal(_view(form, metadata))


def opened_line(deps: Deps, request: Request) -> Message | None:
    """The receipt of several that the form was opened from, as it is now; None where it was none."""
    if not request.metadata.get(OF_SEVERAL):
        return None
    line = corrections.whole_line(deps, request.caller, str(request.metadata.get("conversation")))
    return line_receipts.several(line) if isinstance(line, SeveralReceipts) else None


def _find_accounts(deps: Deps, request: Request) -> Sequence[Choice]:
    """Whom Slack has not confirmed yet is shown no accounts."""
    return accounts.look_for(deps, request.caller, request.text) if request.caller.member.is_known else ()


def _view(form: Form, metadata: str) -> View:
    return form_messages.conversation(form, metadata=metadata, names=form.names)


def _receipt(saved: Receipt | Undone) -> Message:
    if isinstance(saved, Undone):
        return receipts.undone(saved)
    return first_words.below_receipt(receipts.receipt(saved), saved.has_first_words)


def _card(deps: Deps, request: Request) -> Message | None:
    """The card that the form was opened from, as it is now; None where it was none, or its account is gone."""
    account_id = request.metadata.get("card")
    if account_id is not None:
        with suppress(Refusal):
            return card(cards.of(deps, request.caller, account_id))
    return None


def _filled(form: FormValues) -> Filled:
    """The values of the form; fields that were not in it are left out."""
    values: dict[str, Any] = {field.key.value: _value(form, field) for field in FIELDS}
    return Filled(left_out=frozenset(field.key for field in FIELDS if not form.has_input(field.key.value)), **values)


def _value(form: FormValues, field: FieldSpec[Field]) -> str | tuple[str, ...] | bool:
    match field.input:
        case Input.PEOPLE:
            return form.users(field.key.value)
        case Input.TICK:
            return bool(form.options(field.key.value))
    return form.text(field.key.value)


def _is_same(typed: str, name: str) -> bool:
    return typed.casefold().split() == name.casefold().split()


def _new_account_options(typed: str) -> list[Element]:
    """To log a conversation with somebody who is no account yet."""
    name = " ".join(typed.split())
    if not name or len(name) > NAME_LIMIT:
        return []
    return [
        questions.new_option(stage, name, new_account_value(stage, name)) for stage in (Stage.CUSTOMER, Stage.PROSPECT)
    ]


LISTENERS = Listeners(
    actions={receipts.EDIT: edit, form_messages.MORE: unfold},
    options={form_messages.ACCOUNT: suggest, ENTRIES_OF: suggest_existing},
    views={form_messages.FORM: save},
    shortcuts={LOG_SHORTCUT: log_anywhere, MESSAGE_SHORTCUT: log_message},
)
