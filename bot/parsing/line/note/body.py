"""Facts within the note. They count where grammar ties them to the conversation; but for those at the end of a compact
line, their words stay."""

from functools import partial

from bot.domain.conversations.doubts import Doubt, DoubtKind
from bot.domain.conversations.model import Kind
from bot.parsing.line.fact_readers import bare_minutes
from bot.parsing.line.facts import KIND_TAGS, Facts, is_customers_word, kind_of_length, kind_value
from bot.parsing.line.note.clauses import Clause, ends_clause, ends_sentence
from bot.parsing.line.note.days import TOPICS, read_day
from bot.parsing.line.note.failures import failure_in
from bot.parsing.line.note.ties import ends_at, is_tied, may_be_ours, stands_alone
from bot.parsing.line.people.named import full_name, listed_at, mentions_at, name_at
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.durations import Duration
from bot.parsing.line.vocabulary import Word
from bot.parsing.line.vocabulary.table import Tag

_PRIVATE_TAGS = ("private", "confidential", "privat", "vertraulich", "prive", "confidentiel", "privado", "confidencial")


def read_body(
    spots: Spots,
    facts: Facts,
    start: int,
    stop: int,
    *,
    is_compact: bool,
    account_ids: tuple[str, ...],
    goes_on: bool = False,
) -> list[Doubt]:
    """Count what is tied to the conversation; what is only reported and differs is a doubt. With `goes_on`, the first
    clause is that of the header."""
    doubts: list[Doubt] = []
    opened_by = spots.tokens.plain(start - 1) if 0 < start < len(spots.tokens) else ""
    clause = Clause(
        start,
        ":" if opened_by in (":", "：") else "",
        is_ours=goes_on and (facts.is_past or facts.kind is not None),
        is_first=goes_on,
    )
    at = start
    while at < stop:
        if ends_clause(spots, at):
            text = clause.said and not ends_sentence(spots, at)
            clause = Clause(at + 1, spots.tokens.plain(at), said=text)
            at += 1
            continue
        if facts.roles[at] is not None:
            clause.anchor = clause.anchor or spots.words.any(KIND_TAGS, at)
            at += 1
            continue
        at = _read(spots, facts, clause, at, stop, doubts, is_compact=is_compact, account_ids=account_ids)
    return doubts


def _read(
    spots: Spots,
    facts: Facts,
    clause: Clause,
    at: int,
    stop: int,
    doubts: list[Doubt],
    *,
    is_compact: bool,
    account_ids: tuple[str, ...],
) -> int:
    """Read what begins at `at`; where to go on."""
    words, is_first = spots.words, at == clause.start and clause.is_first
    people = partial(_people, spots, facts, at, stop, is_first=is_first, is_compact=is_compact, account_ids=account_ids)
    if spots.is_unknown(at):
        return people() or at + 1
    if (sorry := words.find(Tag.SORRY, at)) and (end := _correction(spots, facts, sorry.end, stop)) is not None:
        return end
    if (duration := spots.duration(at)) and duration.end <= stop:
        _read_duration(spots, facts, clause, duration, stop, doubts)
        return duration.end
    if _is_bare_length(spots, facts, clause, at, stop):
        facts.duration = bare_minutes(spots, at, stop)
    if (day := spots.day(at)) and day.end <= stop:
        read_day(spots, facts, clause, day, stop, doubts, is_compact=is_compact)
        return day.end
    end = people()
    if end is None:
        end = failure_in(spots, facts, clause, at, stop, is_compact=is_compact)
    if end is None:
        end = _read_marker(spots, facts, clause, at, stop)
    if end is not None:
        return end
    if (word := words.any(KIND_TAGS, at)) and not is_customers_word(spots, word, stop):
        _read_kind(spots, facts, clause, word, stop, is_compact=is_compact)
        return word.end
    _note_grammar(spots, clause, at)
    return at + 1


