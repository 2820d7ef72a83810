"""Pasted notes whose headings, labels or day stand in lines above the one that names the customer."""

from collections.abc import Sequence

from bot.parsing.line.facts import KIND_TAGS
from bot.parsing.line.front.header import read_header
from bot.parsing.line.note.ties import only_facts
from bot.parsing.line.sections.cut import DROPPED
from bot.parsing.line.spots import Spots, find_spots
from bot.parsing.line.tokens import Shape, Token, Tokens
from bot.parsing.line.vocabulary.table import Tag

_HEADING = (*KIND_TAGS, Tag.PRIVATE, Tag.INTRO, Tag.WE, Tag.STOP, Tag.ON_DAY, Tag.TO, Tag.WITH, Tag.NOTES, Tag.FOR)


def with_heading(slices: Sequence[Spots]) -> list[Tokens]:
    """The lines below a heading that says nothing but what holds for all (`yesterday:`, `calls today`), each with it in
    front; all lines as they are where there is none."""
    head, below = slices[0], slices[1:]
    if len(below) < 2 or head.accounts or head.people or not _is_heading(head):
        return [spots.tokens for spots in slices]
    front = head.tokens
    return [each.tokens.only((*front, *each.tokens[_behind_bullet(each.tokens) :])) for each in below]


def _behind_bullet(tokens: Tokens) -> int:
    """Where the words of a list's item begin: behind `-`, `1.`, `1)`."""
    is_numbered = tokens[0].shape is Shape.NUMBER and tokens.plain(1) in (".", ")") and not tokens.glued(2)
    return 2 if is_numbered else int(tokens.plain(0) in ("-", "*", "•", "–"))


def _is_heading(spots: Spots) -> bool:
    at, stop = 0, len(spots.tokens)
    while at < stop:
        found = spots.day(at) or spots.words.any(_HEADING, at)
        is_sign = spots.tokens.plain(at) in (*DROPPED, ":", "：", "*", "#", "'", "’", "s")
        if found is None and not is_sign:
            return False
        at = found.end if found else at + 1
    return True


def customer_first(spots: Spots) -> Spots:
    """The same lines, that of the customer first, where labels (`Attendees: …`) stand above it and no customer does."""
    if not spots.sections or any(spot.end <= spots.main for spot in spots.accounts) or not spots.accounts:
        return spots
    lines = _lines(spots.tokens)
    for number, line in enumerate(lines):
        if number and line and _names_customer(find_spots(spots.tokens.only(line), spots.context)):
            end = number + 1
            while end < len(lines) and lines[end] and _tells_facts(spots, lines[end]):
                end += 1
            order = (*range(number, end), *range(number), *range(end, len(lines)))
            return find_spots(_ordered(spots.tokens, lines, order), spots.context)
    return spots


def _tells_facts(spots: Spots, line: tuple[Token, ...]) -> bool:
    alone = find_spots(spots.tokens.only(line), spots.context)
    return only_facts(alone, 0, len(line))


def _names_customer(line: Spots) -> bool:
    """Whether a line begins with an account, or with what introduces one, and tells facts of it or little else."""
    main = line.main
    header = read_header(line, main)
    if not header.accounts:
        return False
    start, end = header.accounts[0].start, header.accounts[-1].end
    is_short = len(line.tokens) - end <= _SHORT and not line.words.any((Tag.THEY, Tag.SAID, Tag.STOP, Tag.VERB), end)
    return header.end > end or end >= main or (is_short and line.tokens.plain(start - 1) in ("", ":"))


_SHORT = 3
"""Words that may stand behind the account in a line that is a topic: `Topic: Hooli onboarding`."""


def _lines(tokens: Tokens) -> list[tuple[Token, ...]]:
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.shape is Shape.BREAK:
            lines.append([])
        else:
            lines[-1].append(token)
    return [tuple(line) for line in lines]


def _ordered(tokens: Tokens, lines: Sequence[tuple[Token, ...]], order: Sequence[int]) -> Tokens:
    """The lines in another order, as if they had been pasted so."""
    text, items = "", list[Token]()
    for number in order:
        line = lines[number]
        if text or items:
            items.append(Token(len(text), len(text) + 1, "\n", "\n", "", Shape.BREAK, spaced=True))
            text += "\n"
        if line:
            moved = len(text) - line[0].start
            items += [token._replace(start=token.start + moved, end=token.end + moved) for token in line]
            text += tokens.text[line[0].start : line[-1].end]
    return Tokens.of(text, items, shouts=tokens.shouts)
