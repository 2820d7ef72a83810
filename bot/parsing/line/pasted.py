"""Several conversations in one text: lines that each begin with an account, accounts with a length of time each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.parsing.line.account.spans import AccountSpot
from bot.parsing.line.facts import FAILURE_TAGS, KIND_TAGS, Header
from bot.parsing.line.front.above import with_heading
from bot.parsing.line.front.header import read_header
from bot.parsing.line.front.meant import is_meant, joined
from bot.parsing.line.note.clauses import ends_clause, ends_sentence
from bot.parsing.line.note.ties import only_facts
from bot.parsing.line.paired import paired
from bot.parsing.line.sections.cut import DROPPED
from bot.parsing.line.spots import Spots, find_spots
from bot.parsing.line.tokens import Shape, Token, Tokens
from bot.parsing.line.values.day import Day
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Part as Stretch


def pieces(whole: Spots) -> list[Tokens]:
    """The text of each conversation: of each line that begins with an account, or of each item of a list in one line.
    Fewer than two where there is but one."""
    lines = list(_lines_of(whole.tokens))
    if len(lines) < 2:
        return listed(whole) or paired(whole)
    each = with_heading([find_spots(line, whole.context) for line in lines])
    return each if all(begins_with_account(find_spots(line, whole.context)) for line in each) else []


def _lines_of(tokens: Tokens) -> Iterator[Tokens]:
    start = 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].shape is Shape.BREAK:
            if at > start:
                yield tokens.only(tokens[start:at])
            start = at + 1


@dataclass(frozen=True)
class _Item:
    """What a list says of one account, or of some that are joined: the tokens `start` to `end`."""

    group: tuple[AccountSpot, ...]
    start: int
    end: int


def listed(spots: Spots) -> list[Tokens]:
    """Accounts in one line with a length of time each: `Acme 20m, then Globex 30m`. What stands in front holds for
    all, and so does a day that is given once."""
    items = _items(spots)
    if len(items) < 2 or not all(_tells(spots, item) for item in items):
        return []
    is_list = any(_lasts(spots, item) for item in items) or all(_has_own_kind(spots, item) for item in items)
    if not is_list and not any(_fails(spots, item) for item in items[1:]):
        return []
    tokens = spots.tokens
    front = tokens[: items[0].start]
    day = _day_for_all(spots, items)
    return [tokens.only((*front, *_shared(tokens, item, day), *_words(tokens, item))) for item in items]


def _items(spots: Spots) -> list[_Item]:
    """The accounts that are listed, each with what follows; none where one of them is not part of a list."""
    if len(spots.accounts) < 2:
        return []
    main = spots.main
    groups: list[tuple[AccountSpot, ...]] = []
    starts: list[int] = []
    for spot in spots.accounts:
        if spot.end > main or (groups and spot.start < groups[-1][-1].end):
            continue
        if spot.is_word or not is_meant(spots, spot, main):
            continue
        start = _start_of(spots, spot, groups[-1][-1].end) if groups else spot.start
        if start is None:
            return []
        if len(groups) == 1 and _leads_with_length(spots, start, spot.start):
            starts[0] = _behind_length(spots, starts[0], 0)
        if len(groups) == 1 and any(spots.day(at) for at in range(start, spot.start)):
            starts[0] = _behind_day(spots, starts[0], 0)
        groups.append(joined(spots, spot, main))
        starts.append(start)
    named = [each.accounts for group in groups for each in group]
    if len(groups) < 2 or len(set(named)) < len(named):
        return []
    ends = [*starts[1:], len(spots.tokens)]
    return [_Item(group, start, end) for group, start, end in zip(groups, starts, ends, strict=True)]


_LEADING = (Tag.TO, Tag.WITH, Tag.INTRO, Tag.WE, *KIND_TAGS)


def _start_of(spots: Spots, spot: AccountSpot, floor: int, *, numbers: bool = False) -> int | None:
    """Where the words begin that lead an account in, behind the sign or the `and` that parts it from the one before."""
    at = spot.start
    for _ in range(_MOST_LEADING):
        if at <= floor:
            return None
        if ends_clause(spots, at - 1) or spots.tokens.plain(at - 1) in ("+", "&", "|"):
            return at
        if at == spot.start and spots.duration(spot.end) and _behind_length(spots, at, floor) < at:
            return at  # Acme 20m Globex 30m
        if joiner := spots.words.ending((Tag.JOIN,), at):
            return max(joiner.start, floor)
        word = spots.words.ending(_LEADING, at)
        before = word.start if word else _behind_day(spots, _behind_length(spots, at, floor), floor)
        if before == at and spots.tokens[at - 1].is_capital and not spots.words.has(at - 1):
            before = at - 1  # Marta from Globex
        if before == at and numbers and spots.tokens[at - 1].shape is Shape.NUMBER:
            before = at - 1  # then 15 with Hooli
        if before == at:
            return None
        at = before
    return None


def _behind_length(spots: Spots, end: int, floor: int) -> int:
    """Where a length of time begins that ends just before `end`, with what leads to the account between."""
    while word := spots.words.ending((Tag.TO, Tag.WITH), end):
        end = word.start
    for at in range(max(floor, end - _LONGEST_LENGTH), end):
        duration = spots.duration(at)
        if duration is not None and duration.end == end:
            return at
    return end


def _behind_day(spots: Spots, end: int, floor: int) -> int:
    """Where a day begins that ends just before `end`; `end` where none does."""
    days = (day for at in range(max(floor, end - _LONGEST_LENGTH), end) if (day := spots.day(at)) and day.end == end)
    return next((day.start for day in days), end)


_LONGEST_LENGTH = 4


def _leads_with_length(spots: Spots, start: int, end: int) -> bool:
    return any(spots.duration(at) for at in range(start, end))


_MOST_LEADING = 6


def _tells(spots: Spots, item: _Item) -> bool:
    """Whether an item says how long it was, that it failed, or nothing but facts."""
    stop = _without_signs(spots, item)
    return _lasts(spots, item) or _fails(spots, item) or _has_only_facts(spots, item.group[-1].end, stop)


def _fails(spots: Spots, item: _Item) -> bool:
    """Whether what failed stands behind the account."""
    last, stop = item.group[-1].end, _without_signs(spots, item)
    return any(_is_failure(spots, at) for at in range(last, min(stop, last + 2)))


def _has_only_facts(spots: Spots, at: int, stop: int) -> bool:
    while at < stop:
        if not only_facts(spots, at, stop):
            return False
        while at < stop and not ends_clause(spots, at):
            at += 1
        at += 1
    return True


def _has_own_kind(spots: Spots, item: _Item) -> bool:
    """`Acme for lunch and Globex for coffee`: a kind behind each account."""
    ends = range(item.group[-1].end, min(item.end, item.group[-1].end + 2))
    return any(spots.words.find(Tag.NOUN, at) for at in ends)


def _is_failure(spots: Spots, at: int) -> bool:
    return spots.words.any(FAILURE_TAGS, at) is not None


def _lasts(spots: Spots, item: _Item) -> bool:
    """Whether a length of time stands behind the account that is the conversation's own."""
    last, stop = item.group[-1].end, _without_signs(spots, item)
    if _leads_with_length(spots, item.start, item.group[0].start):
        return True
    if last + 1 == stop and spots.tokens[last].shape is Shape.NUMBER:
        return True
    while last < stop and spots.tokens.plain(last) in (":", "("):
        last += 1
    for at in range(last, stop):
        if ends_sentence(spots, at):
            return False
        duration = spots.duration(at)
        if duration is None or duration.end > stop:
            continue
        is_theirs = at > last and spots.words.ending((Tag.THEIRS,), at) is not None
        ends = duration.end >= stop or ends_clause(spots, duration.end)
        return not is_theirs and not spots.words.find(Tag.DELAY, duration.end) and (at == last or ends)
    return False


