"""Pledges: how many customers somebody means to speak to, one number a person and week."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select, update

from bot.db.engine import Session, insert_once
from bot.domain.weekly.pledges import Pledge
from bot.storage.conversations.filters import takes_part
from bot.storage.weekly.tables import pledges
from bot.storage.workspace.members import mention
from bot.storage.workspace.tables import members


def give(session: Session, workspace_id: str, member_id: str, week: date, number: int, *, now: datetime) -> bool:
    """Keep somebody's number for the week of that Monday, in the place of an earlier one. Says whether it is new."""
    mention(session, workspace_id, [member_id])
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "week": week,
        "number": number,
        "given_at": now,
    }
    if insert_once(session, pledges, [row]) == 1:
        return True
    changed = session.execute(
        update(pledges)
        .where(
            pledges.c.workspace_id == workspace_id,
            pledges.c.member_id == member_id,
            pledges.c.week == week,
            pledges.c.number != number,
        )
        .values(number=number, given_at=now)
    )
    return changed.rowcount == 1


def of_week(session: Session, workspace_id: str, week: date) -> tuple[Pledge, ...]:
    """What everybody named for the week, of those Slack has told us are members; by member."""
    rows = session.execute(
        select(pledges.c.member_id, pledges.c.number, members.c.opted_out, members.c.is_deactivated)
        .join(members, (members.c.workspace_id == pledges.c.workspace_id) & (members.c.id == pledges.c.member_id))
        .where(pledges.c.workspace_id == workspace_id, pledges.c.week == week, takes_part())
        .order_by(pledges.c.member_id)
    )
    return tuple(Pledge(row.member_id, row.number, is_named=not (row.opted_out or row.is_deactivated)) for row in rows)


def of_member(session: Session, workspace_id: str, member_id: str, week: date) -> int | None:
    """Somebody's number for a week; None where they named none."""
    return session.execute(
        select(pledges.c.number).where(
            pledges.c.workspace_id == workspace_id, pledges.c.member_id == member_id, pledges.c.week == week
        )
    ).scalar_one_or_none()


def weeks_of(session: Session, workspace_id: str, member_id: str) -> list[date]:
    """The Mondays of the weeks for which somebody named a number."""
    rows = session.execute(
        select(pledges.c.week)
        .where(pledges.c.workspace_id == workspace_id, pledges.c.member_id == member_id)
        .order_by(pledges.c.week)
    )
    return [row.week for row in rows]


def any_before(session: Session, workspace_id: str, week: date) -> bool:
    """Whether anybody named a number for an earlier week."""
    found = select(pledges.c.member_id).where(pledges.c.workspace_id == workspace_id, pledges.c.week < week)
    return session.execute(found.limit(1)).first() is not None


def givers(session: Session, workspace_id: str, member_ids: Collection[str]) -> frozenset[str]:
    """Which of these people have ever named a number."""
    rows = session.execute(
        select(pledges.c.member_id)
        .where(pledges.c.workspace_id == workspace_id, pledges.c.member_id.in_(sorted(set(member_ids))))
        .distinct()
    )
    return frozenset(row.member_id for row in rows)
