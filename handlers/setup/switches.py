"""A member's own switches on the Home tab: each kind of message, and their name on the leaderboard."""

from bot.domain.workspace.preferences import Mode
from bot.messages.setup import switches as switch_messages
from bot.services.deps import Deps
from bot.services.setup import switches
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def choose(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        mode = Mode(request.text)
    switches.choose(deps, request.caller, request.action_suffix, mode, guard=request.on_commit("Saved"))
    _show(request)


def leave(deps: Deps, request: Request) -> None:
    switches.opt_out(deps, request.caller, True, guard=request.on_commit("Saved"))
    _show(request)


def join(deps: Deps, request: Request) -> None:
    switches.opt_out(deps, request.caller, False, guard=request.on_commit("Saved"))
    _show(request)


def _show(request: Request) -> None:
    """On the Home tab it is seen there."""
    request.ack()
    request.publish_home_later()


LISTENERS = Listeners(
    actions={switch_messages.CHOOSE: choose, switch_messages.OPT_OUT: leave, switch_messages.OPT_IN: join}
)
