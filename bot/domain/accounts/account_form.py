"""The form of an account: its fields as texts, and what becomes of two who change one account at the same time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bot.domain.accounts.model import Account


class AccountField(StrEnum):
    """A field of the form; the value names its block in Slack."""

    NAME = "name"
    STAGE = "stage"
    TIER = "tier"
    CADENCE = "cadence"
    VALUE = "value"
    SINCE = "since"
    ALIASES = "aliases"
    OWNER = "owner"
    CHANNEL = "channel"


Filled = Mapping[AccountField, str]
"""What stands in the fields, nothing checked: people and channels as Slack ids, one alias a line, the rest as typed.
A field that is not there was not in the form."""

Stamps = Mapping[str, str]
"""How each field read when the form was opened, a short stamp for each."""


@dataclass(frozen=True)
class Changer:
    """Who changed an account while somebody had its form open: a name, "" where nobody can tell, or its reader."""

    name: str = ""
    is_reader: bool = False


@dataclass(frozen=True)
class Meanwhile:
    """What `by` changed while the form was open.

    `taken` are fields of theirs that now stand in the form, `clashes` what they wrote where its reader wrote otherwise.
    """

    by: Changer
    taken: tuple[AccountField, ...]
    clashes: Filled


@dataclass(frozen=True)
class AccountForm:
    """The form of `account` with the fields its reader may change; `stamps` say how those stand on disk `at` (UTC).

    `round` grows each time it comes back. `names` maps member ids to names.
    """

    account: Account
    filled: Filled
    stamps: Stamps
    at: datetime
    meanwhile: Meanwhile | None = None
    round: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Settled:
    """What a submitted form comes to: `wanted` are the fields to write, `taken` those only somebody else changed,
    `clashes` those both changed, each otherwise."""

    wanted: Filled
    taken: tuple[AccountField, ...]
    clashes: tuple[AccountField, ...]


def stamps_of(filled: Filled) -> dict[str, str]:
    return {each.value: _stamp(text) for each, text in filled.items()}


def settle(opened: Stamps, typed: Filled, stands: Filled) -> Settled:
    """Bring what was typed together with what stands now, field by field. Saved twice, it wants nothing more."""
    mine = {each for each in typed if _stamp(typed[each]) != opened.get(each)}
    theirs = {each for each in typed if _stamp(stands[each]) != opened.get(each)}
    wanted = {each: typed[each] for each in typed if each in mine and _stamp(typed[each]) != _stamp(stands[each])}
    return Settled(
        wanted,
        taken=tuple(each for each in typed if each in theirs - mine),
        clashes=tuple(each for each in wanted if each in theirs),
    )


def _stamp(text: str) -> str:
    """White space aside, the same for the same text: Slack folds some of it."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return sha256("\n".join(filter(None, lines)).encode(errors="replace")).hexdigest()[:10]
