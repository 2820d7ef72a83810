"""What a clock that was ahead put off: once it is set back, nothing waits until it is there again.

Whatever waits for longer than anything is ever put off was stamped by such a clock. It waits anew, as long as it would
have: who was sending it may still be doing so.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, union, update

from bot.db.engine import Session
from bot.db.types import WireTime
from bot.domain.deliveries.model import LONGEST_WAIT
from bot.domain.deliveries.model import DeliveryState as State
from bot.outbox.tables import deliveries

_MARGIN = 60.0
"""Seconds: replicas and the database do not agree to the second, and a wait has some jitter."""


@dataclass(frozen=True)
class Waits:
    """What may be waited for: those of `kinds`, which events cause, are due by `latest`. The rest is in seconds."""

    now: datetime
    latest: datetime
    kinds: Collection[str]
    lease: float
    settle: float


def workspaces_with_waits_too_long(session: Session, waits: Waits) -> list[str]:
    """Ids of workspaces where something was put off by a clock that was ahead."""
    found = [select(deliveries.c.workspace_id).where(*which) for which, _ in _too_long(waits)]
    return sorted(row.workspace_id for row in session.execute(union(*found)))


def shorten_waits(session: Session, workspace_id: str, waits: Waits) -> int:
    """Let it wait anew, by the clock as it is; of how many."""
    own = deliveries.c.workspace_id == workspace_id
    changed = [session.execute(update(deliveries).where(own, *which).values(anew)) for which, anew in _too_long(waits)]
    return sum(each.rowcount for each in changed)


def _too_long(waits: Waits) -> Iterator[tuple[tuple[ColumnElement[bool], ...], dict[str, Any]]]:
    """Which deliveries wait too long, and what they are to wait for instead."""
    state, far = deliveries.c.state, WireTime(LONGEST_WAIT + _MARGIN)
    yield (state == State.PENDING.value, deliveries.c.next_at > far), {"next_at": WireTime()}
    yield (state == State.VERIFY.value, deliveries.c.next_at > far), {"next_at": WireTime(waits.settle)}
    yield (state == State.SENDING.value, deliveries.c.lease_until > far), {"lease_until": WireTime(waits.lease)}
    # Without a state: SQLite would walk through everything that was ever sent.
    yield (deliveries.c.dirty, deliveries.c.next_edit_at > far), {"next_edit_at": WireTime(waits.lease)}
    told_late = (state == State.PENDING.value, deliveries.c.kind.in_(waits.kinds), deliveries.c.due_at > waits.latest)
    yield told_late, {"due_at": waits.now}
