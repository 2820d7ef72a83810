"""A channel of the workspace, as Slack tells of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """`is_member` is whether the bot is in it; `is_shared` whether another company reads along, or may soon."""

    id: str
    name: str
    is_member: bool
    is_shared: bool
    is_archived: bool
