"""The form of a conversation: every way it opens, its type-ahead, and what saving it leads to."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.accounts.model import Stage
from bot.domain.conversations.conversation_form import Form
from bot.domain.conversations.fields import FIELDS, Field, Filled
from bot.domain.conversations.receipts import Receipt, Undone
from bot.domain.errors import Refusal
from bot.domain.form_fields import FieldSpec, Input
from bot.messages.accounts.cards import card
from bot.messages.blocks import Element, Message, View
from bot.messages.conversations import conversation_form as drawn
from bot.messages.conversations import questions, receipts
from bot.messages.workspace.home import ENTRIES_OF
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.forms.conversation_form import new_account_value
from bot.services.accounts import accounts, cards
from bot.services.conversations import conversation_form
from bot.services.deps import Deps
from handlers.answers import Answers, Request, of_form, of_press, of_shortcut, taken_apart

LOG_SHORTCUT, MESSAGE_SHORTCUT = "log_conversation", "log_message"


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.shortcut(LOG_SHORTCUT)
    def log_anywhere(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        open_blank(of_shortcut(body, context, ack), deps, answers)

    @app.shortcut(MESSAGE_SHORTCUT)
    def log_message(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_shortcut(body, context, ack)
        open_blank(request, deps, answers, note=request.text)

    @app.action(receipts.EDIT)
    def edit(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        form = conversation_form.of_entry(deps, request.caller, request.text)
        answers.open(
            request, _view(form, request.kept_metadata(conversation=form.conversation_id, version=form.version))
        )

    @app.options(re.compile(rf"{drawn.ACCOUNT}(:.+)?|{ENTRIES_OF}"))
    def suggest(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        caller, typed = context["caller"], str(body.get("value") or "")
        # Whom Slack has not confirmed yet is shown no accounts.
        found = accounts.look_for(deps, caller, typed) if caller.member.is_known else ()
        options = [questions.option(choice) for choice in found]
        may_be_new = body.get("action_id") != ENTRIES_OF and not any(_is_same(typed, each.name) for each in found)
        ack(options=[*options, *(_new_ones(typed) if may_be_new else [])])

    @app.view(drawn.FORM)
    def save(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        filled = _filled(body["view"])
        conversation_id = request.metadata.get("conversation")
        saved: Receipt | Undone | Form
        if conversation_id is None:
            done = "Logged"
            saved = conversation_form.log(
                deps, request.caller, filled, trigger_id=request.trigger_id or "", guard=request
            )
        else:
            with taken_apart():
                done, version = "Saved", int(request.metadata["version"])
            saved = conversation_form.save(
                deps, request.caller, conversation_id, version, filled, guard=request.saving(done)
            )
        if isinstance(saved, Form):
            kept = {**request.metadata, "conversation": saved.conversation_id, "version": saved.version}
            ack(response_action="update", view=_view(saved, json.dumps(kept)))
        else:
            answers.become(request, done, _receipt(saved), opened_from=_card(request, deps))


def open_blank(
    request: Request,
    deps: Deps,
    answers: Answers,
    *,
    account_id: str | None = None,
    note: str = "",
    on: date | None = None,
    is_from_card: bool = False,
) -> None:
    """Open the form for a new conversation; on the day `on`, where it is not today's. The card it may be opened from
    stays, and reads as it is once the form was saved."""
    form = conversation_form.blank(
        deps, request.caller, account_id=account_id, channel=request.channel, note=note, on=on
    )
    metadata = request.kept_metadata(card=account_id) if is_from_card else request.kept_metadata()
    answers.open(request, _view(form, metadata))


def said_in(view: Mapping[str, Any], block_id: str) -> str:
    """What was typed or chosen in the one field of a block; "" where nothing was."""
    value = value_of(view, block_id)
    option = value.get("selected_option") or {}
    return str(
        value.get("value")
        or option.get("value")
        or value.get("selected_date")
        or value.get("selected_user")
        or value.get("selected_conversation")
        or ""
    )


def value_of(view: Mapping[str, Any], block_id: str) -> Mapping[str, Any]:
    """The value of the one field of a block, as Slack gives it."""
    fields = (view.get("state") or {}).get("values") or {}
    return next(iter((fields.get(block_id) or {}).values()), {})


def _view(form: Form, metadata: str) -> View:
    return drawn.conversation(form, metadata=metadata, names=form.names)


def _receipt(saved: Receipt | Undone) -> Message:
    return receipts.receipt(saved) if isinstance(saved, Receipt) else receipts.undone(saved)


def _card(request: Request, deps: Deps) -> Message | None:
    """The card that the form was opened from, as it is now; None where it was none, or its account is gone."""
    account_id = request.metadata.get("card")
    if account_id is not None:
        with suppress(Refusal):
            return card(cards.of(deps, request.caller, account_id))
    return None


def _filled(view: Mapping[str, Any]) -> Filled:
    """What stands in the form that was submitted; fields that were not in it are left out."""
    shown = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    filled: dict[str, Any] = {each.key.value: _said(view, each) for each in FIELDS}
    return Filled(left_out=frozenset(each.key for each in FIELDS if each.key.value not in shown), **filled)


def _said(view: Mapping[str, Any], asked: FieldSpec[Field]) -> str | tuple[str, ...] | bool:
    value = value_of(view, asked.key)
    match asked.input:
        case Input.PEOPLE:
            return tuple(value.get("selected_users") or ())
        case Input.TICK:
            return bool(value.get("selected_options"))
    return said_in(view, asked.key)


def _is_same(typed: str, name: str) -> bool:
    return typed.casefold().split() == name.casefold().split()


def _new_ones(typed: str) -> list[Element]:
    """To log somebody who is no account yet."""
    name = " ".join(typed.split())
    if not name or len(name) > NAME_LIMIT:
        return []
    return [
        questions.new_option(stage, name, new_account_value(stage, name)) for stage in (Stage.CUSTOMER, Stage.PROSPECT)
    ]
