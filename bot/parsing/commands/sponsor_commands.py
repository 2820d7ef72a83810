"""What is typed behind `/owner` and `/sponsor`: an account, then a member, by mention or by name, or `none`.

/owner Acme @ana · /owner Acme ana · /owner Acme me · /owner Acme · /owner Acme none
/sponsor · /sponsor Acme · /sponsor Acme @ceo · /sponsor Acme me · /sponsor Acme none
"""

import re
from dataclasses import dataclass

from bot.parsing.commands.account_add import NotUnderstood
from bot.parsing.commands.account_prefix import (
    exact_lead,
    likeness,
    names_exactly,
    names_nearly,
    quoted_lead,
    typed_name,
)
from bot.parsing.commands.people import Named, People, person_named
from bot.parsing.names.matching import Directory
from bot.parsing.slack_text import SlackText, read_tokens


@dataclass(frozen=True)
class ShowOwner:
    """Who owns the account of this name, and taking it where nobody does."""

    name: str


@dataclass(frozen=True)
class SetOwner:
    """`owner` is a Slack user id; None leaves the account without one."""

    name: str
    owner: str | None


@dataclass(frozen=True)
class ShowCoverage:
    """Who sponsors whom, who has nobody, which accounts lack one."""


@dataclass(frozen=True)
class OfferSponsors:
    """Whom to ask to be this account's sponsor."""

    name: str


@dataclass(frozen=True)
class ProposeSponsor:
    """`member` is a Slack user id."""

    name: str
    member: str


@dataclass(frozen=True)
class EndSponsorship:
    """What is open or accepted ends."""

    name: str


@dataclass(frozen=True)
class AskPerson:
    """The account, and words that name nobody for sure."""

    name: str
    person: Named


OwnerCommand = ShowOwner | SetOwner | AskPerson
SponsorCommand = ShowCoverage | OfferSponsors | ProposeSponsor | EndSponsorship | AskPerson


def read_owner(text: str, directory: Directory, people: People) -> OwnerCommand:
    """Read `text` as Slack delivers it behind `/owner`. Raises NotUnderstood with what to type instead."""
    line = _read(text, directory, people, "/owner Acme @ana")
    if line.unclear is not None:
        return AskPerson(line.name, line.unclear)
    return SetOwner(line.name, line.member) if line.member or line.is_none else ShowOwner(line.name)


def read_sponsor(text: str, directory: Directory, people: People) -> SponsorCommand:
    """Read `text` as Slack delivers it behind `/sponsor`. Raises NotUnderstood with what to type instead."""
    if text.strip().casefold() in _COVERAGE:
        return ShowCoverage()
    line = _read(text, directory, people, "/sponsor Acme @ceo")
    if line.unclear is not None:
        return AskPerson(line.name, line.unclear)
    if line.member:
        return ProposeSponsor(line.name, line.member)
    return EndSponsorship(line.name) if line.is_none else OfferSponsors(line.name)


_NONE = ("none", "nobody", "no one", "-")
_COVERAGE = ("", "list", "all", "coverage", "overview")
_BETWEEN = re.compile(r"(?:(?:to|is|by|owner|sponsor|=|:|->|→)(?:\s+|\Z))+", re.IGNORECASE)
"""What people write between an account and a person."""


@dataclass(frozen=True)
class _Said:
    name: str
    member: str | None = None
    is_none: bool = False
    unclear: Named | None = None


def _read(text: str, directory: Directory, people: People, example: str) -> _Said:
    line = read_tokens(text)
    try:
        if line.mentions:
            return _with_member(line, example)
        if quoted := quoted_lead(line.words):
            return _of_quoted(line.words, *quoted, directory, people)
        return _of_words(line.words, directory, people, example)
    except NotUnderstood as error:
        raise NotUnderstood(error.words, typed=text) from None


def _with_member(line: SlackText, example: str) -> _Said:
    member = line.mentions[0]
    if len(line.mentions) > 1 or line.words[member.end :].strip(" ,."):
        raise NotUnderstood(f"Name one account, then one person, as in: {example}")
    return _Said(typed_name(line.words[: member.start], example), member=member.user)


def _of_quoted(text: str, name: str, behind: str, directory: Directory, people: People) -> _Said:
    if behind and names_exactly(text, directory):
        return _Said(text)
    return _with_person(name, behind, people) if behind else _Said(name)


def _of_words(words: str, directory: Directory, people: People, example: str) -> _Said:
    if names_exactly(words, directory):
        return _Said(words)
    if lead := exact_lead(words, directory):
        text = _with_person(*lead, people)
        return _Said(words) if text.unclear and not text.unclear.members and names_nearly(words, directory) else text
    name, behind = _nearly_named(words, directory, people)
    text = _with_person(name, behind, people) if behind else _Said(typed_name(name, example))
    if person_named(text.name, people).is_sure or text.name.casefold() in (_NONE[0], *_COVERAGE, "mine"):
        raise NotUnderstood(f"Which account? Send its name first, as in: {example}. /account mine lists yours.")
    return text


def _nearly_named(text: str, directory: Directory, people: People) -> tuple[str, str]:
    """An account that is named with a typo, and what stands behind it: none, or somebody's name."""
    at = [match.start() for match in re.finditer(r"(?<=\s)\S", text)]
    ends = ((text[:each].strip(), text[each:]) for each in at)
    people_behind = (end for end in ends if _with_person("", end[1], people).unclear is None)
    like = [each for each in people_behind if likeness(each[0], directory) >= likeness(text, directory)]
    return like[0] if like else (text, "")


def _with_person(name: str, behind: str, people: People) -> _Said:
    """The account of that name, and whom the words behind it name."""
    words = _BETWEEN.sub("", behind, count=1).strip() if _BETWEEN.match(behind) else behind.strip()
    if words.casefold() in _NONE:
        return _Said(name, is_none=True)
    found = person_named(words, people)
    if not words:
        return _Said(name)
    return _Said(name, member=found.members[0]) if found.is_sure else _Said(name, unclear=found)
