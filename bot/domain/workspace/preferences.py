"""What a member chose of the messages that nobody asked for: a switch for each kind, and when they are away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.workspace.closed_days import Span, days_of

DIGEST = "digest"
"""The kind of message that the daily digest is; others have switches of their own under their own names."""

THURSDAY = "thursday"
"""The question how many customers somebody spoke to: a part of the digest, with a switch of its own beside it."""


class Mode(StrEnum):
    """How much of one kind of message somebody wants."""

    ON = "on"
    MONDAYS = "mondays"
    OFF = "off"


SWITCHED: Mapping[str, tuple[Mode, ...]] = {DIGEST: (Mode.ON, Mode.MONDAYS, Mode.OFF), THURSDAY: (Mode.ON, Mode.OFF)}
"""Every kind that a member may have seldom or not at all, as their Home tab lists them, and what it offers."""


@dataclass(frozen=True)
class Switch:
    """One member's choice for one kind of message; until `snoozed_until`, that day excluded, it is not sent."""

    mode: Mode = Mode.ON
    snoozed_until: date | None = None

    def is_snoozed(self, day: date) -> bool:
        return self.snoozed_until is not None and day < self.snoozed_until


@dataclass(frozen=True)
class Preferences:
    """All that one member chose. `absences` are the days they said they are away, past ones too."""

    switches: Mapping[str, Switch] = field(default_factory=dict)
    absences: tuple[Span, ...] = ()

    def switch(self, kind: str) -> Switch:
        return self.switches.get(kind, _AS_IT_COMES)

    def is_away(self, day: date) -> bool:
        return any(absence.first <= day <= absence.last for absence in self.absences)

    @property
    def days_away(self) -> frozenset[date]:
        return days_of(self.absences)


_AS_IT_COMES = Switch()
NO_PREFERENCES = Preferences()
