"""Reading a line: tokens, spots, readings, and the one that wins."""

from dataclasses import dataclass, replace
from datetime import date

from bot.domain.conversations.doubts import Doubt, DoubtKind
from bot.domain.conversations.model import Details, State
from bot.domain.errors import Refusal
from bot.parsing.line.account.choice import Choice, LinkedAccount, Span
from bot.parsing.line.account.choose import choose
from bot.parsing.line.account.spans import AccountSpot
from bot.parsing.line.chatter import NoLine, no_line
from bot.parsing.line.facts import MOST_ACCOUNTS, Facts, Header
from bot.parsing.line.front.above import customer_first
from bot.parsing.line.front.facts_behind import read_facts
from bot.parsing.line.front.header import read_header
from bot.parsing.line.outcomes.ahead import only_promises
from bot.parsing.line.pasted import leaves_out, once, pieces
from bot.parsing.line.people.known import KnownPeople
from bot.parsing.line.reading import Reading, read_details
from bot.parsing.line.sections.cut import Part, Section
from bot.parsing.line.spots import Context, Spots, find_spots
from bot.parsing.line.tokens import Shape, tokenize
from bot.parsing.names.matching import Ambiguous, Directory, Match
from bot.parsing.names.normal_form import normal_name
from bot.parsing.parts import Part as Stretch
from bot.parsing.parts import Role
from bot.parsing.slack_text import read_tokens

LINE_LIMIT = 3000


class LineTooLong(Refusal, ValueError):
    """The line has more than LINE_LIMIT characters as typed; it is given back whole."""

    def __init__(self, text: str, length: int) -> None:
        super().__init__(f"A line has at most {LINE_LIMIT} characters, this one {length}: shorten it.", typed=text)
        self.length = length


class TooManyAccounts(Refusal, ValueError):
    """The line names more accounts than one receipt holds; it is given back whole."""

    def __init__(self, text: str, count: int) -> None:
        words = f"A line logs at most {MOST_ACCOUNTS} customers, this one names {count}: send it in parts."
        super().__init__(words, typed=text)


