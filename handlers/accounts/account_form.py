"""The form of an account: how it opens, and what saving it leads to."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.accounts.account_form import AccountForm, FilledAccount, Stamps
from bot.domain.accounts.fields import FIELDS, AccountField
from bot.domain.form_fields import FieldSpec, Input
from bot.messages.accounts import account_form as account_form_messages
from bot.messages.accounts import cards as card_messages
from bot.services.accounts import account_form, cards
from bot.services.deps import Deps
from handlers.form_values import FormValues
from handlers.listeners import Listeners
from handlers.request import Request

_MULTI_SELECTS = {Input.PERSON_OR_NOBODY: "selected_users", Input.CHANNEL_OR_NONE: "selected_conversations"}
"""Menus of which one is chosen, so that the choice can be cleared."""


def open_form(deps: Deps, request: Request, account_id: str) -> None:
    """Show the form of an account as it is now. Raises NotAllowed to whoever may change nothing of it."""
    form = account_form.of_account(deps, request.caller, account_id)
    metadata = request.form_metadata(**_metadata(form))
    request.open_modal(account_form_messages.account_form(form, metadata=metadata))


def save(deps: Deps, request: Request) -> None:
    opened = request.metadata
    saved = account_form.save(
        deps,
        request.caller,
        opened["account"],
        _stamps(opened),
        _filled(request.form),
        since=datetime.fromisoformat(opened["at"]),
        round_=int(opened["round"]),
        guard=request.on_commit("Saved"),
    )
    if isinstance(saved, AccountForm):
        metadata = json.dumps({**opened, **_metadata(saved)})
        request.keep_form_open(account_form_messages.account_form(saved, metadata=metadata))
        return
    card = cards.of(deps, request.caller, saved.change.account.id)
    shown = card_messages.card(card, also_changed_by=saved.also_changed_by, saved=saved.change)
    request.finish_form("Saved", shown)


def _metadata(form: AccountForm) -> dict[str, str | int]:
    """What the form must know when it comes back: which account, when it was opened, and how each field read then."""
    stamps = " ".join(f"{name}:{stamp}" for name, stamp in form.stamps.items())
    return {"account": form.account.id, "stamps": stamps, "at": form.at.isoformat(), "round": form.round}


def _stamps(metadata: Mapping[str, Any]) -> Stamps:
    pairs = (pair.partition(":") for pair in str(metadata["stamps"]).split())
    stamps = {name: stamp for name, _, stamp in pairs}
    return {field: stamps[field] for field in AccountField if field in stamps}


def _filled(form: FormValues) -> FilledAccount:
    """The values of the fields that were in the form."""
    return {field.key: _value(form, field) for field in FIELDS if form.has_input(field.key.value)}


def _value(form: FormValues, field: FieldSpec[AccountField]) -> str:
    if field.input not in _MULTI_SELECTS:
        return form.text(field.key.value)
    chosen = form.value(field.key.value).get(_MULTI_SELECTS[field.input]) or [""]
    return str(chosen[0])


LISTENERS = Listeners(views={account_form_messages.FORM: save})
