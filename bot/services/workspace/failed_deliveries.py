"""Failed deliveries: what an admin is shown of them and decides."""

from collections.abc import Callable
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.deliveries.failed_deliveries import FailedDelivery
from bot.domain.deliveries.model import Delivery
from bot.domain.weekly import iso_weeks
from bot.domain.weekly.posts import MONDAY
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action, may
from bot.outbox import failed_deliveries as stored
from bot.outbox import sending
from bot.outbox.message_types import MessageTypes
from bot.services.deps import Deps, Guard
from bot.services.workspace import permissions
from bot.storage.workspace import audit, members

_WHO = "Admins decide about messages that did not arrive: ask one."


def of(deps: Deps, caller: Caller) -> tuple[FailedDelivery, ...]:
    """Those of the workspace, the longest due first; none for whoever is no admin."""
    workspace_id = caller.workspace.id
    with deps.reading(caller.workspace.id) as scope:
        if not may(Action.SETTINGS, permissions.in_workspace(scope, caller)):
            return ()
    found = sending.failed(deps.outbox, workspace_id)
    with deps.reading(workspace_id) as scope:
        names = members.names_of(scope, [each.target for each in found])
    today = schedule.local_date(deps.now(), ZoneInfo(caller.workspace.zone))
    types = deps.outbox.types
    return tuple(_shown(delivery, types, caller, names.get(delivery.target), today) for delivery in found)


def send_again(deps: Deps, caller: Caller, delivery_id: str, *, guard: Guard) -> bool:
    """Send it, whether or not it arrived before. False where nothing is to be decided any more.

    Raises NotAllowed to whoever is no admin.
    """
    send = partial(stored.send_again, due_at=deps.now())
    is_done = _decide(deps, caller, delivery_id, send, "send again", guard=guard)
    deps.outbox.wake()
    return is_done


def leave_out(deps: Deps, caller: Caller, delivery_id: str, *, guard: Guard) -> bool:
    """Nobody needs it any more. Like `send_again` else."""
    return _decide(deps, caller, delivery_id, stored.leave_out, "leave out", guard=guard)


def mark_sent(deps: Deps, caller: Caller, delivery_id: str, *, guard: Guard) -> bool:
    """Take it for sent: somebody saw it. Like `send_again` else."""
    return _decide(deps, caller, delivery_id, stored.mark_sent, "it is there", guard=guard)


def _decide(
    deps: Deps,
    caller: Caller,
    delivery_id: str,
    decide: Callable[[Scope, str], bool],
    action: str,
    *,
    guard: Guard,
) -> bool:
    """Carry out what an admin decided, and write it down as `action`, where something is to be decided."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), _WHO)
        is_done = decide(scope, delivery_id)
        if is_done:
            audit.record(scope, actor=caller.member.id, action=action, subject=delivery_id)
    return is_done


def _shown(delivery: Delivery, types: MessageTypes, caller: Caller, person: str | None, today: date) -> FailedDelivery:
    return FailedDelivery(
        id=delivery.id,
        label=types[delivery.kind].label if delivery.kind in types else delivery.kind,
        subject=delivery.subject,
        state=delivery.state,
        error=delivery.problem,
        due_on=schedule.local_date(delivery.due_at, ZoneInfo(caller.zone)),
        person=person,
        is_over=delivery.kind == MONDAY and delivery.subject != iso_weeks.week_subject(today),
    )
