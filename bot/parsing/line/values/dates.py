"""Days as people type them, read against today: each with what it means looking back and what looking ahead."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from bot.parsing.line.tokens import Shape, Tokens
from bot.parsing.line.values.dates_by_number import numbered_day, weekday_of_month
from bot.parsing.line.values.day import MONTHS_OF_YEAR, OLDEST_DAYS, Day, Unsure, moved, moved_by_months
from bot.parsing.line.values.durations import number_at
from bot.parsing.line.vocabulary import Words
from bot.parsing.line.vocabulary.table import Tag


def day_at(
    tokens: Tokens, words: Words, at: int, today: date, *, day_first: bool = True, however_old: bool = False
) -> Day | None:
    """The day that begins with the token at `at`; one more than 366 days back is none, unless `however_old`."""
    if tokens.glued(at) and tokens[at].shape is not Shape.CJK and tokens.plain(at - 1) in _NOT_GLUED_TO:
        return None
    try:
        return _day_at(tokens, words, at, today, day_first=day_first, however_old=however_old)
    except OverflowError:
        return None  # the ends of the calendar


def _day_at(tokens: Tokens, words: Words, at: int, today: date, *, day_first: bool, however_old: bool) -> Day | None:
    found = _named(words, at, today) if words.begins(at) else None
    found = found or _counted(tokens, words, at, today)
    found = found or _end_of(words, at, today)
    if found is None and words.begins(at):
        found = _weekday(tokens, words, at, today, day_first=day_first)
    found = found or numbered_day(tokens, words, at, today, day_first=day_first)
    if found is None or not _may_end(tokens, found.end):
        return None
    if tokens[found.end - 1].shape is Shape.NUMBER and words.any((Tag.HOUR, Tag.MINUTE), found.end):
        return None  # 1/2 hour
    return None if not however_old and is_too_old(found, today) else found


def is_too_old(day: Day, today: date) -> bool:
    """Whether a past day is too long past to be that of a conversation."""
    return day.past is not None and not 0 <= (today - day.past).days <= OLDEST_DAYS


_NOT_GLUED_TO = frozenset("$€£#.:/-%+'_")

_DAYS_OF_WEEK = 7
_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}

_FRIDAY = 4

_PARTS_OF_DAY = ("morning", "afternoon", "evening", "night", "abend", "nachmittag", "vormittag", "matin", "soir")

_LED = (Tag.WEEKDAY, Tag.WEEKDAY_LED)

_THIS = ("this", "diesen", "ce", "este")


def _may_end(tokens: Tokens, end: int) -> bool:
    if not tokens.glued(end) or Shape.CJK in (tokens[end].shape, tokens[end - 1].shape):
        return True
    if tokens[end].shape in (Shape.WORD, Shape.NUMBER) or tokens.plain(end) in ("/", "'", "%", "_"):
        return False
    return not (tokens.plain(end) in ("-", ":") and tokens.glued(end + 1))


def _named(words: Words, at: int, today: date) -> Day | None:
    """`yesterday`, `last week`."""
    if word := words.find(Tag.DAY, at):
        distance = int(str(word.value))
        on = moved(today, distance)
        if on is None:
            return None
        return Day(at, word.end, None, on, is_ahead=True) if distance > 0 else Day(at, word.end, on, None)
    monday = today - timedelta(days=today.weekday())
    if word := words.find(Tag.WEEK_BEFORE, at):
        friday = monday + timedelta(days=_FRIDAY - 2 * _DAYS_OF_WEEK)
        other = monday - timedelta(days=2 * _DAYS_OF_WEEK)
        return Day(at, word.end, friday, None, unsure=Unsure.LAST_WEEK, other=other)
    if word := words.find(Tag.LAST_WEEK, at):
        if weekday := _behind_week(words, word.end):
            return Day(at, weekday[1], monday + timedelta(days=weekday[0] - _DAYS_OF_WEEK), None)
        friday = monday + timedelta(days=_FRIDAY - _DAYS_OF_WEEK)
        return Day(at, word.end, friday, None, unsure=Unsure.LAST_WEEK, other=monday - timedelta(days=_DAYS_OF_WEEK))
    if word := words.find(Tag.NEXT_WEEK, at):
        if weekday := _behind_week(words, word.end):
            on = monday + timedelta(days=weekday[0] + _DAYS_OF_WEEK)
            return Day(at, weekday[1], None, on, is_ahead=True)
        following = monday + timedelta(days=_DAYS_OF_WEEK)
        friday = following + timedelta(days=_FRIDAY)
        return Day(at, word.end, None, following, is_ahead=True, unsure=Unsure.NEXT_WEEK, other=friday)
    return None


def _behind_week(words: Words, at: int) -> tuple[int, int] | None:
    """A weekday behind `last week`, `next week`: its number and end."""
    on = words.find(Tag.ON_DAY, at)
    weekday = words.find(Tag.WEEKDAY, on.end if on else at)
    return (int(str(weekday.value)), weekday.end) if weekday else None


def _counted(tokens: Tokens, words: Words, at: int, today: date) -> Day | None:
    """`3 days ago`, `vor 3 Tagen`, `in two weeks`, `3日前`."""
    ago, ahead = words.find(Tag.AGO, at), words.find(Tag.AHEAD, at)
    lead = ago or ahead
    number = number_at(tokens, words, lead.end if lead else at)
    unit = words.find(Tag.UNIT, number.end) if number and number.value == int(number.value) else None
    if number is None or unit is None:
        return None
    end = unit.end
    if not lead:
        ago, ahead = words.find(Tag.AGO_BEHIND, end), words.find(Tag.AHEAD_BEHIND, end)
        behind = ago or ahead
        if behind is None:
            return None
        end = behind.end
    on = _moved_by(today, int(number.value) * (-1 if ago else 1), str(unit.value))
    if on is None:
        return None
    return Day(at, end, on, None) if ago else Day(at, end, None, on, is_ahead=True, is_later_today=on == today)


def _end_of(words: Words, at: int, today: date) -> Day | None:
    """`end of week`, `by eom`: the last working day of it."""
    word = words.find(Tag.END_OF, at)
    if word is None:
        return None
    match word.value:
        case "week":
            last = today + timedelta(days=max(0, _FRIDAY - today.weekday()))
        case "month":
            last = _working_day(date(today.year, today.month, monthrange(today.year, today.month)[1]))
        case "year":
            last = _working_day(date(today.year, MONTHS_OF_YEAR, 31))
        case _:
            last = today
    return Day(at, word.end, None, max(last, today), is_ahead=True, is_later_today=last <= today)


def _working_day(last: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return last - timedelta(days=max(0, last.weekday() - _FRIDAY))


def _weekday(tokens: Tokens, words: Words, at: int, today: date, *, day_first: bool) -> Day | None:
    """`friday`, `last friday`, `on thu`, `vendredi dernier`, `Friday 20 Nov`, `tuesday next week`."""
    last, coming, on = (words.find(tag, at) for tag in (Tag.LAST_DAY, Tag.COMING_DAY, Tag.ON_DAY))
    leads = [word for word in (last, coming, on) if word and words.any(_LED, word.end)]
    lead = max(leads, key=lambda word: word.end) if leads else None
    weekday = words.any(_LED, lead.end) if lead else words.find(Tag.WEEKDAY, at)
    verb = words.any((Tag.VERB, Tag.TALK), at)
    if weekday is None or (verb is not None and verb.end > weekday.end):
        return None  # sat with them
    number, end = int(str(weekday.value)), weekday.end
    if tokens.plain(end) in _PARTS_OF_DAY and not tokens.glued(end):
        end += 1
    dated = _date_behind(tokens, words, end, today, day_first=day_first)
    nearest = weekday_of_month(tokens, end, today, number)
    if nearest is not None and (dated is None or dated.end <= nearest.end):
        return replace(nearest, start=at)
    if dated is not None:
        return replace(dated, start=at)
    monday = today - timedelta(days=today.weekday())
    for tag, weeks in ((Tag.LAST_WEEK, -1), (Tag.NEXT_WEEK, 1)):
        if word := words.find(tag, end):
            day = monday + timedelta(days=number + weeks * _DAYS_OF_WEEK)
            return Day(at, word.end, day, None) if weeks < 0 else Day(at, word.end, None, day, is_ahead=True)
    back = today - timedelta(days=(today.weekday() - number) % _DAYS_OF_WEEK or _DAYS_OF_WEEK)
    ahead = today + timedelta(days=(number - today.weekday()) % _DAYS_OF_WEEK or _DAYS_OF_WEEK)
    if behind := words.find(Tag.LAST_DAY_BEHIND, end):
        return Day(at, behind.end, back, None)
    if lead is None:
        if behind := words.find(Tag.COMING_DAY_BEHIND, end):
            return Day(at, behind.end, None, ahead, is_ahead=True)
        return Day(at, end, back, ahead, is_open=True)
    if lead.tag is Tag.LAST_DAY:
        return Day(at, end, back, None)
    if lead.tag is Tag.ON_DAY:
        return Day(at, end, back, ahead, is_ahead=True, is_open=True)
    if tokens.plain(lead.start) in _THIS and number <= today.weekday():
        return Day(at, end, back if number < today.weekday() else today, None)
    return Day(at, end, None, ahead, is_ahead=True)


def _date_behind(tokens: Tokens, words: Words, at: int, today: date, *, day_first: bool) -> Day | None:
    if tokens.plain(at) in (",", "the"):
        at += 1
    return numbered_day(tokens, words, at, today, day_first=day_first)


def _moved_by(today: date, count: int, unit: str) -> date | None:
    if unit in _UNIT_DAYS:
        return moved(today, count * _UNIT_DAYS[unit])
    if unit in ("month", "year"):
        return moved_by_months(today, count * (MONTHS_OF_YEAR if unit == "year" else 1))
    return today
