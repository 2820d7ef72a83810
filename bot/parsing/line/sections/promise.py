"""The promise of a line: what stands behind `next:`, or is promised in a sentence; when it is due and whose it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.conversations.model import FollowUp
from bot.parsing.line.facts import PROMISING, Facts
from bot.parsing.line.note.clauses import ends_sentence
from bot.parsing.line.people.named import listed_at
from bot.parsing.line.sections.cut import DROPPED, Section
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.day import Day
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role

_DUE_LEADS = ("by", "on", "before", "until", "till", "bis", "am", "avant", "le", "el", "per", "d'ici")
_CLEAR_LEADS = ("by", "before", "until", "till", "bis", "avant", "d'ici")
_FOR = ("for", "fur", "pour", "para")
_STOPS = (*DROPPED, "\n")


@dataclass
class _Stretch:
    """Words of a promise, tokens `start` to `end`; `gaps` are left out of them."""

    start: int
    end: int


def read_promise(spots: Spots, facts: Facts, sections: Sequence[Section], holder: str) -> FollowUp:
    """A date and `for @ana` leave the words, as long as some are left; a second `next:` adds to the first."""
    stretches = [_Stretch(one.words if not number else one.start, one.end) for number, one in enumerate(sections)]
    for one in stretches:
        one.end = _without_stops(spots, one.start, one.end) if one.end < len(spots.tokens) else one.end
        facts.mark(one.start, one.end, Role.FOLLOW_UP)
    facts.mark(sections[0].start, sections[0].words, Role.MARKER)
    due, assignee = _from_end(spots, facts, stretches[-1])
    first = stretches[0]
    if assignee is None and spots.tokens.plain(first.start) in _FOR and first.start + 1 < first.end:
        if spots.tokens[first.start + 1].shape is Shape.MENTION:
            assignee = spots.tokens[first.start + 1].user
            facts.mark(first.start, first.start + 2, Role.FACT)
    elif assignee is None and spots.tokens[first.start].shape is Shape.MENTION:
        assignee = spots.tokens[first.start].user  # "@bo sends a fix"
    text = _text(spots, facts, stretches)
    if not text:
        for one in stretches:
            facts.mark(one.start, one.end, Role.FOLLOW_UP)
        text = _text(spots, facts, stretches)
    return FollowUp(text, due, assignee or holder)


def promised_in(
    spots: Spots, facts: Facts, start: int, stop: int, holder: str, *, is_compact: bool
) -> tuple[FollowUp, bool] | None:
    """What a sentence promises, its words kept where they are; and whether that is to be checked."""
    for at in range(start, stop):
        token = spots.tokens[at]
        if facts.roles[at] not in (None, Role.NOTE) and token.shape is not Shape.MENTION:
            continue
        promised = spots.words.find(Tag.PROMISED, at)
        will = spots.words.find(Tag.WILL, at)
        if promised and _is_ours(spots, promised.start, start):
            return _cut(spots, facts, promised.end, stop, holder), False
        if will and not facts.failed and spots.tokens.plain(will.end) in _SENDING and _is_ours(spots, at, start):
            found = _cut(spots, facts, will.end, stop, holder)
            if found.due is not None:
                return found, True
        if _is_order(spots, at, start) and not facts.failed:
            found = _cut(spots, facts, at, stop, holder)
            if found.due is not None and found.text:
                return found, True
        if token.shape is Shape.MENTION and spots.tokens.plain(at + 1) in PROMISING:
            found = _cut(spots, facts, at + 1 + (spots.tokens.plain(at + 1) in ("to", "will")), stop, token.user)
            if found.due is not None or not is_compact:
                return found, False
    return None


def promises_at(spots: Spots, at: int) -> bool:
    """Whether what is promised begins behind `at`: `I owe them`, `will send`."""
    will = spots.words.find(Tag.WILL, at)
    is_of_doing = will is not None and spots.tokens.plain(will.end) in _SENDING
    return is_of_doing or spots.words.find(Tag.PROMISED, at) is not None


def _is_order(spots: Spots, at: int, start: int) -> bool:
    """Whether a sentence of the note says what is to be done: `Follow up in 2 weeks`, `Send the deck by friday`."""
    is_asked = spots.tokens.plain(at) in _SENDING and spots.account(at) is None
    return is_asked and at > 0 and at >= start and ends_sentence(spots, at - 1)


_SENDING = frozenset(
    """
    send share email call follow get prepare schedule chase write check ping book set ask fix look forward update
    confirm draft introduce intro invite investigate review circle report raise push deliver ship provide find put
    loop connect open pass come bring order arrange sort reply answer test try talk speak tell let give
    take make schicke schicken sende senden melde melden klare klaren prufe prufen schreibe schreiben erstelle
    envoyer envoie rappeler preparer verifier
    enviar mando envio preparar revisar llamar
    """.split()
)


def _is_ours(spots: Spots, at: int, start: int) -> bool:
    """Whether no one else is said to promise: `they will send us`, `Hooli will check`."""
    before = at - 1
    if before < start or spots.ends_account(at):
        return before < start
    token = spots.tokens[before]
    is_other = token.is_capital and not spots.words.has(before)
    return not (is_other or spots.words.find(Tag.THEY, before) or spots.context.people.is_first_name(token.key))


def _cut(spots: Spots, facts: Facts, at: int, stop: int, holder: str) -> FollowUp:
    """The words from `at` to the end of the sentence, without their date."""
    while at < stop and spots.tokens.plain(at) in (",", ":"):
        at += 1
    end = at
    while end < stop and not (
        spots.tokens.plain(end) in (".", "!", "?", ";", "\n") and not spots.tokens.glued(end + 1)
    ):
        end += 1
    stretch = _Stretch(at, _without_stops(spots, at, end))
    copied = Facts(list(facts.roles))
    copied.mark(stretch.start, stretch.end, Role.FOLLOW_UP)
    due, assignee = _from_end(spots, copied, stretch)
    text = _text(spots, copied, [stretch]) or spots.tokens.raw(at, max(end, at))
    return FollowUp(text, due, assignee or holder)


def _from_end(spots: Spots, facts: Facts, stretch: _Stretch) -> tuple[date | None, str | None]:
    """Due date and person at the end, in either order; a date also before a closing `with …`."""
    due: date | None = None
    assignee: str | None = None
    end = stretch.end
    while True:
        last = _without_stops(spots, stretch.start, end)
        mention = last - 1
        is_person = mention > stretch.start and spots.tokens[mention].shape is Shape.MENTION
        if assignee is None and is_person and spots.tokens.plain(mention - 1) in _FOR:
            assignee = spots.tokens[mention].user
            facts.mark(mention - 1, last, Role.FACT)
            end = mention - 1
            continue
        found = _due_before(spots, facts, stretch.start, last) if due is None else None
        if found is None:
            break
        due, end = found
    if due is None:
        due = _due_within(spots, facts, stretch)
    return due, assignee


def _due_before(spots: Spots, facts: Facts, start: int, end: int) -> tuple[date, int] | None:
    for at in range(max(start, end - 7), end):
        lead = at + 1 if spots.tokens.plain(at) in _DUE_LEADS and at + 1 < end else at
        day = spots.written_day(at) or spots.written_day(lead)
        if (
            day is not None
            and day.end == end
            and (on := day.ahead or _if_today(spots, day.past) or _if_dated(spots, day))
        ):
            facts.mark(at, end, Role.FACT)
            return on, at
    return None


def _if_today(spots: Spots, day: date | None) -> date | None:
    return day if day == spots.context.today else None


def _if_dated(spots: Spots, day: Day) -> date | None:
    """A past day with its year is kept as it is written."""
    start, end = day.start, day.end
    has_year = any(
        spots.tokens[at].shape is Shape.NUMBER and len(spots.tokens[at].raw) == 4 for at in range(start, end)
    )
    return day.past if has_year else None


def _due_within(spots: Spots, facts: Facts, stretch: _Stretch) -> date | None:
    """A date that is followed by nothing but `with` and people, or that ends the first sentence."""
    for at in range(stretch.start, stretch.end):
        lead = at + 1 if spots.tokens.plain(at) in _DUE_LEADS else at
        day = spots.day(at) or spots.day(lead)
        if day is None or day.ahead is None or day.end >= stretch.end:
            continue
        word = spots.words.find(Tag.WITH, day.end)
        people = listed_at(spots, word.end, stretch.end) if word else None
        ends_sentence = spots.tokens.plain(day.end) in (".", ";", "\n") and not spots.tokens.glued(day.end + 1)
        is_led = spots.tokens.plain(at) in _CLEAR_LEADS and lead > at
        if is_led or (people and people.end >= stretch.end) or ends_sentence:
            facts.mark(at, day.end, Role.FACT)
            return day.ahead
    return None


def _without_stops(spots: Spots, start: int, end: int) -> int:
    while end > start and spots.tokens.plain(end - 1) in _STOPS:
        end -= 1
    return end


def _text(spots: Spots, facts: Facts, stretches: Sequence[_Stretch]) -> str:
    """The words that are left, as typed."""
    texts: list[str] = []
    for one in stretches:
        at = one.start
        while at < one.end:
            end = at
            while end < one.end and facts.roles[end] is Role.FOLLOW_UP:
                end += 1
            if end > at:
                words_end = _without_stops(spots, at, end)
                last = end if end >= one.end and words_end > at else words_end
                first = at if at == one.start else _past_stops(spots, at, last)
                if first < last:
                    is_next_line = any(spots.tokens[sign].shape is Shape.BREAK for sign in range(at, first))
                    texts.append("\n" * (is_next_line and bool(texts)) + spots.tokens.raw(first, last))
            at = end + 1
    return _in_one_line(" ".join(texts))


def _in_one_line(text: str) -> str:
    """Several promises, each in a line or behind a bullet, with semicolons between."""
    lines = (_BULLET.sub("", line).strip() for line in text.split("\n"))
    return "; ".join(line for line in lines if line) or text


_BULLET = re.compile(r"^\s*(?:[-*•–—]|\[[ xX]?\]|[0-9]{1,2}[.)])\s+")


def _past_stops(spots: Spots, start: int, end: int) -> int:
    while start < end and spots.tokens.plain(start) in _STOPS:
        start += 1
    return start
