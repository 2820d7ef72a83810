"""Private notes from before somebody's time: asking to read one, granting or denying it, and reading it."""

from bot.domain.conversations.access_requests import RequestState
from bot.messages.accounts.cards import card
from bot.messages.blocks import Message
from bot.messages.conversations import access_requests as access_messages
from bot.services.accounts import cards
from bot.services.conversations import access_requests
from bot.services.deps import Deps
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def ask(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        account_id, author, of = request.text.split(" ")
    access_requests.ask(deps, request.caller, account_id, author, of=of, guard=request.on_commit("Asked"))
    request.replace(card(cards.of(deps, request.caller, account_id)))


def pass_on(deps: Deps, request: Request) -> None:
    guard = request.on_commit("Passed on")
    decided = access_requests.decide(deps, request.caller, request.text, RequestState.GRANTED, guard=guard)
    _answer(deps, request, access_messages.passed_on(decided.name))


def keep(deps: Deps, request: Request) -> None:
    """Deny it: the note stays private."""
    guard = request.on_commit("It stays private")
    decided = access_requests.decide(deps, request.caller, request.text, RequestState.DENIED, guard=guard)
    _answer(deps, request, access_messages.kept(decided.name))


def read(deps: Deps, request: Request) -> None:
    request.open_message(access_requests.read(deps, request.caller, request.text))


def _answer(deps: Deps, request: Request, message: Message) -> None:
    """Put `message` in the place of the question, or below it where it holds other questions that are still open."""
    others = access_requests.still_open(deps, request.caller, request.text) if request.action_suffix else None
    request.replace(others or message)
    if others is not None:
        request.post_below(message)


LISTENERS = Listeners(
    actions={
        access_messages.ASK: ask,
        access_messages.PASS_ON: pass_on,
        access_messages.KEEP: keep,
        access_messages.READ: read,
    }
)
