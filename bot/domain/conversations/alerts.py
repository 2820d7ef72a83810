"""The alert about a complaint or a risk: what alarms, who reads it, and when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.conversations.model import Details, Insight
from bot.domain.insights.model import InsightKind

_ALARMING = (InsightKind.COMPLAINT, InsightKind.RISK)


class AlertRole(StrEnum):
    """What somebody who is alerted is to the account, as people read it."""

    OWNER = "owner"
    SPONSOR = "sponsor"
    PROGRAMME_OWNER = "programme owner"


@dataclass(frozen=True)
class Alerted:
    """Who reads of a complaint or a risk: now, within the hour with others (`is_soon`), or in the morning of `on`.

    `instead_of` is the owner who is away, in whose place they read it. `is_far`: their morning is not the author's.
    """

    member: str
    role: AlertRole = AlertRole.OWNER
    instead_of: str | None = None
    is_soon: bool = False
    on: date | None = None
    is_far: bool = False


def alarming(details: Details) -> tuple[Insight, ...]:
    """The complaints and risks in it."""
    return tuple(insight for insight in details.insights if insight.kind in _ALARMING)


def is_at_risk(details: Details) -> bool:
    """Whether the customer may be lost, which the sponsor hears too."""
    return any(insight.kind == InsightKind.RISK for insight in alarming(details))