@dataclass(frozen=True)
class Entry:
    """A conversation that a line tells of."""

    account: Match
    details: Details
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line as read. `account` is None where none is named and the channel is linked to none, and Ambiguous where
    its author has to say; then nothing is logged. `entries` are what is logged, one for each account.

    `has_facts_or_words` is False for a bare account name (and an empty line): the form opens then. `no_line` says what
    was typed instead of a line, `about` the account it asks about. `parts` say what each stretch of `text`, with its
    white space folded, was read as; `weighed` what each place of the account was worth.
    """

    account: Match | Ambiguous | None
    details: Details
    has_facts_or_words: bool
    text: str
    parts: tuple[Stretch, ...]
    entries: tuple[Entry, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    no_line: NoLine | None = None
    is_compact: bool = True
    weighed: tuple[tuple[float, str], ...] = ()
    about: str | None = None

    @property
    def names(self) -> str:
        """The accounts of its entries, as their authors read them."""
        return ", ".join(entry.account.account for entry in self.entries)

    @property
    def needs_eye(self) -> bool:
        """Whether its receipt asks to check something."""
        return bool(self.doubts) or any(entry.account.guessed for entry in self.entries)


def read_line(
    text: str,
    *,
    directory: Directory,
    author: str,
    today: date,
    people: KnownPeople | None = None,
    day_first: bool = True,
    channel_account: LinkedAccount | None = None,
    chosen: LinkedAccount | None = None,
    is_told: bool = False,
) -> Line:
    """Read `text` as Slack delivers it, typed by `author` (a Slack user id) on their local `today`.

    `people` are contacts known from earlier conversations; `day_first` is how the author writes dates by numbers.
    `channel_account` is the id and name of the account the channel is linked to. `chosen` is the account a
    person picked after they were asked: the line is read again, the words that name it left out. `is_told`: it
    tells of a conversation, so it is no greeting and no question. Raises LineTooLong and TooManyAccounts, nothing else.
    """
    slack = read_tokens(text, keep_lines=True)
    if slack.typed > LINE_LIMIT:
        raise LineTooLong(text, slack.typed)
    tokens = tokenize(slack)
    context = Context(directory, people or _NOBODY, today, day_first)
    reader = _Reader(context, author, channel_account, chosen, is_told)
    spots = find_spots(tokens, context)
    line = (reader.read_pasted(spots) if chosen is None else None) or reader.read(customer_first(spots))
    if len(line.entries) > MOST_ACCOUNTS:
        raise TooManyAccounts(text, len(line.entries))
    return line


_NOBODY = KnownPeople()

_SAYS_NOTHING = (Role.ACCOUNT, Role.FILLER)


@dataclass(frozen=True)
class _Reader:
    context: Context
    author: str
    linked: LinkedAccount | None
    chosen: LinkedAccount | None
    is_told: bool

    def read_pasted(self, whole: Spots) -> Line | None:
        """Several lines that each begin with an account are an entry each; None where they are not."""
        tokens = whole.tokens
        lines = [self.read(find_spots(piece, self.context)) for piece in pieces(whole)]
        if len(lines) < 2:
            return None
        if not all(isinstance(line.account, Match) and line.entries for line in lines):
            return None
        entries = tuple(entry for line in lines for entry in line.entries)
        if any(entry.details.private for entry in entries):
            # Said once, it holds for all that was pasted or listed: nothing private may become public by a comma.
            entries = tuple(replace(entry, details=replace(entry.details, private=True)) for entry in entries)
        return replace(
            lines[0],
            has_facts_or_words=True,
            text=tokens.text,
            parts=once(part for line in lines for part in line.parts),
            entries=entries,
            doubts=tuple(doubt for line in lines for doubt in line.doubts),
            weighed=tuple(one for line in lines for one in line.weighed),
        )

    def read(self, spots: Spots) -> Line:
        tokens = spots.tokens
        if self.chosen is None and not self.linked and not self.is_told and (said := no_line(spots)):
            empty = self._details(spots, Header(read_header(spots, 0).facts), 0, (), ())
            return Line(None, empty.details, False, tokens.text, (), no_line=said, about=self._only_account(spots))
        main, behind = spots.main, spots.sections
        header = read_header(spots, main)
        choice = self._choose(spots, header, main, behind)
        spots, header, choice = self._settle(spots, header, choice, main)
        found = [one for one in (choice.account, *choice.more) if isinstance(one, Match)]
        is_compact = bool(header.accounts) or choice.span is None
        reading = self._details(
            spots, header, main, behind, tuple(one.account_id for one in found), is_compact=is_compact
        )
        if _is_still_to_come(header.facts, reading.details) or (not is_compact and only_promises(spots, header.facts)):
            about = found[0].account if len(found) == 1 else None
            return Line(None, reading.details, False, tokens.text, (), no_line=NoLine.AHEAD, about=about)
        doubts = reading.doubts
        if len(found) == 1 and is_compact and self.chosen is None and leaves_out(spots, header, main):
            doubts = (*doubts, Doubt(DoubtKind.ONE_OF_SEVERAL))
        entries = tuple(Entry(one, reading.details, doubts) for one in found)
        says = len(found) > 1 or any(part.role not in _SAYS_NOTHING for part in reading.stretches)
        return Line(
            choice.account,
            reading.details,
            says,
            tokens.text,
            reading.stretches,
            entries,
            doubts,
            is_compact=is_compact,
            weighed=choice.weighed,
        )

    def _only_account(self, spots: Spots) -> str | None:
        """The name of the account that is named, where one alone is."""
        named = [each for spot in spots.accounts for each in spot.accounts]
        return self.context.directory.candidate(named[0], 0.0).account if len(named) == 1 else None

    def _choose(self, spots: Spots, header: Header, main: int, behind: tuple[Section, ...]) -> Choice:
        choice = choose(spots, header, main, self.linked)
        labelled = next((one for one in behind if one.part is Part.CUSTOMER), None)
        if choice.account is None and labelled is not None:
            label = Header(header.facts, end=labelled.words)
            if (spot := spots.account(labelled.words)) is not None:
                label.accounts = (spot,)
            choice = replace(choose(spots, label, labelled.end, None), span=None)
        sender = next((one for one in behind if one.part is Part.SENDER), None)
        if choice.account is None and sender is not None:
            ours = tuple(spot for spot in spots.accounts if sender.words <= spot.start < sender.end)
            of_address = Header(header.facts, end=sender.end, accounts=ours[:1])
            choice = replace(choose(spots, of_address, sender.end, None), span=None) if ours else choice
        person = spots.person(sender.words) if sender else None
        if not isinstance(choice.account, Match) and sender is not None and person is not None:
            signed = Header(header.facts, end=person.end, people=[person])
            choice = replace(choose(spots, signed, sender.end, None), span=None)
        return choice

    def _settle(self, spots: Spots, header: Header, choice: Choice, main: int) -> tuple[Spots, Header, Choice]:
        """The line once it is decided which words name the account: they are left out of the note."""
        span = choice.span
        if choice.person is not None:
            spots = spots.with_person(choice.person)
        if self.chosen is not None:
            span = choice.others.get(self.chosen[0], choice.span)
            met = self._met(header) if self.chosen[0] not in choice.others else None
            if met is not None:
                return spots, header, self._swapped(spots, header, choice, met)
            typed = spots.tokens.raw(*span).strip("\"“”„‟«»'‘’‚") if span else ""
            choice = replace(choice, account=Match(*self.chosen, typed=typed), more=(), span=span)
        if choice.account is None or (span is None and not header.accounts):
            if choice.account is not None:
                header = read_header(spots, main, linked=True)
            return spots, header, choice
        if span is None:
            return spots, header, choice
        is_as_read = (
            header.accounts and header.accounts[0].start == span[0] and len(header.accounts) == 1 + len(choice.more)
        )
        if is_as_read and header.accounts[0].end == span[1] and not isinstance(choice.account, Ambiguous):
            return spots, header, choice
        if len(choice.more):
            return spots, header, choice
        ids = (choice.account.account_id,) if isinstance(choice.account, Match) else ("?",)
        forced = spots.with_account(AccountSpot(*span, ids, is_quoted=True))
        header = read_header(forced, main)
        if not header.accounts:
            header = _sentence(forced, header, span, main)
        if self.chosen is not None:
            choice = replace(choice, more=self._others(forced, header, span[0]))
        return forced, header, choice

    def _others(self, spots: Spots, header: Header, start: int) -> tuple[Match, ...]:
        """The accounts that are joined to the one a person picked, which begins at the token `start`."""
        joined = (spot for spot in header.accounts if spot.start != start and len(spot.accounts) == 1)
        found = self.context.directory.found
        return tuple(found(spot.accounts[0], spots.tokens.raw(spot.start, spot.end), guessed=False) for spot in joined)

    def _met(self, header: Header) -> str | None:
        """The name in the `with` list that is the account a person picked."""
        chosen = self.chosen[0] if self.chosen else ""
        exact = self.context.directory.exact
        met = (name for name in header.facts.contacts if chosen in exact(normal_name(name), short_aliases=True))
        return next(met, None) if header.accounts else None

    def _swapped(self, spots: Spots, header: Header, choice: Choice, met: str) -> Choice:
        """The account is one of those in the `with` list: the one in front is who was met."""
        front, facts = header.accounts[0], header.facts
        facts.contacts[facts.contacts.index(met)] = spots.tokens.raw(front.start, front.end)
        facts.mark(front.start, front.end, Role.FACT)
        account = Match(*(self.chosen or ("", "")), typed=met)
        return replace(choice, account=account, more=(), span=(front.start, front.end))

    def _details(
        self,
        spots: Spots,
        header: Header,
        main: int,
        behind: tuple[Section, ...],
        ids: tuple[str, ...],
        *,
        is_compact: bool = True,
    ) -> Reading:
        return read_details(spots, header, main, behind, ids, author=self.author, is_compact=is_compact)


def _is_still_to_come(facts: Facts, details: Details) -> bool:
    """`need to call Acme`, and no day for it: nothing took place, and nothing can be planned."""
    is_dated = details.state is State.PLANNED or facts.duration is not None or facts.day is not None
    return facts.will and not is_dated and not facts.failed


def _sentence(spots: Spots, header: Header, span: Span, main: int) -> Header:
    """The header of a sentence: what it begins with, and the facts directly behind its account."""
    spot = spots.account(span[0])
    behind = Header(
        header.facts, end=span[1], accounts=(spot,) if spot and spots.tokens[span[0]].shape is Shape.CJK else ()
    )
    roles = list(header.facts.roles)
    read_facts(spots, behind, main)
    header.facts.roles = roles
    return header
