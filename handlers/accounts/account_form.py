"""The form of an account: how it opens, and what saving it leads to."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.accounts.account_form import AccountForm, FilledAccount, Stamps
from bot.domain.accounts.fields import FIELDS, AccountField
from bot.domain.form_fields import FieldSpec, Input
from bot.messages.accounts import account_form as drawn
from bot.messages.accounts import cards as views
from bot.services.accounts import account_form, cards
from bot.services.deps import Deps
from handlers.answers import Answers, Request, of_form
from handlers.conversations.conversation_form import said_in, value_of

_SEVERAL = {Input.PERSON_OR_NOBODY: "selected_users", Input.CHANNEL_OR_NONE: "selected_conversations"}
"""Menus of which one is taken, so that it can be taken back."""


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.view(drawn.FORM)
    def save(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        kept = request.metadata
        saved = account_form.save(
            deps,
            request.caller,
            kept["account"],
            _stamps(kept),
            _filled(body["view"]),
            since=datetime.fromisoformat(kept["at"]),
            round_=int(kept["round"]),
            guard=request.saving("Saved"),
        )
        if isinstance(saved, AccountForm):
            again = json.dumps({**kept, **_facts(saved)})
            ack(response_action="update", view=drawn.account_form(saved, metadata=again))
            return
        card = cards.of(deps, request.caller, saved.account.id)
        answers.become(request, "Saved", views.card(card, also_changed_by=saved.also_changed_by))


def open_form(request: Request, deps: Deps, answers: Answers, account_id: str) -> None:
    """Show the form of an account as it stands. Raises NotAllowed to whoever may change nothing of it."""
    form = account_form.of_account(deps, request.caller, account_id)
    answers.open(request, drawn.account_form(form, metadata=request.kept_metadata(**_facts(form))))


def _facts(form: AccountForm) -> dict[str, str | int]:
    """What the form must know when it comes back: which account, when it was opened, and how each field read then."""
    stamps = " ".join(f"{name}:{stamp}" for name, stamp in form.stamps.items())
    return {"account": form.account.id, "stamps": stamps, "at": form.at.isoformat(), "round": form.round}


def _stamps(kept: Mapping[str, Any]) -> Stamps:
    pairs = (each.partition(":") for each in str(kept["stamps"]).split())
    stamps = {name: stamp for name, _, stamp in pairs}
    return {each: stamps[each] for each in AccountField if each in stamps}


def _filled(view: Mapping[str, Any]) -> FilledAccount:
    """What stands in the fields that were in the form."""
    shown = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    return {each.key: _said(view, each) for each in FIELDS if each.key.value in shown}


def _said(view: Mapping[str, Any], asked: FieldSpec[AccountField]) -> str:
    if asked.input not in _SEVERAL:
        return said_in(view, asked.key)
    chosen = value_of(view, asked.key).get(_SEVERAL[asked.input]) or [""]
    return str(chosen[0])
