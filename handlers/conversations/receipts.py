"""Undo under a receipt, of one entry or of all of a line, and Put it back under that."""

from bot.messages.conversations import receipts
from bot.services.conversations import corrections, log_conversation
from bot.services.deps import Deps
from handlers.listeners import Listeners
from handlers.request import Request


def undo(deps: Deps, request: Request) -> None:
    undone = log_conversation.undo(deps, request.caller, request.text, guard=request.on_commit("Taken back"))
    request.replace(receipts.undone(undone))


def undo_all(deps: Deps, request: Request) -> None:
    """Undo every entry that one line made."""
    undone = corrections.undo_all(deps, request.caller, request.text.split(), guard=request.on_commit("Taken back"))
    request.replace(receipts.undone_all(undone))


def put_back(deps: Deps, request: Request) -> None:
    receipt = log_conversation.put_back(deps, request.caller, request.text, guard=request.on_commit("Put back"))
    request.replace(receipts.receipt(receipt))


LISTENERS = Listeners(actions={receipts.UNDO: undo, receipts.UNDO_ALL: undo_all, receipts.PUT_BACK: put_back})
