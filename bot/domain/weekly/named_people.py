"""Whether words name one of us: criticism that does is for those it concerns, and is quoted in no channel."""

import re
from collections.abc import Iterable

from bot.domain.conversations.model import MENTION

_WORD = re.compile(r"[^\W\d_]+")

_EVERYDAY = frozenset(
    "an april art august bill bob buddy carol chance chase christian dawn dean don drew faith frank gene grace grant "
    "guy happy harmony hope hunter ivy jack jay jewel joy june lance lane may mark max melody miles new pat page "
    "peace pearl penny pierce ray rich rob robin rock rose ruby star sue summer sunny tab tiffany trip van wade ward "
    "will wolf young".split()
)
"""Names that are also words: as a name they are written with a capital."""


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The words that people's names consist of: in lower case, or as it is written where one is also a word."""
    written = {word for name in names for word in _WORD.findall(name) if len(word) > 1}
    return frozenset(word if word.casefold() in _EVERYDAY else word.casefold() for word in written)


def names_one_of_us(text: str, words: frozenset[str]) -> bool:
    """Whether `text` mentions anybody, or has one of these `name_words` in it."""
    return bool(MENTION.search(text)) or any(word in words or word.casefold() in words for word in _WORD.findall(text))
