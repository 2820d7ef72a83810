"""The end of a compact line: who and what stands there leaves the note."""

from datetime import date

from bot.parsing.line.fact_readers import is_clock
from bot.parsing.line.facts import KIND_TAGS, Facts
from bot.parsing.line.note.clauses import ends_clause, ends_sentence
from bot.parsing.line.note.ties import is_of_state
from bot.parsing.line.sections.promise import promises_at
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.day import Day, Unsure
from bot.parsing.line.values.durations import Duration
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role


def read_ending(spots: Spots, facts: Facts, start: int, stop: int, *, is_closed: bool) -> int:
    """Take what may stand at the end of a compact line's note; its new end. Those at the end of its first sentence
    count too, so that a sentence more changes nothing."""
    first = next((at for at in range(start, stop) if ends_sentence(spots, at)), stop)
    is_one = first >= _without_stops(spots, start, stop)
    end = stop
    while end > start:
        cut = _people_before(spots, facts, start, end)
        if cut is None and is_one and not is_closed:
            cut = _fact_before(spots, facts, start, end)
        if cut is None:
            break
        end = cut
    while not is_one and not is_closed and first > start:
        cut = _fact_before(spots, facts, start, first)
        if cut is None:
            break
        first = cut
    return end


def _people_before(spots: Spots, facts: Facts, start: int, end: int) -> int | None:
    """People mentioned at the very end took part, or held it behind `by`; a `with` before them goes with them."""
    last = _without_stops(spots, start, end)
    first = last
    while first > start and spots.tokens[first - 1].shape is Shape.MENTION and _is_free(spots, first - 1):
        first -= 1
        joined = spots.words.ending((Tag.JOIN,), first)
        before = joined.start if joined else first - 1 if spots.tokens.plain(first - 1) in ("&", "+", ",") else first
        if before <= start or spots.tokens[before - 1].shape is not Shape.MENTION:
            break
        first = before
    if first == last or spots.tokens[first].shape is not Shape.MENTION:
        return None
    users = [spots.tokens[at].user for at in range(first, last) if spots.tokens[at].shape is Shape.MENTION]
    by, lead = spots.words.ending((Tag.BY,), first), spots.words.ending((Tag.WITH,), first)
    if by and by.start >= start and facts.holder is None:
        facts.holder = users.pop(0)
        first = by.start
    elif lead and lead.start >= start:
        first = lead.start
    facts.colleagues.extend(users)
    facts.mark(first, last, Role.FACT)
    return _without_dangling(spots, start, first)


def _is_free(spots: Spots, at: int) -> bool:
    return (
        not spots.tokens.glued(at)
        or spots.tokens.plain(at - 1) in (",", ";", ">")
        or (spots.tokens[at - 1].shape is Shape.MENTION)
    )


def _fact_before(spots: Spots, facts: Facts, start: int, end: int) -> int | None:
    """A length of time, or a day that can only be past, that ends at `end` and is nobody else's."""
    stop = _without_stops(spots, start, end)
    for at in range(max(start, stop - _LONGEST), stop):
        fact = spots.duration(at) or spots.day(at)
        if fact is None or fact.end != stop or (isinstance(fact, Duration) and is_clock(spots, facts, fact)):
            continue
        if _may_end_note(spots, fact, start, stop) and _take(facts, fact):
            if isinstance(fact, Day) and fact.unsure:
                return None  # it counts, and its words stay
            lead = spots.words.ending((Tag.FOR,), at)
            is_of_length = isinstance(fact, Duration) or spots.tokens.plain(lead.start if lead else at) in (
                "for",
                "took",
            )
            first = lead.start if lead and lead.start >= start and is_of_length else at
            facts.mark(first, stop, Role.FACT)
            return _without_dangling(spots, start, first)
    return None


def take_closing_facts(spots: Spots, facts: Facts, start: int, stop: int) -> None:
    """A length of time or a past day that ends a sentence counts too, unless its clause is of them or of a state."""
    stop = _without_stops(spots, start, stop)
    for at in range(max(start, stop - _LONGEST), stop):
        fact = (spots.duration(at) if facts.duration is None else None) or (
            spots.day(at) if facts.day is None else None
        )
        if fact is None or fact.end != stop or (isinstance(fact, Day) and not fact.is_only_past):
            continue
        clause = next((each + 1 for each in range(at - 1, start - 1, -1) if ends_clause(spots, each)), start)
        is_theirs = any(spots.words.any((Tag.STATE, Tag.THEY, Tag.SAID), each) for each in range(clause, at))
        if not is_theirs and _may_end_note(spots, fact, start, stop):
            _take(facts, fact)
        return


