"""Ids that sort by the instant they were made: 48 bits of milliseconds, 32 random, 16 characters."""

import secrets
from datetime import datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(now: datetime) -> str:
    """An id for a row made at `now`. Uniqueness is the primary key's; the random part makes a clash rare."""
    number = (int(now.timestamp() * 1000) << 32) | secrets.randbits(32)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(75, -5, -5))
