"""The line of `/logcall`, from Slack's text to values. Deterministic: no clock, no disk.

    Acme visit 45m yesterday @ana with Jo Lee: budget frozen #risk freeze until Q2 next: call back fri

is read from left to right: how it begins (opening), its facts (gathering, facts, dates, people), then note,
insights and follow-up (markers, follow_up). Each word belongs to exactly one of Line.parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.conversations.model import Details
from bot.domain.errors import Refusal
from bot.parsing.details import read_details
from bot.parsing.gathering import Gathered, gather
from bot.parsing.names.matching import MOST_CANDIDATES, SURE, Asked, Candidate, Directory, Found, Why
from bot.parsing.names.normal_form import normal_name
from bot.parsing.opening import LinkedAccount, Opening, read_opening
from bot.parsing.parts import Part, Role
from bot.parsing.people import Person
from bot.parsing.slack_text import SlackText, read_tokens

LINE_LIMIT = 3000


class LineTooLong(Refusal, ValueError):
    """The line has more than LINE_LIMIT characters as typed; it is given back whole."""

    def __init__(self, text: str, length: int) -> None:
        super().__init__(f"A line has at most {LINE_LIMIT} characters, this one {length}: shorten it.", typed=text)
        self.length = length


@dataclass(frozen=True)
class Line:
    """One line as read. `account` is None where no account is named and the channel is linked to none.

    `has_facts_or_words` is False for a bare account name (and an empty line): the form opens then. `parts`
    say what each stretch of `text`, the line with its white space folded, was read as.
    """

    account: Found | Asked | None
    details: Details
    has_facts_or_words: bool
    text: str
    parts: tuple[Part, ...]


def read_line(
    text: str,
    *,
    directory: Directory,
    author: str,
    today: date,
    channel_account: LinkedAccount | None = None,
    chosen: LinkedAccount | None = None,
) -> Line:
    """Read `text` as Slack delivers it, typed by `author` (a Slack user id) on their local `today`.

    `channel_account` is the id and name of the account the channel is linked to. `chosen` is the account a
    person picked after they were asked: the line is read again, the words that name it left out. Raises
    LineTooLong. No other error: any text is a line.
    """
    line = read_tokens(text)
    if line.typed > LINE_LIMIT:
        raise LineTooLong(text, line.typed)
    opening = read_opening(line, directory, today, channel_account)
    if chosen:
        opening, gathered = _settled(line, opening, directory, today, chosen)
    else:
        gathered = gather(line, opening, today)
        opening = _with_those_met(opening, _accounts_met(gathered.contacts, directory), directory)
    details = read_details(line, gathered, author, today)
    parts = tuple(sorted(gathered.parts, key=lambda part: part.start))
    says_something = any(part.role is not Role.ACCOUNT for part in parts)
    return Line(opening.account, details, says_something, line.words, parts)


def _settled(
    line: SlackText, opening: Opening, directory: Directory, today: date, chosen: LinkedAccount
) -> tuple[Opening, Gathered]:
    """The line once a person said which account it is about.

    One from the `with` list takes its name from there; an account in front becomes who was met, and
    words in front that were no account stay words.
    """
    gathered = gather(line, opening, today)
    person = _accounts_met(gathered.contacts, directory).get(chosen[0])
    if person is None or _offers(opening, chosen[0]):
        settled = opening.settled(*chosen, line)
        return settled, gather(line, settled, today)
    account = Found(*chosen, typed=person.name)
    if isinstance(opening.account, Asked):
        nameless = Opening(account, (0, 0))
        return nameless, gather(line, nameless, today)
    at = gathered.contacts.index(person)
    front = line.words[slice(*opening.name)]
    gathered.contacts[at : at + 1] = [Person(front, *opening.name)] if front else []
    return replace(opening, account=account), gathered


def _offers(opening: Opening, account_id: str) -> bool:
    """Whether the line is, or may be, about that account by what stands in front."""
    account = opening.account
    if isinstance(account, Asked):
        return any(one.account_id == account_id for one in account.candidates)
    return account is not None and account.account_id == account_id


def _accounts_met(contacts: Sequence[Person], directory: Directory) -> dict[str, Person]:
    """Accounts named in a `with` list, by id. A short alias is one in capitals only: Kim is a person."""
    return {
        account_id: person
        for person in contacts
        for account_id in directory.exact(normal_name(person.name), short_aliases=person.name.isupper())
    }


def _with_those_met(opening: Opening, met: dict[str, Person], directory: Directory) -> Opening:
    """Rule 4: a name in the `with` list that is itself an account is asked about."""
    account = opening.account
    new = [directory.candidate(one, 100.0) for one in sorted(met) if not _offers(opening, one)]
    if not new or (isinstance(account, Found) and account.account_id in met):
        return opening
    reason = Why.NAME_IN_WITH_LIST
    if isinstance(account, Asked):
        strong = [one for one in account.candidates if one.score >= SURE]
        weak = [one for one in account.candidates if one.score < SURE]
        asked = Asked(account.typed, (*strong, *new, *weak)[:MOST_CANDIDATES], reason)
    elif account:
        own = Candidate(account.account_id, account.account, 100.0)
        asked = Asked(account.typed, (own, *new)[:MOST_CANDIDATES], reason)
    else:
        asked = Asked(next(iter(met.values())).name, tuple(new[:MOST_CANDIDATES]), reason)
    return replace(opening, account=asked)