def _read_duration(
    spots: Spots, facts: Facts, clause: Clause, duration: Duration, stop: int, doubts: list[Doubt]
) -> None:
    """A length of time counts where it is tied to the conversation, and is a doubt where it may be."""
    if facts.duration is not None:
        return
    if is_tied(spots, facts, clause, duration.start, duration.end, stop):
        facts.take_duration(duration, of=kind_of_length(spots, duration, stop))
        _take_anchor(facts, clause)
    elif may_be_ours(spots, clause, duration, stop):
        doubts.append(Doubt(DoubtKind.RANGE, other_minutes=duration.minutes))


def _read_marker(spots: Spots, facts: Facts, clause: Clause, at: int, stop: int) -> int | None:
    """`private`, `#private`, and the value of a field of few values; its end."""
    private, choice = spots.words.find(Tag.PRIVATE, at), spots.words.find(Tag.CHOICE, at)
    # A word may be of what they said, a phrase is not.
    if private and (private.end > at + 1 or stands_alone(spots, clause, at, private.end, stop)):
        facts.private = True
        return private.end
    if choice and stands_alone(spots, clause, at, choice.end, stop):
        facts.take_choice(choice)
        return choice.end
    if spots.tokens.plain(at) == "#" and spots.tokens.glued(at + 1) and spots.tokens.plain(at + 1) in _PRIVATE_TAGS:
        facts.private = True
        return at + 2
    return None


def _is_bare_length(spots: Spots, facts: Facts, clause: Clause, at: int, stop: int) -> bool:
    """Whether a lone number may be of minutes: alone at the end, behind a kind of conversation or what leads it in."""
    if facts.duration is not None or clause.they or clause.said:
        return False
    noun = spots.words.ending((Tag.NOUN,), at)
    is_last = at == clause.start and clause.opened_by == "," and at + 1 >= stop
    return is_last or (noun is not None and kind_value(noun).is_conversation) or _is_length(spots, facts, clause, at)


def _is_length(spots: Spots, facts: Facts, clause: Clause, at: int) -> bool:
    """`talked to Jo for 15`, `ran over, took 50`: a lone number behind what leads in a length of a conversation."""
    is_told = clause.anchor is not None or facts.kind is not None
    return is_told and spots.tokens.plain(at - 1) in ("for", "took") and not clause.about


def _note_grammar(spots: Spots, clause: Clause, at: int) -> None:
    words = spots.words
    if words.find(Tag.SAID, at) and not clause.we:
        clause.said = True
    clause.we = clause.we or words.find(Tag.WE, at) is not None
    is_subject = words.find(Tag.THEY, at) is not None and words.ending((Tag.WITH, Tag.TO), at) is None
    clause.they = clause.they or is_subject
    clause.about = clause.about or spots.tokens.plain(at) in TOPICS
    clause.meant = clause.meant or words.any((Tag.MEANT, Tag.WILL, Tag.TRIED, Tag.NEXT), at) is not None


def _take_anchor(facts: Facts, clause: Clause) -> None:
    """The word of meeting to which a length of time is tied says the kind."""
    if clause.anchor is not None:
        word = clause.anchor
        facts.take_kind(kind_value(word), is_weak=word.tag is Tag.TALK, is_past=word.tag is not Tag.NOUN)


def _read_kind(spots: Spots, facts: Facts, clause: Clause, word: Word, stop: int, *, is_compact: bool) -> None:
    """A word of meeting in the note: an anchor for what is behind it, and the kind where it is plainly ours."""
    is_verb = word.tag is not Tag.NOUN
    follows_outcome = facts.failed and is_verb and not clause.meant
    if facts.kind is None and kind_value(word) is Kind.MESSAGE and is_verb and spots.tokens.plain(word.end) == ":":
        facts.take_kind(Kind.MESSAGE)  # Sam Park wrote:
    if clause.said and not clause.we:
        clause.reports = True
        return
    is_theirs = is_verb and clause.they and not clause.we and spots.words.find(Tag.WE, word.end) is None
    clause.reports = clause.reports or is_theirs
    clause.anchor = word
    if follows_outcome and kind_value(word).is_conversation:
        facts.failed, facts.kind, facts.is_weak = False, None, False
    if clause.meant or facts.failed:
        return
    is_ours = is_verb and (clause.we or spots.words.find(Tag.WE, word.end) is not None or not is_compact)
    is_ours = is_ours or follows_outcome or stands_alone(spots, clause, word.start, word.end, stop)
    is_ours = is_ours or (not is_compact and not clause.they) or _is_headed(spots, facts, clause, word, stop)
    if is_ours and (facts.kind is None or facts.is_weak):
        facts.take_kind(kind_value(word), is_weak=word.tag is Tag.TALK, is_past=is_verb)


