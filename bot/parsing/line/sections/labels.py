"""The labels of pasted notes: who was there, when, how long, of which kind."""

from collections.abc import Iterable, Iterator

from bot.domain.conversations.model import Kind
from bot.parsing.line.facts import Facts
from bot.parsing.line.people.named import listed_at
from bot.parsing.line.sections.cut import DROPPED, Part, Section
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.durations import Duration
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role


def read_labels(spots: Spots, facts: Facts, sections: Iterable[Section]) -> None:
    """The labels of pasted notes: who was there, when, and how long."""
    for one in sections:
        if one.part in (Part.INSIGHT, Part.NEXT):
            continue
        facts.mark(one.start, one.words, Role.MARKER)
        if one.part is Part.NOTES or not _take_label(spots, facts, one):
            facts.mark(one.words, one.end, Role.NOTE)


def _take_label(spots: Spots, facts: Facts, section: Section) -> bool:
    at = section.words
    if section.part is Part.KIND:
        word = spots.words.any((Tag.NOUN, Tag.VERB), at)
        if word is not None and facts.take_kind(Kind(str(word.value))):
            facts.mark(at, section.end, Role.FACT)
            return True
        return False
    if section.part is Part.LASTED:
        number = spots.tokens[at]
        is_bare = number.shape is Shape.NUMBER and len(number.raw) <= 3 and _is_last(spots, at + 1, section.end)
        if is_bare and int(number.raw) and facts.take_duration(Duration(at, at + 1, int(number.raw))):
            facts.mark(at, section.end, Role.FACT)
            return True
    if section.part in (Part.LASTED, Part.DATE):
        return _take_when(spots, facts, section)
    if section.part is Part.SENDER:
        facts.take_kind(Kind.MESSAGE)
    if section.part is Part.CUSTOMER:
        facts.mark(at, section.end, Role.ACCOUNT)
        return True
    return _take_attendees(spots, facts, section)


def _take_when(spots: Spots, facts: Facts, section: Section) -> bool:
    """The day and the length of time behind a label, in either order: `When: Monday, 3:00pm - 4:00pm`."""
    at, taken = section.words, False
    facts.mark(at, section.end, Role.NOTE)
    while at < section.end:
        day, duration = spots.day(at), spots.duration(at)
        if day is not None and facts.take_day(day):
            facts.mark(at, day.end, Role.FACT)
            at, taken = day.end, True
        elif duration is not None and facts.take_duration(duration):
            facts.mark(at, duration.end, Role.FACT)
            at, taken = duration.end, True
        else:
            at += 1
    return taken


def _is_last(spots: Spots, at: int, end: int) -> bool:
    """Whether nothing but signs is left of a label's line."""
    return all(not spots.tokens[each].key for each in range(at, end))


def _take_attendees(spots: Spots, facts: Facts, section: Section) -> bool:
    """The names behind the label, and in the lines below it as long as there is nothing else in them."""
    taken = False
    for start, end in _lines(spots, section.words, section.end):
        if start > section.words and not _has_only_names(spots, start, end):
            facts.mark(start, section.end, Role.NOTE)
            return taken
        taken = _take_names(spots, facts, start, end) or taken
    return taken


def _lines(spots: Spots, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends; the break belongs to the line before it."""
    for at in range(start, end):
        if spots.tokens[at].shape is Shape.BREAK:
            yield start, at + 1
            start = at + 1
    if start < end:
        yield start, end


def _has_only_names(spots: Spots, start: int, end: int) -> bool:
    at = next((each for each in range(start, end) if spots.tokens[each].key or spots.tokens[each].user), end)
    people = listed_at(spots, at, end) if at < end else None
    return at == end or (people is not None and _is_last(spots, people.end, end))


def _take_names(spots: Spots, facts: Facts, at: int, end: int) -> bool:
    taken = False
    while at < end:
        token = spots.tokens[at]
        people = listed_at(spots, at, end)
        if people is not None and people.end > at:
            facts.colleagues.extend(people.colleagues)
            for name in people.contacts:
                facts.add_contact(name)
            facts.mark(at, people.end, Role.FACT)
            at, taken = people.end, True
        elif spots.context.people.is_first_name(token.key):
            facts.add_contact(token.raw)
            facts.mark(at, at + 1, Role.FACT)
            at, taken = at + 1, True
        else:
            is_sign = token.plain in DROPPED or token.shape is Shape.BREAK or token.plain in ("&", "and", "*", "•")
            if not is_sign:
                facts.mark(at, at + 1, Role.NOTE)
            at += 1
    return taken
