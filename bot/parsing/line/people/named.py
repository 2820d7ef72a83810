"""Names of people among the facts: colleagues by mention, contacts behind `with` or in brackets, who held it."""

from dataclasses import dataclass

from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape, Token
from bot.parsing.line.vocabulary.table import Tag


@dataclass(frozen=True, slots=True)
class People:
    """Who is named up to the token `end`. `holder` held it, None where nobody is said to have."""

    end: int
    colleagues: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    holder: str | None = None


def people_at(spots: Spots, at: int, stop: int) -> People | None:
    """`@ana and @bo`, `by @ceo`, `with Jo Lee, @ana & Sam`."""
    if by := spots.words.find(Tag.BY, at):
        held = mentions_at(spots, by.end, stop)
        return People(held.end, held.colleagues[1:], holder=held.colleagues[0]) if held else None
    if spots.tokens[at].shape is Shape.MENTION:
        return mentions_at(spots, at, stop)
    lead = spots.words.find(Tag.WITH, at)
    return listed_at(spots, lead.end, stop, accounts=True) if lead else None


def mentions_at(spots: Spots, at: int, stop: int) -> People | None:
    """Mentions joined by a comma, `and`, `&` or `+`; nothing is glued to them (`<@U1>'s`)."""
    users: list[str] = []
    end = -1
    while at < stop and spots.tokens[at].shape is Shape.MENTION and _is_whole(spots, at):
        users.append(spots.tokens[at].user)
        end = at + 1
        at = _behind_joiner(spots, end) or end
    return People(end, tuple(users)) if users else None


def listed_at(spots: Spots, at: int, stop: int, *, accounts: bool = False) -> People | None:
    """Names and mentions, joined; the list ends where none begins. With `accounts`, one of an account is a name too."""
    colleagues: list[str] = []
    contacts: list[str] = []
    end = -1
    while at < stop:
        if spots.tokens[at].shape is Shape.MENTION and _is_whole(spots, at):
            colleagues.append(spots.tokens[at].user)
            end = at + 1
        elif (name_end := name_at(spots, at, stop, accounts=accounts)) is not None:
            contacts.append(full_name(spots, at, name_end))
            end = name_end
        else:
            break
        following = _behind_joiner(spots, end)
        if following is None:
            break
        at = following
    return People(end, tuple(colleagues), tuple(contacts)) if end >= 0 else None


def bracketed_people(spots: Spots, at: int, stop: int) -> People | None:
    """`(Jo Lee, @ana)`: people alone, then the bracket closes."""
    inner = at + 1
    if lead := spots.words.find(Tag.WITH, inner):
        inner = lead.end
    people = listed_at(spots, inner, stop) if inner < stop else None
    if people is None or spots.tokens.plain(people.end) not in (")", "]"):
        return None
    return People(people.end + 1, people.colleagues, people.contacts)


def full_name(spots: Spots, start: int, end: int) -> str:
    """The name as it is known, or as it is typed."""
    person = spots.person(start)
    return person.name if person is not None and person.end == end else spots.tokens.raw(start, end)


def name_at(spots: Spots, at: int, stop: int, *, accounts: bool = False) -> int | None:
    """The end of a name: a known one, or words that begin with a capital, up to a fact or a sign; lower case behind a
    title (`dr. anna schmidt`)."""
    tokens, words = spots.tokens, spots.words
    if (person := spots.person(at)) is not None:
        return person.end
    if (account := spots.account(at)) is not None and not account.is_part and not account.is_short:
        if tokens[account.end - 1].raw.endswith(("'s", "’s")):
            return None  # somebody of theirs
        return account.end if accounts and tokens[at].is_capital else None
    title = words.find(Tag.TITLE, at)
    end = at
    if title:
        end = title.end + (tokens.plain(title.end) == "." and tokens.glued(title.end))
    first = end
    while end < stop:
        token = tokens[end]
        if not _is_of_name(spots, token, end, first, titled=title is not None):
            if token.plain in ("-", ".", "‑") and tokens.glued(end) and _goes_on(spots, end, stop):
                end += 1
                continue
            break
        end += 1
        if token.shape is Shape.CJK and end < stop and tokens[end].spaced:
            break
        if tokens.plain(end) == "." and tokens.glued(end) and len(token.raw) == 1 and end + 1 < stop:
            end += 1  # an initial
    if end == first or (title and end == first and end <= title.end):
        return None
    return end if tokens[end - 1].plain != "." or title else end - 1


_MOST_TITLED = 3
_NO_NAME = frozenset(("and", "by", "with", "i", "we", "he", "she", "they", "the", "a", "und", "et", "y"))


def _is_of_name(spots: Spots, token: Token, at: int, first: int, *, titled: bool) -> bool:
    if not token.is_word or token.plain in _NO_NAME or token.raw.endswith(("'s", "’s")):
        return False
    if token.shape is Shape.CJK:
        return spots.words.any((Tag.NOUN, Tag.DAY, Tag.TO), at) is None or (
            at > first and token.plain not in _PARTICLES
        )
    if not token.is_capital:
        return titled and at - first < _MOST_TITLED and not spots.words.has(at)
    if at > first and _is_fact_word(spots, at):
        return False
    return not (at == first and _is_fact_word(spots, at))


_PARTICLES = frozenset("とのにへでをはがさ")


def _is_fact_word(spots: Spots, at: int) -> bool:
    """A capital word that says a fact: `Monday`, `Visit`; `May` and `Mark` are names."""
    tags = (Tag.NOUN, Tag.VERB, Tag.TALK, Tag.DAY, Tag.PRIVATE, Tag.NEXT, Tag.FAILED, Tag.CANCELLED)
    return spots.words.any(tags, at) is not None or spots.day(at) is not None or spots.duration(at) is not None


def _goes_on(spots: Spots, at: int, stop: int) -> bool:
    """Whether a hyphen or a dot joins two words of a name: `García-Márquez`."""
    return at + 1 < stop and spots.tokens.glued(at + 1) and spots.tokens[at + 1].is_word


def _is_whole(spots: Spots, at: int) -> bool:
    return not (
        spots.tokens.glued(at + 1) and (spots.tokens.plain(at + 1) in ("'", "’") or spots.tokens[at + 1].is_word)
    )


def _behind_joiner(spots: Spots, at: int) -> int | None:
    """Past a comma, `and`, `&`, `+`, and a comma with one of these; None where nothing joins."""
    end = at
    if spots.tokens.plain(end) in (",", "、", "/"):
        end += 1
    if word := spots.words.find(Tag.JOIN, end):
        end = word.end
    elif spots.tokens.plain(end) in ("&", "+"):
        end += 1
    return end if end > at else None
