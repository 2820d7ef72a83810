"""Which account a typed name means: never a silent wrong one."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
from threading import Lock

from bot.parsing.names.key_index import KeyIndex
from bot.parsing.names.normal_form import NormalName, normal_form, normal_name, normal_names
from bot.parsing.names.prefixes import NamePrefixes
from bot.parsing.names.similarity import LOWEST, Likeness, NameForms

SURE = 80.0
AHEAD = 8.0
MOST_CANDIDATES = 3
SHORT_ALIAS = 4


@dataclass(frozen=True)
class AccountName:
    """One name of an account: its own, or an alias of it. `account` is the name it is shown by."""

    account_id: str
    account: str
    name: str
    is_alias: bool = False


@dataclass(frozen=True)
class Candidate:
    """An account that may be meant; `score` is 0 to 100."""

    account_id: str
    account: str
    score: float


@dataclass(frozen=True)
class Match:
    """The account that is meant. `guessed`: by rule 2, so the person is told what `typed` was taken for."""

    account_id: str
    account: str
    typed: str
    guessed: bool = False


class Reason(StrEnum):
    """Why a person is asked."""

    SEVERAL = "several"
    WEAK = "weak"
    CLOSE_TO_ANOTHER = "close_to_another"
    NAME_IN_WITH_LIST = "name_in_with_list"
    NO_FACT = "no_fact"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Ambiguous:
    """Nothing is logged yet: up to three accounts, best first, are offered for what was typed."""

    typed: str
    candidates: tuple[Candidate, ...]
    reason: Reason


class Directory:
    """Every name and alias of a workspace's accounts, as they stand: after a change of them there is another.

    What only typos need, and what only type-ahead needs, is made when the first of them comes.
    """

    def __init__(self, names: Iterable[AccountName]) -> None:
        self._accounts: dict[str, str] = {}
        self._bare, self._written, self._aliases, self._short_aliases = (KeyIndex() for _ in range(4))
        self._spellings: set[str] = set()
        self._spelt: list[str] = []
        self.longest = 0
        self._making = Lock()
        self._forms: NameForms | None = None
        self._starts: list[tuple[str, float, str]] | None = None
        self._prefixes: NamePrefixes | None = None
        self.names = list(names)
        self._add(self.names)

    def __len__(self) -> int:
        return len(self._accounts)

    def exact(self, name: NormalName, *, short_aliases: bool) -> tuple[str, ...]:
        """Ids of the accounts that `name` is exactly; with `short_aliases` also by one of up to four letters.

        An account that is written just so comes alone: `Acme GmbH` beside `Acme Inc`.
        """
        aliased = self._aliases[name.written_key]
        if short_aliases:
            aliased = aliased | self._short_aliases[" ".join(name.written)]
        found = self._bare[name.bare_key] | aliased
        if len(found) > 1:
            found = self._written[name.written_key] | aliased or found
        return tuple(sorted(found, key=self._by_name))

    def is_short(self, name: NormalName) -> bool:
        """Whether nothing but an alias of up to four letters can be `name`."""
        return name.bare_key not in self._bare and name.written_key not in self._aliases

    def is_spelt(self, name: NormalName) -> bool:
        """Whether some account's name has the same words, spaces where they are."""
        return " ".join(name.bare) in self._spellings

    def is_written(self, name: NormalName) -> bool:
        """Whether some account's name has the same legal endings too."""
        return name.written_key in self._written

    def like(self, name: NormalName, *, lowest: float = LOWEST, more_than: int = 0) -> list[Likeness]:
        """Accounts by likeness, best first; only names, or parts of them, of `more_than` that many words."""
        with self._making:
            if self._forms is None:
                own = [not one.is_alias for one in self.names]
                account_ids = [one.account_id for one in compress(self.names, own)]
                self._forms = NameForms(account_ids, list(compress(self._spelt, own)))
        return self._forms.like(name, lowest=lowest, more_than=more_than)

    def starting(self, typed: str) -> dict[str, float]:
        """Accounts with a name or alias in which a word, or its first words, begin with `typed`."""
        key = "".join(normal_name(typed).written)
        best: dict[str, float] = {}
        with self._making:
            if self._starts is None:
                self._starts = sorted(_all_starts(self.names, self._spelt))
        starts = self._starts
        at = bisect_left(starts, (key,))
        while at < len(starts) and starts[at][0].startswith(key):
            _, score, account_id = starts[at]
            best[account_id] = max(score, best.get(account_id, 0.0))
            at += 1
        return best

    def prefixes(self) -> NamePrefixes:
        """What tells, word by word, whether a name may begin with what was read so far."""
        with self._making:
            if self._prefixes is None:
                self._prefixes = NamePrefixes(
                    (one.account_id, tuple(spelt.split()), one.is_alias)
                    for one, spelt in zip(self.names, self._spelt, strict=True)
                )
        return self._prefixes

    def candidate(self, account_id: str, score: float) -> Candidate:
        return Candidate(account_id, self._accounts[account_id], score)

    def found(self, account_id: str, typed: str, *, guessed: bool = False) -> Match:
        return Match(account_id, self._accounts[account_id], typed, guessed)

    def _add(self, names: list[AccountName]) -> None:
        for one, name in zip(names, normal_names([one.name for one in names]), strict=True):
            self._accounts[one.account_id] = one.account
            self._spelt.append(" ".join(name.spelt))
            written_key = name.written_key
            self.longest = max(self.longest, len(written_key))
            if not one.is_alias:
                self._bare.add(name.bare_key, one.account_id)
                self._written.add(written_key, one.account_id)
                self._spellings.add(" ".join(name.bare))
            elif len(written_key) > SHORT_ALIAS:
                self._aliases.add(written_key, one.account_id)
            else:
                self._short_aliases.add(" ".join(name.written), one.account_id)

    def _by_name(self, account_id: str) -> tuple[str, str]:
        return self._accounts[account_id], account_id


