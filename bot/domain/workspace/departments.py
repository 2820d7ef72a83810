"""Departments: user groups of Slack that an admin picked."""

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True)
class UserGroup:
    """A user group as Slack tells of it; `people` are the ids of who is in it, where they were asked for."""

    id: str
    name: str
    people: frozenset[str] = frozenset()


class NoGroups(Enum):
    """Why Slack told of no user groups."""

    NOT_PERMITTED = auto()  # the app has no scope for them
    NO_ANSWER = auto()
