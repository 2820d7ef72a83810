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
    is_in_digest = _is_in_digest(deps, request, request.text)
    held = corrections.it_happened(deps, request.caller, request.text, guard=request.on_commit("Logged"))
    _answer(request, render(held), is_in_digest=is_in_digest)


def moved(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        day = date.fromisoformat(request.text)
    plan_id = request.action_suffix
    is_in_digest = _is_in_digest(deps, request, plan_id)
    plan = corrections.it_moved(deps, request.caller, plan_id, day, guard=request.on_commit("Moved"))
    _answer(request, render(plan), is_in_digest=is_in_digest)


def did_not(deps: Deps, request: Request) -> None:
    is_in_digest = _is_in_digest(deps, request, request.text)
    undone = corrections.undo(deps, request.caller, request.text, guard=request.on_commit("Taken back"))
    _answer(request, render(undone), is_in_digest=is_in_digest)


def _is_in_digest(deps: Deps, request: Request, plan_id: str) -> bool:
    """Whether it was pressed in a digest. Asked before anything changes: then the digest may leave the plan out."""
    return not request.container.is_home and digests.has_reported(deps, request.caller, plan_id)


def _answer(request: Request, message: Message, *, is_in_digest: bool) -> None:
    """Put `message` below the digest that asks, which is edited by itself; elsewhere in the place of what was pressed
    in."""
    if is_in_digest:
        request.ack()
        request.post_below(message)
    else:
        request.replace(message)


LISTENERS = Listeners(
    actions={
        plan_messages.PLAN_HAPPENED: happened,
        plan_messages.PLAN_MOVED: moved,
        plan_messages.PLAN_NOT: did_not,
    }
)
