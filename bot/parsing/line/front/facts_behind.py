"""The facts behind the account, in any order, up to the note."""

from bot.parsing.line.fact_readers import bare_minutes, fact_at, time_at
from bot.parsing.line.facts import FAILURE_TAGS, KIND_TAGS, Header, kind_value
from bot.parsing.line.front.meant import ends_facts, is_meant
from bot.parsing.line.note.clauses import ends_sentence
from bot.parsing.line.note.ties import only_facts
from bot.parsing.line.people.named import mentions_at, name_at, people_at
from bot.parsing.line.sections.cut import DROPPED
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role


def read_facts(spots: Spots, header: Header, stop: int) -> None:
    """The facts from `header.end` on, in any order, up to the first word of the note."""
    at, end, start = header.end, header.end, header.end
    while at < stop and not header.is_closed:
        if spots.tokens.plain(at) in (":", "：") and ends_facts(spots, at):
            header.is_closed = True
            at = end = at + 1
            header.last_kind = None
            if at - 1 == start and header.accounts:
                while at < stop and (behind := _plain_fact(spots, header, at, stop)) is not None:
                    at = end = behind
                    while at < stop and spots.tokens.plain(at) in (",", ";", "|"):
                        at += 1
            break
        if spots.tokens[at].shape is Shape.BREAK and not _is_fact_behind(spots, header, at + 1, stop):
            at = end = at + 1
            header.last_kind = None
            break
        if spots.tokens.plain(at) in (")", "]") and at == end:
            header.facts.mark(at, at + 1, Role.FILLER)
            at = end = at + 1
            continue
        if spots.tokens.plain(at) in DROPPED or spots.tokens[at].shape is Shape.BREAK:
            if not _may_part(spots, at):
                break
            at += 1
            continue
        is_next = at > start and ends_sentence(spots, at - 1)
        if is_next and not (only_facts(spots, at, stop) or bare_minutes(spots, at, stop)):
            break
        following = _fact(spots, header, at, stop)
        if following is None:
            break
        at = end = following
        start = at
    header.end = at
    if header.last_kind and header.last_kind[1] == header.end and header.end < stop and not header.is_closed:
        start = header.last_kind[0]
        header.facts.mark(start, header.end, Role.NOTE)
        header.end = start


