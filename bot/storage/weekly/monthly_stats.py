"""Sums of a month, of sponsors and of departments, counted by the database: a page reads figures, not conversations."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, distinct, exists, func, select

from bot.db.scope import Scope
from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import ASSUMED_MINUTES, Kind
from bot.domain.sponsors.coverage import SPONSORED_TIERS, DepartmentBreadth
from bot.domain.sponsors.model import SponsorState
from bot.domain.weekly.leaderboard import TeamSum
from bot.domain.weekly.months import SponsorSum
from bot.storage.accounts.tables import accounts
from bot.storage.conversations.children import COLLEAGUE, HOLDER
from bot.storage.conversations.filters import belongs_to, counting, same, takes_part, typed_by_a_member
from bot.storage.conversations.tables import conversations, participants
from bot.storage.sponsors.tables import sponsorships
from bot.storage.workspace.tables import department_members, departments, members


def total(scope: Scope, first: date, last: date) -> TeamSum:
    """What the whole team did from `first` to `last`, conversations with departments of its own left out."""
    row = scope.session.execute(
        select(
            _different(Stage.CUSTOMER).label("customers"),
            _different(Stage.PROSPECT).label("prospects"),
            func.count().label("conversations"),
            func.coalesce(func.sum(func.coalesce(conversations.c.minutes, ASSUMED_MINUTES)), 0).label("minutes"),
            func.count(case((conversations.c.kind == Kind.VISIT.value, 1))).label("visits"),
        )
        .select_from(conversations)
        .join(accounts, same(accounts, "account_id"))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.on_date.between(first, last),
            accounts.c.stage != Stage.INTERNAL.value,
            *counting(),
            typed_by_a_member(),
        )
    ).one()
    return TeamSum(row.customers, row.prospects, row.conversations, int(row.minutes), row.visits)


def sponsor_sum(scope: Scope, since: date) -> SponsorSum:
    """How many strategic and enterprise customers have a sponsor who talked to them since that day, one who did not,
    and none."""
    is_accepted = sponsorships.c.state == SponsorState.ACCEPTED.value
    of_account = (sponsorships.c.workspace_id == accounts.c.workspace_id) & (sponsorships.c.account_id == accounts.c.id)
    is_lacking = sponsorships.c.id.is_(None)
    how = case((is_lacking, "lacking"), (_sponsor_talked(since), "covered"), else_="named_only")
    needed = (
        select(how.label("how"))
        .select_from(accounts)
        .outerjoin(sponsorships, of_account & is_accepted)
        .where(
            accounts.c.workspace_id == scope.workspace_id,
            accounts.c.stage == Stage.CUSTOMER.value,
            accounts.c.tier.in_(sorted(tier.value for tier in SPONSORED_TIERS)),
        )
        .subquery()
    )
    rows = scope.session.execute(select(needed.c.how, func.count().label("number")).group_by(needed.c.how))
    return SponsorSum(**{row.how: row.number for row in rows})


def department_breadths(scope: Scope, first: date, last: date) -> tuple[DepartmentBreadth, ...]:
    """How many of each department talked to a customer from `first` to `last`, by name; one of whom we know nobody is
    left out."""
    talked = department_members.c.member_id.in_(_talked_to_a_customer(scope, first, last))
    rows = scope.session.execute(
        select(
            departments.c.name,
            func.count().label("people"),
            func.count(case((talked, 1))).label("talked"),
        )
        .select_from(departments)
        .join(
            department_members,
            (department_members.c.workspace_id == departments.c.workspace_id)
            & (department_members.c.group_id == departments.c.id),
        )
        .join(
            members,
            (members.c.workspace_id == department_members.c.workspace_id)
            & (members.c.id == department_members.c.member_id),
        )
        .where(departments.c.workspace_id == scope.workspace_id, takes_part(), members.c.is_deactivated.is_(False))
        .group_by(departments.c.id, departments.c.name)
        .order_by(departments.c.name, departments.c.id)
    )
    return tuple(DepartmentBreadth(row.name, row.people, row.talked) for row in rows)


def _different(stage: Stage) -> ColumnElement[int]:
    return func.count(distinct(case((accounts.c.stage == stage.value, conversations.c.account_id))))


def _sponsor_talked(since: date) -> ColumnElement[bool]:
    """Whether the sponsor of the account held or joined a conversation with it."""
    # One EXISTS over both: within another one, the outer sponsorship would not be meant.
    return exists().where(
        conversations.c.workspace_id == accounts.c.workspace_id,
        conversations.c.account_id == accounts.c.id,
        conversations.c.on_date >= since,
        *counting(),
        typed_by_a_member(),
        belongs_to(participants),
        participants.c.member_id == sponsorships.c.member_id,
        participants.c.role.in_([HOLDER, COLLEAGUE]),
    )


def _talked_to_a_customer(scope: Scope, first: date, last: date) -> Select[Any]:
    return (
        select(participants.c.member_id)
        .join(conversations, belongs_to(participants))
        .join(accounts, same(accounts, "account_id"))
        .where(
            participants.c.workspace_id == scope.workspace_id,
            participants.c.role.in_([HOLDER, COLLEAGUE]),
            conversations.c.on_date.between(first, last),
            accounts.c.stage == Stage.CUSTOMER.value,
            *counting(),
            typed_by_a_member(),
        )
    )
