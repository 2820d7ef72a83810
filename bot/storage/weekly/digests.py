"""What digests are to tell, item by item, and when to look next whether somebody is to be told something."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, tuple_, update

from bot.db.engine import for_update, insert_once
from bot.db.scope import Scope
from bot.domain.weekly.digests import DigestItem, ItemKind
from bot.storage.weekly.tables import digest_items, digests

AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""In the past by every clock."""

_BEGINS_FIRST = timedelta(hours=14)
"""A day begins so much sooner than in UTC where it begins first."""


def enrol(scope: Scope, member_ids: Iterable[str]) -> None:
    """Look from now on whether these members, of whom there are rows, are to be told something.

    Whoever waits for nothing is looked at once more: what they were not told while they were not enrolled is due now.
    """
    members = sorted(set(member_ids))
    looks = _next_looks(scope, members)
    _insert(scope, [member for member in members if member not in looks])
    if idle := [member for member, next_at in looks.items() if next_at is None]:
        waiting = digests.c.workspace_id == scope.workspace_id, digests.c.next_at.is_(None)
        scope.session.execute(update(digests).where(*waiting, digests.c.member_id.in_(idle)).values(next_at=AT_ONCE))


def add(scope: Scope, items: Iterable[DigestItem]) -> None:
    """Have these told from their days on. News is told once; what belongs to a day once for each day it moves to.

    In the order of the members: two who add at once do not wait for each other.
    """
    wanted = sorted(
        items, key=lambda digest_item: (digest_item.member, digest_item.on, digest_item.kind, digest_item.subject)
    )
    members = sorted({each.member for each in wanted})
    looks = _next_looks(scope, members)
    _insert(scope, [member for member in members if member not in looks])
    rows = [
        {**_key(scope.workspace_id, digest_item), "on_day": digest_item.on, "reported_on": None}
        for digest_item in wanted
    ]
    if insert_once(scope.session, digest_items, rows) < len(rows):
        for item in wanted:
            _move(scope, item)
    first = {each.member: each for each in reversed(wanted)}
    for item in sorted(first.values(), key=lambda one: one.member):
        next_at = looks.get(item.member, AT_ONCE)
        if next_at is None or next_at > _soonest(item):
            _bring_forward(scope, item)


def lock_due(scope: Scope, *, limit: int) -> list[str]:
    """Ids of members to be looked at by now, those who wait longest first; where none does, those who were looked at by
    a clock that was ahead. Nobody else looks at them until this transaction ends."""
    own = digests.c.workspace_id == scope.workspace_id
    due = select(digests.c.member_id).where(own, digests.c.next_at <= scope.now).order_by(digests.c.next_at)
    ahead = select(digests.c.member_id).where(own, digests.c.looked_at > scope.now)
    held = (
        [row.member_id for row in scope.session.execute(for_update(scope.session, each.limit(limit)))]
        for each in (due, ahead)
    )
    return next(filter(None, held), [])


def mark_checked(scope: Scope, member_id: str, *, at: datetime, next_at: datetime | None) -> None:
    """They were looked at, and are to be again; None: not until something is added."""
    scope.session.execute(
        update(digests)
        .where(digests.c.workspace_id == scope.workspace_id, digests.c.member_id == member_id)
        .values(looked_at=at, next_at=next_at)
    )


def look_again(scope: Scope, *, of: str | None = None) -> None:
    """What their mornings depend on has changed: all who may be told something, or the one member given, are looked at
    in the next round."""
    theirs = [] if of is None else [digests.c.member_id == of]
    scope.session.execute(
        update(digests).where(digests.c.workspace_id == scope.workspace_id, *theirs).values(next_at=AT_ONCE)
    )


def untold(scope: Scope, member_id: str, today: date) -> list[DigestItem]:
    """What a member is still to be told, also what only a clock that was ahead took for told."""
    return _items(
        scope,
        digest_items.c.member_id == member_id,
        or_(digest_items.c.reported_on.is_(None), digest_items.c.reported_on > today),
    )


def reported_on(scope: Scope, member_id: str, day: date) -> list[DigestItem]:
    """What the digest of that day tells a member."""
    return _items(scope, digest_items.c.member_id == member_id, digest_items.c.reported_on == day)


def reported_since(scope: Scope, member_id: str, kinds: Iterable[ItemKind], day: date) -> dict[str, date]:
    """The subjects of these kinds that a member was told of since that day, each with the last day."""
    found = _items(
        scope,
        digest_items.c.member_id == member_id,
        digest_items.c.kind.in_(sorted(kinds)),
        digest_items.c.reported_on >= day,
    )
    days = [(each.reported_on, each.subject) for each in found if each.reported_on is not None]
    return {subject: on for on, subject in sorted(days)}


def reported_of_kind(scope: Scope, kind: ItemKind, since: date) -> list[DigestItem]:
    """What everybody was told of a kind since that day."""
    return _items(scope, digest_items.c.kind == kind, digest_items.c.reported_on >= since)


