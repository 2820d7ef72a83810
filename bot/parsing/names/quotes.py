"""A name in quotes, straight or curly: whatever is in them is the name."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Quoted:
    """What stood in quotes, and the offset behind them."""

    text: str
    end: int


def quoted_at(text: str, at: int) -> Quoted | None:
    """The name in quotes that begins at `at`. Single ones must end a word, or they would be apostrophes."""
    match = _QUOTED.match(text, at) or _SINGLE_QUOTED.match(text, at)
    if not match or not any(c.isalnum() for c in match[1]):
        return None
    return Quoted(match[1].strip(), match.end())


_QUOTED = re.compile(r"[\"“”„‟«»]([^\"“”„‟«»]*)[\"“”„‟«»]")
_SINGLE_QUOTED = re.compile(r"['‘’‚]((?:[^'‘’‚]|['‘’‚](?=\w))*)['‘’](?=\Z|[\s,:])")
