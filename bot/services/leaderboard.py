"""Who spoke to whom, told on Friday and on request; computed from the records each time."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain import iso_weeks, schedule
from bot.domain.conversations import Kind
from bot.domain.errors import Refusal
from bot.domain.fridays import FridayPost, Sources, Standing, friday_post, standing
from bot.domain.leaderboard import board_of, chart_mondays
from bot.domain.members import Caller
from bot.domain.periods import Period, period_named
from bot.domain.pledges import LastWeek, numbers_of
from bot.services.deps import Deps
from bot.services.members import require_colleague
from bot.storage import conversations, members, pledges, talks, weeks
from bot.storage.engine import Session

_TOUCHES = tuple(kind for kind in Kind if not kind.is_conversation)


def friday(session: Session, workspace_id: str, week: str) -> FridayPost:
    """What Friday's post says about the ISO week `week` (`2026-W48`), from what is true now."""
    first, last = iso_weeks.days_of_week(week)
    began_on = talks.first_day(session, workspace_id)
    spoken = talks.between(session, workspace_id, first, last)
    return friday_post(
        week,
        Sources(
            talks=spoken,
            heard=talks.heard_between(session, workspace_id, first, last),
            began_on=began_on,
            first_days=talks.first_days(session, workspace_id),
            names=members.names(session, workspace_id),
            opted_out=members.opted_out(session, workspace_id),
            weeks=weeks.totals(session, workspace_id, chart_mondays(first, began_on)),
            numbers=numbers_of(pledges.of_week(session, workspace_id, first), spoken),
            has_touch=conversations.any_held(session, workspace_id, _TOUCHES, first, last),
        ),
    )


def last_week(session: Session, workspace_id: str, monday: date) -> LastWeek:
    """What came of the week that begins on `monday`: the figures of its Friday's post, as they are now."""
    last = monday + timedelta(days=6)
    spoken = talks.between(session, workspace_id, monday, last)
    board = board_of(spoken)
    is_touched = conversations.any_held(session, workspace_id, _TOUCHES, monday, last)
    return LastWeek(
        board.team,
        numbers_of(pledges.of_week(session, workspace_id, monday), spoken),
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


def standing_of(deps: Deps, caller: Caller, asked: str) -> Standing:
    """Where the caller stands in the period they name. Raises Refusal where `period_of` does."""
    period = period_of(deps, caller, asked)
    with deps.database.reading() as session:
        return standing(
            period,
            talks.between(session, caller.workspace.id, period.first, period.last),
            caller.member.id,
            members.names(session, caller.workspace.id),
            members.opted_out(session, caller.workspace.id),
        )
