"""The first minutes of an admin: what they are told once, and a list of first steps that ticks itself off."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery
from bot.domain.setup.first_run import FIRST_RUN, FirstRun
from bot.domain.setup.first_steps import FirstSteps, steps_of
from bot.domain.setup.posting import RefusedChannel
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Workspace
from bot.domain.workspace.roles import Action, may
from bot.domain.workspace.settings import NamedRoles
from bot.messages.blocks import Message
from bot.messages.setup import first_run as messages
from bot.outbox import queue
from bot.outbox.message_types import MessageType, Rerendered, Skip
from bot.services import audit_log
from bot.services.deps import Deps, Guard
from bot.services.setup import first_words, posting
from bot.services.setup.in_sight import are_sponsors_in_sight
from bot.services.workspace import permissions
from bot.storage.accounts import accounts, cadences
from bot.storage.workspace import members, roles, schedules, workspaces


def visit(deps: Deps, caller: Caller) -> None:
    """An admin looks at their Home tab: the first one is told how to set it up, and a list that is done goes away."""
    if caller.workspace.is_set_up:
        return
    with deps.reading(caller.workspace.id) as scope:
        steps = steps_for(scope, deps, caller)
    if steps is None or (caller.workspace.first_admin is not None and not steps.are_done):
        return
    workspace_id, me = caller.workspace.id, caller.member.id
    with deps.transaction(workspace_id) as scope:
        if workspaces.welcome(scope, me):
            queue.enqueue(scope, kind=FIRST_RUN, subject=me, target=me, due_at=scope.now)
        if steps.are_done:
            workspaces.close_setup(scope)
    deps.outbox.wake()


def steps_for(scope: Scope, deps: Deps, caller: Caller) -> FirstSteps | None:
    """The list as it is now; None for whoever is no admin, and once it was put away."""
    workspace = workspaces.find(scope)
    if workspace is None or workspace.is_set_up:
        return None
    if not may(Action.SETTINGS, permissions.in_workspace(scope, caller)):
        return None
    executives = roles.having(scope, NamedRoles.EXECUTIVE.value)
    return steps_of(
        accounts.every(scope),
        channel=workspace.channel,
        first_on=posting.current(scope, deps).first_on,
        executives=len(executives) if are_sponsors_in_sight(scope, workspace) else None,
    )


def are_first_words_due(deps: Deps, caller: Caller) -> bool:
    """Whether the first words are read on the Home tab, opened now. An admin has the list of first steps there."""
    if not (caller.member.is_new and caller.member.is_known):
        return False
    with deps.reading(caller.workspace.id) as scope:
        if steps_for(scope, deps, caller) is not None:
            return False
    with deps.transaction(caller.workspace.id) as scope:
        return first_words.are_due(scope, caller)


def put_away(deps: Deps, caller: Caller, *, guard: Guard) -> None:
    """Show the list no more. Raises NotAllowed."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), posting.WHO)
        if workspaces.close_setup(scope):
            audit_log.write(scope, caller, "put first steps away", "setup")


def current(deps: Deps, caller: Caller, refused: RefusedChannel | None = None) -> FirstRun:
    """What an admin is told, as it is now; with why a channel they picked cannot be. Raises NotAllowed."""
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), posting.WHO)
        workspace = workspaces.find(scope) or caller.workspace
        return replace(_first_run(scope, workspace), refused=refused)


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """None where they are gone, or no admin any more."""
    workspace = workspaces.find(scope)
    member = members.find(scope, delivery.target)
    if workspace is None or member is None:
        return Skip.STALE
    if not may(Action.SETTINGS, permissions.in_workspace(scope, Caller(workspace, member))):
        return Skip.STALE
    return messages.first_run(_first_run(scope, workspace))


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """The same, once the channel was chosen elsewhere."""
    message = render(scope, delivery)
    return message if isinstance(message, Skip) else Rerendered(message)


def _first_run(scope: Scope, workspace: Workspace) -> FirstRun:
    zone = ZoneInfo(workspace.zone)
    starts = [each.starts_at for each in schedules.of(scope) if not each.is_off]
    starts_at = min(starts, default=schedule.start_of_next_week(scope.now, zone))
    today = schedule.local_date(scope.now, zone)
    begins = schedule.local_date(starts_at, zone)
    return FirstRun(
        today=today,
        channel=workspace.channel,
        begins_on=begins if begins > today else None,
        cadences=cadences.of(scope),
    )


ADMINS_FIRST_RUN = MessageType(FIRST_RUN, "The first words to an admin", render, rerender)
