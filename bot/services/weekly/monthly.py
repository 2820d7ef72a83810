"""The monthly page: to the programme owner, on the first Monday of a month, about the month before."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.waiting import waiting_list
from bot.domain.deliveries.model import Delivery
from bot.domain.sponsors.model import CONVERSATION_EVERY
from bot.domain.weekly.months import (
    SHOWN_ACCOUNTS,
    MonthlyPage,
    SponsorSum,
    first_day_of,
    month_before,
    shown_departments,
)
from bot.domain.weekly.posts import MONTHLY, MONTHLY_SCHEDULE
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Workspace
from bot.messages.blocks import Message
from bot.messages.weekly import months
from bot.outbox.message_types import Skip
from bot.services import keep_questions
from bot.services.accounts import waiting
from bot.services.setup.in_sight import are_sponsors_in_sight
from bot.services.weekly import quiet_hours
from bot.services.weekly.weekly_posts import weekly_post
from bot.services.workspace import departments
from bot.services.workspace.permissions import programme_owner
from bot.storage.conversations import stats
from bot.storage.weekly import monthly_stats
from bot.storage.workspace import members, workspaces


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The page, when the programme owner may be written to; none where there is no such person."""
    workspace, reader = workspaces.find(scope), programme_owner(scope)
    member = members.find(scope, reader) if reader is not None else None
    if workspace is None or member is None:
        return Skip.STALE
    if not member.is_known:
        return Skip.NOT_READY
    if not quiet_hours.may_be_written_to(scope, workspace, member):
        return Skip.HELD
    return as_it_is_now(scope, delivery)


def as_it_is_now(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The page named by the delivery's month, whoever reads it and when."""
    workspace = workspaces.find(scope)
    return Skip.STALE if workspace is None else months.page(page(scope, workspace, delivery.subject))


def page(scope: Scope, workspace: Workspace, subject: str) -> MonthlyPage:
    """What the page of that month (`2026-12`) says of the one before, from what is true now."""
    today, began_on = schedule.local_date(scope.now, ZoneInfo(workspace.zone)), stats.first_day(scope)
    period = month_before(first_day_of(subject))
    previous = month_before(period.first)
    statuses = waiting.account_statuses(scope, today)
    listed = waiting_list(statuses)
    return MonthlyPage(
        period=period,
        today=today,
        total=monthly_stats.total(scope, period.first, period.last),
        before=monthly_stats.total(scope, previous.first, previous.last)
        if began_on is not None and began_on <= previous.last
        else None,
        has_accounts=bool(statuses),
        sponsors=_sponsors(scope, workspace, today - CONVERSATION_EVERY),
        waiting=listed[:SHOWN_ACCOUNTS],
        waiting_count=len(listed),
        unanswered=keep_questions.unanswered(scope, listed)[:SHOWN_ACCOUNTS],
        departments=shown_departments(departments.breadths(scope, today)),
    )


def _sponsors(scope: Scope, workspace: Workspace, since: date) -> SponsorSum | None:
    """None where nothing is to be covered, and in a small company that has not used sponsors yet."""
    found = monthly_stats.sponsor_sum(scope, since) if are_sponsors_in_sight(scope, workspace) else None
    return found if found is not None and found.accounts else None


def _reader(scope: Scope, delivery: Delivery) -> str | None:
    return programme_owner(scope)


MONTHLY_PAGE = weekly_post(MONTHLY, "The monthly page", render, MONTHLY_SCHEDULE, target=_reader)