def _day_for_all(spots: Spots, items: list[_Item]) -> Day | None:
    """The only day that is given, beside an account or a length of time of the first or the last item."""
    found: list[Day] = []
    for item in items:
        at = item.start
        while at < item.end:
            day = spots.day(at)
            if day is not None and _is_beside_fact(spots, item, day):
                found.append(day)
            at = day.end if day else at + 1
    is_at_edge = len(found) == 1 and (found[0].start < items[0].end or found[0].start >= items[-1].start)
    return found[0] if is_at_edge else None


def _is_beside_fact(spots: Spots, item: _Item, day: Day) -> bool:
    if day.start == item.group[-1].end or spots.duration(day.end):
        return True
    near = range(max(item.start, day.start - _LONGEST_LENGTH), day.start)
    return any((one := spots.duration(at)) and one.end == day.start for at in near)


def _shared(tokens: Tokens, item: _Item, day: Day | None) -> tuple[Token, ...]:
    """The day of the list, for an item that does not say it."""
    return () if day is None or item.start <= day.start < item.end else tokens[day.start : day.end]


def _words(tokens: Tokens, item: _Item) -> tuple[Token, ...]:
    end = item.end
    if end < len(tokens):
        while end > item.start and tokens[end - 1].plain in (*DROPPED, "+", "&"):
            end -= 1
    return tokens[item.start : end]


