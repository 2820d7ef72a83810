"""Several conversations in one text: lines that each begin with an account, accounts with a length of time each."""

from collections.abc import Iterable, Iterator

from bot.parsing.line.front.header import read_header
from bot.parsing.line.sections.cut import sections
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape, Tokens
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Part as Stretch


def lines_of(tokens: Tokens) -> Iterator[Tokens]:
    start = 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].shape is Shape.BREAK:
            if at > start:
                yield Tokens(tokens.text, tokens.items[start:at], tokens.shouts)
            start = at + 1


def listed(spots: Spots) -> list[Tokens]:
    """Accounts in one line with a length of time each: `Acme 20m, Globex 30m`. What stands in front holds for all."""
    tokens = spots.tokens
    main, _ = sections(spots)
    starts = [
        spot.start
        for spot in spots.accounts
        if spot.end < main
        and spots.duration(spot.end)
        and not spot.is_word
        and (spot.start == 0 or tokens[spot.start - 1].shape is Shape.SIGN or tokens.plain(spot.start - 1) == "and")
    ]
    if len(starts) < 2 or len(starts) != sum(not spot.is_word for spot in spots.accounts):
        return []
    ends = [*starts[1:], len(tokens)]
    front = tokens.items[: starts[0]]
    return [
        Tokens(tokens.text, (*front, *tokens.items[start : _without_joiner(tokens, start, end)]), tokens.shouts)
        for start, end in zip(starts, ends, strict=True)
    ]


def _without_joiner(tokens: Tokens, start: int, end: int) -> int:
    if end == len(tokens):
        return end
    while end > start and (tokens[end - 1].shape is Shape.SIGN or tokens.plain(end - 1) == "and"):
        end -= 1
    return end


def once(parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Each stretch once, though what stands in front was read with every account."""
    by_start = {part.start: part for part in parts}
    return tuple(by_start[start] for start in sorted(by_start))


def begins_with_account(spots: Spots) -> bool:
    """Whether an account stands in front, with a fact, a sign or the line's end behind it."""
    main, _ = sections(spots)
    header = read_header(spots, main)
    if not header.accounts:
        return False
    end = header.accounts[-1].end
    is_told_of = spots.words.any((Tag.THEY, Tag.SAID, Tag.STOP), end) is not None
    is_listed = header.accounts[0].start == 0 and bool(spots.words.any((Tag.NOUN, Tag.VERB), end)) and not is_told_of
    is_followed = end >= main or spots.tokens[end].shape is Shape.SIGN or header.end > end or is_listed
    return is_followed and not any(spots.tokens[at].plain == ":" for at in range(header.accounts[0].start))
