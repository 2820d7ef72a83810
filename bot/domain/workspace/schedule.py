"""When something is due: rules in local time and the instants they mean.

A rule has one occurrence a local period (ISO week, date or month), named by its `subject`. The subject, never
the instant, is what makes a post happen once: missed ticks, replicas and clock changes all name the same one.
Zones appear in this module and `zones` only; every instant that leaves them is aware, UTC.
"""

import heapq
import zlib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.domain.weekly.iso_weeks import monday_of, week_subject
from bot.domain.workspace.zones import instant_of

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

NO_DAYS: frozenset[date] = frozenset()

MONTHLY_LIFE = timedelta(days=14)
"""How late a monthly page may still go out: it is read by somebody who may be away when it is due."""
WEEKLY_LIFE = timedelta(hours=24)
"""How late a weekly post may still go out."""
NUDGE_LIFE = timedelta(hours=2)
"""How late a daily message or a nudge may still go out."""

SPREAD = timedelta(minutes=5)
"""Over so long the posts of many workspaces are spread that are due at the same instant."""

# More than a year of weeks: a weekly rule that closed days leave without an occurrence for so long has none.
_PERIODS_SEARCHED = 60


class Moves(Enum):
    """Where an occurrence goes when its day is closed."""

    NOT = "not"
    EARLIER = "to the working day before"
    LATER = "to the next working day"


@dataclass(frozen=True)
class Weekly:
    """Every ISO week on `weekday` (0 is Monday) at the local wall time `at`.

    With `moves` it leaves a closed day for the nearest working day on that side of the same week. A week with
    none left there has no occurrence: a post about a week belongs into it.
    """

    weekday: int
    at: time
    moves: Moves = Moves.NOT

    def __post_init__(self) -> None:
        _check(self.at, self.weekday)


@dataclass(frozen=True)
class Daily:
    """Every local date at the wall time `at`."""

    at: time

    def __post_init__(self) -> None:
        _check(self.at)


@dataclass(frozen=True)
class Monthly:
    """Every month on its `nth` (1 to 4) `weekday` (0 is Monday) at the local wall time `at`.

    With `moves` it leaves a closed day for the nearest working day on that side of the same month.
    """

    nth: int
    weekday: int
    at: time
    moves: Moves = Moves.NOT

    def __post_init__(self) -> None:
        _check(self.at, self.weekday)
        if not 1 <= self.nth <= 4:
            raise ValueError("every month has a first to fourth weekday, not always a fifth")


PostRule = Weekly | Monthly
"""When a post is due that a workspace may move to another day and time, or switch off."""

Rule = PostRule | Daily


@dataclass(frozen=True)
class Occurrence:
    """One time a rule is due. `subject` names its local period: `2026-W47`, `2026-11-27` or `2026-11`.

    `due_at` is aware, UTC; `on` is the local date the rule meant.
    """

    subject: str
    due_at: datetime
    on: date


def latest_occurrence(
    rule: Rule,
    zone: ZoneInfo,
    now: datetime,
    not_before: date | None = None,
    *,
    closed: Set[date] = NO_DAYS,
) -> Occurrence | None:
    """The last occurrence due at or before `now`; None where it is of a local date before `not_before`."""
    for occurrence in _occurrences(rule, zone, local_date(now, zone), closed, step=-1):
        if occurrence.due_at <= now:
            return None if not_before is not None and occurrence.on < not_before else occurrence
    return None


def next_occurrence(
    rule: Rule,
    zone: ZoneInfo,
    now: datetime,
    not_before: datetime | None = None,
    *,
    closed: Set[date] = NO_DAYS,
) -> Occurrence | None:
    """The first occurrence due after `now` and not before `not_before`; None where closed days leave none."""
    start = now if not_before is None else max(now, not_before)
    for occurrence in _occurrences(rule, zone, local_date(start, zone), closed, step=1):
        if occurrence.due_at > now and occurrence.due_at >= start:
            return occurrence
    return None


def due_between(
    rules: Iterable[tuple[Rule, ZoneInfo]],
    start: datetime,
    end: datetime,
    *,
    closed: Set[date] = NO_DAYS,
) -> Iterator[datetime]:
    """Every instant after `start`, up to and including `end`, at which a rule is due: in order, each once."""
    passed = start
    for due_at in heapq.merge(*(_instants(rule, zone, start, end, closed) for rule, zone in rules)):
        if due_at > passed:
            yield due_at
            passed = due_at


def life_of(rule: Rule) -> timedelta:
    """How long after it was due an occurrence of `rule` may still be delivered."""
    match rule:
        case Daily():
            return NUDGE_LIFE
        case Weekly():
            return WEEKLY_LIFE
        case Monthly():
            return MONTHLY_LIFE
        case _:
            assert_never(rule)