def other_day(spots: Spots, start: int, stop: int) -> date | None:
    """A past day at the end of a compact line that may be the conversation's or not: `joint review on 18 nov`."""
    stop = _without_stops(spots, start, stop)
    for at in range(max(start, stop - _LONGEST), stop):
        day = spots.day(at)
        if day is None or day.end != stop or day.past is None or day.is_only_past:
            continue
        is_state = any(spots.words.any((Tag.STATE, Tag.THEY, Tag.SAID), each) for each in range(start, at))
        is_near = (spots.context.today - day.past).days <= _NEAR_PAST and day.is_dated
        return day.past if is_near and not is_state else None
    return None


_NEAR_PAST = 60

_LONGEST = 7
"""Tokens that a length of time or a day at the end has at most."""


def _take(facts: Facts, fact: Duration | Day) -> bool:
    if fact in (facts.duration, facts.day):
        return True  # it stood alone between signs
    return facts.take_duration(fact) if isinstance(fact, Duration) else facts.take_day(fact)


def _may_end_note(spots: Spots, fact: Duration | Day, start: int, stop: int) -> bool:
    """Without a doubt: nothing before it says that it is the customers' own, or only reported."""
    if fact.start == start:
        return True
    if isinstance(fact, Day) and not fact.is_only_past and (fact.unsure is not Unsure.ORDER or fact.past is None):
        return False
    begin = next((at + 1 for at in range(fact.start - 1, start - 1, -1) if ends_sentence(spots, at)), start)
    clause = next((at + 1 for at in range(fact.start - 1, begin - 1, -1) if ends_clause(spots, at)), begin)
    if clause == fact.start:
        return True
    is_said = any(spots.words.find(Tag.SAID, at) for at in range(begin, fact.start))
    if isinstance(fact, Day):
        is_of_thing = spots.tokens.plain(fact.start - 1) in ("from", "of", "since")
        if is_of_thing or any(promises_at(spots, at) for at in range(clause, fact.start)):
            return False
        is_theirs = any(_is_their_meeting(spots, at) for at in range(clause, fact.start))
        is_state = spots.words.ending((Tag.STATE,), fact.start) is not None
        if fact.unsure and any(spots.words.any((Tag.STATE, Tag.THEY), at) for at in range(clause, fact.start)):
            return False  # budget was cut last week
        is_reported = is_said and any(spots.words.any(KIND_TAGS, at) for at in range(begin, fact.start))
        return not (is_theirs or is_state or is_reported)
    lead = spots.words.ending((Tag.FOR,), fact.start)
    if is_of_state(spots, fact.start):
        return False
    if lead and lead.start >= clause and spots.tokens.plain(lead.start) in ("for", "took"):
        return any(spots.words.any(KIND_TAGS, at) for at in range(clause, lead.start)) or lead.start == clause
    return spots.words.ending((Tag.THEIRS,), fact.start) is None


def _is_their_meeting(spots: Spots, at: int) -> bool:
    """`they met with …`: a meeting of the customer's with somebody else, where nobody of us stands behind it."""
    verb = spots.words.find(Tag.VERB, at)
    return (
        verb is not None
        and spots.words.ending((Tag.THEY,), at) is not None
        and spots.words.find(Tag.WE, verb.end) is None
    )


def _without_stops(spots: Spots, start: int, end: int) -> int:
    while end > start and (
        spots.tokens.plain(end - 1) in (".", ",", ";", "!") or spots.tokens[end - 1].shape is Shape.BREAK
    ):
        end -= 1
    return end


def _without_dangling(spots: Spots, start: int, end: int) -> int:
    while end > start and (
        spots.tokens.plain(end - 1) in (",", ";", "-", "–", "—", "|", "/") or spots.tokens[end - 1].shape is Shape.BREAK
    ):
        end -= 1
    return end
