"""How each fact is read where it may stand: in front of the note."""

from collections.abc import Callable

from bot.domain.conversations.model import ASSUMED_MINUTES
from bot.parsing.line.facts import KIND_TAGS, PROMISING, Facts, is_customers_word, kind_of_length, kind_value
from bot.parsing.line.note.clauses import ends_clause
from bot.parsing.line.outcomes.ahead import read_booked, read_will
from bot.parsing.line.outcomes.failures import read_failure
from bot.parsing.line.people.named import People, bracketed_people, mentions_at, people_at
from bot.parsing.line.sections.cut import DROPPED
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.clock import clock_at
from bot.parsing.line.values.day import Day
from bot.parsing.line.values.durations import Duration
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role

Reader = Callable[[Spots, Facts, int, int], int | None]
"""Reads a fact from the token `at` on, not beyond `stop`: its end, None where none begins there."""


def fact_at(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """Count the fact that begins at `at`; its end. None where none begins there, or one of its sort was told."""
    if spots.is_unknown(at):
        return None
    for read in _READERS:
        end = read(spots, facts, at, stop)
        if end is not None and end <= stop:
            return end
    return None


def time_at(spots: Spots, at: int) -> int | None:
    """The end of a time of day (`at 3pm`, `14:00`), which is a word of the note."""
    tokens = spots.tokens
    start = at + 1 if tokens.plain(at) in ("at", "um", "a", "@") and not tokens.glued(at + 1) else at
    clock = clock_at(tokens, start)
    if clock is None or not (clock.is_sure or start > at) or spots.duration(start) or spots.day(start):
        return None
    if not clock.is_sure and start > at and tokens.plain(at) not in ("at", "um"):
        return None
    return (
        clock.end
        if clock.end >= len(tokens) or not tokens.glued(clock.end) or tokens.plain(clock.end) in ",.;:"
        else None
    )


def _private(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    word = spots.words.find(Tag.PRIVATE, at)
    if word:
        facts.private = True
        facts.mark(at, word.end, Role.FACT)
    return word.end if word else None


def _choice(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """The value of a field of few values, behind its word."""
    word = spots.words.find(Tag.CHOICE, at)
    if word is None or word.end > stop or not facts.take_choice(word):
        return None
    facts.mark(at, word.end, Role.FACT)
    return word.end


def _duration(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """A length of time, with what leads it in (`for 20m`, `took an hour`)."""
    lead = spots.words.find(Tag.FOR, at)
    duration = (spots.duration(lead.end) if lead else None) or spots.duration(at) or bare_minutes(spots, at, stop)
    if duration is None or duration.end > stop:
        return None
    if facts.failed and spots.words.any((Tag.WHOLE_DAY, Tag.HALF_DAY), duration.start):
        return None  # line busy all day
    if is_clock(spots, facts, duration):
        return None
    day = spots.day(at)
    if day is not None and day.end > duration.end:
        return None
    if _is_of_delay(spots, at, duration.end):
        return None
    if not facts.take_duration(duration, of=kind_of_length(spots, duration, stop)):
        return None
    end = duration.end
    if behind := spots.words.find(Tag.LENGTH, end):
        end = behind.end
    facts.mark(at, end, Role.FACT)
    return end


def bare_minutes(spots: Spots, at: int, stop: int) -> Duration | None:
    """`Acme 45`, `Acme call 20, they …`: a lone number that ends the line, or its clause directly behind an account or
    a kind, is of minutes, and to be checked."""
    number = at + 1 if at < stop and spots.tokens.plain(at) in ("~", "≈") and spots.tokens.glued(at + 1) else at
    if not 0 < number < stop or spots.tokens[number].shape is not Shape.NUMBER:
        return None
    token, ends = spots.tokens[number], number + 1 >= stop
    is_tied = _is_behind_meeting(spots, at) or spots.tokens.plain(at - 1) in ("for", "took")
    if not ends and not (ends_clause(spots, number + 1) and is_tied):
        return None
    if (number == at and spots.tokens.glued(at)) or len(token.raw) > 2:
        return None
    minutes = int(token.raw)
    if minutes % _ROUND or not minutes:
        return None
    return Duration(at, number + 1, minutes, other=ASSUMED_MINUTES if minutes != ASSUMED_MINUTES else None)


def _is_behind_meeting(spots: Spots, at: int) -> bool:
    """Whether the name of an account or a kind of conversation stands directly before, or a sign between."""
    before = at - 1 if spots.tokens.plain(at - 1) in (".", ",") else at
    noun = spots.words.ending((Tag.NOUN,), before)
    return spots.ends_account(before) or (noun is not None and kind_value(noun).is_conversation)


_ROUND = 5


def is_clock(spots: Spots, facts: Facts, duration: Duration) -> bool:
    """`demain à 10h`: with a day to come so many hours are a time of day."""
    if facts.day is None or facts.day.ahead is None:
        return False
    is_hours = spots.tokens.plain(duration.end - 1) == "h" and duration.end == duration.start + 2
    return is_hours and duration.minutes >= _EARLIEST


_EARLIEST = 7 * 60

_LATE = ("late", "later", "delay", "delayed", "delays", "behind", "longer", "earlier")


def _is_of_delay(spots: Spots, at: int, end: int) -> bool:
    """`30m late`; behind a colon also `30m outage`, which in front may be a word about the call."""
    is_closed = at > 0 and spots.tokens.plain(at - 1) == ":"
    return spots.words.find(Tag.DELAY, end) is not None and (is_closed or spots.tokens.plain(end) in _LATE)


def _day(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """A day; `for 3 dec` too where something was booked or will be."""
    lead = spots.words.find(Tag.FOR, at) if facts.is_booked or facts.will or facts.kind else None
    day = spots.day(at) or (spots.day(lead.end) if lead and spots.tokens.plain(at) in ("for", "fur") else None)
    if day is None or day.end > stop or is_attribute(spots, day, stop) or (facts.failed and _is_return(spots, at)):
        return None
    if spots.words.find(Tag.END_OF, day.start) and (facts.duration or facts.is_past or facts.failed):
        return None  # it took place: the end of the month is what they spoke of
    if not facts.take_day(day):
        return None
    facts.mark(at, day.end, Role.FACT)
    return day.end


_AHEAD_LEADS = frozenset("until till for to bis auf hasta al para jusqu'au au pour".split())


def _is_return(spots: Spots, at: int) -> bool:
    """`out until monday`, `rescheduled for friday`: when somebody is back, or it shall be."""
    led = (spots.tokens.plain(at), spots.tokens.plain(at - 1))
    return any(word in _AHEAD_LEADS for word in led)


def is_attribute(spots: Spots, day: Day, stop: int) -> bool:
    """Whether a bare weekday, or the end of a month, only says which thing is spoken of: `friday release is too late`,
    `month's end was quiet`."""
    words, tokens = spots.words, spots.tokens
    named = words.find(Tag.WEEKDAY, day.start) or words.find(Tag.END_OF, day.start)
    if named is None or named.end != day.end:
        return False
    if named.tag is Tag.END_OF and _is_finite(tokens.plain(day.end)):
        return True
    behind = range(day.end, min(stop, day.end + _SUBJECT))
    if not behind or tokens[day.end].shape is not Shape.WORD or words.any(_NO_THING, day.end):
        return False
    for at in behind:
        if at > day.end and _is_finite(tokens.plain(at)):
            return True
        if tokens[at].shape is not Shape.WORD or words.any(KIND_TAGS, at):
            return False
    return False


_SUBJECT = 4
_NO_THING = (Tag.WE, Tag.THEY, Tag.WITH, Tag.TO, Tag.BY, Tag.PRIVATE, Tag.FAILED, Tag.CANCELLED, Tag.WILL, *KIND_TAGS)
_FINITE = frozenset(
    "is are was were isn't aren't wasn't will won't has had went can can't ist sind war wird est sont es son".split()
)


def _is_finite(word: str) -> bool:
    return word in _FINITE or (word.endswith("ed") and len(word) > len("need"))


def _kind(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    word = spots.words.any(KIND_TAGS, at)
    if word is None or is_customers_word(spots, word, stop):
        return None
    if not facts.take_kind(kind_value(word), is_weak=word.tag is Tag.TALK, is_past=word.tag is not Tag.NOUN):
        return None
    facts.mark(at, word.end, Role.FACT)
    return word.end


def _people(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """Mentions, `with` and names, `by` and who held it."""
    found = people_at(spots, at, stop)
    if found is None or (found.holder and facts.holder):
        return None
    if spots.tokens[at].shape is Shape.MENTION and spots.tokens.plain(found.end) in PROMISING:
        return None
    _credit(facts, found)
    facts.mark(at, found.end, Role.FACT)
    return found.end


def _credit(facts: Facts, found: People) -> None:
    facts.holder = found.holder or facts.holder
    facts.colleagues.extend(found.colleagues)
    for name in found.contacts:
        facts.add_contact(name)


def _bracket(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """Facts in brackets: `(Jo Lee)`, `(20m, yesterday)`."""
    if spots.tokens.plain(at) not in ("(", "["):
        return None
    if people := bracketed_people(spots, at, stop):
        _credit(facts, people)
        facts.mark(at, people.end, Role.FACT)
        return people.end
    inner, last = at + 1, at + 1
    while inner < stop and spots.tokens.plain(inner) not in (")", "]"):
        if spots.tokens.plain(inner) in DROPPED:
            inner += 1
            continue
        last = next((end for read in _IN_BRACKETS if (end := read(spots, facts, inner, stop)) is not None), -1)
        if last < 0:
            return None
        inner = last
    if inner >= stop or last == at + 1:
        return None
    facts.mark(at, inner + 1, Role.FACT)
    return inner + 1


def _joins_in(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """`@ana joined`."""
    found = mentions_at(spots, at, stop) if spots.tokens[at].shape is Shape.MENTION else None
    word = spots.words.find(Tag.JOINED, found.end) if found else None
    if found is None or word is None:
        return None
    facts.colleagues.extend(found.colleagues)
    facts.mark(at, word.end, Role.FACT)
    return word.end


_IN_BRACKETS: tuple[Reader, ...] = (_duration, _day, _kind, _private, _choice)

_READERS: tuple[Reader, ...] = (
    _private,
    _choice,
    read_will,
    read_booked,
    read_failure,
    _duration,
    _day,
    _joins_in,
    _people,
    _kind,
    _bracket,
)
