"""What introduces the account: everything that may stand before it."""

import re

from bot.parsing.line.fact_readers import bare_minutes, fact_at, time_at
from bot.parsing.line.facts import FAILURE_TAGS, KIND_TAGS, Facts, Header
from bot.parsing.line.front.meant import is_meant, joined
from bot.parsing.line.note.clauses import ends_sentence
from bot.parsing.line.people.named import full_name, mentions_at, name_at
from bot.parsing.line.sections.cut import DROPPED
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role

INTRODUCING = (
    *(Tag.INTRO, Tag.WE, Tag.TO, Tag.NEW, Tag.ABOUT, Tag.JOIN, Tag.NOUN, Tag.VERB, Tag.TALK, Tag.BARE_VERB, Tag.BOOKED),
    *(Tag.TRIED, Tag.SORRY, Tag.FAILED, Tag.FOR, Tag.CUSTOMER),
)


def read_introduction(spots: Spots, header: Header, stop: int) -> int:
    """Everything before the account, and the account; where it ends, or where what is unknown begins."""
    at = 0
    while at < stop:
        if header.people and ends_sentence(spots, at):
            return at
        if header.is_named and not _goes_on_to(spots, at, stop):
            return at
        spot = spots.account(at)
        if spot is not None and spot.end <= stop and is_meant(spots, spot, stop):
            header.accounts = joined(spots, spot, stop)
            end = header.accounts[-1].end
            header.facts.mark(at, end, Role.ACCOUNT)
            return end
        following = _before_account(spots, header, at, stop)
        if following is None:
            return at
        at = following
    return at


def _goes_on_to(spots: Spots, at: int, stop: int) -> bool:
    """Where the account is known without a name, what introduces goes up to a person or a fact."""
    words = spots.words
    while at < stop:
        if spots.person(at) or spots.account(at) or spots.tokens[at].shape is Shape.MENTION:
            return True
        if spots.duration(at) or spots.day(at) or words.any((*KIND_TAGS, *FAILURE_TAGS, Tag.PRIVATE), at):
            return True
        if spots.tokens.plain(at) in (".", "!", "?", ":", ";") or spots.tokens[at].shape is Shape.BREAK:
            return False
        word = words.any(INTRODUCING, at)
        if word is None and spots.tokens.plain(at) not in DROPPED:
            return False
        at = word.end if word else at + 1
    return False


