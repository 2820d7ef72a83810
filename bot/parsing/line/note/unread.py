"""What looks like a day or a length of time and cannot be one: told to be checked, not passed over in silence."""

from collections.abc import Callable, Iterator

from bot.domain.conversations.doubts import Doubt, DoubtKind
from bot.parsing.line.facts import Facts
from bot.parsing.line.note.clauses import ends_clause
from bot.parsing.line.note.ties import ends_at
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary.table import Tag


def unread(spots: Spots, facts: Facts, start: int, stop: int) -> Iterator[Doubt]:
    """`Acme 31 feb`, `Acme 20m 1 jan 2020`, `Acme 99h`: where nothing else stands between two signs of the note."""
    if facts.day is None and (typed := _alone(spots, start, stop, _day_end)):
        yield Doubt(DoubtKind.UNREAD_DAY, typed=typed)
    if facts.duration is None and (typed := _alone(spots, start, stop, _length_end)):
        yield Doubt(DoubtKind.UNREAD_LENGTH, typed=typed)


def _alone(spots: Spots, start: int, stop: int, end_of: Callable[[Spots, int], int | None]) -> str:
    """The first such words that are a clause of their own, as typed; empty where none are."""
    for at in range(start, stop):
        if at > start and not ends_clause(spots, at - 1):
            continue
        end = end_of(spots, at)
        if end is not None and end <= stop and ends_at(spots, end, stop):
            return spots.tokens.raw(at, end)
    return ""


def _day_end(spots: Spots, at: int) -> int | None:
    """The end of a day that is none, or too long ago: `31 feb`, `feb 31`, `32/13/2026`, `1 jan 2020`."""
    tokens, words = spots.tokens, spots.words
    if at >= len(tokens) or spots.day(at) is not None or words.find(Tag.END_OF, at) is not None:
        return None
    if (written := spots.written_day(at)) is not None:
        return written.end
    month, is_number = words.find(Tag.MONTH, at), tokens[at].shape is Shape.NUMBER
    if month is not None and month.end < len(tokens) and tokens[month.end].shape is Shape.NUMBER:
        return month.end + 1
    if not is_number:
        return None
    if (behind := words.find(Tag.MONTH, at + 1)) is not None:
        return behind.end
    end = at + 1
    while tokens.plain(end) == "/" and tokens.glued(end) and tokens.glued(end + 1) and _is_number(spots, end + 1):
        end += 2
    return end if end > at + 1 else None


def _length_end(spots: Spots, at: int) -> int | None:
    """The end of a number and a unit that are no length of a conversation: `99h`, `0m`."""
    if not _is_number(spots, at) or spots.duration(at) is not None or spots.day(at) is not None:
        return None
    unit = spots.words.any((Tag.HOUR, Tag.MINUTE), at + 1)
    return unit.end if unit is not None else None


def _is_number(spots: Spots, at: int) -> bool:
    return at < len(spots.tokens) and spots.tokens[at].shape is Shape.NUMBER
