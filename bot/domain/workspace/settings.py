"""What admins name in settings: who is executive, founder, programme owner or admin, and the departments."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.domain.accounts.cadences import USUAL_CADENCES, Cadences
from bot.domain.setup.posting import Posting


class NamedRoles(StrEnum):
    """What members are named; as they stand in the database, and as the fields of the form are called."""

    EXECUTIVE = "executive"
    FOUNDER = "founder"
    PROGRAMME_OWNER = "programme owner"
    ADMIN = "admin"


DEPARTMENTS = "departments"


@dataclass(frozen=True)
class WorkspaceSettings:
    """As they stand. `people` are member ids by what they are named, in order; `departments` names by group id.

    `left` are those of the people who are deactivated in Slack; `names` maps member ids to names; `closed` are the
    closed days of today and later. `posting` is where and when the weekly posts go, `cadences` the days of each tier;
    `with_sponsors` is False where a small company is spared executives and departments.
    """

    people: Mapping[NamedRoles, tuple[str, ...]] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()
    posting: Posting | None = None
    cadences: Cadences = USUAL_CADENCES
    with_sponsors: bool = True

    def named(self, what: NamedRoles) -> tuple[str, ...]:
        return self.people.get(what, ())


@dataclass(frozen=True)
class ChosenSettings:
    """What is chosen in the form, when it was opened or as an admin left it: ids of members, and of groups with their
    names. `departments` is None where the form had no field for them.
    """

    people: Mapping[NamedRoles, tuple[str, ...]] = field(default_factory=dict)
    departments: Mapping[str, str] | None = None

    def named(self, what: NamedRoles) -> tuple[str, ...]:
        return self.people.get(what, ())


@dataclass(frozen=True)
class ChangedSettings:
    """One thing that is different now; `added` and `removed` are ids of members, or of the departments' groups."""

    what: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


Each = TypeVar("Each", bound=Hashable)


def carried_over(
    standing: Iterable[Each], opened: Collection[Each], left: Collection[Each], *, only_one: bool = False
) -> tuple[Each, ...]:
    """What stands once the difference between a form as it was `opened` and as it was `left` is carried over.

    Where there may be `only_one`, whoever is new takes the place of whoever stands.
    """
    added, removed = _but(left, set(opened)), _but(opened, set(left))
    if only_one and added:
        return added[:1]
    return tuple(dict.fromkeys((*_but(standing, set(removed)), *added)))


def change_of(what: str, before: Iterable[str], after: Iterable[str]) -> ChangedSettings | None:
    """What is different between two lists, whatever their order; None where nothing is."""
    was, now = list(before), list(after)
    added, removed = _but(now, set(was)), _but(was, set(now))
    return ChangedSettings(what, added, removed) if added or removed else None


def _but(these: Iterable[Each], those: Set[Each]) -> tuple[Each, ...]:
    return tuple(each for each in dict.fromkeys(these) if each not in those)
