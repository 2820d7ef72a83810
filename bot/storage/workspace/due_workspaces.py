"""Queries for the workspaces in which something is due: each is one over all of them, answered from an index, so that a
round in which nothing is due costs the same however many there are."""

from datetime import datetime

from sqlalchemy import Select, or_, select

from bot.db.engine import Session
from bot.storage.conversations.tables import drafts
from bot.storage.weekly.tables import digests
from bot.storage.workspace.tables import departments, members, schedules, workspaces


def with_posts_due(session: Session, *, now: datetime) -> list[str]:
    """Where a schedule is to be looked at: one that is due, was changed, or was last looked at later than `now`."""
    return _ids(
        session,
        select(schedules.c.workspace_id).where(
            or_(schedules.c.next_at.is_(None), schedules.c.next_at <= now, schedules.c.looked_at > now)
        ),
    )


def with_digests_due(session: Session, *, now: datetime) -> list[str]:
    """Where it is to be seen whether somebody gets a digest: by now, or seen later than `now`."""
    is_due = or_(digests.c.next_at <= now, digests.c.looked_at > now)
    return _ids(session, select(digests.c.workspace_id).where(is_due))


def with_unknown_members(session: Session) -> list[str]:
    """Where somebody was mentioned of whom Slack has not told yet."""
    return _ids(session, select(members.c.workspace_id).where(members.c.known_at.is_(None)))


def with_lines_to_log(session: Session) -> list[str]:
    """Where a line was kept until Slack told of its author, which it has done."""
    is_author = (members.c.workspace_id == drafts.c.workspace_id) & (members.c.id == drafts.c.author)
    waiting = select(drafts.c.workspace_id).join(members, is_author)
    return _ids(session, waiting.where(drafts.c.awaits_member, members.c.known_at.is_not(None)))


def with_rosters_due(session: Session, *, now: datetime, latest: datetime) -> list[str]:
    """Where Slack is to be asked who is still there: by now, or later than `latest`, which `tick` in a future left."""
    return _ids(
        session,
        select(workspaces.c.id.label("workspace_id")).where(
            or_(workspaces.c.roster_at.is_(None), workspaces.c.roster_at <= now, workspaces.c.roster_at > latest)
        ),
    )


def with_departments_due(session: Session, *, now: datetime, latest: datetime) -> list[str]:
    """Where Slack is to be asked who is in the departments: by now, or later than `latest`."""
    return _ids(
        session,
        select(departments.c.workspace_id).where(or_(departments.c.ask_at <= now, departments.c.ask_at > latest)),
    )


def with_expired_drafts(session: Session, *, now: datetime) -> list[str]:
    """Where kept lines are to be deleted: they are past their day, or forgotten."""
    is_over = or_(drafts.c.expires_at <= now, drafts.c.forgotten_at <= now)
    return _ids(session, select(drafts.c.workspace_id).where(is_over))


def _ids(session: Session, query: Select[tuple[str]]) -> list[str]:
    # Not DISTINCT: for that SQLite walks the whole index of the key, however few rows there are.
    return sorted({row.workspace_id for row in session.execute(query)})