def normalise(name: str) -> str:
    """The form in which names are compared: legal endings cut, words apart. `The Hershey Co.` → `hershey`."""
    return " ".join(normal_name(name).bare)


def find(directory: Directory, typed: str) -> Match | Ambiguous:
    """The account one name alone means, as behind `/account`: exact, or one far ahead, or asked."""
    exact = directory.exact(normal_name(typed), short_aliases=True)
    if len(exact) == 1:
        return directory.found(exact[0], typed)
    return several(directory, typed, exact) if exact else guess(directory, typed)


def several(directory: Directory, typed: str, account_ids: Iterable[str]) -> Ambiguous:
    """More than one account is named exactly."""
    candidates = tuple(directory.candidate(one, 100.0) for one in account_ids)
    return Ambiguous(typed, candidates[:MOST_CANDIDATES], Reason.SEVERAL)


def guess(directory: Directory, typed: str) -> Match | Ambiguous:
    """Rules 2 and 3 for a complete name that is none exactly: one far ahead is found, else it is asked."""
    return guess_among(directory, typed, directory.like(normal_name(typed)))


def guess_among(directory: Directory, typed: str, likely: list[Likeness]) -> Match | Ambiguous:
    """The same, where the accounts it is like were looked for already."""
    if likely and likely[0].even and _is_ahead(likely):
        return directory.found(likely[0].account_id, typed, guessed=True)
    return asked(directory, typed, likely)


def asked(directory: Directory, typed: str, likely: list[Likeness], reason: Reason | None = None) -> Ambiguous:
    candidates = tuple(directory.candidate(one.account_id, one.score) for one in likely[:MOST_CANDIDATES])
    return Ambiguous(typed, candidates, reason or _reason(likely))


def search(directory: Directory, typed: str, limit: int = 20) -> tuple[Candidate, ...]:
    """For type-ahead: names in which a word begins as typed, then those that are like it."""
    starting = directory.starting(typed)
    found = sorted(
        (directory.candidate(account_id, score) for account_id, score in starting.items()),
        key=lambda one: (-one.score, one.account.casefold(), one.account_id),
    )
    if len(found) < limit:
        others = (one for one in directory.like(normal_name(typed)) if one.account_id not in starting)
        found.extend(directory.candidate(one.account_id, one.score) for one in others)
    return tuple(found[:limit])


_NEARLY = 75.0
_NAME_START, _ALIAS_START, _INNER_START = 100.0, 98.0, 96.0


def _all_starts(names: Iterable[AccountName], spelt: Iterable[str]) -> Iterator[tuple[str, float, str]]:
    for one, words in zip(names, spelt, strict=True):
        written = normal_form(tuple(words.split())).written
        for first in range(len(written)):
            score = _ALIAS_START if one.is_alias else _INNER_START if first else _NAME_START
            yield "".join(written[first:]), score, one.account_id


def _is_ahead(likely: list[Likeness]) -> bool:
    """Whether the best one is sure and alone: a part of a name only where no other name is nearly as typed."""
    best = likely[0]
    next_best = likely[1].score if len(likely) > 1 else 0.0
    return best.score >= SURE and best.score - next_best >= AHEAD and (best.whole or next_best < _NEARLY)


def _reason(likely: list[Likeness]) -> Reason:
    if not likely:
        return Reason.UNKNOWN
    return Reason.SEVERAL if likely[0].score >= SURE and likely[1:] and likely[1].score >= _NEARLY else Reason.WEAK
