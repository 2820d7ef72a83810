"""Patterns of our own words, for forms and files; the vocabulary of a line has them in more languages."""

import re
from collections.abc import Iterable

from bot.parsing.line.vocabulary import LANGUAGES

WEEKDAYS: dict[str, int] = {
    word.strip(): number for number, words in enumerate(LANGUAGES["en"].weekdays) for word in words.split(",")
}

MONTHS: dict[str, int] = {
    word.strip(): number for number, words in enumerate(LANGUAGES["en"].months, start=1) for word in words.split(",")
}

# A word ends at white space, a comma or a dash, at a colon or a full stop that ends something, or with the
# line; never at a hyphen (`call-centre`) or an apostrophe (`today's`).
WORD_END = r"(?=\Z|[\s,;—–]|[.!]+(?:\s|\Z)|:(?:\s|\Z))"


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def keyword(words: Iterable[str]) -> str:
    """A pattern for one of our own `words`, in whatever case; ı and ſ only look like i and s."""
    return f"(?a:{any_of(words)})"
