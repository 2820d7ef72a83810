"""What members chose of the messages that nobody asked for, and when they are away."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, update

from bot.db.engine import insert_once
from bot.db.scope import Scope
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.preferences import NO_PREFERENCES, Mode, Preferences, Switch
from bot.storage.weekly import digests
from bot.storage.workspace.tables import absences, message_switches

_A_DAY = timedelta(days=1)


def of(scope: Scope, member_id: str) -> Preferences:
    """What one member chose."""
    return of_members(scope, [member_id]).get(member_id, NO_PREFERENCES)


def of_members(scope: Scope, member_ids: Iterable[str]) -> dict[str, Preferences]:
    """What each of these members chose, of those who chose anything."""
    wanted = sorted(set(member_ids))
    switches: dict[str, dict[str, Switch]] = {}
    for row in scope.session.execute(
        select(message_switches).where(
            message_switches.c.workspace_id == scope.workspace_id, message_switches.c.member_id.in_(wanted)
        )
    ):
        switches.setdefault(row.member_id, {})[row.kind] = Switch(row.mode, row.snoozed_until)
    away: dict[str, tuple[Span, ...]] = {}
    for row in scope.session.execute(
        select(absences)
        .where(absences.c.workspace_id == scope.workspace_id, absences.c.member_id.in_(wanted))
        .order_by(absences.c.first_day)
    ):
        away[row.member_id] = (*away.get(row.member_id, ()), Span(row.first_day, row.last_day))
    return {
        each: Preferences(switches.get(each, {}), away.get(each, ())) for each in wanted if each in {*switches, *away}
    }


def choose(scope: Scope, member_id: str, kind: str, mode: Mode) -> None:
    """Let a member get this kind of message so, from now on."""
    _write(scope, member_id, kind, mode=mode)


def snooze(scope: Scope, member_id: str, kind: str, until: date | None) -> None:
    """Send a member none of this kind before the day `until`; None: no more snoozed."""
    _write(scope, member_id, kind, snoozed_until=until)


def add_absence(scope: Scope, member_id: str, away: Span) -> None:
    """A member is away on these days. What they said before of any of them holds only up to the day before."""
    _shorten(scope, _theirs(scope, member_id), absences.c.first_day <= away.last, last=away.first - _A_DAY)
    this = {"workspace_id": scope.workspace_id, "member_id": member_id, "first_day": away.first}
    if insert_once(scope.session, absences, [{**this, "last_day": away.last}]) == 0:
        scope.session.execute(
            update(absences)
            .where(*(absences.c[name] == value for name, value in this.items()))
            .values(last_day=away.last)
        )
    digests.look_again(scope, of=member_id)


def end_absences(scope: Scope, member_id: str, *, last: date) -> None:
    """A member who said they are away longer is back: `last` was their last day away, and none is to come."""
    if _shorten(scope, _theirs(scope, member_id), last=last):
        digests.look_again(scope, of=member_id)


def _theirs(scope: Scope, member_id: str) -> ColumnElement[bool]:
    return and_(absences.c.workspace_id == scope.workspace_id, absences.c.member_id == member_id)


def _shorten(scope: Scope, *those: ColumnElement[bool], last: date) -> bool:
    """Let none of these absences go on after the day `last`, and say whether one did; one that has not begun by then is
    none."""
    dropped = scope.session.execute(delete(absences).where(*those, absences.c.first_day > last))
    cut = scope.session.execute(update(absences).where(*those, absences.c.last_day > last).values(last_day=last))
    return dropped.rowcount + cut.rowcount > 0


def _write(scope: Scope, member_id: str, kind: str, **chosen: Any) -> None:
    this = {"workspace_id": scope.workspace_id, "member_id": member_id, "kind": kind}
    row = {**this, "mode": Mode.ON, "snoozed_until": None, "changed_at": scope.now, **chosen}
    if insert_once(scope.session, message_switches, [row]) == 0:
        scope.session.execute(
            update(message_switches)
            .where(*(message_switches.c[name] == value for name, value in this.items()))
            .values(changed_at=scope.now, **chosen)
        )
    digests.look_again(scope, of=member_id)
