"""How long it took, as people type it: `20m`, `1h30`, `an hour and a half`, `14:00-14:30`, `30分`."""

from dataclasses import dataclass, replace

from bot.domain.conversations.model import MAX_MINUTES, MIN_MINUTES
from bot.parsing.line.tokens import Shape, Tokens
from bot.parsing.line.values.clock import DASHES, between_clocks
from bot.parsing.line.vocabulary import Words
from bot.parsing.line.vocabulary.table import Tag

LONG_MINUTES = 240
"""Longer than this needs an eye."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, in the tokens `start` to `end`. `other`: the lower end of a range, which may be meant too."""

    start: int
    end: int
    minutes: int
    other: int | None = None

    @property
    def is_long(self) -> bool:
        return self.minutes > LONG_MINUTES


def duration_at(tokens: Tokens, words: Words, at: int) -> Duration | None:
    """The length of time that begins with the token at `at`: 1 to 720 minutes, else None."""
    start = at + 1 if tokens.plain(at) in _ABOUT and tokens.glued(at + 1) else at
    if not _may_begin(tokens, words, start):
        return None
    if clocks := between_clocks(tokens, start):
        found: Duration | None = Duration(start, *clocks)
    else:
        found = _phrase(words, start) or _counted_times(tokens, words, start)
    if found is None or not MIN_MINUTES <= found.minutes <= MAX_MINUTES or not _may_end(tokens, words, found):
        return None
    return found if start == at else replace(found, start=at)


_ABOUT = ("~", "≈")
_MOST_DIGITS = 4
_DECIMALS = 2
_HOUR = 60
_ROUGHLY = ("ish", "odd", "+")
_FEW = 3
_AND_A_HALF = (["y", "media"], ["et", "demie"], ["et", "demi"])


def _may_begin(tokens: Tokens, words: Words, at: int) -> bool:
    """Not in the middle of a number or a word, nor behind what makes a day of it (`in 20 min`, `vor 20 Minuten`)."""
    if at >= len(tokens) or not (tokens[at].shape is Shape.NUMBER or words.has(at) or tokens.plain(at) == "from"):
        return False
    if tokens.glued(at) and tokens.plain(at - 1) in (",", "/"):
        return tokens[at - 2].shape is not Shape.NUMBER
    if tokens.glued(at) and (tokens.plain(at - 1) in "$€£#.:/-%+" or tokens[at - 1].is_word):
        return tokens[at - 1].shape is Shape.CJK
    return not words.ending((Tag.AGO, Tag.AHEAD), at)


def _may_end(tokens: Tokens, words: Words, found: Duration) -> bool:
    """Not within a longer word (`20m-long`, `20m2`), before `ago`, or as a length of something (`20m of cable`)."""
    end = found.end
    if words.any((Tag.AGO_BEHIND, Tag.AHEAD_BEHIND), end):
        return False
    if tokens.plain(end) == "of" and not words.any((Tag.NOUN, Tag.OF_TALK), end + 1):
        return False
    if not tokens.glued(end):
        return True
    sign = tokens.plain(end)
    if tokens[end].shape is Shape.CJK:
        return True
    if sign == "?":
        return tokens.plain(end + 1) == "?"  # an hour?? is none; 20m? asks
    if tokens[end].shape in (Shape.WORD, Shape.NUMBER) or sign in ("%", "/", "'", "_"):
        return False
    return not (sign in (*DASHES[:2], ":") and tokens.glued(end + 1))


def _phrase(words: Words, at: int) -> Duration | None:
    if not words.begins(at):
        return None
    for tag, minutes in _PHRASES:
        word = words.find(tag, at)
        if word:
            return Duration(at, word.end, minutes)
    return None


