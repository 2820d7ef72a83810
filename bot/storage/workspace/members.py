"""Members of a workspace, as Slack described them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Row, func, literal, select, update

from bot.db.engine import Session, insert_once
from bot.db.types import Instant
from bot.domain.workspace.members import Member, Profile
from bot.storage.conversations import plans
from bot.storage.workspace.tables import members


def find(session: Session, workspace_id: str, member_id: str) -> Member | None:
    row = session.execute(
        select(members).where(members.c.workspace_id == workspace_id, members.c.id == member_id)
    ).one_or_none()
    return None if row is None else _as_member(row)


def of(session: Session, workspace_id: str, member_ids: Iterable[str]) -> dict[str, Member]:
    """These people, of those there is a row for, by id."""
    rows = session.execute(
        select(members).where(members.c.workspace_id == workspace_id, members.c.id.in_(sorted(set(member_ids))))
    )
    return {row.id: _as_member(row) for row in rows}


def every(session: Session, workspace_id: str) -> list[Member]:
    """Everybody there is a row for, also who was only mentioned."""
    rows = session.execute(select(members).where(members.c.workspace_id == workspace_id).order_by(members.c.id))
    return [_as_member(row) for row in rows]


def mention(
    session: Session, workspace_id: str, member_ids: Iterable[str], labels: Mapping[str, str] | None = None
) -> None:
    """Make sure there is a row for each id; whom Slack has not told us yet stays unknown until it does.

    `labels` are what mentions called them: their name for the time being.
    """
    rows = [
        {
            "workspace_id": workspace_id,
            "id": member_id,
            "name": (labels or {}).get(member_id, ""),
            "is_admin": False,
            "is_guest": False,
            "is_deactivated": False,
            "opted_out": False,
        }
        for member_id in sorted(set(member_ids))
    ]
    insert_once(session, members, rows)


def remember(session: Session, workspace_id: str, profile: Profile, *, now: datetime) -> None:
    """Keep what Slack says of a person; of whom it shows nothing, what they were called stays."""
    mention(session, workspace_id, [profile.id])
    this = members.c.workspace_id == workspace_id, members.c.id == profile.id
    if profile.is_unseen:
        session.execute(update(members).where(*this).values(is_admin=False, is_guest=True, known_at=now))
        return
    if session.execute(select(members.c.zone).where(*this)).scalar_one() != profile.zone:
        plans.check_again(session, workspace_id, of=profile.id)
    session.execute(
        update(members)
        .where(*this)
        .values(
            name=profile.name,
            zone=profile.zone,
            is_admin=profile.is_admin,
            is_guest=profile.is_guest,
            is_deactivated=profile.is_deactivated,
            deactivated_at=func.coalesce(members.c.deactivated_at, literal(now, Instant()))
            if profile.is_deactivated
            else None,
            known_at=now,
        )
    )


def lock(session: Session, workspace_id: str, member_id: str) -> datetime | None:
    """When we heard that somebody was deactivated; of whom nobody else writes until this transaction ends."""
    mention(session, workspace_id, [member_id])
    found: datetime | None = session.execute(
        select(members.c.deactivated_at)
        .where(members.c.workspace_id == workspace_id, members.c.id == member_id)
        .with_for_update(key_share=True)
    ).scalar_one()
    return found


def deactivated(session: Session, workspace_id: str) -> dict[str, datetime]:
    """Who is deactivated in Slack, and when we heard of it."""
    rows = session.execute(
        select(members.c.id, members.c.deactivated_at)
        .where(members.c.workspace_id == workspace_id, members.c.deactivated_at.is_not(None))
        .order_by(members.c.deactivated_at, members.c.id)
    )
    return {row.id: row.deactivated_at for row in rows}


def admins(session: Session, workspace_id: str) -> list[str]:
    """Whom Slack calls an admin or owner, of those we know."""
    rows = session.execute(
        select(members.c.id).where(members.c.workspace_id == workspace_id, members.c.is_admin.is_(True))
    )
    return sorted(row.id for row in rows)


def names(session: Session, workspace_id: str) -> dict[str, str]:
    """The name of every member that has one, by id."""
    rows = session.execute(
        select(members.c.id, members.c.name).where(members.c.workspace_id == workspace_id, members.c.name != "")
    )
    return {row.id: row.name for row in rows}


def names_of(session: Session, workspace_id: str, member_ids: Iterable[str]) -> dict[str, str]:
    """The names of these members, of those that have one."""
    rows = session.execute(
        select(members.c.id, members.c.name).where(
            members.c.workspace_id == workspace_id, members.c.id.in_(sorted(set(member_ids))), members.c.name != ""
        )
    )
    return {row.id: row.name for row in rows}


def opted_out(session: Session, workspace_id: str) -> frozenset[str]:
    """Who asked not to be named on leaderboards."""
    rows = session.execute(
        select(members.c.id).where(members.c.workspace_id == workspace_id, members.c.opted_out.is_(True))
    )
    return frozenset(row.id for row in rows)


def unknown(session: Session, workspace_id: str, *, limit: int) -> list[str]:
    """Ids that were mentioned but not looked up yet."""
    rows = session.execute(
        select(members.c.id)
        .where(members.c.workspace_id == workspace_id, members.c.known_at.is_(None))
        .order_by(func.random())  # whom Slack never answers for must not keep the others waiting
        .limit(limit)
    )
    return [row.id for row in rows]


def _as_member(row: Row[tuple[object, ...]]) -> Member:
    profile = Profile(
        id=row.id,
        name=row.name,
        zone=row.zone,
        is_admin=row.is_admin,
        is_guest=row.is_guest,
        is_deactivated=row.is_deactivated,
    )
    return Member(profile=profile, is_known=row.known_at is not None, opted_out=row.opted_out, known_at=row.known_at)
