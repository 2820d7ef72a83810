"""Days written by their number: `19 nov`, `2026-11-19`, `24/11`, `20.11.`, `the 10th`."""

from dataclasses import dataclass, replace
from datetime import date

from bot.parsing.line.tokens import Shape, Tokens
from bot.parsing.line.values.day import MONTHS_OF_YEAR, Day, Unsure, date_or_none, moved_by_months
from bot.parsing.line.vocabulary import Words
from bot.parsing.line.vocabulary.table import Tag


@dataclass(frozen=True, slots=True)
class _Written:
    """Day and month as written, the year where one is; `other`: the other order, where that is possible too."""

    day: int
    month: int
    year: int | None
    end: int
    other: tuple[int, int] | None = None


def numbered_day(tokens: Tokens, words: Words, at: int, today: date, *, day_first: bool) -> Day | None:
    """A day by its number: with a year as it says, without one the latest past, or looking ahead the coming one."""
    start = on.end if (on := words.find(Tag.ON_DAY, at)) else at
    written = _iso(tokens, start) or _with_month(tokens, words, start) or _with_signs(tokens, start, day_first)
    if written is None:
        return _of_month(tokens, words, at, start, today)
    if written.year is not None:
        exact = date_or_none(written.year, written.month, written.day)
        if exact is None:
            return None
        other = date_or_none(written.year, *written.other[::-1]) if written.other else None
        day = Day(at, written.end, None, exact, is_ahead=True) if exact > today else Day(at, written.end, exact, None)
        return replace(day, unsure=Unsure.ORDER, other=other) if other else day
    past, ahead = _nearest(today, written.month, written.day)
    if past is None and ahead is None:
        return None
    day = Day(at, written.end, past, ahead, is_open=True, is_dated=True)
    day = replace(day, is_ahead=start > at and day.is_much_nearer_ahead(today))
    if written.other is None:
        return day
    return replace(day, unsure=Unsure.ORDER, other=_nearest(today, *written.other[::-1])[0])


def _iso(tokens: Tokens, at: int) -> _Written | None:
    """`2026-11-19`."""
    numbers = _joined(tokens, at, "-") or _joined(tokens, at, "/")
    if numbers is None or len(numbers) != 3 or len(tokens[at].raw) != 4:
        return None
    return _Written(numbers[2], numbers[1], numbers[0], at + 5)


def _with_month(tokens: Tokens, words: Words, at: int) -> _Written | None:
    """`19 nov`, `nov 19, 2026`, `19. November`, `19th of Nov`, `11月19日`."""
    if at >= len(tokens):
        return None
    if (month := words.find(Tag.MONTH, at)) and (day := _day_number(tokens, month.end)):
        return _Written(day[0], int(str(month.value)), *_year_behind(tokens, day[1]))
    if (first := _day_number(tokens, at)) is None:
        return None
    number, end = first
    if tokens.plain(end) in ("-", "–") and tokens.glued(end) and (last := _day_number(tokens, end + 1)):
        end = last[1]  # 19-20 nov
    if tokens.plain(end) == "月" and (second := _day_number(tokens, end + 1)) and tokens.plain(second[1]) == "日":
        return _Written(second[0], number, None, second[1] + 1)
    if tokens.plain(end) in (".", "of", "de"):
        end += 1
    month = words.find(Tag.MONTH, end)
    if month is None or (tokens.glued(month.end) and tokens.plain(month.end) not in ".,:;)!?"):
        return None
    behind = month.end + (
        tokens.plain(month.end) == "." and tokens.glued(month.end) and not tokens.glued(month.end + 1)
    )
    year = _year_behind(tokens, behind)
    return _Written(number, int(str(month.value)), year[0], year[1] if year[0] else month.end)


def _of_month(tokens: Tokens, words: Words, at: int, start: int, today: date) -> Day | None:
    """`the 10th`, `on 10th`: of the latest month in which it is past, or of the first in which it is to come; without
    what leads it in (`23rd 30m`) only before another number."""
    if (found := _ordinal(tokens, start)) is None:
        return None
    number, end = found
    is_led = tokens.plain(start) == "the" or start > at
    if not is_led and not (end < len(tokens) and tokens[end].shape is Shape.NUMBER and not tokens.glued(end)):
        return None
    if (
        end < len(tokens)
        and tokens[end].shape is Shape.WORD
        and tokens.plain(end) not in ("about", "with", "for", "at")
        and not (is_led and words.any((Tag.WE, Tag.VERB, Tag.TALK, Tag.HAD), end))
    ):
        return None  # the 10th floor
    days = [day for day in _in_months(today, number) if day is not None]
    past = max((day for day in days if day <= today), default=None)
    ahead = min((day for day in days if day >= today), default=None)
    if past is None and ahead is None:
        return None
    is_ahead = (
        start > at and past is not None and ahead is not None and (ahead - today).days < _NEAR < (today - past).days
    )
    return Day(at, end, past, ahead, is_open=True, is_ahead=is_ahead, is_dated=True)


def weekday_of_month(tokens: Tokens, at: int, today: date, weekday: int) -> Day | None:
    """`the 19th`, `19th`, behind a weekday: the nearest day that is both."""
    found = _ordinal(tokens, at)
    if found is None:
        return None
    number, end = found
    days = [day for day in _in_months(today, number) if day is not None and day.weekday() == weekday]
    nearest = min(days, key=lambda day: abs(day - today), default=None)
    if nearest is None:
        return None
    return Day(at, end, None, nearest, is_ahead=True) if nearest > today else Day(at, end, nearest, None)


