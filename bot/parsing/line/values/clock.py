"""Times of day, and lengths of time that are written as two of them."""

from dataclasses import dataclass

from bot.parsing.line.tokens import Shape, Tokens

_HOUR = 60
_HALF_DAY = 12 * _HOUR
_SHORT = 2 * _HOUR
"""Two bare times of day are a length of time where they are no further apart: `9-9:30`."""
DASHES = ("-", "–", "—", "‑", "〜", "~")
_UNTIL = (*DASHES, "to", "until", "till", "bis", "a", "→")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes since midnight, up to the token `end`. `is_sure`: nothing but a time is written so."""

    minutes: int
    end: int
    half: str
    is_sure: bool


def clock_at(tokens: Tokens, at: int, *, signs: tuple[str, ...] = (":", "h", "：")) -> Clock | None:
    """`14:00`, `2pm`, `2:30 pm`, and without a mark `2`. `signs` may stand between hours and minutes."""
    if at >= len(tokens) or tokens[at].shape is not Shape.NUMBER or len(tokens[at].raw) > 2:
        return None
    hours, minutes, end, has_minutes = int(tokens[at].raw), 0, at + 1, False
    if tokens.plain(end) in signs and tokens.glued(end) and tokens.glued(end + 1):
        behind = tokens[end + 1]
        if behind.shape is Shape.NUMBER and len(behind.raw) == 2 and int(behind.raw) < _HOUR:
            minutes, end, has_minutes = int(behind.raw), end + 2, tokens.plain(end) != "h"
    half = tokens.plain(end) if tokens.plain(end) in ("am", "pm", "uhr") else ""
    if half:
        end += 1
    if hours > _HOURS_OF_DAY:
        return None
    if half == "pm" and hours < _HOURS_OF_DAY // 2:
        hours += _HOURS_OF_DAY // 2
    return Clock(hours * _HOUR + minutes, end, half, is_sure=has_minutes or bool(half))


_HOURS_OF_DAY = 24


def between_clocks(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The end and the minutes of `14:00-14:30`, `from 2 to 2:30pm`: one side at least is plainly a time of day."""
    is_from = tokens.plain(at) in ("from", "von", "de", "between")
    first = clock_at(tokens, at + 1 if is_from else at)
    if first is None or tokens.plain(first.end) not in (*_UNTIL, "and"):
        return None
    if tokens.plain(first.end) == "and" and tokens.plain(at) != "between":
        return None
    last = clock_at(tokens, first.end + 1, signs=(":", "h", "：", "."))
    if last is None or not (last.is_sure or first.is_sure):
        return None
    is_short = tokens.glued(first.end) and 0 < last.minutes - first.minutes <= _SHORT
    if not (is_from or first.is_sure or last.half or is_short):
        return None
    begins = first.minutes
    if last.half == "pm" and not first.half and begins + _HALF_DAY < last.minutes:
        begins += _HALF_DAY
    minutes = (last.minutes - begins) % (2 * _HALF_DAY)
    if minutes > _HALF_DAY and not (first.half and last.half):
        minutes -= _HALF_DAY
    return last.end, minutes
