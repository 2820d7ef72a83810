"""What the readers of outcomes share."""

from bot.parsing.line.sections.cut import DROPPED
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape

MOST_DESCRIBED = 2
"""Words that may describe a meeting in front of it: `a quick call`."""


def is_edge(spots: Spots, at: int, stop: int) -> bool:
    if at >= stop:
        return True
    token = spots.tokens[at]
    return token.shape is Shape.BREAK or token.plain in DROPPED or token.plain in (":", ")", "(")
