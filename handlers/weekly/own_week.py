"""/week and /goal: what one person alone reads of their own week."""

from bot.domain.weekly.own_week import Goal
from bot.messages.weekly import own_week as own_week_messages
from bot.messages.workspace.help import GOAL, WEEK
from bot.services.deps import Deps
from bot.services.weekly import own_week
from handlers.listeners import Command, Listeners
from handlers.request import Request


def week(deps: Deps, request: Request) -> None:
    request.reply(own_week_messages.own_week(own_week.of(deps, request.caller)))


def goal(deps: Deps, request: Request) -> None:
    if not request.text.strip():
        request.reply(own_week_messages.goal(own_week.goal_of(deps, request.caller)))
        return
    with request.returning_text():
        request.reply(own_week_messages.goal(_chosen(deps, request)))


def set_goal(deps: Deps, request: Request) -> None:
    request.replace(own_week_messages.goal(_chosen(deps, request)))


def _chosen(deps: Deps, request: Request) -> Goal:
    return own_week.choose_goal(deps, request.caller, request.text, guard=request.on_commit("Your goal is kept"))


WEEK_COMMAND = Command("week", week, help=WEEK, writes=lambda text: False)
GOAL_COMMAND = Command("goal", goal, help=GOAL, writes=bool)

LISTENERS = Listeners(actions={own_week_messages.SET_GOAL: set_goal})
