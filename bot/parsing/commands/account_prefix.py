"""Which leading words of a command are the account's name, and which say what is to be done with it.

An account's name may end in any word we use (`Axon Enterprise`, `General Value`), so names that are known decide,
then names that are nearly so.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.parsing.commands.account_add import NAME_LIMIT, NotUnderstood
from bot.parsing.names.matching import SURE, Directory, Match, find
from bot.parsing.names.normal_form import normal_name
from bot.parsing.names.quotes import quoted_at


@dataclass(frozen=True)
class Split:
    """A name, the word behind it (small letters), and what stands behind that word."""

    name: str
    verb: str
    behind: str


def splits(text: str, verbs: Collection[str]) -> Iterator[Split]:
    """Every way to read `words` as a name with one of `verbs` behind it, the shortest name first."""
    for match in _WORD.finditer(text):
        name = _trimmed(text[: match.start()])
        if match.start() > _LONGEST_TYPED:
            return
        verb = match[0].rstrip(":").casefold()
        if name and verb in verbs:
            yield Split(name, verb, text[match.end() :].strip())


def names_exactly(text: str, directory: Directory) -> bool:
    """Whether `words` are an account's name or an alias of one, or of several."""
    return bool(text) and bool(directory.exact(normal_name(text), short_aliases=True))


def names_nearly(text: str, directory: Directory) -> bool:
    """Whether `words` are found to mean one account, by a typo or by words that only one name has."""
    return isinstance(find(directory, text), Match)


def likeness(text: str, directory: Directory) -> float:
    """0 to 100: how like `words` are to the account they are most like."""
    if not text or len(text) > _LONGEST_TYPED:
        return 0.0
    likely = directory.like(normal_name(text))
    return likely[0].score if likely else 0.0


def is_nearly_longer(text: str, name: str, directory: Directory) -> bool:
    """Whether all of `words` are nearly an account's name of more words than `name`, which they begin with."""
    if len(text) > _LONGEST_TYPED:
        return False
    return bool(directory.like(normal_name(text), lowest=SURE, more_than=len(normal_name(name).bare)))


def exact_lead(text: str, directory: Directory) -> tuple[str, str] | None:
    """The longest leading words that are an account's name, and those behind them; None where none are."""
    found = None
    for match in _WORD.finditer(text):
        if match.end() > _LONGEST_TYPED:
            break
        name = _trimmed(text[: match.end()])
        if names_exactly(name, directory):
            found = name, text[match.end() :].strip()
    return found


def quoted_lead(words: str) -> tuple[str, str] | None:
    """A name in quotes that `words` begin with, and what stands behind it."""
    quoted = quoted_at(words, 0)
    return (quoted.text, words[quoted.end :].lstrip(_SIGNS)) if quoted else None


def typed_name(text: str, example: str) -> str:
    """`words` as the name of an account that stands, out of quotes that enclose it. Raises NotUnderstood."""
    name = _unquoted(text)
    if not name:
        raise NotUnderstood(f"Which account? Send its name too, as in: {example}")
    return name


def new_name(text: str, example: str) -> str:
    """`words` as a name that is to be kept: of an account, an alias, or a contact. Raises NotUnderstood."""
    name = _unquoted(text)
    if not any(c.isalnum() for c in name):
        raise NotUnderstood(f"Send the name with it, one with a letter or a digit, as in: {example}")
    if name.startswith("@") or " @" in name:
        raise NotUnderstood(f"Write the name without @, as in: {example}")
    if len(name) > NAME_LIMIT:
        raise NotUnderstood(f"That name has {len(name)} characters; at most {NAME_LIMIT} fit. Send a shorter one.")
    return name


_WORD = re.compile(r"\S+")
_SIGNS = " ,:"
_LONGEST_TYPED = 2 * NAME_LIMIT
"""No name is longer than NAME_LIMIT; signs that are no part of it may stand between."""


def _trimmed(text: str) -> str:
    return text.strip(_SIGNS)


def _unquoted(text: str) -> str:
    quoted = quoted_lead(text.strip())
    return quoted[0] if quoted and not quoted[1] else _trimmed(text)
