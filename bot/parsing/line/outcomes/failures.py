"""What was tried in vain, or did not take place."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.facts import FAILURE_TAGS, KIND_TAGS, Facts
from bot.parsing.line.outcomes.ahead import is_of_meeting
from bot.parsing.line.outcomes.edges import MOST_DESCRIBED, is_edge
from bot.parsing.line.spots import Spots
from bot.parsing.line.values.clock import clock_at
from bot.parsing.line.vocabulary import Word
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role


def read_failure(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """What was tried in vain or did not take place."""
    words = spots.words
    if (tried := words.find(Tag.TRIED, at) or words.find(Tag.MEANT, at)) and not facts.failed:
        verb = words.any((Tag.BARE_VERB, Tag.NOUN, Tag.VERB, Tag.TALK), tried.end)
        is_tried = tried.tag is Tag.TRIED and (verb or is_edge(spots, tried.end, stop) or spots.account(tried.end))
        if verb is not None and not is_of_meeting(spots, verb, stop):
            verb = None
        if (verb or is_tried) and not (tried.tag is Tag.MEANT and facts.duration):
            end = verb.end if verb else tried.end
            facts.fail()
            facts.mark(at, end, Role.FACT)
            return end
    absent = _nobody(spots, facts, at, stop) or _none(spots, facts, at, stop) or _waiting(spots, facts, at)
    if absent is not None:
        return absent
    word = words.any(FAILURE_TAGS, at)
    if word is None or facts.failed or is_our_absence(spots, at):
        return None
    if (intro := words.find(Tag.INTRO, at)) is not None and intro.end > word.end:
        return None  # rescheduled from last week
    kind = words.any(KIND_TAGS, at)
    if not may_be_alone(spots, word, stop) or (kind and kind.end > word.end):
        return None
    if facts.duration and not is_edge(spots, word.end, stop):
        return None  # 20m no answer on pricing yet
    if word.tag is Tag.CANCELLED and (facts.duration or not _is_about_meeting(spots, word, stop)):
        return None
    facts.fail()
    facts.mark(at, word.end, Role.FACT)
    return word.end


_ONLY_ALONE = frozenset("moved bumped delayed shifted pushed engaged busy closed".split())
"""What says of other things more often that they are so."""


def may_be_alone(spots: Spots, word: Word, stop: int) -> bool:
    """Whether such a word, if it is one, is a clause of its own or behind a meeting: `twice, engaged`, `call moved`."""
    if word.end > word.start + 1 or spots.tokens.plain(word.start) not in _ONLY_ALONE:
        return True
    if (word.start == 0 or spots.ends_account(word.start)) and _is_meeting_at(spots, word.end):
        return True
    begins = word.start > 0 and is_edge(spots, word.start - 1, stop)
    is_of_meeting = spots.words.ending(KIND_TAGS, word.start) is not None
    return is_edge(spots, word.end, stop) and (begins or is_of_meeting)


def _is_meeting_at(spots: Spots, at: int) -> bool:
    """`moved the Acme call`, `pushed Globex to thursday`."""
    words = spots.words
    for _ in range(MOST_DESCRIBED):
        if (word := words.find(Tag.INTRO, at)) and not spots.account(at):
            at = word.end
    if (spot := spots.account(at)) is not None:
        at = spot.end
        link = words.find(Tag.TO, at)
        if link is not None and spots.day(link.end):
            return True
    return words.find(Tag.NOUN, at) is not None


def is_our_absence(spots: Spots, at: int) -> bool:
    """`I wasn't there`: said of ourselves, it does not say that nobody was met."""
    is_state = spots.tokens.plain(at) in ("was", "were", "wasn't", "weren't", "wasnt", "werent", "not", "out", "busy")
    return is_state and spots.words.ending((Tag.WE,), at) is not None


def absent_at(spots: Spots, at: int, stop: int) -> int | None:
    """The end of `nobody from Umbrella turned up`."""
    nobody = spots.words.find(Tag.NOBODY, at)
    if nobody is None:
        return None
    behind = nobody.end
    if link := spots.words.any((Tag.OF, Tag.TO), behind):
        spot = spots.account(link.end)
        behind = spot.end if spot else link.end
    absent = spots.words.find(Tag.PRESENT, behind)
    return absent.end if absent and absent.end <= stop else None


def _nobody(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """`nobody at Globex picked up`, `talked to nobody`: who was to be met was not."""
    words = spots.words
    if facts.failed:
        return None
    if talk := words.any((Tag.VERB, Tag.TALK, Tag.NOUN), at):
        link = words.any((Tag.TO, Tag.WITH), talk.end)
        nobody = words.find(Tag.NOBODY, link.end if link else talk.end)
        return _failed(facts, at, nobody.end) if nobody else None
    nobody = words.find(Tag.NOBODY, at)
    if nobody is None:
        return None
    behind = nobody.end
    if link := words.any((Tag.OF, Tag.TO), behind):
        behind = link.end
    if (spot := spots.account(behind)) is not None:
        behind = spot.end
    absent = words.find(Tag.PRESENT, behind) or words.any((Tag.VERB, Tag.FAILED), behind)
    if absent is None and not is_edge(spots, behind, stop):
        return None
    if absent is not None and absent.start == nobody.end:
        return _failed(facts, at, absent.end)
    if absent is not None and absent.tag is Tag.PRESENT:
        facts.mark(absent.start, absent.end, Role.FACT)
    return _failed(facts, at, nobody.end)


def _none(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """`no call today`, `no Acme call`, `kein Termin`: a meeting that was not."""
    end = None if facts.failed or facts.duration else missing_meeting(spots, at, stop)
    return _failed(facts, at, end) if end is not None else None


def missing_meeting(spots: Spots, at: int, stop: int) -> int | None:
    """The end of what says that there was no meeting; that of `no` where the account stands between."""
    words = spots.words
    none = words.find(Tag.NONE, at)
    if none is None:
        return None
    behind = none.end
    for _ in range(MOST_DESCRIBED):
        if word := words.find(Tag.INTRO, behind):
            behind = word.end
    spot = spots.account(behind)
    noun = words.find(Tag.NOUN, spot.end if spot else behind)
    if noun is None or noun.end > stop or noun.value == Kind.MESSAGE:
        return None
    if not _is_about_meeting(spots, noun, stop):
        return None
    return none.end if spot else noun.end


def _waiting(spots: Spots, facts: Facts, at: int) -> int | None:
    """`nothing from Acme`, `still waiting for Hooli`: they are who has not spoken."""
    waits = spots.words.find(Tag.WAITING, at)
    if waits is None or facts.failed or facts.duration:
        return None
    is_for_them = spots.account(waits.end) or spots.person(waits.end)
    return _failed(facts, at, waits.end) if is_for_them else None


def _failed(facts: Facts, start: int, end: int) -> int:
    facts.fail()
    facts.mark(start, end, Role.FACT)
    return end


_BEHIND_FAILURE = frozenset(
    """
    on again last by at due us me because until till yet this with today so either bc cause since as for from
    diese dieser mit bei heute auf weil wegen noch cette avec chez pour ce con esta este hoy porque
    """.split()
)


def _is_about_meeting(spots: Spots, word: Word, stop: int) -> bool:
    """Whether what did not take place is the meeting: alone, beside a kind, an account or a day."""
    words, end = spots.words, word.end
    if is_edge(spots, end, stop) or spots.day(end) or spots.account(end):
        return True
    if (clock := clock_at(spots.tokens, end)) is not None and clock.is_sure:
        return True
    if words.any((*KIND_TAGS, Tag.BARE_VERB), end) or spots.tokens.plain(end) in _BEHIND_FAILURE:
        return True
    if spots.tokens.plain(end) in ("to", "for") and spots.day(end + 1):
        return True
    at = end
    while at < min(stop, end + 3) and words.any((Tag.INTRO, Tag.TO), at):
        at += 1
        if words.any(KIND_TAGS, at) or spots.account(at):
            return True
    return bool(words.ending(KIND_TAGS, word.start))
