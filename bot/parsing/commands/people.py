"""Which colleague is meant by words behind an account: `me`, a name, or a part of one."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_MYSELF = ("me", "myself", "i")
_LIKE = 0.75
_OFFERED = 5


@dataclass(frozen=True)
class People:
    """Who may be named: `names` are colleagues' by member id, `me` is whoever is asking."""

    me: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Named:
    """Who may be meant by what was typed, likeliest first; one who `is_sure` is meant."""

    typed: str
    members: tuple[str, ...] = ()
    is_sure: bool = False


def person_named(text: str, people: People) -> Named:
    """The colleague of that name, or of a name that has these words in it, case and accents aside.

    One who is only like it is never sure.
    """
    typed, wanted = text.strip(), _words(text)
    if typed.removeprefix("@").casefold() in _MYSELF:
        return Named(typed, (people.me,), is_sure=True)
    if not wanted:
        return Named(typed)
    called = {member: _words(name) for member, name in people.names.items() if name}
    for matches in (
        [member for member, name in called.items() if name == wanted],
        [member for member, name in called.items() if _stand_in(wanted, name)],
    ):
        if matches:
            return Named(typed, _by_name(matches, people), is_sure=len(matches) == 1)
    return Named(typed, _by_name(_like(wanted, called), people))


def _like(wanted: list[str], called: Mapping[str, list[str]]) -> list[str]:
    """Who goes by the first of several names that were typed, or by one that is nearly as typed."""
    shorter = [member for member, name in called.items() if wanted[: len(name)] == name]
    if shorter:
        return shorter
    spelled = {member: " ".join(name) for member, name in called.items()}
    near = set(get_close_matches(" ".join(wanted), spelled.values(), _OFFERED, _LIKE))
    return [member for member, name in spelled.items() if name in near]


def _stand_in(wanted: list[str], name: list[str]) -> bool:
    """Whether the words stand in the name one after the other."""
    return any(name[at : at + len(wanted)] == wanted for at in range(len(name)))


def _by_name(members: list[str], people: People) -> tuple[str, ...]:
    return tuple(sorted(members, key=lambda member: (people.names[member].casefold(), member))[:_OFFERED])


def _words(text: str) -> list[str]:
    bare = (each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return "".join(each if each.isalnum() else " " for each in bare).split()