def _is_headed(spots: Spots, facts: Facts, clause: Clause, word: Word, stop: int) -> bool:
    """`Stark Foods new plant visit, 3.5h`: a few words behind the account that end with the kind."""
    kind = kind_value(word)
    if facts.kind is not None or not clause.is_first or not ends_at(spots, word.end, stop) or not kind.is_conversation:
        return False
    words = range(clause.start, word.start)
    is_short = 0 < len(words) <= _MOST_DESCRIBING and all(spots.tokens[at].is_word for at in words)
    return is_short and not any(spots.words.any(_OF_SENTENCES, at) for at in words)


_MOST_DESCRIBING = 3
_OF_SENTENCES = (Tag.THEY, Tag.SAID, Tag.VERB, Tag.TALK, Tag.MEANT, Tag.WILL, Tag.NONE, Tag.STATE, Tag.ABOUT, Tag.TO)


def _people(
    spots: Spots, facts: Facts, at: int, stop: int, *, is_first: bool, is_compact: bool, account_ids: tuple[str, ...]
) -> int | None:
    """Contacts the account has already; in a sentence also whom `with` names."""
    if spots.tokens[at].shape is Shape.MENTION and (mentioned := mentions_at(spots, at, stop)):
        if joins := spots.words.find(Tag.JOINED, mentioned.end):
            facts.colleagues.extend(mentioned.colleagues)
            return joins.end
        return mentioned.end
    if lead := spots.words.find(Tag.WITH, at):
        found = mentions_at(spots, lead.end, stop) if is_compact else listed_at(spots, lead.end, stop)
        if found is not None:
            facts.colleagues.extend(found.colleagues)
            for name in found.contacts:
                facts.add_contact(name)
            return found.end
    if person := spots.person(at):
        if not is_compact or set(person.accounts) & set(account_ids):
            facts.add_contact(full_name(spots, at, person.end))
        return person.end
    if (role := spots.words.find(Tag.ROLE, at)) is not None:
        end = name_at(spots, role.end, stop)
        if end is not None and end - role.end > 1 and not spots.words.has(role.end):
            facts.add_contact(full_name(spots, role.end, end))
            return end
        return role.end
    token = spots.tokens[at]
    if token.shape is Shape.WORD and (token.is_capital or is_first or _may_be_small_name(spots, at)):
        key = token.key[:-1] if token.raw.endswith(("'s", "’s")) else token.key
        if known := spots.context.people.by_first_name(key, account_ids):
            facts.add_contact(known)
            return at + 1
    return None


def _may_be_small_name(spots: Spots, at: int) -> bool:
    """Whether a word in small letters stands where a name may: `w/ priya`, `, jo wants more`."""
    if spots.words.has(at):
        return False
    return at == 0 or ends_clause(spots, at - 1) or spots.words.ending((Tag.WITH, Tag.TO, Tag.JOIN), at) is not None


_BEFORE_RIGHT = (",", ":", "it", "was", "its", "it's", "that", "make", "more", "like")
"""What may stand between `sorry` and what is right: `no wait, it was 30m`."""


def _correction(spots: Spots, facts: Facts, at: int, stop: int) -> int | None:
    """What is behind `sorry` replaces what it corrects; its words stay."""
    while at < stop and (spots.tokens.plain(at) in _BEFORE_RIGHT or spots.words.find(Tag.SORRY, at)):
        word = spots.words.find(Tag.SORRY, at)
        at = word.end if word else at + 1
    duration, day = spots.duration(at), spots.day(at)
    if duration and duration.end <= stop and (day is None or day.end <= duration.end):
        facts.duration = duration
        return duration.end
    if day and day.end <= stop:
        facts.day = day
        return day.end
    return None
