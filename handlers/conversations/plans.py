"""The answers to a plan's one question: it happened, it moved, it did not."""

from datetime import date

from bot.messages.blocks import Message
from bot.messages.conversations import plans as plan_messages
from bot.services.conversations import corrections, plans
from bot.services.deps import Deps
from handlers.conversations.logcall import render
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def happened(deps: Deps, request: Request) -> None:
    asked_on = plans.asked_on(deps, request.caller, request.text)
    held = corrections.it_happened(deps, request.caller, request.text, guard=request.on_commit("Logged"))
    _answer(deps, request, render(held), asked_on)


def moved(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        day = date.fromisoformat(request.text)
    plan_id = request.action_suffix
    asked_on = plans.asked_on(deps, request.caller, plan_id)
    plan = corrections.it_moved(deps, request.caller, plan_id, day, guard=request.on_commit("Moved"))
    _answer(deps, request, render(plan), asked_on)


def did_not(deps: Deps, request: Request) -> None:
    asked_on = plans.asked_on(deps, request.caller, request.text)
    undone = corrections.undo(deps, request.caller, request.text, guard=request.on_commit("Taken back"))
    _answer(deps, request, render(undone), asked_on)


def _answer(deps: Deps, request: Request, message: Message, asked_on: date | None) -> None:
    """Put `message` in the place of the question, or below it where it also asks about plans that are still open."""
    rest = None if request.container.is_home else plans.still_asked(deps, request.caller, asked_on)
    if rest is None:
        request.replace(message)
    else:
        request.replace(rest)
        request.post_below(message)


LISTENERS = Listeners(
    actions={
        plan_messages.PLAN_HAPPENED: happened,
        plan_messages.PLAN_MOVED: moved,
        plan_messages.PLAN_NOT: did_not,
    }
)
