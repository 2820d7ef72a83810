"""Clauses of a note: where they end, and what of one was read so far."""

from dataclasses import dataclass

from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary import Word

_ENDS_SENTENCE = frozenset((".", "!", "?", "。", "！", "？"))

_ENDS_CLAUSE = frozenset((",", ";", "(", ")", "[", "]", "—", "–", "|", ":", "、", "，", "：")) | _ENDS_SENTENCE


@dataclass
class Clause:
    """Where the words are that are read: what of the clause and of its sentence was seen so far."""

    start: int
    opened_by: str = ""
    anchor: Word | None = None
    they: bool = False
    we: bool = False
    said: bool = False
    meant: bool = False
    is_ours: bool = False
    reports: bool = False
    is_first: bool = False
    about: bool = False


def ends_clause(spots: Spots, at: int) -> bool:
    """Whether the token at `at` ends a clause: a sign that is no part of a number or a word, or a line break."""
    token = spots.tokens[at]
    if token.shape is Shape.BREAK:
        return True
    if token.plain in ("-", "/") and token.spaced and not spots.tokens.glued(at + 1):
        return True
    if token.plain in "、，。；：！？":
        return True
    return token.plain in _ENDS_CLAUSE and not (spots.tokens.glued(at + 1) and spots.tokens.glued(at))


def ends_sentence(spots: Spots, at: int) -> bool:
    token = spots.tokens[at]
    return ends_clause(spots, at) and (token.shape is Shape.BREAK or token.plain in _ENDS_SENTENCE)
