"""Ids that sort by the instant they were made: 48 bits of milliseconds, 52 random, 20 characters."""

import secrets
from datetime import datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(now: datetime) -> str:
    """An id for a row made at `now`. Never a clash, however many are made in one instant.

    A clash would go unseen: ON CONFLICT DO NOTHING takes a row with a used id for one that stands already.
    """
    number = (int(now.timestamp() * 1000) << 52) | secrets.randbits(52)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(95, -5, -5))