def _without_signs(spots: Spots, item: _Item) -> int:
    return item.start + len(_words(spots.tokens, item))


def leaves_out(spots: Spots, header: Header, stop: int) -> bool:
    """Whether an account behind the first is told of like it, in a list that could not be read as one, or is meant in
    its place."""
    first = header.accounts[-1] if header.accounts else None
    return first is not None and any(
        spot.start > first.end and spot.end <= stop and not spot.is_word and _is_told_of_alike(spots, spot, first, stop)
        for spot in spots.accounts
    )


def _is_told_of_alike(spots: Spots, spot: AccountSpot, first: AccountSpot, stop: int) -> bool:
    if spot.accounts == first.accounts:
        return False
    if spots.words.ending((Tag.RATHER,), spot.start):
        return spot.end >= stop or ends_clause(spots, spot.end)  # logged Globex but it was Umbrella
    if _start_of(spots, spot, first.end, numbers=True) is None:
        return False
    is_number = spot.end < stop and spots.tokens[spot.end].shape is Shape.NUMBER
    return (
        is_number or spot.end >= stop or ends_clause(spots, spot.end) or spots.words.any(_ALIKE, spot.end) is not None
    )


_ALIKE = (Tag.FOR, Tag.NOUN, *FAILURE_TAGS)


def once(parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Each stretch once, though what stands in front was read with every account."""
    by_start = {part.start: part for part in parts}
    return tuple(by_start[start] for start in sorted(by_start))


def begins_with_account(spots: Spots) -> bool:
    """Whether an account stands in front, with a fact, a sign or the line's end behind it."""
    main = spots.main
    header = read_header(spots, main)
    if not header.accounts:
        return False
    end = header.accounts[-1].end
    is_told_of = spots.words.any((Tag.THEY, Tag.SAID, Tag.STOP), end) is not None
    is_listed = header.accounts[0].start == 0 and bool(spots.words.any((Tag.NOUN, Tag.VERB), end)) and not is_told_of
    is_followed = end >= main or spots.tokens[end].shape is Shape.SIGN or header.end > end or is_listed
    colons = [at for at in range(header.accounts[0].start) if spots.tokens[at].plain == ":"]
    return is_followed and all(_is_heading(spots, at) for at in colons)


def _is_heading(spots: Spots, colon: int) -> bool:
    """Whether nothing but a day, kinds of conversation and `private` stand before a colon: `Mon: Globex 30m`."""
    at = 0
    while at < colon:
        found = spots.day(at) or spots.words.any((*KIND_TAGS, Tag.INTRO, Tag.PRIVATE), at)
        if found is None and spots.tokens.plain(at) not in (*DROPPED, "*", "'", "’", "s"):
            return False
        at = found.end if found else at + 1
    return True
