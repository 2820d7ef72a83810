"""What the outbox needs from outside: the database, the calls to Slack, the clock and the message types."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.db.scope import Scope, Transactional
from bot.domain.deliveries.model import LookupResult, Outcome, Timings
from bot.messages.blocks import Message
from bot.metrics import Metrics
from bot.outbox.message_types import MessageTypes


class Transport(Protocol):
    """The calls to Slack that deliveries need; bot.slack.api.gateway has the real ones."""

    def now(self) -> datetime | None:
        """The time by Slack's own clock, which stamps messages; None where it is not known."""
        ...

    def prepare(self, workspace_id: str, target: str) -> Outcome | None:
        """Find out where a post to a channel or person goes; None when it may go, else what stands against it."""
        ...

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        """Post to a channel or person, once, with the delivery's id as metadata."""
        ...

    def update(self, workspace_id: str, target: str, ts: str, message: Message, *, redacts: bool) -> Outcome:
        """Put a message in the place of one that was posted; where others read along only if it `redacts` words."""
        ...

    def find_post(
        self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float
    ) -> LookupResult:
        """Whether the message of a delivery stands in the channel, between two instants (seconds since 1970)."""
        ...


@dataclass(frozen=True)
class Outbox(Transactional):
    """All that sending needs, handed over by bootstrap.

    `now` decides what is due; `wake` tells the senders that something is. `is_installed` says whether we may still
    write in a workspace.
    """

    transport: Transport
    types: MessageTypes
    is_installed: Callable[[Scope], bool]
    timings: Timings
    wake: Callable[[], None] = field(default=lambda: None)
    metrics: Metrics = field(default_factory=Metrics)
