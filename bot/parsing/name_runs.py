"""Where in a line an account's name stands: runs of leading words, or quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.parsing.dates import day_at
from bot.parsing.facts import duration_at, fact_at
from bot.parsing.markers import marker_at
from bot.parsing.names.matching import SURE, Directory
from bot.parsing.names.normal_form import normal_name
from bot.parsing.names.similarity import Likeness
from bot.parsing.slack_text import SlackText
from bot.parsing.words import after_colon

Span = tuple[int, int]


@dataclass(frozen=True)
class ExactRun:
    """The words that name `accounts` exactly; `quoted` when quotes say where they end."""

    span: Span
    accounts: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True)
class UnclearRun:
    """Words that should name an account and name none exactly; `ends` are the ends of its leading runs.

    `complete`: a fact, a comma, a colon, a marker or quotes say where the name ends.
    """

    start: int
    ends: tuple[int, ...]
    complete: bool
    text: str


def exact_run(text: SlackText, at: int, directory: Directory, today: date) -> ExactRun | None:
    """The longest run from `at` on that names an account or an alias of one."""
    if quoted := quoted_at(text.words, at):
        accounts = directory.exact(normal_name(quoted.text), short_aliases=True)
        return ExactRun((at, quoted.ends[0]), accounts, quoted=True) if accounts else None
    longest: ExactRun | None = None
    spelt: ExactRun | None = None
    longest_key = directory.longest + _LONGEST_ENDINGS
    for end in islice(_run_ends(text, at), longest_key):
        name = normal_name(text.words[at:end])
        if len(name.written_key) > longest_key:
            break
        accounts = directory.exact(name, short_aliases=_may_be_short(text, at, end, today))
        if accounts:
            longest = ExactRun((at, end), accounts)
            spelt = longest if directory.is_spelt(name) else spelt
    return _of_either(longest, spelt)


@dataclass(frozen=True)
class CloserRun:
    """A longer run that comes close to other accounts than the exact one, best first."""

    span: Span
    likely: tuple[Likeness, ...]


def closer_run(text: SlackText, run: ExactRun, directory: Directory, today: date) -> CloserRun | None:
    """Whether more words, up to the first fact, mean another account: `Fedex Fraight` is not FedEx.

    So does a legal ending that the exact account has not: `Lowes Corporation` may be Loews Corporation.
    """
    start, end = run.span
    name = normal_name(text.words[start:end])
    own_ends = () if directory.is_written(name) or name.bare == name.written else (end,)
    for longer in (*own_ends, *_longer_ends(text, end, today)):
        likely = directory.like(normal_name(text.words[start:longer]), lowest=SURE, more_than=len(name.bare))
        if likely and likely[0].account_id not in run.accounts:
            others = tuple(one for one in likely if one.account_id not in run.accounts)
            return CloserRun((start, longer), others)
    return None


def unclear_run(text: SlackText, at: int, today: date) -> UnclearRun | None:
    """The words up to the first fact, comma, colon or marker; None where there are none."""
    if quoted := quoted_at(text.words, at):
        return quoted
    ends: list[int] = []
    for start, end in _atoms(text, at):
        if fact_at(text, start, today):
            return _unclear(text, at, ends, complete=True)
        ends.append(end)
        if text.words.startswith((",", ":", ";"), end):
            return _unclear(text, at, ends, complete=True)
        if _DASH.match(text.words, end) or len(ends) == _MOST_WORDS:
            return _unclear(text, at, ends, complete=False)
    behind = text.words[ends[-1] :] if ends else ""
    return _unclear(text, at, ends, complete=bool(behind.strip(_NOTHING)))


def quoted_at(words: str, at: int) -> UnclearRun | None:
    """A name in quotes, straight or curly. Single ones must end a word, or they would be apostrophes."""
    match = _QUOTED.match(words, at) or _SINGLE_QUOTED.match(words, at)
    if not match or not any(c.isalnum() for c in match[1]):
        return None
    return UnclearRun(at, (match.end(),), complete=True, text=match[1].strip())


_QUOTED = re.compile(r"[\"“”„‟«»]([^\"“”„‟«»]*)[\"“”„‟«»]")
_SINGLE_QUOTED = re.compile(r"['‘’‚]((?:[^'‘’‚]|['‘’‚](?=\w))*)['‘’](?=\Z|[\s,:])")
_NO_START = (":", ",", ";", "—", "–")
_ATOM = re.compile(r"[^\s,:;—–]+")
_LONGEST_ENDINGS = 24
_MOST_WORDS = 12
_MOST_LONGER = 3
_NOTHING = " .!?-—–"
_DASH = re.compile(r" ?—| [-–]+ ")
_NOT_IN_CAPITALS = frozenset(("A", "I"))


def _atoms(text: SlackText, at: int) -> Iterator[Span]:
    """Words as a name has them, up to a mention, a marker or a colon that ends the account."""
    if text.words.startswith(_NO_START, at):
        return
    for match in _ATOM.finditer(text.words, at):
        if text.mention_at(match.start()) or marker_at(text.words, match.start()):
            return
        yield match.span()
        if after_colon(text.words, match.end()):
            return


def _run_ends(text: SlackText, at: int) -> Iterator[int]:
    """Ends of leading runs; signs alone (`&`, `-`) end none."""
    for start, end in _atoms(text, at):
        if any(c.isalnum() for c in text.words[start:end]) or start == at:
            yield end


def _of_either(longest: ExactRun | None, spelt: ExactRun | None) -> ExactRun | None:
    """`Air bus` is Airbus, unless there is an Air too: then it is either."""
    if longest is None or spelt is None or set(longest.accounts) & set(spelt.accounts):
        return longest
    return ExactRun(longest.span, longest.accounts + spelt.accounts)


def _may_be_short(text: SlackText, at: int, end: int, today: date) -> bool:
    """Whether an alias of up to four letters counts here: rule 4, `now they want` is not ServiceNow."""
    typed = text.words[at:end]
    if typed.upper() == typed and any(c.isalpha() for c in typed) and typed not in _NOT_IN_CAPITALS:
        return True
    if end == len(text.words) or after_colon(text.words, end):
        return True
    behind = end + 1
    follows = day_at(text.words, behind, today) or duration_at(text.words, behind)
    if not text.words.startswith(" ", end) or not follows:
        return False
    phrase = fact_at(text, at, today)
    return phrase is None or phrase.end <= end


def _longer_ends(text: SlackText, end: int, today: date) -> Iterator[int]:
    """Ends of runs that go on behind `end` without a comma or a fact between."""
    last = end
    for start, longer in islice(_atoms(text, end), _MOST_LONGER):
        if text.words[last:start] != " " or fact_at(text, start, today):
            return
        yield longer
        last = longer


def _unclear(text: SlackText, at: int, ends: list[int], *, complete: bool) -> UnclearRun | None:
    return UnclearRun(at, tuple(ends), complete, text.words[at : ends[-1]]) if ends else None
