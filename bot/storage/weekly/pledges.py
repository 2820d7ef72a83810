"""Pledges: how many customers somebody means to speak to, one number a person and week."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, update

from bot.db.engine import insert_once
from bot.db.scope import Scope
from bot.domain.weekly.pledges import Pledge
from bot.storage.conversations.filters import takes_part
from bot.storage.weekly.tables import pledges
from bot.storage.workspace.members import mention
from bot.storage.workspace.tables import members


def give(scope: Scope, member_id: str, week: date, number: int) -> bool:
    """Keep somebody's number for the week of that Monday, in the place of an earlier one. Says whether it is new."""
    mention(scope, [member_id])
    row = {
        "workspace_id": scope.workspace_id,
        "member_id": member_id,
        "week": week,
        "number": number,
        "given_at": scope.now,
    }
    if insert_once(scope.session, pledges, [row]) == 1:
        return True
    changed = scope.session.execute(
        update(pledges)
        .where(
            pledges.c.workspace_id == scope.workspace_id,
            pledges.c.member_id == member_id,
            pledges.c.week == week,
            pledges.c.number != number,
        )
        .values(number=number, given_at=scope.now)
    )
    return changed.rowcount == 1


def of_week(scope: Scope, week: date) -> tuple[Pledge, ...]:
    """What everybody named for the week, of those Slack has told us are members; by member."""
    rows = scope.session.execute(
        select(pledges.c.member_id, pledges.c.number, members.c.opted_out, members.c.is_deactivated)
        .join(members, (members.c.workspace_id == pledges.c.workspace_id) & (members.c.id == pledges.c.member_id))
        .where(pledges.c.workspace_id == scope.workspace_id, pledges.c.week == week, takes_part())
        .order_by(pledges.c.member_id)
    )
    return tuple(Pledge(row.member_id, row.number, is_named=not (row.opted_out or row.is_deactivated)) for row in rows)


def of_member(scope: Scope, member_id: str, week: date) -> int | None:
    """Somebody's number for a week; None where they named none."""
    return scope.session.execute(
        select(pledges.c.number).where(
            pledges.c.workspace_id == scope.workspace_id, pledges.c.member_id == member_id, pledges.c.week == week
        )
    ).scalar_one_or_none()


def weeks_of(scope: Scope, member_id: str) -> list[date]:
    """The Mondays of the weeks for which somebody named a number."""
    rows = scope.session.execute(
        select(pledges.c.week)
        .where(pledges.c.workspace_id == scope.workspace_id, pledges.c.member_id == member_id)
        .order_by(pledges.c.week)
    )
    return [row.week for row in rows]


def any_before(scope: Scope, week: date) -> bool:
    """Whether anybody named a number for an earlier week."""
    found = select(pledges.c.member_id).where(pledges.c.workspace_id == scope.workspace_id, pledges.c.week < week)
    return scope.session.execute(found.limit(1)).first() is not None


def givers(scope: Scope, member_ids: Collection[str]) -> frozenset[str]:
    """Which of these people have ever named a number."""
    rows = scope.session.execute(
        select(pledges.c.member_id)
        .where(pledges.c.workspace_id == scope.workspace_id, pledges.c.member_id.in_(sorted(set(member_ids))))
        .distinct()
    )
    return frozenset(row.member_id for row in rows)
