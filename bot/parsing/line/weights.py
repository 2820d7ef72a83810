"""What each reading of where the account stands is worth. All weights of the parser are here."""

from enum import IntEnum


class Place(IntEnum):
    """Where a name stands; the higher, the surer it is that the line is about it."""

    LEAD = 100  # the beginning, or behind what introduces a conversation
    BEHIND = 70  # behind a kind, a verb of speaking or a preposition of meeting; behind a colon
    ELSEWHERE = 30  # anywhere else: it counts only if nothing better does


KNOWN_PERSON = 95
"""Known contacts in front, by their whole names."""

FIRST_NAME = 95
"""A first name that one contact alone has, where the account stands."""

UNKNOWN_LEAD = 60
"""A capital word nobody knows, where the account stands."""

CLOSED = 20
"""What follows ends a name: a fact, a comma, a colon."""

SEVERAL_CAPITALS = 10
"""Two capital words are a name more often than one."""

DESCRIBES = -30
"""Directly before a kind it may as well say of which sort that was: `Board dinner with …`."""

REPORTED = -15
"""In the clause of somebody else's words."""

ABOUT = -30
"""Spoken of: behind `about`."""

CLOSE = 10
"""Two readings that differ by less are asked about."""

LOWEST = 15
"""A reading worth less is none."""

REPORT_REACH = 6
"""Tokens before a name in which `said` makes its clause somebody else's words."""

SHORT_INTRODUCTION = 8
"""Tokens before a colon that may introduce the account behind it."""

STILL_LIKE = 75.0
"""How like an account some leading words must be to be taken for its name where nothing says how long it is."""
