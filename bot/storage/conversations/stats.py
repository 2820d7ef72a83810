"""Statistics of conversations, counted from the rows each time: who spoke to which customer when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, exists, func, select

from bot.db.scope import Scope
from bot.domain.accounts.model import Stage
from bot.domain.conversations.follow_ups import FollowUpState
from bot.domain.conversations.model import ASSUMED_MINUTES, Kind, State
from bot.domain.insights.model import InsightKind
from bot.domain.weekly.fridays import CustomerQuote
from bot.domain.weekly.leaderboard import CountedConversation
from bot.storage.accounts.tables import accounts, conversation_contacts
from bot.storage.conversations.children import COLLEAGUE, HOLDER, NAMED, contact_names
from bot.storage.conversations.filters import belongs_to, counting, is_member, same, takes_part, typed_by_a_member
from bot.storage.conversations.tables import conversations, follow_ups, insights, participants
from bot.storage.weekly.tables import pledges
from bot.storage.workspace.tables import members


def between(scope: Scope, first: date, last: date, *, account_id: str | None = None) -> list[CountedConversation]:
    """Conversations held from `first` to `last` that count, with those who took part and may; of one account if given.

    A guest, a stranger or somebody Slack has not told us of is nobody's participant; an entry typed by one counts
    once the look-up says member.
    """
    rows = scope.session.execute(
        select(
            conversations,
            accounts.c.name.label("account_name"),
            accounts.c.stage,
            _has_part(conversation_contacts).label("has_contact"),
        )
        .join(accounts, same(accounts, "account_id"))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.on_date.between(first, last),
            *_of(account_id),
            *counting(),
            typed_by_a_member(),
        )
        .order_by(conversations.c.on_date, conversations.c.id)
    ).all()
    people = _people(scope, first, last, [HOLDER, COLLEAGUE], account_id)
    return [_as_talk(row, tuple(people.get(row.id, ()))) for row in rows]


@dataclass(frozen=True)
class Background:
    """What a receipt says beside its record: of the account, with the day of its latest conversation that counts, the
    record's own aside; the number its reader named for the week; and what became of the follow-up."""

    stage: Stage
    added_on: date
    owner: str | None
    previous: date | None
    pledge: int | None
    follow_up: FollowUpState | None


def background(scope: Scope, account_id: str, conversation_id: str, *, reader: str, monday: date) -> Background | None:
    """What there is beside a record of an account, in one question; None where there is no such account."""
    asked = {
        "workspace_id": scope.workspace_id,
        "account_id": account_id,
        "conversation_id": conversation_id,
        "member_id": reader,
        "monday": monday,
    }
    row = scope.session.execute(_BACKGROUND, asked).one_or_none()
    return (
        None if row is None else Background(row.stage, row.added_on, row.owner, row.previous, row.pledge, row.follow_up)
    )


def last_by_account(scope: Scope, account_ids: Collection[str] | None = None) -> dict[str, date]:
    """The day of the latest conversation that counts, by account id: of all accounts, or of these."""
    among = [] if account_ids is None else [conversations.c.account_id.in_(account_ids)]
    rows = scope.session.execute(
        select(conversations.c.account_id, func.max(conversations.c.on_date).label("last"))
        .where(conversations.c.workspace_id == scope.workspace_id, *among, *counting(), typed_by_a_member())
        .group_by(conversations.c.account_id)
    )
    return {row.account_id: row.last for row in rows}


def first_day(scope: Scope) -> date | None:
    """The day of the first conversation of all that counts."""
    found: date | None = scope.session.execute(
        select(func.min(conversations.c.on_date)).where(
            conversations.c.workspace_id == scope.workspace_id, *counting(), typed_by_a_member()
        )
    ).scalar_one()
    return found


def first_days(scope: Scope) -> dict[str, date]:
    """The day of each member's own first conversation outside the house that counts, by member id."""
    rows = scope.session.execute(
        select(participants.c.member_id, func.min(conversations.c.on_date).label("first"))
        .join(conversations, belongs_to(participants))
        .join(accounts, same(accounts, "account_id"))
        .join(members, is_member(participants.c.member_id))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            participants.c.role.in_([HOLDER, COLLEAGUE]),
            accounts.c.stage != Stage.INTERNAL.value,
            *counting(),
            typed_by_a_member(),
            takes_part(),
        )
        .group_by(participants.c.member_id)
    )
    return {row.member_id: row.first for row in rows}


def phrases(scope: Scope, kinds: Iterable[str], first: date, last: date, *, limit: int) -> list[tuple[str, str, str]]:
    """The latest insights of these kinds that may be echoed: account id, account, words. Never private ones."""
    wanted = {"workspace_id": scope.workspace_id, "kinds": list(kinds), "first": first, "last": last, "limit": limit}
    rows = scope.session.execute(_PHRASES, wanted)
    return [(row.account_id, row.name, row.text) for row in rows]


