"""The rate limit of a workspace: how many calls a minute, halved after a 429 and recovering."""

from enum import StrEnum


class Bucket(StrEnum):
    """What a workspace's calls are counted by; its name stands in the column of a channel's id."""

    POSTS = "(posts)"
    EDITS = "(edits)"


PER_MINUTE = {Bucket.POSTS: 300.0, Bucket.EDITS: 50.0}
"""Slack takes several hundred messages a minute and workspace, and 50 edits."""

BURST = 10
"""So many calls may be made at once after an idle time, beside what the minute allows."""

_SLOWEST = 6.0


def halved(rate: float) -> float:
    """The rate after Slack said that it was too much; never less than one in ten seconds."""
    return max(rate / 2, _SLOWEST)


def rate_after(rate: float, whole: float, slow_for: float | None, minute: float) -> float:
    """The rate now, where it was last halved to `rate` `slow_for` seconds ago (None: never).

    It doubles with every `minute`, in seconds, until it is `whole` again.
    """
    if slow_for is None:
        return whole
    doublings = min(int(max(slow_for, 0.0) / minute), 16)
    return float(min(rate * 2**doublings, whole))
