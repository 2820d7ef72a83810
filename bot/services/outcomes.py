"""Why a delivery that was due is not sent."""

from enum import StrEnum

TOO_LATE = "too late"


class Not(StrEnum):
    """Why there is nothing to send; the value is recorded."""

    TRUE = "no longer true"
    IN_TIME = TOO_LATE
    YET = "not yet known"