def insights_between(scope: Scope, first: date, last: date) -> list[CustomerQuote]:
    """Insights of standing entries from `first` to `last` that may be quoted: never private ones. By date."""
    rows = scope.session.execute(
        select(
            conversations.c.id,
            conversations.c.account_id,
            conversations.c.on_date,
            accounts.c.name,
            accounts.c.stage,
            insights.c.kind,
            insights.c.text,
        )
        .join(accounts, same(accounts, "account_id"))
        .join(insights, belongs_to(insights))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.undone_at.is_(None),
            conversations.c.state == State.HELD.value,
            conversations.c.private.is_(False),
            conversations.c.on_date.between(first, last),
            typed_by_a_member(),
        )
        .order_by(conversations.c.on_date, conversations.c.id, insights.c.position)
    ).all()
    people = _people(scope, first, last, [HOLDER, COLLEAGUE])
    mentioned = _people(scope, first, last, [HOLDER, COLLEAGUE, NAMED])
    met = contact_names(scope, [row.id for row in rows])
    return [
        CustomerQuote(
            account_id=row.account_id,
            account=row.name,
            stage=Stage(row.stage),
            kind=InsightKind(row.kind),
            text=row.text,
            on=row.on_date,
            contacts=met.get(row.id, ()),
            people=tuple(people.get(row.id, ())),
            named=tuple(mentioned.get(row.id, ())),
        )
        for row in rows
    ]


def _has_part(table: Any) -> ColumnElement[bool]:
    return exists().where(belongs_to(table))


def _of(account_id: str | None) -> list[ColumnElement[bool]]:
    return [] if account_id is None else [conversations.c.account_id == account_id]


def _people(
    scope: Scope, first: date, last: date, roles: list[str], account_id: str | None = None
) -> dict[str, list[str]]:
    rows = scope.session.execute(
        select(participants.c.conversation_id, participants.c.member_id)
        .join(conversations, belongs_to(participants))
        .join(members, is_member(participants.c.member_id))
        .where(
            participants.c.workspace_id == scope.workspace_id,
            participants.c.role.in_(roles),
            conversations.c.on_date.between(first, last),
            *_of(account_id),
            takes_part(),
        )
        .order_by(participants.c.position)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.conversation_id, []).append(row.member_id)
    return found


def _as_talk(row: Row[Any], people: tuple[str, ...]) -> CountedConversation:
    return CountedConversation(
        conversation_id=row.id,
        account_id=row.account_id,
        account=row.account_name,
        stage=Stage(row.stage),
        on=row.on_date,
        minutes=row.minutes or ASSUMED_MINUTES,
        kind=Kind(row.kind),
        has_words=bool(row.note or row.has_insights or row.has_contact),
        people=people,
        private=row.private,
    )


# Statements that every line needs are built once.
_LAST_BEFORE = (
    select(conversations.c.on_date)
    .where(
        conversations.c.workspace_id == bindparam("workspace_id"),
        conversations.c.account_id == bindparam("account_id"),
        conversations.c.id != bindparam("conversation_id"),
        *counting(),
        typed_by_a_member(),
    )
    .order_by(conversations.c.on_date.desc())  # not MAX: the index has the latest first
    .limit(1)
)
_PLEDGE = select(pledges.c.number).where(
    pledges.c.workspace_id == bindparam("workspace_id"),
    pledges.c.member_id == bindparam("member_id"),
    pledges.c.week == bindparam("monday"),
)
_FOLLOW_UP = select(follow_ups.c.state).where(
    follow_ups.c.workspace_id == bindparam("workspace_id"),
    follow_ups.c.conversation_id == bindparam("conversation_id"),
)
_BACKGROUND = select(
    accounts.c.stage,
    accounts.c.added_on,
    accounts.c.owner,
    _LAST_BEFORE.scalar_subquery().label("previous"),
    _PLEDGE.scalar_subquery().label("pledge"),
    _FOLLOW_UP.scalar_subquery().label("follow_up"),
).where(accounts.c.workspace_id == bindparam("workspace_id"), accounts.c.id == bindparam("account_id"))
_PHRASES = (
    select(conversations.c.account_id, accounts.c.name, insights.c.text)
    .join(accounts, same(accounts, "account_id"))
    .join(insights, belongs_to(insights))
    .where(
        conversations.c.workspace_id == bindparam("workspace_id"),
        conversations.c.on_date.between(bindparam("first"), bindparam("last")),
        conversations.c.has_insights,
        conversations.c.undone_at.is_(None),
        conversations.c.private.is_(False),
        insights.c.kind.in_(bindparam("kinds", expanding=True)),
        typed_by_a_member(),
    )
    .order_by(conversations.c.on_date.desc(), conversations.c.id.desc())
    .limit(bindparam("limit"))
)
