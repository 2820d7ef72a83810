"""Whether a fact within the note is the conversation's own."""

from bot.parsing.line.fact_readers import time_at
from bot.parsing.line.facts import KIND_TAGS, Facts, kind_of_length
from bot.parsing.line.note.clauses import Clause, ends_clause
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.day import Day
from bot.parsing.line.values.durations import Duration
from bot.parsing.line.vocabulary import Word
from bot.parsing.line.vocabulary.table import Tag

_MOST_ALONE = 8

_BULLETS = ("*", "-", "•", "–")

_NEAR = 4
"""Tokens that may stand between a verb of speaking and its fact: `called me back 10m`."""


def stands_alone(spots: Spots, clause: Clause, at: int, end: int, stop: int) -> bool:
    """Whether nothing else but facts is in the clause: between commas, in brackets, a sentence of its own."""
    if clause.opened_by in (":", "：", "/") and spots.tokens.plain(clause.start - 1) != "/":
        return False
    return only_facts(spots, clause.start, at) and only_facts(spots, end, stop)


def only_facts(spots: Spots, at: int, stop: int) -> bool:
    """Whether only a few facts and what leads them in stand from `at` to the clause's end, or to `stop`."""
    if at < stop and spots.tokens.plain(at) in _BULLETS and (at == 0 or spots.tokens[at - 1].shape is Shape.BREAK):
        at += 1
    for _ in range(_MOST_ALONE):
        if at >= stop or ends_clause(spots, at):
            return True
        duration, day = spots.duration(at), spots.day(at)
        following = max((fact.end for fact in (duration, day) if fact), default=0) or time_at(spots, at)
        word = spots.words.any((Tag.FOR, Tag.LENGTH, Tag.ON_DAY, *KIND_TAGS, Tag.PRIVATE, Tag.CHOICE), at)
        following = following or (word.end if word else None)
        if not following:
            return False
        at = following
    return False


def is_tied(spots: Spots, facts: Facts, clause: Clause, at: int, end: int, stop: int) -> bool:
    """Whether a length of time is the conversation's."""
    if stands_alone(spots, clause, at, end, stop):
        return True
    is_plain = spots.words.ending((Tag.THEIRS,), at) is None and not spots.words.find(Tag.DELAY, end)
    is_plain = is_plain and not is_of_state(spots, at)
    is_plain = is_plain and not (clause.they or clause.said)
    behind = spots.words.find(Tag.LENGTH, end)
    is_last = ends_at(spots, behind.end if behind else end, stop)
    if is_plain and is_last and (clause.is_ours or _is_topic(spots, clause, at)):
        return True
    if spots.words.find(Tag.DELAY, end) or (clause.said and not clause.we):
        return False
    if spots.words.find(Tag.NOUN, end) and all(_introduces(spots, each) for each in range(clause.start, at)):
        return True  # had a 30 min call
    duration = spots.duration(at) if spots.tokens.plain(at - 1) in ("a", "an", "our") and not clause.they else None
    if duration is not None and kind_of_length(spots, duration, stop):
        return True  # fixed in a 20 min call
    lead = spots.words.ending((Tag.FOR,), at)
    before = lead.start if lead else at
    if (
        clause.anchor is not None
        and clause.anchor.tag is Tag.NOUN
        and spots.tokens.plain(before - 1) in ("was", "lasted", "took", "ran")
    ):
        return True
    if clause.anchor is not None and _is_near(spots, clause.anchor, before, at):
        return True
    if lead is None or spots.tokens.plain(lead.start) in ("about", "around", "over"):
        return False
    if spots.tokens.plain(lead.start) == "it" and clause.is_ours:
        return True  # the call with Acme, it was like forty minutes
    if clause.anchor is not None and not is_of_state(spots, at):
        return True
    if spots.tokens.plain(lead.start) in ("for", "fur") and ends_at(spots, end, stop) and not clause.they:
        return not any(spots.words.find(Tag.STATE, each) for each in range(clause.start, lead.start))
    subject = spots.tokens.plain(before - 1)
    took = spots.tokens.plain(lead.start) == "took"
    return before == clause.start or (took and subject in ("it", "that", "this", "thing", "all", "which"))