def days_reported(scope: Scope, subject: str) -> list[tuple[str, date]]:
    """Which members were told of a record, and on which days."""
    rows = scope.session.execute(
        select(digest_items.c.member_id, digest_items.c.reported_on)
        .where(
            digest_items.c.workspace_id == scope.workspace_id,
            digest_items.c.subject == subject,
            digest_items.c.reported_on.is_not(None),
        )
        .distinct()
    )
    return [(row.member_id, row.reported_on) for row in rows]


def mark_reported(scope: Scope, items: Sequence[DigestItem], day: date) -> None:
    """The digest of that day tells these."""
    if items:
        scope.session.execute(update(digest_items).where(*_these(scope.workspace_id, items)).values(reported_on=day))


def suggest(scope: Scope, items: Sequence[DigestItem], day: date) -> None:
    """The digest of that day names these, whether or not one has named them before."""
    rows = [{**_key(scope.workspace_id, item), "on_day": day, "reported_on": None} for item in items]
    insert_once(scope.session, digest_items, rows)
    mark_reported(scope, items, day)


def release(scope: Scope, member_id: str, day: date) -> None:
    """The digest of that day was never sent: what it was to tell is told by the next one."""
    scope.session.execute(
        update(digest_items)
        .where(
            digest_items.c.workspace_id == scope.workspace_id,
            digest_items.c.member_id == member_id,
            digest_items.c.reported_on == day,
        )
        .values(reported_on=None)
    )


def remove(scope: Scope, items: Sequence[DigestItem]) -> None:
    """These are no longer true, or no news."""
    if items:
        scope.session.execute(delete(digest_items).where(*_these(scope.workspace_id, items)))


def last_days(scope: Scope, member_id: str, *, since: date, before: date) -> list[date]:
    """The days of the digests that told a member something, or were to."""
    rows = scope.session.execute(
        select(digest_items.c.reported_on)
        .where(
            digest_items.c.workspace_id == scope.workspace_id,
            digest_items.c.member_id == member_id,
            digest_items.c.reported_on >= since,
            digest_items.c.reported_on < before,
        )
        .distinct()
    )
    return sorted(row.reported_on for row in rows)


def _next_looks(scope: Scope, members: Sequence[str]) -> dict[str, datetime | None]:
    """When these members are looked at next, of those there is a row for: mostly there is nothing to write."""
    rows = scope.session.execute(_NEXT_LOOKS, {"workspace_id": scope.workspace_id, "ids": members})
    return {row.member_id: row.next_at for row in rows}


def _insert(scope: Scope, members: Sequence[str]) -> None:
    """Rows for these members."""
    row = {"workspace_id": scope.workspace_id, "next_at": AT_ONCE, "looked_at": None}
    insert_once(scope.session, digests, [{**row, "member_id": member} for member in members])


def _move(scope: Scope, item: DigestItem) -> None:
    """What belongs to a day, and is to be told on another one now, is told once more."""
    if item.kind.is_dated:
        same = (digest_items.c[name] == value for name, value in _key(scope.workspace_id, item).items())
        moved = update(digest_items).where(*same, digest_items.c.on_day != item.on)
        scope.session.execute(moved.values(on_day=item.on, reported_on=None))


def _bring_forward(scope: Scope, item: DigestItem) -> None:
    soonest = _soonest(item)
    later = or_(digests.c.next_at.is_(None), digests.c.next_at > soonest)
    scope.session.execute(
        update(digests)
        .where(digests.c.workspace_id == scope.workspace_id, digests.c.member_id == item.member, later)
        .values(next_at=soonest)
    )


def _soonest(item: DigestItem) -> datetime:
    """When the item's day begins where that is first: by then nobody was late anywhere."""
    return datetime.combine(item.on, time(), UTC) - _BEGINS_FIRST


def _items(scope: Scope, *conditions: ColumnElement[bool]) -> list[DigestItem]:
    rows = scope.session.execute(
        select(digest_items)
        .where(digest_items.c.workspace_id == scope.workspace_id, *conditions)
        .order_by(digest_items.c.on_day, digest_items.c.subject)
    )
    return [DigestItem(row.member_id, row.kind, row.subject, row.on_day, row.reported_on) for row in rows]


def _these(workspace_id: str, items: Sequence[DigestItem]) -> tuple[ColumnElement[bool], ...]:
    keys = tuple_(digest_items.c.member_id, digest_items.c.kind, digest_items.c.subject)
    wanted = [(item.member, item.kind, item.subject) for item in items]
    return digest_items.c.workspace_id == workspace_id, keys.in_(wanted)


def _key(workspace_id: str, item: DigestItem) -> dict[str, Any]:
    return {"workspace_id": workspace_id, "member_id": item.member, "kind": item.kind, "subject": item.subject}


# Every line asks it: it is built once.
_NEXT_LOOKS = select(digests.c.member_id, digests.c.next_at).where(
    digests.c.workspace_id == bindparam("workspace_id"), digests.c.member_id.in_(bindparam("ids", expanding=True))
)