_NEAR = 14
"""Days: `on the 27th` said on the 24th is to come, unless something says that it took place."""

_MONTHS_AROUND = range(-3, 4)


def _in_months(today: date, number: int) -> list[date | None]:
    """The day with that number in the months around today's."""
    months = (moved_by_months(today.replace(day=1), count) for count in _MONTHS_AROUND)
    return [date_or_none(month.year, month.month, number) for month in months if month]


def _ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """`19th`, `the 19th`, `den 19.`: its number and end."""
    start = at + 1 if tokens.plain(at) in (",", "the", "den", "dem") else at
    found = _day_number(tokens, start)
    if found is None:
        return None
    number, end = found
    is_german = tokens.plain(start - 1) in ("den", "dem", "am") and tokens.plain(end) == "." and tokens.glued(end)
    if is_german and not _goes_on(tokens, end + 1):
        return number, end + 1
    is_ordinal = tokens.plain(end - 1) in ("st", "nd", "rd", "th")
    return None if not is_ordinal or (tokens.glued(end) and tokens[end].shape is Shape.WORD) else (number, end)


def _with_signs(tokens: Tokens, at: int, day_first: bool) -> _Written | None:
    """`20.11.`, `20.11.2026`, `24/11`, `11/24`, `24-11-2026`."""
    if numbers := _joined(tokens, at, "."):
        end = at + 2 * len(numbers) - 1
        if len(numbers) == 2:
            is_closed = tokens.plain(end) == "." and tokens.glued(end) and not _goes_on(tokens, end + 1)
            if is_closed:
                return _Written(numbers[0], numbers[1], None, end + 1)
            is_full = len(tokens[at].raw) == len(tokens[at + 2].raw) == 2
            is_alone = end >= len(tokens) or tokens[end].shape is not Shape.WORD
            return _Written(numbers[0], numbers[1], None, end) if is_full and is_alone else None
        return _Written(numbers[0], numbers[1], _whole_year(tokens, at + 4), end)
    numbers = _joined(tokens, at, "/") or _joined(tokens, at, "-")
    if not numbers or (len(numbers) == 2 and tokens.plain(at + 1) != "/"):
        return None
    first, second = numbers[0], numbers[1]
    end = at + 2 * len(numbers) - 1
    year = _whole_year(tokens, at + 4) if len(numbers) == 3 else None
    if (year is None and (first, second) == (24, 7)) or tokens.plain(end) == "of":
        return None
    if first > MONTHS_OF_YEAR or second > MONTHS_OF_YEAR or first == second:
        day, month = (second, first) if second > MONTHS_OF_YEAR else (first, second)
        return _Written(day, month, year, end) if month <= MONTHS_OF_YEAR else None
    day, month = (first, second) if day_first else (second, first)
    return _Written(day, month, year, end, other=(month, day))


def _goes_on(tokens: Tokens, at: int) -> bool:
    return tokens.glued(at) and tokens[at].shape in (Shape.WORD, Shape.NUMBER)


def _joined(tokens: Tokens, at: int, sign: str) -> list[int] | None:
    """Two or three numbers with `sign` between them and no white space."""
    numbers: list[int] = []
    while at < len(tokens) and tokens[at].shape is Shape.NUMBER and len(tokens[at].raw) <= 4:
        numbers.append(int(tokens[at].raw))
        is_more = tokens.plain(at + 1) == sign and tokens.glued(at + 1) and tokens.glued(at + 2)
        if len(numbers) == 3 or not is_more:
            break
        at += 2
    return numbers if len(numbers) > 1 else None


def _whole_year(tokens: Tokens, at: int) -> int:
    year = int(tokens[at].raw)
    return year + 2000 if len(tokens[at].raw) == 2 else year


def _day_number(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """`19`, `19th`, `the 19th`: the number and its end."""
    if tokens.plain(at) == "the":
        at += 1
    if at >= len(tokens) or tokens[at].shape is not Shape.NUMBER or len(tokens[at].raw) > 2:
        return None
    end = at + 1
    if tokens.glued(end) and tokens.plain(end) in ("st", "nd", "rd", "th", "er"):
        end += 1
    elif tokens.glued(end) and tokens[end].shape is Shape.WORD:
        return None
    return int(tokens[at].raw), end


def _year_behind(tokens: Tokens, at: int) -> tuple[int | None, int]:
    year = at + 1 if tokens.plain(at) == "," else at
    if year < len(tokens) and tokens[year].shape is Shape.NUMBER and len(tokens[year].raw) == 4:
        if tokens[year].raw[:2] in ("19", "20") and not tokens.glued(year + 1):
            return int(tokens[year].raw), year + 1
        if tokens[year].raw[:2] in ("19", "20") and tokens[year + 1].shape is Shape.SIGN:
            return int(tokens[year].raw), year + 1
    return None, at


def _nearest(today: date, month: int, day: int) -> tuple[date | None, date | None]:
    """The latest such day not after today, and the first not before it; a leap day may be years away."""
    back = (date_or_none(year, month, day) for year in range(today.year, today.year - 9, -1))
    on = (date_or_none(year, month, day) for year in range(today.year, today.year + 9))
    past = next((each for each in back if each and each <= today), None)
    return past, next((each for each in on if each and each >= today), None)
