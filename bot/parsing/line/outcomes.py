"""What is planned, was tried in vain, or did not take place."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.facts import FAILURE_TAGS, KIND_TAGS, Facts
from bot.parsing.line.sections.cut import DROPPED
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary import Word
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role


def read_booked(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """`booked for` and a day to come."""
    word = spots.words.find(Tag.BOOKED, at)
    if word is None:
        return None
    lead = word.end + (spots.tokens.plain(word.end) in ("for", "on", "fur", "para", "pour", "le"))
    day = spots.day(lead) or spots.day(word.end)
    if day is None and (noun := spots.words.find(Tag.NOUN, lead)) is not None:
        dated = spots.day(noun.end) or spots.day(noun.end + 1)
        if dated is not None and dated.ahead is not None and dated.end <= stop:
            facts.is_booked = True
            facts.mark(at, lead, Role.FACT)
            return lead
    if day is None or day.ahead is None or day.end > stop or not facts.take_day(day):
        return None
    facts.is_booked = True
    facts.mark(at, day.end, Role.FACT)
    return day.end


def read_will(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """`will visit`: a plan, unless something failed before."""
    will = spots.words.find(Tag.WILL, at)
    verb = spots.words.find(Tag.BARE_VERB, will.end) if will else None
    if verb is None or facts.failed:
        return None
    facts.will = True
    facts.take_kind(_kind_of_bare(spots, verb))
    facts.mark(at, verb.end, Role.FACT)
    return verb.end


def _kind_of_bare(spots: Spots, verb: Word) -> Kind:
    noun = spots.words.find(Tag.NOUN, verb.start)
    plain = spots.tokens.plain(verb.start)
    if plain in ("meet", "see", "treffen", "reunirme", "rencontrer"):
        return Kind.MEETING
    if plain in ("visit", "besuchen", "visiter", "visitar"):
        return Kind.VISIT
    return Kind(str(noun.value)) if noun else Kind.CALL


def read_failure(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """What was tried in vain or did not take place."""
    words = spots.words
    if (tried := words.find(Tag.TRIED, at) or words.find(Tag.MEANT, at)) and not facts.failed:
        verb = words.any((Tag.BARE_VERB, Tag.NOUN, Tag.VERB, Tag.TALK), tried.end)
        is_tried = tried.tag is Tag.TRIED and (verb or _is_edge(spots, tried.end, stop) or spots.account(tried.end))
        if (verb or is_tried) and not (tried.tag is Tag.MEANT and facts.duration):
            end = verb.end if verb else tried.end
            facts.fail()
            facts.mark(at, end, Role.FACT)
            return end
    word = words.any(FAILURE_TAGS, at)
    if word is None or facts.failed:
        return None
    if word.tag is Tag.CANCELLED and (facts.duration or not _is_about_meeting(spots, facts, word, stop)):
        return None
    facts.fail()
    facts.mark(at, word.end, Role.FACT)
    return word.end


def _is_edge(spots: Spots, at: int, stop: int) -> bool:
    if at >= stop:
        return True
    token = spots.tokens[at]
    return token.shape is Shape.BREAK or token.plain in DROPPED or token.plain in (":", ")", "(")


_BEHIND_FAILURE = ("on", "again", "last", "by", "at", "due", "us", "me", "because", "until", "till")


def _is_about_meeting(spots: Spots, facts: Facts, word: Word, stop: int) -> bool:
    """Whether what did not take place is the meeting: alone, beside a kind, an account or a day."""
    words, end = spots.words, word.end
    if _is_edge(spots, end, stop) or spots.day(end) or spots.account(end):
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
