"""Passages: the pieces of words in a conversation that a search finds, and the words that a search compares."""

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.conversations.model import MENTION, Conversation, Details

NOTE, PROMISE = "note", "promise"
"""Kinds of passages; those of insights are called as the insight is."""

_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPH = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")


@dataclass(frozen=True)
class Passage:
    """A note, an insight or a promise; `position` is its place among those of its conversation."""

    kind: str
    text: str
    position: int


@dataclass(frozen=True)
class Quote:
    """A passage, and the conversation that it is from."""

    entry: Conversation
    passage: Passage


def passages_of(details: Details) -> tuple[Passage, ...]:
    """All that can be found in a conversation: its note, its insights, its promise."""
    pieces = [(NOTE, details.note), *((insight.kind, insight.text) for insight in details.insights)]
    pieces += [(PROMISE, details.follow_up.text)] if details.follow_up is not None else []
    with_words = [(kind, text) for kind, text in pieces if text]
    return tuple(Passage(kind, text, position) for position, (kind, text) in enumerate(with_words))


def search_words(text: str) -> list[str]:
    """The words of a text as they are searched for: without case, accents, signs and mentions of people.

    The databases reduce them to their stems. An ideograph is a word by itself: nothing stands between those.
    """
    folded = unicodedata.normalize("NFKD", MENTION.sub(" ", text)).casefold()
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    return _WORD.findall(_IDEOGRAPH.sub(r" \1 ", letters))
