"""What is pressed beside a promise, wherever one is shown."""

from collections.abc import Callable

from bot.domain.conversations.follow_ups import FollowUpState
from bot.messages.accounts import cards as card_messages
from bot.messages.blocks import Message
from bot.messages.conversations import follow_ups as messages
from bot.messages.conversations.follow_ups import FollowUpAnswer
from bot.services.accounts import cards
from bot.services.conversations import corrections, follow_ups
from bot.services.deps import Deps, Guard
from handlers.conversations.logcall import render
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed

_End = Callable[[Deps, Request, str, Guard], FollowUpAnswer]


def done(deps: Deps, request: Request) -> None:
    _press(deps, request, messages.DONE, request.text)


def tomorrow(deps: Deps, request: Request) -> None:
    _press(deps, request, messages.TOMORROW, request.text)


def drop(deps: Deps, request: Request) -> None:
    _press(deps, request, messages.DROP, request.text)


def reopen(deps: Deps, request: Request) -> None:
    request.replace(
        messages.answer(follow_ups.reopen(deps, request.caller, request.text, guard=request.on_commit("Open again")))
    )


def choose(deps: Deps, request: Request) -> None:
    """Run a choice of the menu: its value is the choice and the id."""
    choice, _, follow_up_id = request.text.partition(" ")
    with refusing_malformed():
        _ = _WAYS[choice]
    _press(deps, request, choice, follow_up_id)


def words(deps: Deps, request: Request) -> None:
    """Show words with which to call the customer back."""
    request.open_modal(messages.words_to_call_back(follow_ups.read(deps, request.caller, request.text)))


def _press(deps: Deps, request: Request, choice: str, follow_up_id: str) -> None:
    """Do it, and show what was saved above the card or receipt it was pressed in; on the Home tab it is seen there."""
    answer = _WAYS[choice](deps, request, follow_up_id, request.on_commit("Saved"))
    text = messages.answer(answer)
    if request.container.is_home and choice != messages.DONE:
        request.ack()
        request.publish_home_later()
        return
    below = _below(deps, request, answer)
    request.replace(text if below is None else messages.above(text, below))


def _below(deps: Deps, request: Request, answer: FollowUpAnswer) -> Message | None:
    entry = answer.follow_up.entry
    match request.action_suffix:
        case messages.ON_CARD:
            return card_messages.card(cards.of(deps, request.caller, entry.account_id))
        case messages.ON_RECEIPT:
            return render(corrections.whole_line(deps, request.caller, entry.id))
        case _:
            return None


def _done(deps: Deps, request: Request, follow_up_id: str, guard: Guard) -> FollowUpAnswer:
    return follow_ups.end(deps, request.caller, follow_up_id, FollowUpState.DONE, guard=guard)


def _put_off(deps: Deps, request: Request, follow_up_id: str, guard: Guard) -> FollowUpAnswer:
    return follow_ups.put_off(deps, request.caller, follow_up_id, guard=guard)


def _drop(deps: Deps, request: Request, follow_up_id: str, guard: Guard) -> FollowUpAnswer:
    return follow_ups.end(deps, request.caller, follow_up_id, FollowUpState.DROPPED, guard=guard)


_WAYS: dict[str, _End] = {messages.DONE: _done, messages.TOMORROW: _put_off, messages.DROP: _drop}

LISTENERS = Listeners(
    actions={
        messages.DONE: done,
        messages.TOMORROW: tomorrow,
        messages.DROP: drop,
        messages.REOPEN: reopen,
        messages.WORDS: words,
        messages.MENU: choose,
    }
)
