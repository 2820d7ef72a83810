"""Failures within the note that are plainly of our conversation."""

from bot.parsing.line.facts import FAILURE_TAGS, Facts
from bot.parsing.line.note.clauses import Clause
from bot.parsing.line.note.ties import ends_at
from bot.parsing.line.outcomes.failures import absent_at, is_our_absence, may_be_alone, missing_meeting
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary.table import Tag

_TURNS = ("but", "and", "then", "so", "got", "aber", "mais", "pero")


def failure_in(spots: Spots, facts: Facts, clause: Clause, at: int, stop: int, *, is_compact: bool) -> int | None:
    """A failure that is plainly of our conversation: not the customers', and none where it lasted."""
    absent = absent_at(spots, at, stop)
    if absent is not None and not is_compact and not facts.failed and not (clause.said or clause.they):
        facts.fail()
        return absent
    none = missing_meeting(spots, at, stop)
    if none is not None and not (facts.failed or facts.duration or clause.said) and _begins_clause(spots, clause, at):
        facts.fail()
        return none
    word = spots.words.any(FAILURE_TAGS, at)
    if word is None or is_our_absence(spots, at):
        return None
    if not may_be_alone(spots, word, stop):
        return word.end
    if facts.failed or facts.duration or clause.said:
        return word.end
    if word.tag is Tag.FAILED:
        is_ours = not clause.they and (_begins_clause(spots, clause, at) or clause.we)
    else:
        is_only_that = _is_of_meeting(spots, clause.start, at)
        ends = ends_at(spots, word.end, stop) or spots.day(word.end) is not None
        ends = ends or (facts.kind is not None and spots.tokens.plain(word.end) not in _THINGS)
        is_ours = ends and (is_only_that or _turns(spots, clause, at))
    if not is_ours or (facts.kind is not None and not facts.kind.is_conversation):
        return None
    facts.fail()
    return word.end


def _is_of_meeting(spots: Spots, at: int, end: int) -> bool:
    """Whether words speak of nothing but a meeting and its day: `the call on thursday`, `auf Donnerstag`."""
    tags = (Tag.THEY, Tag.WE, Tag.INTRO, Tag.STOP, Tag.NOUN, Tag.WEEKDAY, Tag.ON_DAY, Tag.DAY, Tag.NEXT_WEEK, Tag.TO)
    while at < end:
        word = spots.words.any(tags, at)
        if word is None:
            return False
        at = word.end
    return True


_ASIDE = frozenset(
    """
    left is are ist sind est sont isn't again twice another one more x times
    still the their a leider heute wieder encore otra vez
    """.split()
)


def _begins_clause(spots: Spots, clause: Clause, at: int) -> bool:
    """Whether nothing but a turn, an article or a count (`but the`, `4x`) stands in the clause before."""
    while at > clause.start and spots.tokens.plain(at - 1) not in _TURNS:
        token = spots.tokens[at - 1]
        is_aside = token.plain in _ASIDE or token.shape is Shape.NUMBER
        if not is_aside and not spots.words.find(Tag.HAD, at - 1):
            return False
        at -= 1
    return True


_THINGS = (
    "the",
    "their",
    "its",
    "our",
    "his",
    "her",
    "a",
    "an",
    "all",
    "everything",
    "my",
    "on",
    "some",
    "most",
    "this",
    "that",
)


def _turns(spots: Spots, clause: Clause, at: int) -> bool:
    """`but they cancelled`: a turn, perhaps who, and nothing else."""
    while at > clause.start and spots.words.any((Tag.THEY, Tag.INTRO), at - 1):
        at -= 1
    return at > clause.start and spots.tokens.plain(at - 1) in ("but", "aber", "mais", "pero")
