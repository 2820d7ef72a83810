"""What is planned, or still to come."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.facts import Facts
from bot.parsing.line.outcomes.edges import MOST_DESCRIBED, is_edge
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
    """`will visit`, `need to call`: it is still to come, unless something says before that it took place, or failed."""
    if facts.failed or facts.is_past or facts.duration or (facts.day is not None and facts.day.is_only_past):
        return None
    words = spots.words
    going = words.find(Tag.GOING, at)
    will = words.find(Tag.WILL, at)
    verb = (words.find(Tag.BARE_VERB, will.end) or _prepared(spots, will)) if will else None
    if verb is not None and is_of_meeting(spots, verb, stop):
        facts.will = True
        facts.take_kind(_kind_of_bare(spots, verb))
        facts.mark(at, verb.end, Role.FACT)
        return verb.end
    will = words.find(Tag.WILL_AT_END, at)
    verb = _closing(spots, Tag.BARE_VERB, will.end, stop) if will else None
    if will is not None and verb is not None:
        facts.will = True
        facts.take_kind(_kind_of_bare(spots, verb))
        facts.mark(at, will.end, Role.FACT)
        return will.end
    infinitive = words.find(Tag.INFINITIVE, at)
    if infinitive is not None and spots.ends_account(at) and is_edge(spots, infinitive.end, stop):
        facts.will = True
        facts.take_kind(_kind_of_bare(spots, infinitive))
        facts.mark(at, infinitive.end, Role.FACT)
        return infinitive.end
    if (end := _asked_for(spots, facts, at, stop)) is not None:
        return end
    if (end := _in_present(spots, facts, at, stop)) is not None:
        return end
    if going is not None and (spots.account(going.end) or spots.person(going.end)):
        facts.is_going = True
        facts.will = spots.tokens.plain(going.start) != "visiting"
        facts.take_kind(Kind.MEETING if spots.tokens.plain(going.end - 1) in ("seeing", "with") else Kind.VISIT)
        facts.mark(at, going.end, Role.FACT)
        return going.end
    return None


def only_promises(spots: Spots, facts: Facts) -> bool:
    """`I will send Acme the prices`: what it begins with is to come, and nothing in it says that anybody spoke."""
    begin = spots.words.any((Tag.WE,), 0)
    will = spots.words.find(Tag.WILL, 0) or (spots.words.find(Tag.WILL, begin.end) if begin else None)
    is_told = facts.kind is not None or facts.is_past or facts.failed or facts.duration is not None
    return will is not None and will.end > (begin.end if begin else 0) and not is_told and facts.day is None


def _asked_for(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """`want a call next week`, behind the account: a meeting that they ask for, with its day."""
    wish = spots.words.find(Tag.WISH, at)
    if wish is None or not spots.ends_account(at):
        return None
    noun = spots.words.find(Tag.NOUN, wish.end)
    day = spots.day(noun.end) if noun else None
    if noun is None or day is None or day.ahead is None or day.end > stop:
        return None
    facts.will = facts.is_wish = True
    facts.take_kind(Kind(str(noun.value)))
    facts.mark(at, noun.end, Role.FACT)
    return noun.end


def _in_present(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """`calls back tomorrow`, `ruft am Freitag zurück`: what is said with a day to come, or alone."""
    said, parted = spots.words.find(Tag.CALLS_BACK, at), spots.words.find(Tag.CALLS_PARTED, at)
    particle = _closing(spots, Tag.CALLS_CLOSING, parted.end, stop) if parted and not said else None
    word = parted if particle else said
    if word is None:
        return None
    is_whole = is_edge(spots, word.end, stop) or (particle is not None and particle.start == word.end)
    clause = range(word.end, particle.start if particle else word.end + 1)
    if not is_whole and not any((day := spots.day(each)) and day.ahead for each in clause):
        return None
    facts.will = True
    facts.take_kind(Kind.CALL)
    facts.mark(at, word.end, Role.FACT)
    if particle is not None:
        facts.mark(particle.start, particle.end, Role.FILLER)
    return word.end


_PREPARING = ("setting", "scheduling", "arranging", "planning", "organizing", "organising", "trying")


def _prepared(spots: Spots, will: Word) -> Word | None:
    """The meeting that is being prepared: `setting up a call`."""
    if spots.tokens.plain(will.start) not in _PREPARING:
        return None
    at = will.end
    for _ in range(MOST_DESCRIBED):
        if word := spots.words.find(Tag.INTRO, at):
            at = word.end
    return spots.words.find(Tag.NOUN, at)


_CLAUSE = 10
"""Tokens in which the verb of a clause is looked for."""


def _closing(spots: Spots, tag: Tag, at: int, stop: int) -> Word | None:
    """The word that ends a clause: `muss morgen Globex anrufen`, `ruft morgen zurück`."""
    for each in range(at, min(stop, at + _CLAUSE)):
        word = spots.words.find(tag, each)
        if word is not None and is_edge(spots, word.end, stop):
            return word
    return None


_ALSO_OF_WORK = frozenset(
    """
    see sync connect reach contact message text email write present chase follow check go get set schedule book zoom
    ver sehen voir schreiben escribir ecrire contactar
    """.split()
)
"""Verbs that say as well what customers do with what they bought."""


def is_of_meeting(spots: Spots, verb: Word, stop: int) -> bool:
    """Whether a verb is of a meeting, as `see the invoices` and `connect to the API` are not."""
    words, end = spots.words, verb.end
    if spots.tokens.plain(verb.start) not in _ALSO_OF_WORK or is_edge(spots, end, stop):
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
