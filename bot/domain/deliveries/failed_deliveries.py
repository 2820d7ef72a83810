"""A delivery that was not sent, as an admin reads of it."""

from dataclasses import dataclass
from datetime import date

from bot.domain.deliveries.model import DeliveryState


@dataclass(frozen=True)
class FailedDelivery:
    """A delivery that will not arrive by itself.

    `person` is the name of whom it was for, None where it was for the channel. `label` is what people call a message of
    that kind. `subject` is what it was about: a local week or day, or the id of what caused it.
    """

    id: str
    label: str
    subject: str
    state: DeliveryState
    error: str | None
    due_on: date
    person: str | None = None
    is_over: bool = False  # it was for a week or day that has passed

    @property
    def may_have_arrived(self) -> bool:
        return self.state is DeliveryState.UNKNOWN

    @property
    def waits(self) -> bool:
        """Whether somebody is to decide about it; what was too late is only shown."""
        return self.state in (DeliveryState.UNKNOWN, DeliveryState.BLOCKED)

    @property
    def can_be_sent_again(self) -> bool:
        return self.waits and not self.is_over
