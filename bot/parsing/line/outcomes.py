"""What is planned, was tried in vain, or did not take place."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.facts import FAILURE_TAGS, KIND_TAGS, Facts
from bot.parsing.line.sections.cut import DROPPED
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.durations import clock_at
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
    """`will visit`, `need to call`: it is still to come, unless something says before that it took place, or failed."""
    if facts.failed or facts.is_past or facts.duration or (facts.day is not None and facts.day.is_only_past):
        return None
    words = spots.words
    going = words.find(Tag.GOING, at)
    will = words.find(Tag.WILL, at)
    verb = (words.find(Tag.BARE_VERB, will.end) or _prepared(spots, will)) if will else None
    if verb is not None and _is_of_meeting(spots, verb, stop):
        facts.will = True
        facts.take_kind(_kind_of_bare(spots, verb))
        facts.mark(at, verb.end, Role.FACT)
        return verb.end
    will = words.find(Tag.WILL_AT_END, at)
    verb = _closing_verb(spots, will.end, stop) if will else None
    if will is not None and verb is not None:
        facts.will = True
        facts.take_kind(_kind_of_bare(spots, verb))
        facts.mark(at, will.end, Role.FACT)
        return will.end
    if going is not None and (spots.account(going.end) or spots.person(going.end)):
        facts.is_going = True
        facts.will = spots.tokens.plain(going.start) != "visiting"
        facts.take_kind(Kind.MEETING if spots.tokens.plain(going.end - 1) in ("seeing", "with") else Kind.VISIT)
        facts.mark(at, going.end, Role.FACT)
        return going.end
    return None


_PREPARING = ("setting", "scheduling", "arranging", "planning", "organizing", "organising", "trying")


def _prepared(spots: Spots, will: Word) -> Word | None:
    """The meeting that is being prepared: `setting up a call`."""
    if spots.tokens.plain(will.start) not in _PREPARING:
        return None
    at = will.end
    for _ in range(_MOST_DESCRIBED):
        if word := spots.words.find(Tag.INTRO, at):
            at = word.end
    return spots.words.find(Tag.NOUN, at)


_CLAUSE = 10
"""Tokens in which the verb of a clause is looked for."""


def _closing_verb(spots: Spots, at: int, stop: int) -> Word | None:
    """The verb that ends a clause: `muss morgen Globex anrufen`."""
    for each in range(at, min(stop, at + _CLAUSE)):
        verb = spots.words.find(Tag.BARE_VERB, each)
        if verb is not None and _is_edge(spots, verb.end, stop):
            return verb
    return None


_ALSO_OF_WORK = frozenset(
    """
    see sync connect reach contact message text email write present chase follow check go get set schedule book zoom
    ver sehen voir schreiben escribir ecrire contactar
    """.split()
)
"""Verbs that say as well what customers do with what they bought."""


def _is_of_meeting(spots: Spots, verb: Word, stop: int) -> bool:
    """Whether a verb is of a meeting, as `see the invoices` and `connect to the API` are not."""
    words, end = spots.words, verb.end
    if spots.tokens.plain(verb.start) not in _ALSO_OF_WORK or _is_edge(spots, end, stop):
        return True
    if link := words.any((Tag.TO, Tag.WITH), end):
        end = link.end
    if end >= stop or spots.account(end) or spots.person(end) or spots.day(end) or spots.duration(end):
        return True
    is_named = spots.tokens[end].shape is Shape.MENTION or (link is not None and spots.tokens[end].is_capital)
    return is_named or spots.tokens.plain(end) in _WHOM


_WHOM = ("us", "me", "them", "him", "her", "uns", "mich", "nous", "nos", "each")


_BARE_KINDS = {
    Kind.MEETING: """
    meet meeting see seeing treffen sehen reunirme reunirnos rencontrer voir ver have set schedule book arrange
    """,
    Kind.VISIT: "visit visiting besuchen visiter visitar go drop stop pop lunch",
    Kind.MESSAGE: "email text message write ping schreiben ecrire escribir",
}


def _kind_of_bare(spots: Spots, verb: Word) -> Kind:
    plain = spots.tokens.plain(verb.start)
    for kind, verbs in _BARE_KINDS.items():
        if plain in verbs.split():
            return kind
    noun = spots.words.find(Tag.NOUN, verb.start)
    return Kind(str(noun.value)) if noun else Kind.CALL


def read_failure(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """What was tried in vain or did not take place."""
    words = spots.words
    if (tried := words.find(Tag.TRIED, at) or words.find(Tag.MEANT, at)) and not facts.failed:
        verb = words.any((Tag.BARE_VERB, Tag.NOUN, Tag.VERB, Tag.TALK), tried.end)
        is_tried = tried.tag is Tag.TRIED and (verb or _is_edge(spots, tried.end, stop) or spots.account(tried.end))
        if verb is not None and not _is_of_meeting(spots, verb, stop):
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
    kind = words.any(KIND_TAGS, at)
    if not may_be_alone(spots, word, stop) or (kind and kind.end > word.end):
        return None
    if facts.duration and not _is_edge(spots, word.end, stop):
        return None  # 20m no answer on pricing yet
    if word.tag is Tag.CANCELLED and (facts.duration or not _is_about_meeting(spots, facts, word, stop)):
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
    if word.start == 0 and _is_meeting_at(spots, word.end):
        return True
    begins = word.start > 0 and _is_edge(spots, word.start - 1, stop)
    is_of_meeting = spots.words.ending(KIND_TAGS, word.start) is not None
    return _is_edge(spots, word.end, stop) and (begins or is_of_meeting)


def _is_meeting_at(spots: Spots, at: int) -> bool:
    """`moved the Acme call`, `pushed Globex to thursday`."""
    words = spots.words
    for _ in range(_MOST_DESCRIBED):
        if word := words.find(Tag.INTRO, at):
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
    if absent is None and not _is_edge(spots, behind, stop):
        return None
    if absent is not None and absent.start == nobody.end:
        return _failed(facts, at, absent.end)
    if absent is not None and absent.tag is Tag.PRESENT:
        facts.mark(absent.start, absent.end, Role.FACT)
    return _failed(facts, at, nobody.end)


def _none(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """`no call today`, `no Acme call`, `kein Termin`: a meeting that was not."""
    words = spots.words
    none = words.find(Tag.NONE, at)
    if none is None or facts.failed or facts.duration:
        return None
    behind = none.end
    for _ in range(_MOST_DESCRIBED):
        if word := words.find(Tag.INTRO, behind):
            behind = word.end
    spot = spots.account(behind)
    noun = words.find(Tag.NOUN, spot.end if spot else behind)
    if noun is None or noun.end > stop or noun.value == Kind.MESSAGE:
        return None
    if not _is_about_meeting(spots, facts, noun, stop):
        return None
    return _failed(facts, at, none.end if spot else noun.end)


def _waiting(spots: Spots, facts: Facts, at: int) -> int | None:
    """`nothing from Acme`, `still waiting for Hooli`: they are who has not spoken."""
    waits = spots.words.find(Tag.WAITING, at)
    if waits is None or facts.failed or facts.duration:
        return None
    is_for_them = spots.account(waits.end) or spots.person(waits.end)
    return _failed(facts, at, waits.end) if is_for_them else None


_MOST_DESCRIBED = 2


def _failed(facts: Facts, start: int, end: int) -> int:
    facts.fail()
    facts.mark(start, end, Role.FACT)
    return end


def _is_edge(spots: Spots, at: int, stop: int) -> bool:
    if at >= stop:
        return True
    token = spots.tokens[at]
    return token.shape is Shape.BREAK or token.plain in DROPPED or token.plain in (":", ")", "(")


_BEHIND_FAILURE = frozenset(
    """
    on again last by at due us me because until till yet this with today so either bc cause since as for from
    diese dieser mit bei heute auf weil wegen noch cette avec chez pour ce con esta este hoy porque
    """.split()
)


def _is_about_meeting(spots: Spots, facts: Facts, word: Word, stop: int) -> bool:
    """Whether what did not take place is the meeting: alone, beside a kind, an account or a day."""
    words, end = spots.words, word.end
    if _is_edge(spots, end, stop) or spots.day(end) or spots.account(end):
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