def _before_account(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """What may stand before the account, its end; None for what introduces nothing."""
    token = spots.tokens[at]
    if token.plain in (":", "：") and at:
        keep_topic(spots, header.facts, at)
        return at + 1
    if token.plain in DROPPED or token.shape is Shape.BREAK:
        return at + 1
    for read in (_number_before, _aside, _person_before, _fact_before, _stranger_before, _introducing_word):
        end = read(spots, header, at, stop)
        if end is not None:
            return end
    is_heading = token.plain == "#" and (not spots.tokens.glued(at + 1) or spots.tokens.plain(at + 1) == "#")
    if token.plain in _OPENING or is_heading:
        header.facts.mark(at, at + 1, Role.FILLER)
        return at + 1
    return None


_OPENING = ("@", "(", ")", "[", "]", "*", "•", "<", ">", "~", "_", "`")


def _number_before(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """The number of an item (`1.`), or of meetings (`2 calls`)."""
    tokens = spots.tokens
    if tokens[at].shape is not Shape.NUMBER and not spots.words.find(Tag.NUMBER, at):
        return None
    if at == 0 and tokens.plain(1) in (".", ")") and tokens.glued(1) and not tokens.glued(2):
        header.facts.mark(0, 2, Role.FILLER)
        return 2
    word = spots.words.find(Tag.NUMBER, at)
    end = word.end if word else at + 1
    if tokens.glued(end):
        return None  # 0VISIT is one word
    if spots.words.any((Tag.NOUN, Tag.NEW), end) and not spots.duration(at) and not spots.day(at):
        header.facts.mark(at, end, Role.FILLER)
        return end
    minutes = bare_minutes(spots, at, end) if spots.words.ending((Tag.NOUN,), at) and spots.account(end) else None
    if minutes is not None and header.facts.take_duration(minutes):
        header.facts.mark(at, end, Role.FACT)
        return end  # zoom 30 Globex
    return None


def _aside(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    end = _ticket_or_picture(spots, at) or time_at(spots, at)
    if end is not None:
        header.facts.mark(at, end, Role.NOTE)
    return end


def _person_before(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """A mention, or a contact that is known by the whole name."""
    if spots.tokens[at].shape is Shape.MENTION:
        return _mention_before(spots, header, at, stop)
    person = spots.person(at)
    if person is None:
        return None
    header.people.append(person)
    header.facts.add_contact(person.name)
    header.facts.mark(at, person.end, Role.FACT)
    return person.end


def _fact_before(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    if spots.words.find(Tag.WITH, at):
        return None
    end = fact_at(spots, header.facts, at, stop)
    if end is not None:
        is_outcome = header.facts.failed or header.facts.will
        header.is_introduced = header.is_introduced or is_outcome or bool(spots.words.any(KIND_TAGS, at))
    return end


def _stranger_before(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """Somebody of the account that follows, known by first name alone or not at all."""
    if (end := _stranger_from(spots, header, at, stop)) is not None:
        return end
    token = spots.tokens[at]
    if not spots.context.people.is_first_name(token.key) or not _leads_to_account(spots, at + 1, stop):
        return None
    header.facts.add_contact(token.raw)
    header.facts.mark(at, at + 1, Role.FACT)
    return at + 1


def _introducing_word(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    word = spots.words.any(INTRODUCING, at)
    if word is None or word.end > stop:
        return None
    facts = header.facts
    facts.is_booked = facts.is_booked or spots.words.find(Tag.BOOKED, at) is not None
    facts.is_past = facts.is_past or spots.words.find(Tag.HAD, at) is not None
    if word.tag in (Tag.VERB, Tag.TALK, Tag.NOUN, Tag.TO):
        header.is_introduced = True
    facts.mark(at, word.end, Role.FILLER)
    return word.end


def keep_topic(spots: Spots, facts: Facts, stop: int) -> None:
    """An introduction that a colon ends is the topic, and a word of the note: `trade show: Globex, Initech`."""
    is_label = spots.words.find(Tag.CUSTOMER, 0) or spots.tokens.plain(0) in _TITLES
    has_label = is_label and spots.tokens.plain(1) in (":", "：")  # of pasted notes
    for at in range(int(has_label), stop):
        is_kind = facts.roles[at] is Role.FACT and spots.words.any((*KIND_TAGS, *FAILURE_TAGS), at)
        if facts.roles[at] is Role.FILLER or is_kind:
            end = max(at + 1, spots.words.longest(at)) if is_kind else at + 1
            facts.mark(at, min(end, stop), Role.NOTE)


_TITLES = ("subject", "topic", "title")
_TICKETS = ("ticket", "case", "incident", "issue", "fall", "vorgang", "caso", "dossier")
_TICKET = re.compile(r"[A-Z]{2,}")


def _ticket_or_picture(spots: Spots, at: int) -> int | None:
    """`[ZD-9921]`, `INC0012345`, `#4711`, `:tada:`, an emoji: words of the note."""
    tokens = spots.tokens
    start = at + 1 if tokens.plain(at) in ("[", "(", "#") else at
    if start < len(tokens) and _TICKET.fullmatch(tokens[start].raw):
        number = start + 1 + (tokens.plain(start + 1) in ("-", "#", "_"))
        is_number = number < len(tokens) and tokens[number].shape is Shape.NUMBER and tokens.glued(number)
        if is_number and len(tokens[number].raw) > 1 and not spots.duration(start) and not spots.account(start):
            return number + 1 + (start > at and tokens.plain(number + 1) in ("]", ")"))
    number = at + 1 + (tokens.plain(at + 1) in ("#", "nr", "no"))
    if tokens.plain(at) in _TICKETS and number < len(tokens) and tokens[number].shape is Shape.NUMBER:
        return None if spots.duration(number) else number + 1
    if tokens.plain(at) == "#" and tokens.glued(start) and tokens[start].shape is Shape.NUMBER:
        return start + 1
    if tokens.plain(at) == ":" and tokens.glued(at + 1) and tokens[at + 1].shape is Shape.WORD:
        return next((end + 1 for end in range(at + 2, min(at + 6, len(tokens))) if tokens.plain(end) == ":"), None)
    if tokens[at].shape is Shape.WORD and not any(map(str.isalnum, tokens[at].raw)):
        return at + 1
    return None


def _mention_before(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """`@ceo met …` held it; `@ben and I` and others took part."""
    found = mentions_at(spots, at, stop)
    if found is None:
        return None
    facts = header.facts
    behind = found.end
    joins = spots.words.find(Tag.JOIN, behind)
    with_author = joins is not None and spots.words.find(Tag.WE, joins.end) is not None
    verb = spots.words.any((Tag.VERB, Tag.TALK), _past_intro(spots, behind))
    verb = verb or (spots.words.find(Tag.INTRO, behind) if spots.tokens.plain(behind) in _HELD else None)
    if verb and not with_author and facts.holder is None and not spots.words.ending((Tag.TO,), at):
        facts.holder = found.colleagues[0]
        facts.colleagues.extend(found.colleagues[1:])
    else:
        facts.colleagues.extend(found.colleagues)
    facts.mark(at, found.end, Role.FACT)
    return found.end


_HELD = ("had", "did", "has", "held", "led", "ran", "took", "hosted", "hatte", "tuvo")


def _past_intro(spots: Spots, at: int) -> int:
    while word := spots.words.any((Tag.INTRO,), at):
        if spots.words.any((Tag.VERB, Tag.TALK), at):
            return at
        at = word.end
    return at


def _leads_to_account(spots: Spots, at: int, stop: int) -> bool:
    """Whether `from`, `at` or `@` and an account follow."""
    link = spots.words.find(Tag.OF, at)
    spot = spots.account(link.end) if link else None
    return spot is not None and spot.end <= stop


def _stranger_from(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """A person nobody knows yet, before the account: `Anna Berg from Acme`, `Anna Berg (Acme)`."""
    end = name_at(spots, at, stop)
    if (
        end is None
        or spots.account(at)
        or (spots.words.has(at) and end - at == 1 and not spots.words.find(Tag.TITLE, at))
    ):
        return None
    names = [(at, end)]
    while (joins := spots.words.find(Tag.JOIN, names[-1][1])) and (
        other := name_at(spots, joins.end, stop)
    ) is not None:
        if spots.account(joins.end):
            break
        names.append((joins.end, other))
    end = names[-1][1]
    link = spots.words.find(Tag.OF, end)
    behind = link.end if link else end + 1 if spots.tokens.plain(end) in ("(", "@", ",") else -1
    while behind > 0 and not spots.account(behind) and (word := spots.words.find(Tag.NEW, behind)):
        behind = word.end
    if behind < 0 or behind >= stop:
        return None
    spot = spots.account(behind)
    is_name = spot is not None or (
        link is not None and spots.tokens[behind].is_capital and name_at(spots, behind, stop)
    )
    if not is_name:
        return None
    for one in names:
        header.facts.add_contact(full_name(spots, *one))
    header.facts.mark(at, end, Role.FACT)
    return end