def _plain_fact(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """A fact directly behind the colon of the account: `acme: 20m renewal`; a kind with words behind it stays."""
    if (end := _ourselves(spots, header, at, stop)) is not None:
        return end
    if spots.tokens[at].shape is Shape.MENTION:
        return None
    is_kind = spots.words.any((*KIND_TAGS, *FAILURE_TAGS), at) is not None and not spots.duration(at)
    roles = list(header.facts.roles) if is_kind else []
    end = fact_at(spots, header.facts, at, stop)
    if end is not None and is_kind and end < stop and not _is_alone(spots, end, stop):
        is_listed = (
            spots.duration(end) or spots.day(end) or (spots.words.find(Tag.WITH, end) and people_at(spots, end, stop))
        )
        if not is_listed:
            header.facts.roles = roles
            return None
    return end


def _may_part(spots: Spots, at: int) -> bool:
    """Whether a sign parts facts: not one glued to the word behind it alone, as in `-5%` and `#`."""
    sign = spots.tokens.plain(at)
    if sign in (",", ";", "—", "–", "|", "!", "、", "，", "。", "；"):
        return True
    if sign == ".":
        return at + 1 >= len(spots.tokens) or not spots.tokens.glued(at + 1) or spots.tokens.plain(at + 1) in DROPPED
    return (
        at + 1 >= len(spots.tokens)
        or spots.tokens[at + 1].spaced
        or (sign == "-" and spots.tokens.plain(at + 1) == "-")
        or (sign == "/" and spots.tokens.glued(at))
    )


def _is_fact_behind(spots: Spots, header: Header, at: int, stop: int) -> bool:
    """Whether the next line begins with a fact that is still wanted."""
    if at >= stop:
        return False
    facts = header.facts
    return bool(
        (spots.duration(at) and not facts.duration)
        or (spots.day(at) and not facts.day)
        or (spots.words.find(Tag.WITH, at) and name_at(spots, spots.words.find(Tag.WITH, at).end, stop))  # type: ignore[union-attr]
        or (spots.words.any(KIND_TAGS, at) and facts.kind is None and _is_alone(spots, spots.words.longest(at), stop))
    )


def _is_alone(spots: Spots, at: int, stop: int) -> bool:
    return at >= stop or spots.tokens[at].shape is Shape.BREAK or spots.tokens.plain(at) in DROPPED


def _fact(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """One fact behind the account, or what may stand between facts."""
    facts, words = header.facts, spots.words
    if (sorry := words.find(Tag.SORRY, at)) is not None and _corrects(spots, header, sorry.end, stop):
        facts.corrects = True
        facts.mark(at, sorry.end, Role.FILLER)
        return sorry.end
    if (end := _ourselves(spots, header, at, stop)) is not None:
        return end
    if facts.corrects and (spot := spots.account(at)) is not None and is_meant(spots, spot, stop):
        header.accounts = (spot,)
        facts.mark(at, spot.end, Role.ACCOUNT)
        return spot.end
    joins = words.find(Tag.JOIN, at)
    person = spots.person(joins.end) if joins else None
    if joins is not None and person is not None and person.end <= stop:
        facts.add_contact(person.name)
        facts.mark(at, person.end, Role.FACT)
        return person.end
    if (person := spots.person(at)) is not None and _is_part_of_list(spots, header, person.end, stop):
        facts.add_contact(person.name)
        facts.mark(at, person.end, Role.FACT)
        return person.end
    if (end := _first_name(spots, header, at, stop)) is not None:
        return end
    is_kind = words.any((*KIND_TAGS, *FAILURE_TAGS, Tag.TRIED, Tag.MEANT), at)
    if (end := fact_at(spots, facts, at, stop)) is not None:
        header.last_kind = (at, end) if is_kind and not spots.duration(at) and not spots.day(at) else None
        if facts.corrects and not words.find(Tag.SORRY, end):
            facts.corrects = False
        return end
    if (end := time_at(spots, at)) is not None and end <= stop:
        facts.mark(at, end, Role.NOTE)
        header.last_kind = None
        return end
    if (end := _described_kind(spots, header, at, stop)) is not None:
        return end
    if (end := _of_account(spots, header, at, stop)) is not None:
        return end
    return _stranger(spots, header, at, stop)


def _first_name(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """`Initech call mia 15 mins`: somebody of the account who is known by the first name, before another fact."""
    ids = [account_id for spot in header.accounts for account_id in spot.accounts]
    name = None if spots.words.has(at) else spots.context.people.by_first_name(spots.tokens[at].key, ids)
    is_followed = at + 1 < stop and bool(spots.duration(at + 1) or spots.day(at + 1))
    if name is None or not is_followed:
        return None
    header.facts.add_contact(name)
    header.facts.mark(at, at + 1, Role.FACT)
    return at + 1


def _ourselves(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """`me + @bo`: those who are mentioned with the author took part."""
    we = spots.words.find(Tag.WE, at)
    joins = spots.words.find(Tag.JOIN, we.end) if we else None
    found = mentions_at(spots, joins.end, stop) if joins else None
    if found is None:
        return None
    header.facts.colleagues.extend(found.colleagues)
    header.facts.mark(at, found.end, Role.FACT)
    return found.end


def _corrects(spots: Spots, header: Header, at: int, stop: int) -> bool:
    """Whether what is behind `sorry` is a fact that replaces one."""
    while at < stop and (spots.tokens.plain(at) in (",", ":") or spots.words.find(Tag.SORRY, at)):
        word = spots.words.find(Tag.SORRY, at)
        at = word.end if word else at + 1
    if at >= stop:
        return False
    return bool(spots.duration(at) or spots.day(at) or spots.account(at) or spots.words.any(KIND_TAGS, at))


def _is_part_of_list(spots: Spots, header: Header, at: int, stop: int) -> bool:
    return (
        at >= stop
        or spots.tokens.plain(at) in (*DROPPED, ":", ")")
        or spots.tokens[at].shape is Shape.BREAK
        or bool(spots.duration(at) or spots.day(at))
    )


def _described_kind(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """`great demo`, `we spoke`: the kind counts and the words stay; only where a fact or a sign is behind."""
    facts, end, described = header.facts, at, 0
    if facts.duration and spots.words.find(Tag.NEXT, at):
        return None  # of the next one
    while described < 3 and (word := spots.words.any((Tag.INTRO, Tag.WE), end)):
        end, described = word.end, described + 1
    word = spots.words.any(KIND_TAGS, end)
    if end == at or word is None or word.end > stop or facts.kind is not None:
        return None
    is_edge = _is_alone(spots, word.end, stop) or spots.duration(word.end) or spots.day(word.end)
    is_edge = is_edge or bare_minutes(spots, word.end, stop)
    people = spots.words.find(Tag.WITH, word.end)
    if not is_edge and not (people and name_at(spots, people.end, stop)):
        return None
    facts.take_kind(kind_value(word), is_weak=word.tag is Tag.TALK, is_past=word.tag is not Tag.NOUN)
    facts.mark(at, word.end, Role.NOTE)
    header.last_kind = None
    return word.end


def _of_account(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """`Globex hq fri 2h`, `Acme's CFO 20m`: whom or where of the account, with a fact behind; a word of the note. And
    the particle that Japanese puts behind a name."""
    if not header.accounts or at != header.accounts[-1].end:
        return None
    word = spots.words.any((Tag.ROLE, Tag.PLACE), at)
    particle = spots.words.any((Tag.TO, Tag.INTRO), at) if spots.tokens[at].shape is Shape.CJK else None
    found = word or particle
    if found is None or found.end >= stop:
        return None
    is_kind = particle is not None and spots.words.find(Tag.NOUN, found.end) is not None
    if not (is_kind or spots.duration(found.end) or spots.day(found.end)):
        return None
    header.facts.mark(at, found.end, Role.FILLER if word is None else Role.NOTE)
    return found.end


def _stranger(spots: Spots, header: Header, at: int, stop: int) -> int | None:
    """Two capital words between signs, with a fact behind: `Globex, Anna Berg, 30m`."""
    if not at or spots.tokens.plain(at - 1) not in (",", ";", "|", "/", "-", "–", "—") or spots.account(at):
        return None
    end = name_at(spots, at, stop)
    if (
        end is None
        or end - at < 2
        or spots.words.has(at)
        or end >= stop
        or spots.tokens.plain(end) not in (",", ";", "|", "/")
    ):
        return None
    if not (spots.duration(end + 1) or spots.day(end + 1) or spots.words.any(KIND_TAGS, end + 1)):
        return None
    header.facts.add_contact(spots.tokens.raw(at, end))
    header.facts.mark(at, end, Role.FACT)
    return end
