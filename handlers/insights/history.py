"""The history of an account: opened from its card, by a command or under Friday's quotes, and its pages turned."""

from bot.messages.accounts import accounts as account_messages
from bot.messages.accounts import cards as card_messages
from bot.messages.insights import history as history_messages
from bot.services.accounts.naming import AmbiguousAccount
from bot.services.deps import Deps
from bot.services.insights import history
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed

_FURTHEST = 1_000_000
"""No history is longer: what says more was made by hand."""


def open_named(deps: Deps, request: Request, typed: str) -> None:
    """Open the history that is typed behind a command; where several may be meant, ask."""
    found = history.named(deps, request.caller, typed)
    if isinstance(found, AmbiguousAccount):
        request.reply(account_messages.which(found.typed, found.choices, is_contact=found.is_contact))
    else:
        request.open_modal(history_messages.history(found))


def open_history(deps: Deps, request: Request) -> None:
    request.open_modal(history_messages.history(history.of(deps, request.caller, request.text)))


def choose_contact(deps: Deps, request: Request) -> None:
    _show(deps, request, None if request.text == history_messages.EVERYBODY else request.text, skip=0)


def turn_page(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        skip = min(max(int(request.text), 0), _FURTHEST)
    _show(deps, request, request.metadata.get("contact"), skip=skip)


def _show(deps: Deps, request: Request, contact_id: str | None, *, skip: int) -> None:
    with refusing_malformed():
        account_id = str(request.metadata["account"])
    page = history.of(deps, request.caller, account_id, contact_id=contact_id, skip=skip)
    request.update_modal(history_messages.history(page))


LISTENERS = Listeners(
    actions={
        card_messages.HISTORY: open_history,
        history_messages.CONTACT: choose_contact,
        history_messages.NEWER: turn_page,
        history_messages.OLDER: turn_page,
    }
)
