"""Pledges: everybody's number for the week, and Monday's post with their growing sum."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.waiting import AccountStatus, nudge_list
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import Incomplete, Refusal
from bot.domain.weekly import iso_weeks, thursdays
from bot.domain.weekly import pledges as rules
from bot.domain.weekly.pledges import LISTED, MOST, LastWeek, MondayPost, Pledged
from bot.domain.weekly.posts import MONDAY, MONDAY_SCHEDULE
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Workspace
from bot.messages.blocks import Message
from bot.messages.weekly import mondays
from bot.outbox import edit_queue
from bot.outbox.message_types import Rerendered, Skip
from bot.services.accounts import waiting
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day
from bot.services.setup import first_words
from bot.services.weekly import leaderboard
from bot.services.weekly.weekly_posts import weekly_post
from bot.storage.conversations import conversations, stats
from bot.storage.weekly import digests, pledges
from bot.storage.workspace import members, workspaces

A_WEEK = timedelta(weeks=1)
_REACH = 20
"""So many entries of an account are looked at for words to quote."""


def give(deps: Deps, caller: Caller, week: str, number: int, *, guard: Guard) -> Pledged:
    """Keep the caller's number for the week of the post they pressed in, and let the post show the new sum.

    Raises Refusal where that week is over.
    """
    check(deps, caller, week)
    monday, _ = iso_weeks.days_of_week(week)
    with deps.transaction(caller.workspace.id, guard) as scope:
        if pledges.give(scope, caller.member.id, monday, number):
            edit_queue.mark(scope, kind=MONDAY, subject=week)
        digests.enrol(scope, [caller.member.id])
        question = thursdays.first_question(caller.member.id, monday, local_day(caller, scope.now))
        if number and question is not None:
            digests.add(scope, [question])
        is_first = first_words.are_due(scope, caller)
    deps.outbox.wake()
    return Pledged(number, _whom_first(deps, caller) if number else (), has_first_words=is_first)


def check(deps: Deps, caller: Caller, week: str) -> None:
    """Raise Refusal unless `week` is the one it is now, where the workspace is."""
    if not _is_now(week, caller.workspace, deps.now()):
        raise Refusal("That week is over: press a number under this week’s question, which I ask on Monday morning.")


def number_of(typed: str) -> int:
    """The number somebody typed. Raises Incomplete with what to do for any other words."""
    digits = typed.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST))):
        raise Incomplete({mondays.FIELD: f"A whole number from 0 to {MOST}, such as 4."})
    return int(digits)


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The question as it is now; none for a week that is over."""
    workspace = workspaces.find(scope)
    if workspace is None or not _is_now(delivery.subject, workspace, scope.now):
        return Skip.STALE
    return mondays.monday(_post(scope, workspace, delivery.subject))


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """With the sum as it is now, also of a week that is over."""
    workspace = workspaces.find(scope)
    if workspace is None:
        return Skip.STALE
    return Rerendered(mondays.monday(_post(scope, workspace, delivery.subject)))


def _post(scope: Scope, workspace: Workspace, week: str) -> MondayPost:
    monday, _ = iso_weeks.days_of_week(week)
    today = schedule.local_date(scope.now, ZoneInfo(workspace.zone))
    listed = nudge_list(waiting.account_statuses(scope, today))[:LISTED]
    return MondayPost(
        week,
        rules.sum_of(pledges.of_week(scope, monday)),
        _last_week(scope, monday),
        listed,
        _last_words(scope, listed),
    )


def _is_now(week: str, workspace: Workspace, now: datetime) -> bool:
    """Whether that week is the one it is where the workspace is."""
    return week == iso_weeks.week_subject(schedule.local_date(now, ZoneInfo(workspace.zone)))


def _last_week(scope: Scope, monday: date) -> LastWeek | None:
    """What came of the week before; None where nobody has logged or named anything before this one."""
    began_on = stats.first_day(scope)
    is_first = began_on is None or began_on >= monday
    if is_first and not pledges.any_before(scope, monday):
        return None
    last = leaderboard.last_week(scope, monday - A_WEEK)
    began_last_week = began_on is not None and began_on >= monday - A_WEEK
    return replace(last, is_first=began_last_week and not pledges.any_before(scope, monday))


def _last_words(scope: Scope, listed: Iterable[AccountStatus]) -> dict[str, str]:
    """What was last heard of each of these, by account id, of those of which something may be quoted."""
    entries = {
        account_status.account.id: conversations.of_account(scope, account_status.account.id, limit=_REACH)
        for account_status in listed
    }
    names = members.names(scope).values()
    found = {account_id: rules.last_words(those, names) for account_id, those in entries.items()}
    return {account_id: words for account_id, words in found.items() if words is not None}


def _whom_first(deps: Deps, caller: Caller) -> tuple[AccountStatus, ...]:
    """Whom the caller might speak to first: their own accounts that wait, then others. None to somebody not known."""
    if not caller.member.is_known:
        return ()
    with deps.reading(caller.workspace.id) as scope:
        listed = nudge_list(waiting.account_statuses(scope, local_day(caller, scope.now)))
    me = caller.member.id
    return tuple(sorted(listed, key=lambda each: each.account.owner != me)[:LISTED])


MONDAY_POST = weekly_post(MONDAY, "Monday's post", render, MONDAY_SCHEDULE, rerender=rerender)
