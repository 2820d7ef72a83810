"""Pause the weekly posts and the digests, and take them up again: everything is kept meanwhile."""

from datetime import date

from bot.domain.errors import Incomplete
from bot.domain.setup.posting import Posting
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.messages.setup import pauses as messages
from bot.services import audit_log
from bot.services.deps import Deps, Guard
from bot.services.local_days import workspace_today
from bot.services.setup import posting
from bot.services.workspace import permissions
from bot.storage.workspace import workspaces

_PAUSED, _RESUMED = "pause posts", "resume posts"
"""As the audit log calls them."""


def to_pause(deps: Deps, caller: Caller) -> Posting:
    """How the posts stand, for an admin. Raises NotAllowed."""
    return posting.to_change(deps, caller)


def pause(deps: Deps, caller: Caller, until: str, *, guard: Guard) -> Posting:
    """Pause until that day, an ISO date, or with "" until somebody takes them up. Raises NotAllowed, Incomplete."""
    day = _day(until, workspace_today(deps, caller))
    with deps.transaction(caller.workspace.id, guard) as scope:
        workspaces.lock(scope)
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), posting.WHO)
        standing = posting.current(scope, deps).pause
        if standing is None or standing.until != day:
            workspaces.pause(scope, day, by=caller.member.id)
            audit_log.write(scope, caller, _PAUSED, "posts", until=until or None)
        return posting.current(scope, deps)


def resume(deps: Deps, caller: Caller, *, guard: Guard) -> Posting:
    """Take them up again: what was due within the day goes out now. Raises NotAllowed."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        workspaces.lock(scope)
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), posting.WHO)
        if workspaces.resume(scope):
            audit_log.write(scope, caller, _RESUMED, "posts")
        standing = posting.current(scope, deps)
    deps.outbox.wake()
    return standing


def _day(until: str, today: date) -> date | None:
    if not until:
        return None
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise Incomplete({messages.UNTIL: "Choose a day, or leave it empty."}) from None
    if day <= today:
        raise Incomplete({messages.UNTIL: "Choose a day to come: on it the posts go again. Or leave it empty."})
    return day
