"""The answers to a plan's one question: it happened, it moved, it did not."""

from datetime import date

from bot.messages.blocks import Message
from bot.messages.conversations import plans as plan_messages
from bot.services.conversations import corrections
from bot.services.deps import Deps
from bot.services.weekly import digests
from handlers.conversations.logcall import render
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def happened(deps: Deps, request: Request) -> None:
    held = corrections.it_happened(deps, request.caller, request.text, guard=request.on_commit("Logged"))
    _answer(deps, request, render(held), request.text)


def moved(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        day = date.fromisoformat(request.text)
    plan_id = request.action_suffix
    plan = corrections.it_moved(deps, request.caller, plan_id, day, guard=request.on_commit("Moved"))
    _answer(deps, request, render(plan), plan_id)


def did_not(deps: Deps, request: Request) -> None:
    undone = corrections.undo(deps, request.caller, request.text, guard=request.on_commit("Taken back"))
    _answer(deps, request, render(undone), request.text)


def _answer(deps: Deps, request: Request, message: Message, plan_id: str) -> None:
    """Put `message` below the digest that asks, which is edited by itself; elsewhere in the place of what was pressed
    in."""
    if request.container.is_home or not digests.has_reported(deps, request.caller, plan_id):
        request.replace(message)
    else:
        request.ack()
        request.post_below(message)


LISTENERS = Listeners(
    actions={
        plan_messages.PLAN_HAPPENED: happened,
        plan_messages.PLAN_MOVED: moved,
        plan_messages.PLAN_NOT: did_not,
    }
)
