"""Undo under a receipt, of one entry or of all of a line, and Put it back under that; the menu beside each of several.

What stands under a receipt of several is answered with the whole receipt anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.messages.conversations import line_receipts, receipts
from bot.services.conversations import corrections
from bot.services.deps import Deps
from handlers.conversations import conversation_form, sharing
from handlers.conversations.corrections import ask_what_was_said
from handlers.conversations.logcall import render
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def undo(deps: Deps, request: Request) -> None:
    undone = corrections.undo(deps, request.caller, request.text, guard=request.on_commit("Taken back"))
    if request.is_one_of_several:
        request.replace(render(corrections.whole_line(deps, request.caller, request.text)))
    else:
        request.replace(receipts.undone(undone))


def undo_all(deps: Deps, request: Request) -> None:
    """Undo every entry that one line made."""
    undone = corrections.undo_all(deps, request.caller, request.text.split(), guard=request.on_commit("Taken back"))
    request.replace(render(undone))


def put_back(deps: Deps, request: Request) -> None:
    receipt = corrections.put_back(deps, request.caller, [request.text], guard=request.on_commit("Put back"))
    if request.is_one_of_several:
        receipt = corrections.whole_line(deps, request.caller, request.text)
    request.replace(render(receipt))


def put_all_back(deps: Deps, request: Request) -> None:
    entries = request.text.split()
    corrections.put_back(deps, request.caller, entries, guard=request.on_commit("Put back"))
    request.replace(render(corrections.whole_line(deps, request.caller, entries[0])))


def choose(deps: Deps, request: Request) -> None:
    """Run a choice of the menu beside an entry: its value is an action_id of a receipt, and the id of the entry."""
    choice, _, conversation_id = request.text.partition(" ")
    with refusing_malformed():
        run = _MENU[choice]
    run(deps, replace(request, text=conversation_id))


_MENU: Mapping[str, Callable[[Deps, Request], None]] = {
    receipts.EDIT: conversation_form.edit,
    receipts.UNDO: undo,
    receipts.ADD_INSIGHT: ask_what_was_said,
    receipts.SHARE: sharing.ask_where,
}

LISTENERS = Listeners(
    actions={
        receipts.UNDO: undo,
        receipts.PUT_BACK: put_back,
        line_receipts.UNDO_ALL: undo_all,
        line_receipts.PUT_ALL_BACK: put_all_back,
        line_receipts.MENU: choose,
    }
)