def has_expired(due_at: datetime, now: datetime, life: timedelta, permitted_at: datetime | None = None) -> bool:
    """Whether it is too late for what was due; a hold that moved it counts from `permitted_at`."""
    return now > max(due_at, permitted_at or due_at) + life


def local_date(now: datetime, zone: ZoneInfo) -> date:
    """The date on the wall in `zone` at the aware instant `now`."""
    return now.astimezone(zone).date()


def spread_of(workspace_id: str) -> timedelta:
    """How much later than others a workspace writes: up to `SPREAD`, the same every time."""
    return SPREAD * (zlib.crc32(workspace_id.encode()) / 2**32)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of a local day."""
    return instant_of(datetime.combine(day, time()), zone)


def start_of_next_week(now: datetime, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of the next full local week: where a newly chosen channel begins."""
    today = local_date(now, zone)
    return start_of_day(monday_of(today) + timedelta(weeks=1), zone)


def occurrence_around(rule: Rule, zone: ZoneInfo, day: date, closed: Set[date] = NO_DAYS) -> Occurrence | None:
    """When `rule` is due in the period with `day` in it; None where closed days leave none."""
    first = _period_start(rule, day, 0)
    on = _day_in(rule, first, closed)
    if on is None:
        return None
    return Occurrence(_subject(rule, first), instant_of(datetime.combine(on, rule.at), zone), on)


def day_due(rule: Rule, day: date, closed: Set[date] = NO_DAYS) -> date | None:
    """The date on which `rule` is due in the period with `day` in it; None where closed days leave none."""
    return _day_in(rule, _period_start(rule, day, 0), closed)


def subject_of(rule: Rule, day: date) -> str:
    """What the occurrence of the period with `day` in it is named after."""
    return _subject(rule, _period_start(rule, day, 0))


def _check(at: time, weekday: int = MONDAY) -> None:
    if at.tzinfo is not None:
        raise ValueError("a wall time has no zone")
    if not MONDAY <= weekday <= SUNDAY:
        raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")


def _occurrences(rule: Rule, zone: ZoneInfo, around: date, closed: Set[date], *, step: int) -> Iterator[Occurrence]:
    """The rule's occurrences in order of time, forwards or backwards.

    They begin one period before `around` in that direction: a skipped date is due on the next one, and where
    clocks go back over midnight tomorrow has begun already while the wall shows today again.
    """
    for shift in range(-1, _PERIODS_SEARCHED):
        try:
            first = _period_start(rule, around, shift * step)
            on = _day_in(rule, first, closed)
            if on is not None:
                yield Occurrence(_subject(rule, first), instant_of(datetime.combine(on, rule.at), zone), on)
        except OverflowError:  # beyond year 1 or 9999
            return


def _instants(rule: Rule, zone: ZoneInfo, start: datetime, end: datetime, closed: Set[date]) -> Iterator[datetime]:
    passed = start
    while (found := next_occurrence(rule, zone, passed, closed=closed)) and found.due_at <= end:
        yield found.due_at
        passed = found.due_at


def _period_start(rule: Rule, day: date, shift: int) -> date:
    """The first date of the period `shift` periods from the one with `day` in it."""
    match rule:
        case Weekly():
            return monday_of(day) + timedelta(weeks=shift)
        case Daily():
            return day + timedelta(days=shift)
        case Monthly():
            years, month = divmod(day.month - 1 + shift, 12)
            if not 1 <= day.year + years <= 9999:
                raise OverflowError("no such month")
            return date(day.year + years, month + 1, 1)
        case _:
            assert_never(rule)


def _day_in(rule: Rule, first: date, closed: Set[date]) -> date | None:
    """The local date the rule means in the period that begins on `first`."""
    match rule:
        case Weekly():
            return _off_closed(_days(first, 7), rule.weekday, rule.moves, closed)
        case Daily():
            return first
        case Monthly():
            return _day_in_month(rule, first, closed)
        case _:
            assert_never(rule)


def _day_in_month(rule: Monthly, first: date, closed: Set[date]) -> date | None:
    month = [day for day in _days(first, 31) if day.month == first.month]
    usual = (rule.weekday - first.weekday()) % 7 + 7 * (rule.nth - 1)
    return _off_closed(month, usual, rule.moves, closed)


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def _off_closed(days: Sequence[date], usual: int, moves: Moves, closed: Set[date]) -> date | None:
    """The usual one of the days of a period; where that is closed, the nearest working day on the side it moves to."""
    if moves is Moves.NOT or days[usual] not in closed:
        return days[usual]
    ways = days[usual::-1] if moves is Moves.EARLIER else days[usual:]
    return next((day for day in ways if day.weekday() < SATURDAY and day not in closed), None)


def _subject(rule: Rule, first: date) -> str:
    match rule:
        case Weekly():
            return week_subject(first)
        case Daily():
            return first.isoformat()
        case Monthly():
            return f"{first.year:04}-{first.month:02}"
        case _:
            assert_never(rule)
