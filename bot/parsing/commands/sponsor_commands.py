"""What is typed behind `/owner` and `/sponsor`: an account, then a member or `none`.

/owner Acme @ana · /owner Acme · /owner Acme none
/sponsor · /sponsor Acme · /sponsor Acme @ceo · /sponsor Acme none
"""

from dataclasses import dataclass

from bot.parsing.commands.account_add import NotUnderstood
from bot.parsing.commands.account_prefix import (
    exact_lead,
    likeness,
    names_exactly,
    names_nearly,
    quoted_lead,
    splits,
    typed_name,
)
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


OwnerCommand = ShowOwner | SetOwner
SponsorCommand = ShowCoverage | OfferSponsors | ProposeSponsor | EndSponsorship


def read_owner(text: str, directory: Directory) -> OwnerCommand:
    """Read `text` as Slack delivers it behind `/owner`. Raises NotUnderstood with what to type instead."""
    said = _read(text, directory, "/owner Acme @ana")
    return SetOwner(said.name, said.member) if said.member or said.is_none else ShowOwner(said.name)


def read_sponsor(text: str, directory: Directory) -> SponsorCommand:
    """Read `text` as Slack delivers it behind `/sponsor`. Raises NotUnderstood with what to type instead."""
    if not text.strip():
        return ShowCoverage()
    said = _read(text, directory, "/sponsor Acme @ceo")
    if said.member:
        return ProposeSponsor(said.name, said.member)
    return EndSponsorship(said.name) if said.is_none else OfferSponsors(said.name)


_NONE = "none"


@dataclass(frozen=True)
class _Said:
    name: str
    member: str | None = None
    is_none: bool = False


def _read(text: str, directory: Directory, example: str) -> _Said:
    line = read_tokens(text)
    try:
        if line.mentions:
            return _with_member(line, example)
        if quoted := quoted_lead(line.words):
            return _of_quoted(line.words, *quoted, directory, example)
        return _of_words(line.words, directory, example)
    except NotUnderstood as error:
        raise NotUnderstood(error.words, typed=text) from None


def _with_member(line: SlackText, example: str) -> _Said:
    member = line.mentions[0]
    if len(line.mentions) > 1 or line.words[member.end :].strip(" ,."):
        raise NotUnderstood(f"Name one account, then one person, as in: {example}")
    return _Said(typed_name(line.words[: member.start], example), member=member.user)


def _of_quoted(words: str, name: str, behind: str, directory: Directory, example: str) -> _Said:
    if not behind or behind.casefold() == _NONE:
        return _Said(name, is_none=bool(behind))
    if names_exactly(words, directory):
        return _Said(words)
    raise _no_person(example)


def _of_words(words: str, directory: Directory, example: str) -> _Said:
    if names_exactly(words, directory):
        return _Said(words)
    ending = next((each for each in splits(words, (_NONE,)) if not each.behind), None)
    if ending and likeness(ending.name, directory) >= likeness(words, directory):
        return _Said(typed_name(ending.name, example), is_none=True)
    names_a_person = words.startswith("@") or " @" in words
    if names_a_person or (exact_lead(words, directory) and not names_nearly(words, directory)):
        raise _no_person(example)
    name = typed_name(words, example)
    if name.casefold() == _NONE:
        raise NotUnderstood(f"Which account? Send its name too, as in: {example}")
    return _Said(name)


def _no_person(example: str) -> NotUnderstood:
    return NotUnderstood(f"Pick the person from the list that @ opens, or say none, as in: {example}")
