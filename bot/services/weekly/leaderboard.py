"""The leaderboard: Friday's post and the answer to /leaderboard, computed from the records each time."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.conversations.model import Kind
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import Refusal
from bot.domain.sponsors.model import Sponsorship
from bot.domain.weekly import iso_weeks
from bot.domain.weekly.fridays import (
    FridayPost,
    LeaderboardAnswer,
    Sources,
    SponsorsFirst,
    friday_post,
    leaderboard_answer,
)
from bot.domain.weekly.leaderboard import CountedConversation, board_of, chart_mondays
from bot.domain.weekly.periods import Period, period_named
from bot.domain.weekly.pledges import LastWeek, numbers_of
from bot.domain.weekly.posts import FRIDAY, FRIDAY_SCHEDULE
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller
from bot.messages.blocks import Message
from bot.messages.weekly import fridays
from bot.outbox.message_types import Skip
from bot.services.deps import Deps
from bot.services.weekly.weekly_posts import weekly_post
from bot.services.workspace.members import require_colleague
from bot.storage.conversations import conversations, stats
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import pledges, weekly_stats
from bot.storage.workspace import members

A_DAY = timedelta(days=1)
_TOUCHES = tuple(kind for kind in Kind if not kind.is_conversation)


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """Friday's post, from what is true now."""
    return fridays.friday(friday(scope, delivery.subject), plain=delivery.text_only)


def friday(scope: Scope, week: str) -> FridayPost:
    """What Friday's post says about the ISO week `week` (`2026-W48`), from what is true now."""
    first, last = iso_weeks.days_of_week(week)
    began_on = stats.first_day(scope)
    spoken = stats.between(scope, first, last)
    return friday_post(
        week,
        Sources(
            talks=spoken,
            heard=stats.insights_between(scope, first, last),
            began_on=began_on,
            first_days=stats.first_days(scope),
            names=members.names(scope),
            opted_out=members.opted_out(scope),
            weeks=weekly_stats.totals(scope, chart_mondays(first, began_on)),
            numbers=numbers_of(pledges.of_week(scope, first), spoken),
            has_touch=conversations.any_held(scope, _TOUCHES, first, last),
            sponsors_first=_sponsors_first(scope, spoken, first),
        ),
    )


def last_week(scope: Scope, monday: date) -> LastWeek:
    """What came of the week that begins on `monday`: the figures of its Friday's post, as they are now."""
    last = monday + timedelta(days=6)
    spoken = stats.between(scope, monday, last)
    board = board_of(spoken)
    is_touched = conversations.any_held(scope, _TOUCHES, monday, last)
    return LastWeek(
        board.team,
        numbers_of(pledges.of_week(scope, monday), spoken),
        has_touch=is_touched or not board.is_empty,
    )


def period_of(deps: Deps, caller: Caller, asked: str) -> Period:
    """The days the caller means.

    Raises Refusal for words that name none, and to somebody Slack has not told us of yet.
    """
    require_colleague(deps, caller, typed=asked)
    today = schedule.local_date(deps.now(), ZoneInfo(caller.zone))
    period = period_named(asked, today)
    if period is None:
        raise Refusal(
            "I know these: this week, last week, month, quarter, or a year such as 2026. "
            "Send /leaderboard with one of them.",
            typed=asked,
        )
    return period


def answer_for(deps: Deps, caller: Caller, asked: str) -> LeaderboardAnswer:
    """Where the caller stands in the period they name. Raises Refusal where `period_of` does."""
    period = period_of(deps, caller, asked)
    with deps.reading(caller.workspace.id) as scope:
        return leaderboard_answer(
            period,
            weekly_stats.sums(scope, period.first, period.last),
            caller.member.id,
            members.names(scope),
            members.opted_out(scope),
        )


def _sponsors_first(scope: Scope, spoken: list[CountedConversation], first: date) -> list[SponsorsFirst]:
    """Which of the week's conversations, none of them private, were a sponsor's first since they said yes."""
    named = {conversation.account_id: conversation.account for conversation in spoken if not conversation.private}
    found = []
    for sponsorship in sponsorships.active(scope, named):
        began = sponsorship.decided_at.date() if sponsorship.is_accepted and sponsorship.decided_at else None
        if began is None or not _took_part(spoken, sponsorship, since=began):
            continue
        earlier = stats.between(scope, began, first - A_DAY, account_id=sponsorship.account_id)
        if not any(sponsorship.member in talk.people for talk in earlier):
            found.append(SponsorsFirst(sponsorship.member, named[sponsorship.account_id]))
    return found


def _took_part(spoken: list[CountedConversation], sponsorship: Sponsorship, *, since: date) -> bool:
    return any(
        talk.account_id == sponsorship.account_id
        and sponsorship.member in talk.people
        and not talk.private
        and talk.on >= since
        for talk in spoken
    )


FRIDAY_POST = weekly_post(FRIDAY, "Friday's post", render, FRIDAY_SCHEDULE)
