"""Thursday's question: a tap that logs, and when it is to be asked again."""

from datetime import date

from bot.domain.workspace.preferences import Mode
from bot.messages.weekly import thursdays as messages
from bot.messages.weekly.thursdays import THURSDAY_ON
from bot.services.deps import Deps
from bot.services.weekly import thursdays
from handlers.conversations.logcall import render
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def spoke(deps: Deps, request: Request) -> None:
    """Log it, and show the receipt beside the question, which is edited by itself."""
    with refusing_malformed():
        day, account_id = request.text.split(" ", 1)
        asked = date.fromisoformat(day)
    receipt = thursdays.log_tap(deps, request.caller, asked, account_id, guard=request)
    request.reply_ephemeral(render(receipt))


def tomorrow(deps: Deps, request: Request) -> None:
    is_asked = thursdays.ask_tomorrow(deps, request.caller, _day(request), guard=request.on_commit("Saved"))
    request.reply_ephemeral(messages.again_tomorrow() if is_asked else messages.no_more_this_week())


def not_this_week(deps: Deps, request: Request) -> None:
    thursdays.snooze(deps, request.caller, _day(request), guard=request.on_commit("Saved"))
    request.reply_ephemeral(messages.not_this_week())


def stop(deps: Deps, request: Request) -> None:
    thursdays.choose(deps, request.caller, Mode.OFF, guard=request.on_commit("Saved"))
    request.reply_ephemeral(messages.stopped())


def turn_on(deps: Deps, request: Request) -> None:
    thursdays.choose(deps, request.caller, Mode.ON, guard=request.on_commit("Saved"))
    request.replace(messages.turned_on())


def _day(request: Request) -> date:
    with refusing_malformed():
        return date.fromisoformat(request.text)


LISTENERS = Listeners(
    actions={
        messages.SPOKE: spoke,
        messages.TOMORROW: tomorrow,
        messages.NOT_THIS_WEEK: not_this_week,
        messages.STOP: stop,
        THURSDAY_ON: turn_on,
    }
)
