"""How somebody wants the morning message: whenever something is new, on Mondays only, or not at all."""

from bot.domain.workspace.preferences import Mode
from bot.messages.weekly import digests as messages
from bot.services.deps import Deps
from bot.services.weekly import digests
from handlers.listeners import Listeners
from handlers.request import Request


def turn_on(deps: Deps, request: Request) -> None:
    _choose(deps, request, Mode.ON)


def mondays(deps: Deps, request: Request) -> None:
    _choose(deps, request, Mode.MONDAYS)


def turn_off(deps: Deps, request: Request) -> None:
    _choose(deps, request, Mode.OFF)


def _choose(deps: Deps, request: Request, mode: Mode) -> None:
    request.replace(digests.choose(deps, request.caller, mode, guard=request.on_commit("Saved")))


LISTENERS = Listeners(actions={messages.ON: turn_on, messages.MONDAYS: mondays, messages.OFF: turn_off})
