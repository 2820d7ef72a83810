"""The buttons of the questions before accounts are merged or deleted."""

from bot.messages.accounts import removals as removal_messages
from bot.services.accounts import accounts, removals
from bot.services.deps import Deps
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed


def merge(deps: Deps, request: Request) -> None:
    """Merge one account into another; pressed again it says that they are one."""
    with refusing_malformed():
        going_id, into_id = request.text.split(" ", 1)
    going, into = (accounts.existing(deps, request.caller, each) for each in (going_id, into_id))
    if going.id == into.id:
        request.replace(removal_messages.merged_before(into))
        return
    merged = removals.merge(deps, request.caller, going, into, guard=request.on_commit("Merged"))
    request.replace(removal_messages.merged(going, merged))


def delete(deps: Deps, request: Request) -> None:
    going = accounts.existing(deps, request.caller, request.text)
    removals.delete(deps, request.caller, going, guard=request.on_commit("Deleted"))
    request.replace(removal_messages.deleted(going))


def leave(deps: Deps, request: Request) -> None:
    request.replace(removal_messages.left())


LISTENERS = Listeners(
    actions={removal_messages.MERGE: merge, removal_messages.DELETE: delete, removal_messages.LEAVE: leave}
)
