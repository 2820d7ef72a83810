"""Ids that sort by the instant they were made: 48 bits of milliseconds, 52 random, 20 characters."""

import re
import secrets
from datetime import UTC, datetime, timedelta

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ID = re.compile(f"[{_ALPHABET}]{{20}}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_id(now: datetime) -> str:
    """An id for a row made at `now`. Never a clash, however many are made in one instant.

    A clash would go unseen: ON CONFLICT DO NOTHING takes a row with a used id for one that stands already.
    """
    number = (int(now.timestamp() * 1000) << 52) | secrets.randbits(52)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(95, -5, -5))


def instant_of(row_id: str) -> datetime | None:
    """When a row with this id was made, aware, UTC, to the millisecond; None for what is no id of ours."""
    if not _ID.fullmatch(row_id):
        return None
    number = 0
    for character in row_id:
        number = number << 5 | _ALPHABET.index(character)
    try:
        return _EPOCH + timedelta(milliseconds=number >> 52)
    except OverflowError:
        return None