_PHRASES = (
    (Tag.HALF, _HOUR // 2),
    (Tag.QUARTER, _HOUR // 4),
    (Tag.THREE_QUARTERS, _HOUR * 3 // 4),
    (Tag.HOUR_AND_HALF, _HOUR + _HOUR // 2),
    (Tag.WHOLE_DAY, 8 * _HOUR),
    (Tag.HALF_DAY, 4 * _HOUR),
)


def _counted_times(tokens: Tokens, words: Words, at: int) -> Duration | None:
    """`30m`, and `2x 30m`, `30m x2`: the whole of it, or what one of them took."""
    count = _count(tokens, words, at)
    each = _counted(tokens, words, count[1] if count else at)
    if count is None and each is not None and words.find(Tag.TIMES, each.end):
        count = _count(tokens, words, each.end)
    if each is None or count is None:
        return each if count is None else _counted(tokens, words, at)
    return Duration(at, max(each.end, count[1]), count[0] * each.minutes, other=each.minutes)


def _count(tokens: Tokens, words: Words, at: int) -> tuple[int, int] | None:
    """How many times, and where that ends: `2x`, `x2`, `3 mal`."""
    times = words.find(Tag.TIMES, at)
    number = number_at(tokens, words, times.end if times else at)
    times = times or (words.find(Tag.TIMES, number.end) if number else None)
    if number is None or times is None or number.value not in _COUNTS:
        return None
    return int(number.value), max(number.end, times.end)


_COUNTS = range(2, 10)


def _counted(tokens: Tokens, words: Words, at: int) -> Duration | None:
    """A number, or two with a dash between, and a unit; minutes may follow hours."""
    number = number_at(tokens, words, at)
    if number is None:
        return None
    low: float | None = None
    if number.is_digits and tokens.plain(number.end) in (*DASHES, "to"):
        high = number_at(tokens, words, number.end + 1)
        if high is not None and high.is_digits and high.value > number.value:
            low, number = number.value, high
    if (exact := _written_as_clock(tokens, words, number)) is not None:
        return replace(exact, start=at)
    value, end = _fraction(tokens, number) or _and_a_half(tokens, number)
    unit = _unit(tokens, words, end, is_digits=number.is_digits)
    if unit is None and number.is_digits and tokens.plain(end) == "ish" and tokens.glued(end):
        unit = end + 1, 1  # 20ish
    if unit is None:
        return None
    unit_end, factor = unit
    if factor == 1 and not number.is_digits and value <= _FEW:
        return None  # "a minute" is nobody's measure
    other = None if low is None else int(low * factor + 0.5)
    found = Duration(at, unit_end, int(value * factor + 0.5), other)
    return _with_minutes(tokens, words, found) if factor == _HOUR else found


@dataclass(frozen=True, slots=True)
class Number:
    """A number in digits or as a word, up to the token `end`."""

    value: float
    end: int
    is_digits: bool


def number_at(tokens: Tokens, words: Words, at: int) -> Number | None:
    """`20`, `1.5`, `two`."""
    if at >= len(tokens) or tokens[at].shape is not Shape.NUMBER:
        word = words.find(Tag.NUMBER, at)
        return Number(float(str(word.value)), word.end, is_digits=False) if word else None
    if len(tokens[at].raw) > _MOST_DIGITS:
        return None
    if tokens.plain(at + 1) in (".", ",") and tokens.glued(at + 1) and tokens.glued(at + 2):
        decimals = tokens[at + 2]
        if decimals.shape is Shape.NUMBER and len(decimals.raw) <= _DECIMALS:
            return Number(float(f"{int(tokens[at].raw)}.{decimals.raw}"), at + 3, is_digits=True)
    return Number(float(tokens[at].raw), at + 1, is_digits=True)


def _written_as_clock(tokens: Tokens, words: Words, number: Number) -> Duration | None:
    """`1:30h`."""
    minutes = number.end + 1
    is_joined = number.is_digits and tokens.plain(number.end) == ":" and tokens.glued(minutes)
    if not is_joined or tokens[minutes].shape is not Shape.NUMBER or int(tokens[minutes].raw[:3]) >= _HOUR:
        return None
    hour = words.find(Tag.HOUR, minutes + 1)
    return Duration(0, hour.end, int(number.value) * _HOUR + int(tokens[minutes].raw)) if hour else None


def _fraction(tokens: Tokens, number: Number) -> tuple[float, int] | None:
    """`1/2 hr`, `3/4 of an hour`."""
    below = number.end + 1
    if not number.is_digits or tokens.plain(number.end) != "/" or tokens.plain(below) not in ("2", "4"):
        return None
    end = below + 1
    while tokens.plain(end) in ("of", "an", "a"):
        end += 1
    return number.value / int(tokens[below].raw), end


def _and_a_half(tokens: Tokens, number: Number) -> tuple[float, int]:
    """`two and a half` hours; `1 1/2` hours."""
    end = number.end
    following = [tokens.plain(end + ahead) for ahead in range(3)]
    if following == ["and", "a", "half"] or following == ["1", "/", "2"]:
        return number.value + 0.5, end + 3
    return number.value, end


def _unit(tokens: Tokens, words: Words, at: int, *, is_digits: bool) -> tuple[int, int] | None:
    """The end of a unit and its minutes; `20-minute` too, and a mark behind digits (`45'`)."""
    if is_digits and tokens.plain(at) in ("'", "’") and tokens.glued(at):
        return at + 1, 1
    if is_digits and tokens.plain(at) in _ROUGHLY:
        at += 1
    if tokens.plain(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    if word := words.find(Tag.MINUTE, at):
        is_million = tokens[at].raw == "M" and not tokens.glued(at)
        return None if is_million else (word.end, 1)
    word = words.find(Tag.HOUR, at)
    return (word.end, _HOUR) if word else None


def _with_minutes(tokens: Tokens, words: Words, hours: Duration) -> Duration:
    """`1h30`, `1h 30m`, `1 hour and 15 minutes`, `an hour and a half`, `1時間半`."""
    at = hours.end
    if [tokens.plain(at + ahead) for ahead in range(3)] == ["and", "a", "half"]:
        return replace(hours, end=at + 3, minutes=hours.minutes + _HOUR // 2)
    if [tokens.plain(at), tokens.plain(at + 1)] in _AND_A_HALF:
        return replace(hours, end=at + 2, minutes=hours.minutes + _HOUR // 2)
    if tokens.plain(at) in ("半", "半分"):
        return replace(hours, end=at + 1, minutes=hours.minutes + _HOUR // 2)
    joined = tokens.plain(at) in ("and", "und", "et", "y")
    number = at + 1 if joined else at
    if number >= len(tokens) or tokens[number].shape is not Shape.NUMBER or int(tokens[number].raw[:3]) >= _HOUR:
        return hours
    minutes = int(tokens[number].raw)
    unit = _unit(tokens, words, number + 1, is_digits=True)
    if unit is not None and unit[1] == 1:
        return replace(hours, end=unit[0], minutes=hours.minutes + minutes)
    is_glued = tokens.glued(number) and not joined
    if minutes % 5 == 0 and (joined or minutes >= _FEWEST_BARE) and _is_last_number(tokens, words, number + 1):
        is_glued = True  # an hour and 15, 1h 30
    return replace(hours, end=number + 1, minutes=hours.minutes + minutes) if is_glued else hours


_FEWEST_BARE = 10


def _is_last_number(tokens: Tokens, words: Words, at: int) -> bool:
    """Whether no word follows that would be counted."""
    if at >= len(tokens) or tokens[at].shape is not Shape.WORD:
        return True
    noun = words.find(Tag.NOUN, at)
    is_one = noun is not None and not tokens.plain(noun.end - 1).endswith("s")
    return is_one or words.any(_NOT_COUNTED, at) is not None


_NOT_COUNTED = (Tag.TO, Tag.FOR, Tag.ABOUT, Tag.ON_DAY, Tag.DAY, Tag.WEEKDAY, Tag.LAST_DAY, Tag.LAST_WEEK)
"""What may stand behind a length of time, and is not what a number counts."""
