"""Several conversations whose lengths of time stand together: one for each account, or one for each day."""

from collections.abc import Sequence

from bot.parsing.line.account.spans import AccountSpot
from bot.parsing.line.front.meant import is_meant, joined
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Token, Tokens
from bot.parsing.line.values.day import Day
from bot.parsing.line.values.durations import Duration
from bot.parsing.line.vocabulary.table import Tag


def paired(spots: Spots) -> list[Tokens]:
    """A piece for each account or day that has its own length of time; what stands in front is of all."""
    main = spots.main
    first = next((spot for spot in spots.accounts if spot.end <= main and is_meant(spots, spot, main)), None)
    group = joined(spots, first, main) if first else ()
    return _by_account(spots, group, main) if len(group) > 1 else _by_day(spots, group, main)


def _by_account(spots: Spots, group: Sequence[AccountSpot], stop: int) -> list[Tokens]:
    """`Acme and Globex, 20m and 30m`, `20m and 30m with Acme and Globex`: as many lengths as accounts, in order."""
    tokens, start, end = spots.tokens, group[0].start, group[-1].end
    lengths = _lengths(spots, _behind_signs(spots, end, stop), stop)
    front, rest = tokens[:start], end
    if lengths:
        rest = lengths[-1].end
    else:
        lengths = _lengths_before(spots, start)
        if lengths:
            front = tokens[: lengths[0].start] + tokens[lengths[-1].end : start]
    if len(lengths) != len(group) or spots.words.find(Tag.DELAY, lengths[-1].end):
        return []
    each = ((tokens[one.start : one.end] for one in pair) for pair in zip(group, lengths, strict=True))
    return [_piece(tokens, front, *words, tokens[rest:]) for words in each]


def _piece(tokens: Tokens, *stretches: tuple[Token, ...]) -> Tokens:
    """The stretches one behind the other, with white space between."""
    apart = [(first._replace(spaced=True), *others) for first, *others in filter(None, stretches)]
    return tokens.only(token for stretch in apart for token in stretch)


def _lengths(spots: Spots, at: int, stop: int) -> list[Duration]:
    """Lengths of time from `at` on that commas or `and` join."""
    found: list[Duration] = []
    while (length := spots.duration(at)) is not None and length.end <= stop:
        found.append(length)
        at = _behind_signs(spots, length.end, stop)
        if word := spots.words.find(Tag.JOIN, at):
            at = word.end
        if at == length.end:
            break
    return found


def _lengths_before(spots: Spots, end: int) -> list[Duration]:
    """Those in front of `end`, with nothing but what leads to an account between."""
    while word := spots.words.ending((Tag.TO, Tag.WITH), end):
        end = word.start
    for at in range(end):
        lengths = _lengths(spots, at, end)
        if lengths and lengths[-1].end == end:
            return lengths
    return []


def _by_day(spots: Spots, group: Sequence[AccountSpot], stop: int) -> list[Tokens]:
    """`Acme 30m yesterday and again 20m today`: a length for each of several days. Words behind are of the last alone,
    so that nothing is told twice of one account."""
    tokens = spots.tokens
    start = 0 if _dated(spots, 0, stop) or not group else group[0].end
    pieces: list[tuple[int, int]] = []
    days: list[Day] = []
    at = _behind_signs(spots, start, stop)
    while (dated := _dated(spots, at, stop)) is not None:
        day, end = dated
        pieces.append((at, end))
        days.append(day)
        at = _behind_joiners(spots, end, stop)
    if len({(day.past, day.ahead) for day in days}) < max(2, len(days)):
        return []
    front, last = tokens[:start], pieces[-1][1]
    account = tokens[last : group[0].end] if group and group[0].start >= last else ()
    rests = [account] * (len(pieces) - 1) + [tokens[last:]]
    return [_piece(tokens, front, tokens[begin:end], rest) for (begin, end), rest in zip(pieces, rests, strict=True)]


def _dated(spots: Spots, at: int, stop: int) -> tuple[Day, int] | None:
    """A day beside a length of time, in either order, and where both end."""
    if length := spots.duration(at):
        day = spots.day(length.end)
        return (day, day.end) if day and day.end <= stop else None
    day = spots.day(at)
    length = spots.duration(day.end) if day else None
    return (day, length.end) if day and length and length.end <= stop else None


def _behind_joiners(spots: Spots, at: int, stop: int) -> int:
    """Behind signs, `and` and `again`, up to the next length or day."""
    while at < stop and not _dated(spots, at, stop):
        word = spots.words.any((Tag.JOIN, Tag.INTRO), at)
        if word is None and spots.tokens.plain(at) not in _SIGNS:
            return at
        at = word.end if word else at + 1
    return at


_SIGNS = (",", ";", ":", "(", "/", "+", "&")


def _behind_signs(spots: Spots, at: int, stop: int) -> int:
    while at < stop and spots.tokens.plain(at) in _SIGNS:
        at += 1
    return at
