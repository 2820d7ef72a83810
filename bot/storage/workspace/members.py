"""Members of a workspace, as Slack described them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Row, bindparam, exists, func, literal, select, update

from bot.db.engine import insert_once
from bot.db.scope import Scope
from bot.db.types import Instant
from bot.domain.workspace.members import Member, Profile
from bot.storage.weekly import digests
from bot.storage.workspace.tables import first_words, members


def find(scope: Scope, member_id: str) -> Member | None:
    row = scope.session.execute(_FIND, {"workspace_id": scope.workspace_id, "id": member_id}).one_or_none()
    return None if row is None else replace(_as_member(row), is_new=not row.has_read)


def say_first_words(scope: Scope, member_id: str) -> bool:
    """Put down that somebody reads the first words. Says whether they had not yet."""
    row = {"workspace_id": scope.workspace_id, "member_id": member_id, "said_at": scope.now}
    return insert_once(scope.session, first_words, [row]) == 1


def of(scope: Scope, member_ids: Iterable[str]) -> dict[str, Member]:
    """These people, of those there is a row for, by id."""
    rows = scope.session.execute(
        select(members).where(members.c.workspace_id == scope.workspace_id, members.c.id.in_(sorted(set(member_ids))))
    )
    return {row.id: _as_member(row) for row in rows}


def every(scope: Scope) -> list[Member]:
    """Everybody there is a row for, also who was only mentioned."""
    rows = scope.session.execute(
        select(members).where(members.c.workspace_id == scope.workspace_id).order_by(members.c.id)
    )
    return [_as_member(row) for row in rows]


def mention(scope: Scope, member_ids: Iterable[str], labels: Mapping[str, str] | None = None) -> None:
    """Make sure there is a row for each id; whom Slack has not told us yet stays unknown until it does.

    `labels` are what mentions called them: their name for the time being.
    """
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "id": member_id,
            "name": (labels or {}).get(member_id, ""),
            "is_admin": False,
            "is_guest": False,
            "is_deactivated": False,
            "opted_out": False,
        }
        for member_id in sorted(set(member_ids))
    ]
    insert_once(scope.session, members, rows)


def remember(scope: Scope, profile: Profile) -> None:
    """Keep what Slack says of a person; of whom it shows nothing, what they were called stays."""
    mention(scope, [profile.id])
    this = members.c.workspace_id == scope.workspace_id, members.c.id == profile.id
    if profile.is_unseen:
        scope.session.execute(update(members).where(*this).values(is_admin=False, is_guest=True, known_at=scope.now))
        return
    if scope.session.execute(select(members.c.zone).where(*this)).scalar_one() != profile.zone:
        digests.look_again(scope, of=profile.id)
    scope.session.execute(
        update(members)
        .where(*this)
        .values(
            name=profile.name,
            title=profile.title or None,
            zone=profile.zone,
            is_admin=profile.is_admin,
            is_guest=profile.is_guest,
            is_deactivated=profile.is_deactivated,
            deactivated_at=func.coalesce(members.c.deactivated_at, literal(scope.now, Instant()))
            if profile.is_deactivated
            else None,
            known_at=scope.now,
        )
    )


def lock(scope: Scope, member_id: str) -> datetime | None:
    """When we heard that somebody was deactivated; of whom nobody else writes until this transaction ends."""
    mention(scope, [member_id])
    found: datetime | None = scope.session.execute(
        select(members.c.deactivated_at)
        .where(members.c.workspace_id == scope.workspace_id, members.c.id == member_id)
        .with_for_update(key_share=True)
    ).scalar_one()
    return found


def deactivated(scope: Scope) -> dict[str, datetime]:
    """Who is deactivated in Slack, and when we heard of it."""
    rows = scope.session.execute(
        select(members.c.id, members.c.deactivated_at)
        .where(members.c.workspace_id == scope.workspace_id, members.c.deactivated_at.is_not(None))
        .order_by(members.c.deactivated_at, members.c.id)
    )
    return {row.id: row.deactivated_at for row in rows}


def admins(scope: Scope) -> list[str]:
    """Whom Slack calls an admin or owner, of those we know."""
    rows = scope.session.execute(
        select(members.c.id).where(members.c.workspace_id == scope.workspace_id, members.c.is_admin.is_(True))
    )
    return sorted(row.id for row in rows)


def titled(scope: Scope) -> list[Member]:
    """Members that have a title, of those Slack has told us of."""
    rows = scope.session.execute(
        select(members)
        .where(
            members.c.workspace_id == scope.workspace_id, members.c.title.is_not(None), members.c.known_at.is_not(None)
        )
        .order_by(members.c.id)
    )
    return [_as_member(row) for row in rows]


def names(scope: Scope) -> dict[str, str]:
    """The name of every member that has one, by id."""
    rows = scope.session.execute(
        select(members.c.id, members.c.name).where(members.c.workspace_id == scope.workspace_id, members.c.name != "")
    )
    return {row.id: row.name for row in rows}


def names_of(scope: Scope, member_ids: Iterable[str]) -> dict[str, str]:
    """The names of these members, of those that have one."""
    named = {"workspace_id": scope.workspace_id, "ids": sorted(set(member_ids))}
    rows = scope.session.execute(_NAMES_OF, named)
    return {row.id: row.name for row in rows}


def opted_out(scope: Scope) -> frozenset[str]:
    """Who asked not to be named on leaderboards."""
    rows = scope.session.execute(
        select(members.c.id).where(members.c.workspace_id == scope.workspace_id, members.c.opted_out.is_(True))
    )
    return frozenset(row.id for row in rows)


def choose_opted_out(scope: Scope, member_id: str, is_opted_out: bool) -> None:
    """Leave a member out of leaderboards, or name them again."""
    scope.session.execute(
        update(members)
        .where(members.c.workspace_id == scope.workspace_id, members.c.id == member_id)
        .values(opted_out=is_opted_out)
    )


def unknown(scope: Scope, *, limit: int) -> list[str]:
    """Ids that were mentioned but not looked up yet."""
    rows = scope.session.execute(
        select(members.c.id)
        .where(members.c.workspace_id == scope.workspace_id, members.c.known_at.is_(None))
        .order_by(func.random())  # whom Slack never answers for must not keep the others waiting
        .limit(limit)
    )
    return [row.id for row in rows]


def _as_member(row: Row[tuple[object, ...]]) -> Member:
    profile = Profile(
        id=row.id,
        name=row.name,
        zone=row.zone,
        title=row.title or "",
        is_admin=row.is_admin,
        is_guest=row.is_guest,
        is_deactivated=row.is_deactivated,
    )
    return Member(profile=profile, is_known=row.known_at is not None, opted_out=row.opted_out, known_at=row.known_at)


# What every request asks is built once.
_FIND = select(
    members,
    exists()
    .where(first_words.c.workspace_id == bindparam("workspace_id"), first_words.c.member_id == bindparam("id"))
    .label("has_read"),
).where(members.c.workspace_id == bindparam("workspace_id"), members.c.id == bindparam("id"))
_NAMES_OF = select(members.c.id, members.c.name).where(
    members.c.workspace_id == bindparam("workspace_id"),
    members.c.id.in_(bindparam("ids", expanding=True)),
    members.c.name != "",
)
