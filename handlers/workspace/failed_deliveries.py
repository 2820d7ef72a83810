"""What did not arrive: an admin sends it again, leaves it out, or has seen it in its channel."""

from bot.messages.workspace import failed_deliveries as failed_messages
from bot.services.deps import Deps
from bot.services.workspace import failed_deliveries
from handlers.listeners import Listeners
from handlers.request import Request


def send_again(deps: Deps, request: Request) -> None:
    guard = request.on_commit("On its way")
    is_done = failed_deliveries.send_again(deps, request.caller, request.text, guard=guard)
    request.replace(failed_messages.sent_again() if is_done else failed_messages.decided_already())


def leave(deps: Deps, request: Request) -> None:
    is_done = failed_deliveries.leave_out(deps, request.caller, request.text, guard=request.on_commit("Left out"))
    request.replace(failed_messages.left_out() if is_done else failed_messages.decided_already())


def is_there(deps: Deps, request: Request) -> None:
    is_done = failed_deliveries.mark_sent(deps, request.caller, request.text, guard=request.on_commit("Noted"))
    request.replace(failed_messages.taken_for_sent() if is_done else failed_messages.decided_already())


LISTENERS = Listeners(
    actions={
        failed_messages.SEND_AGAIN: send_again,
        failed_messages.LEAVE: leave,
        failed_messages.IS_THERE: is_there,
    }
)
