"""Two people change one thing at the same time: nobody's change is lost without a word.

What only one of them changed is kept; what both changed, each otherwise, is a conflict: whoever saves second is shown
what the first wrote, and decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=str)


@dataclass(frozen=True)
class Merge(Generic[KeyT]):
    """What a three-way merge comes to, by field.

    `to_write` are fields that stand otherwise than I have them and that I changed, `taken` those that only somebody
    else changed, `conflicts` those of `to_write` that both changed.
    """

    to_write: tuple[KeyT, ...]
    taken: tuple[KeyT, ...]
    conflicts: tuple[KeyT, ...]


@dataclass(frozen=True)
class Changer:
    """Who changed something while somebody had its form open: a name, "" where nobody can tell, or its reader."""

    name: str = ""
    is_reader: bool = False


@dataclass(frozen=True)
class ConcurrentEdit(Generic[KeyT]):
    """What `by` changed while the form was open.

    `taken` are fields of theirs that now stand in the form, `conflicts` what they wrote where its reader wrote
    something else.
    """

    by: Changer
    taken: tuple[KeyT, ...] = ()
    conflicts: Mapping[KeyT, str] = field(default_factory=dict)


def merge(base: Mapping[KeyT, object], mine: Mapping[KeyT, object], theirs: Mapping[KeyT, object]) -> Merge[KeyT]:
    """Compare the fields that `mine` has with how they stood (`base`) and how they stand (`theirs`).

    Merged once more after it was written, there is nothing left to write.
    """
    differ = [each for each in mine if mine[each] != theirs[each]]
    i_changed = {each for each in mine if mine[each] != base.get(each)}
    they_changed = {each for each in mine if theirs[each] != base.get(each)}
    to_write = tuple(each for each in differ if each in i_changed)
    return Merge(
        to_write,
        taken=tuple(each for each in differ if each not in i_changed),
        conflicts=tuple(each for each in to_write if each in they_changed),
    )


def fingerprint(text: str) -> str:
    """By which a form knows how a text read when it was opened; Slack folds some white space, so that is left out."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return sha256("\n".join(filter(None, lines)).encode(errors="replace")).hexdigest()[:10]
