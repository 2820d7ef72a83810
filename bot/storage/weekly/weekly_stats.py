"""Weekly sums, counted by the database: a chart of 12 weeks reads 24 figures, not 100,000 rows, and whoever logs a
hundred a day waits no longer for their receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    case,
    distinct,
    exists,
    func,
    or_,
    select,
    union_all,
)

from bot.db.scope import Scope
from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import ASSUMED_MINUTES, Kind
from bot.domain.weekly.leaderboard import Internal, PersonSum, Sums, TeamSum, WeekTotal
from bot.storage.accounts.tables import accounts, conversation_contacts
from bot.storage.conversations.children import COLLEAGUE, HOLDER
from bot.storage.conversations.filters import (
    belongs_to,
    counting,
    is_member,
    same,
    takes_part,
    typed_by_a_member,
)
from bot.storage.conversations.tables import conversations, participants
from bot.storage.workspace.tables import members


def totals(scope: Scope, mondays: Iterable[date]) -> tuple[WeekTotal, ...]:
    """The team's different customers and prospects, in the weeks that begin on these Mondays."""
    return tuple(_total(scope, monday) for monday in mondays)


def sums(scope: Scope, first: date, last: date) -> Sums:
    """What everybody did from `first` to `last`: the same as `sums_of` counts from the conversations themselves."""
    days = {"workspace_id": scope.workspace_id, "first": first, "last": last}
    stages = {Stage(row.stage): row for row in scope.session.execute(_BY_STAGE, days)}
    people = sorted(tuple(row) for row in scope.session.execute(_BY_PERSON, days))
    outside = [row for stage, row in stages.items() if stage is not Stage.INTERNAL]
    internal = stages.get(Stage.INTERNAL)
    return Sums(
        people=tuple(PersonSum(person, *map(int, figures)) for person, *figures in people),
        team=TeamSum(
            customers=stages[Stage.CUSTOMER].accounts if Stage.CUSTOMER in stages else 0,
            prospects=stages[Stage.PROSPECT].accounts if Stage.PROSPECT in stages else 0,
            conversations=sum(row.conversations for row in outside),
            minutes=sum(int(row.minutes) for row in outside),
            visits=sum(int(row.visits) for row in outside),
        ),
        internal=Internal(internal.accounts, internal.conversations) if internal is not None else Internal(0, 0),
    )


@dataclass(frozen=True)
class MemberContact:
    """That one person spoke to an account, in so many conversations that count, on `last` for the last time. One of
    them `is_asked_for`."""

    account_id: str
    stage: Stage
    conversations: int
    last: date
    is_asked_for: bool = False


def of_member(scope: Scope, member_id: str, first: date, last: date, *, asked_for: str = "") -> list[MemberContact]:
    """The accounts one person spoke to from `first` to `last`: none while Slack has not said who they are."""
    week = {
        "workspace_id": scope.workspace_id,
        "member_id": member_id,
        "first": first,
        "last": last,
        "asked_for": asked_for,
    }
    rows = scope.session.execute(_OF_MEMBER, week)
    return [
        MemberContact(row.account_id, Stage(row.stage), row.held, row.last, is_asked_for=bool(row.is_asked_for))
        for row in rows
    ]


@dataclass(frozen=True)
class MemberDay:
    """That one person spoke to somebody outside the house on a day, and for how long in all."""

    on: date
    minutes: int


def days_of_member(scope: Scope, member_id: str, last: date) -> list[MemberDay]:
    """The days up to `last` on which one person had a conversation that counts: none while Slack has not said who they
    are."""
    own = (
        select(participants.c.conversation_id)
        .join(members, (members.c.workspace_id == participants.c.workspace_id) & (members.c.id == member_id))
        .where(
            participants.c.workspace_id == scope.workspace_id,
            participants.c.member_id == member_id,
            participants.c.role.in_([HOLDER, COLLEAGUE]),
            takes_part(),
        )
    )
    rows = scope.session.execute(
        select(
            conversations.c.on_date,
            func.sum(func.coalesce(conversations.c.minutes, ASSUMED_MINUTES)).label("minutes"),
        )
        .join(accounts, same(accounts, "account_id"))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.id.in_(own),
            conversations.c.on_date <= last,
            accounts.c.stage != Stage.INTERNAL.value,
            *counting(),
            typed_by_a_member(),
        )
        .group_by(conversations.c.on_date)
        .order_by(conversations.c.on_date)
    )
    return [MemberDay(row.on_date, int(row.minutes)) for row in rows]


def _total(scope: Scope, monday: date) -> WeekTotal:
    spoken = (
        select(conversations.c.account_id, accounts.c.stage)
        .join(accounts, same(accounts, "account_id"))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.on_date.between(monday, monday + timedelta(days=6)),
            accounts.c.stage.in_([Stage.CUSTOMER.value, Stage.PROSPECT.value]),
            *counting(),
            typed_by_a_member(),
        )
        .distinct()
        .subquery()
    )
    rows = scope.session.execute(select(spoken.c.stage, func.count().label("number")).group_by(spoken.c.stage))
    numbers = {row.stage: row.number for row in rows}
    return WeekTotal(monday, numbers.get(Stage.CUSTOMER.value, 0), numbers.get(Stage.PROSPECT.value, 0))


