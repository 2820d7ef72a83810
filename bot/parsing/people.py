"""People among the facts: colleagues by mention, `with` lists and `by`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.parsing.markers import marker_at
from bot.parsing.slack_text import Mention, SlackText
from bot.parsing.words import WORD_END


@dataclass(frozen=True)
class Person:
    """A contact at the customer, as typed, between two offsets."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class People:
    """Who is named by one fact. `holder` is the person behind `by`, None where nobody is."""

    end: int
    colleagues: tuple[str, ...] = ()
    contacts: tuple[Person, ...] = ()
    holder: str | None = None


def mentioned_at(text: SlackText, at: int) -> People | None:
    """`@ana`, or several joined by a comma, `and`, `&` or `+`."""
    first = _whole_mention(text, at)
    return _joined(text, first) if first else None


def holder_at(text: SlackText, at: int) -> People | None:
    """`by @ceo`; people joined to it took part."""
    lead = _BY.match(text.words, at)
    holder = _whole_mention(text, lead.end()) if lead else None
    if not holder:
        return None
    people = _joined(text, holder)
    return People(people.end, people.colleagues[1:], holder=holder.user)


def with_list_at(text: SlackText, at: int, *, is_fact: Callable[[int], bool]) -> People | None:
    """`with Jo Lee, @ana & Sam`: names begin with a capital; the list ends where none, or a fact, begins."""
    lead = _WITH.match(text.words, at)
    if not lead:
        return None
    colleagues: list[str] = []
    contacts: list[Person] = []
    begin, end = lead.end(), -1
    while True:
        if mention := _whole_mention(text, begin):
            colleagues.append(mention.user)
            end = mention.end
        elif person := _name_at(text, begin, is_fact):
            contacts.append(person)
            end = person.end
        else:
            break
        joiner = _JOINER.match(text.words, end)
        if not joiner:
            break
        begin = joiner.end()
    return People(end, tuple(colleagues), tuple(contacts)) if end >= 0 else None


_WITH = re.compile(r"with ", re.IGNORECASE)
_BY = re.compile(r"by ", re.IGNORECASE)
_JOINER = re.compile(r" ?, ?(?:(?:and|&|\+) )?| ?(?:&|\+) ?| and ", re.IGNORECASE)
_MENTION_JOINER = re.compile(r" ?,? ?(?:&|\+) ?| ?,? and ", re.IGNORECASE)
_MENTION_END = re.compile(rf"{WORD_END}|(?=<@|[&+])")
_NAME_WORD = re.compile(r"[^\s,;:&+<>()\"“”—–!?#@]+(?=\Z|[\s,;&+—–!]|:(?:\s|\Z))")
_NO_NAME = frozenset(("and", "by", "with"))
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "mx", "prof", "st", "sr", "jr"))
_POSSESSIVE = ("'s", "’s")


def _whole_mention(text: SlackText, at: int) -> Mention | None:
    """A mention with nothing glued to it: `<@U1>'s` is a word of the note."""
    mention = text.mention_at(at)
    return mention if mention and _MENTION_END.match(text.words, mention.end) else None


def _joined(text: SlackText, first: Mention) -> People:
    users, last = [first.user], first
    while joiner := _MENTION_JOINER.match(text.words, last.end):
        following = _whole_mention(text, joiner.end())
        if not following:
            break
        users.append(following.user)
        last = following
    return People(last.end, tuple(users))


def _name_at(text: SlackText, at: int, is_fact: Callable[[int], bool]) -> Person | None:
    """Words that begin with a capital, up to a fact, a marker or the end of a sentence."""
    end, begin = -1, at
    while word := _capital_word(text, begin):
        if is_fact(begin):
            break
        end = begin + len(word)
        if _ends_sentence(word):
            end -= 1
            break
        if not text.words.startswith(" ", end):
            break
        begin = end + 1
    return Person(text.words[at:end], at, end) if end > at else None


def _capital_word(text: SlackText, at: int) -> str | None:
    match = _NAME_WORD.match(text.words, at)
    if not match or marker_at(text.words, at):
        return None
    word = match[0]
    capital = word[0].isupper() or word[0].istitle()
    is_name = capital and word.lower() not in _NO_NAME and not word.endswith(_POSSESSIVE)
    return word if is_name else None


def _ends_sentence(word: str) -> bool:
    """Whether the full stop behind a name ends a sentence rather than a title or an initial."""
    bare = word[:-1]
    return word.endswith(".") and len(bare) > 1 and "." not in bare and bare.lower() not in _TITLES