def may_be_ours(spots: Spots, clause: Clause, duration: Duration, stop: int) -> bool:
    """Whether a length of time that nothing ties may be the conversation's still: in a clause of ours, or at the front
    of one with a word or two behind: `new cfo, 30m intro`."""
    if clause.they or clause.said or duration.is_long or is_of_state(spots, duration.start):
        return False
    if clause.we:
        return ends_at(spots, duration.end, stop)
    near = range(duration.end + 1, duration.end + 1 + _MOST_BEHIND)
    behind = next((at for at in near if ends_at(spots, at, stop)), None)
    if behind is None or duration.start != clause.start or ends_at(spots, duration.end, stop):
        return False
    return not any(spots.words.any(_OF_STATES, at) for at in range(duration.end, behind))


_MOST_BEHIND = 2
_OF_STATES = (Tag.DELAY, Tag.STATE, Tag.THEIRS, Tag.THEY, Tag.WILL)


def is_of_state(spots: Spots, at: int) -> bool:
    """Whether the length of time at `at` is that of a state: `demo env down for 2 hours`."""
    lead = spots.words.ending((Tag.FOR,), at)
    state = spots.words.ending((Tag.STATE,), lead.start) if lead else None
    return state is not None and spots.tokens.plain(state.start) not in _ALSO_OF_MEETINGS


_ALSO_OF_MEETINGS = ("was", "were", "is", "are", "been", "ran", "runs")


def _is_topic(spots: Spots, clause: Clause, at: int) -> bool:
    """Whether only a few words of a topic stand between the account and what is behind: `Acme Q4 review 60m, …`."""
    words = range(clause.start, at)
    is_behind_dash = spots.tokens.plain(clause.start - 1) in ("-", "–", "—") and spots.ends_account(clause.start - 1)
    return (
        (clause.is_first or is_behind_dash)
        and len(words) <= _NEAR
        and spots.words.ending((Tag.FOR,), at) is None
        and all(spots.tokens[word].shape in (Shape.WORD, Shape.NUMBER) for word in words)
        and not any(spots.words.any((Tag.STATE, Tag.ABOUT, Tag.VERB, Tag.TALK), word) for word in words)
    )


def _introduces(spots: Spots, at: int) -> bool:
    return spots.words.any((Tag.INTRO, Tag.HAD, Tag.WE), at) is not None


def _is_near(spots: Spots, anchor: Word, before: int, at: int) -> bool:
    """Whether only pronouns, prepositions and names stand between a word of meeting and the fact."""
    if before - anchor.end > _NEAR or before < anchor.end:
        return False
    if spots.words.ending((Tag.THEIRS,), at) and before == at and anchor.end != at:
        return False
    between = range(anchor.end, before)
    tags = (Tag.WE, Tag.THEY, Tag.TO, Tag.WITH, Tag.INTRO, Tag.STOP)
    return all(
        spots.words.any(tags, each)
        or spots.tokens[each].is_capital
        or spots.person(each)
        or spots.account(each)
        or spots.ends_account(each + 1)
        for each in between
    )


def ends_at(spots: Spots, at: int, stop: int) -> bool:
    return at >= stop or ends_clause(spots, at)


def ends_or_leads(spots: Spots, clause: Clause, day: Day, stop: int) -> bool:
    """`last tuesday I met Mia`, `popped in at Acme last wed`: the day in front of a verb of meeting, or behind the
    account at the end of its clause."""
    words = spots.words
    is_led = day.is_only_past or words.find(Tag.ON_DAY, day.start) is not None
    if not is_led or is_day_of_state(spots, clause, day):
        return False
    if day.is_only_past and ends_at(spots, day.end, stop):
        return any(spots.account(at) for at in _before(clause, day))
    if day.start - clause.start > _REACH or not all(words.any(_IN_FRONT, at) for at in _before(clause, day)):
        return False
    for at in range(day.end, min(stop, day.end + _REACH)):
        if ends_clause(spots, at) or words.find(Tag.THEY, at):
            return False
        if words.any((Tag.VERB, Tag.TALK), at):
            return True
    return False


_IN_FRONT = (Tag.INTRO, Tag.JOIN, Tag.HAD, Tag.WE)


def is_day_of_state(spots: Spots, clause: Clause, day: Day) -> bool:
    """`exports failed yesterday`: the day of a state."""
    return any(spots.words.any((Tag.STATE, Tag.SAID), at) for at in _before(clause, day))


def _before(clause: Clause, day: Day) -> range:
    """The tokens of the clause before a day; of a very long one the nearest."""
    return range(max(clause.start, day.start - _REACH), day.start)


_REACH = 16