def _spoken_to() -> Select[Any]:
    """The accounts a member spoke to, with how often."""
    spoken, author = _taken_part_in().subquery(), members.alias("author")
    own: BindParameter[str] = bindparam("workspace_id")
    # Each is looked up by its key: as joins, SQLite would go through every account and member of the workspace.
    stage = select(accounts.c.stage).where(accounts.c.workspace_id == own, accounts.c.id == spoken.c.account_id)
    by_a_member = exists().where(author.c.workspace_id == own, author.c.id == spoken.c.logged_by, takes_part(author))
    is_a_member = exists().where(members.c.workspace_id == own, members.c.id == bindparam("member_id"), takes_part())
    return (
        select(
            spoken.c.account_id,
            stage.scalar_subquery().label("stage"),
            func.sum(spoken.c.held).label("held"),
            func.max(spoken.c.on_date).label("last"),
            func.max(spoken.c.is_asked_for).label("is_asked_for"),
        )
        .where(by_a_member, is_a_member)
        .group_by(spoken.c.account_id)
    )


def _taken_part_in() -> CompoundSelect[Any]:
    """What a member held, or took part in as a colleague, by day, account and author: for each of the two there is an
    index of their own rows alone. An author is looked at once then, and not for each conversation."""
    each = (
        select(
            conversations.c.account_id,
            conversations.c.logged_by,
            conversations.c.on_date,
            func.count().label("held"),
            func.max(case((conversations.c.id == bindparam("asked_for"), 1), else_=0)).label("is_asked_for"),
        )
        .where(conversations.c.workspace_id == bindparam("workspace_id"), *counting())
        .group_by(conversations.c.on_date, conversations.c.account_id, conversations.c.logged_by)
    )
    held = each.where(_in_the_time(conversations.c.on_date), conversations.c.held_by == bindparam("member_id"))
    joined = each.join(participants, belongs_to(participants)).where(
        participants.c.workspace_id == bindparam("workspace_id"),
        participants.c.member_id == bindparam("member_id"),
        participants.c.role == COLLEAGUE,
        # Not the column itself: by its index all that the workspace logged would be read for the few they joined.
        _in_the_time(func.coalesce(conversations.c.on_date, bindparam("first"))),
    )
    return union_all(held, joined)


def _in_the_time(on_date: ColumnElement[date]) -> ColumnElement[bool]:
    return on_date.between(bindparam("first"), bindparam("last"))


def _between(*columns: ColumnElement[Any]) -> Select[Any]:
    """Of the conversations of some days that count, each with its account."""
    return (
        select(*columns)
        .select_from(conversations)
        .join(accounts, same(accounts, "account_id"))
        .where(
            conversations.c.workspace_id == bindparam("workspace_id"),
            conversations.c.on_date.between(bindparam("first"), bindparam("last")),
            *counting(),
            typed_by_a_member(),
        )
    )


def _by_person() -> Select[Any]:
    has_contact = exists().where(belongs_to(conversation_contacts))
    has_words = or_(conversations.c.note != "", conversations.c.has_insights, has_contact)
    talks = (
        _between(
            participants.c.member_id,
            conversations.c.account_id,
            accounts.c.stage,
            _MINUTES.label("minutes"),
            case((has_words, 1), else_=0).label("has_words"),
        )
        .join(participants, belongs_to(participants))
        .join(members, is_member(participants.c.member_id))
        .where(
            participants.c.role.in_([HOLDER, COLLEAGUE]),
            accounts.c.stage != Stage.INTERNAL.value,
            takes_part(),
        )
        .subquery()
    )
    return select(
        talks.c.member_id,
        *(
            func.count(distinct(case(((talks.c.stage == stage.value) & (talks.c.has_words == 1), talks.c.account_id))))
            for stage in (Stage.CUSTOMER, Stage.PROSPECT)
        ),
        func.sum(talks.c.has_words),
        func.sum(talks.c.has_words * talks.c.minutes),
        func.count(),
    ).group_by(talks.c.member_id)


_MINUTES = func.coalesce(conversations.c.minutes, ASSUMED_MINUTES)
_BY_PERSON = _by_person()
"""The columns of `PersonSum`, in its order."""

_BY_STAGE = _between(
    accounts.c.stage,
    func.count(distinct(conversations.c.account_id)).label("accounts"),
    func.count().label("conversations"),
    func.sum(_MINUTES).label("minutes"),
    func.sum(case((conversations.c.kind == Kind.VISIT, 1), else_=0)).label("visits"),
).group_by(accounts.c.stage)

# Every line needs it: it is built once.
_OF_MEMBER = _spoken_to()
