"""People at the customers whom earlier conversations named."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.parsing.line.tokens import Tokens
from bot.parsing.names.normal_form import normal_names

LONGEST_NAME = 4
"""Words that the name of a known person has at most, to be looked for."""


@dataclass(frozen=True, slots=True)
class PersonSpot:
    """A known person in the tokens `start` to `end`, and the accounts that know one of that name."""

    start: int
    end: int
    name: str
    accounts: tuple[str, ...]


class KnownPeople:
    """Who is known at which account: by whole name anywhere, by first name where only one of an account has it."""

    def __init__(self, people: Iterable[tuple[str, str]] = ()) -> None:
        """`people` are each an account's id and a name."""
        listed = list(people)
        self._accounts: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        self._first_names: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_first_name: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for (account_id, name), normal in zip(listed, normal_names([name for _, name in listed]), strict=True):
            self._accounts[normal.spelt].setdefault(account_id, name)
            self._first_names[account_id, normal.spelt[0]].add(name)
            self._by_first_name[normal.spelt[0]].add((account_id, name))

    def __bool__(self) -> bool:
        return bool(self._accounts)

    def spot(self, tokens: Tokens, at: int) -> PersonSpot | None:
        """The longest known name of several words that begins at `at`."""
        if _without_possessive(tokens[at].raw, tokens[at].key) not in self._by_first_name:
            return None
        found = None
        words: list[str] = []
        for end in range(at + 1, min(len(tokens), at + 2 * LONGEST_NAME) + 1):
            token = tokens[end - 1]
            words += [_without_possessive(token.raw, token.key)] if token.key else []
            if not token.key and token.plain not in ("-", "."):
                break
            accounts = self._accounts.get(tuple(words)) if len(words) > 1 else None
            if accounts and token.key:
                name = next(iter(accounts.values()))
                found = PersonSpot(at, end, name, tuple(accounts))
        return found

    def by_first_name(self, word: str, account_ids: Collection[str]) -> str | None:
        """The only person of these accounts with that first name (a normal word), or of that one name."""
        names = {name for account_id in account_ids for name in self._first_names.get((account_id, word), ())}
        return next(iter(names)) if len(names) == 1 else None

    def is_first_name(self, word: str) -> bool:
        """Whether anybody known anywhere has that first name."""
        return word in self._by_first_name

    def accounts_of(self, word: str) -> tuple[str, ...]:
        """The ids of the accounts that know somebody with that first name."""
        return tuple(sorted({account_id for account_id, _ in self._by_first_name.get(word, ())}))

    def only_one(self, word: str) -> tuple[str, str] | None:
        """The account's id and the name of the only person anywhere with that first name."""
        found = self._by_first_name.get(word, set())
        return next(iter(found)) if len(found) == 1 else None


def _without_possessive(raw: str, key: str) -> str:
    return key[:-1] if raw.endswith(("'s", "’s")) else key


def first_words(text: str) -> tuple[str, ...]:
    """Words of a line, in lower case, with which the name of somebody known may begin: those in front, and capital
    ones wherever they stand; at most so many."""
    found: dict[str, None] = {}
    for at, word in enumerate(_WORD.findall(text)):
        if len(word) > 1 and (at < _FRONT or word[0].isupper() or not word.isascii()):
            found.setdefault(word.casefold().removesuffix("'s").removesuffix("’s"))
        if len(found) >= _MOST_WORDS:
            break
    return tuple(found)


_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_FRONT, _MOST_WORDS = 12, 24
