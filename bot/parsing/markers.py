"""What stands behind the facts: the note, insights behind hashtags, the follow-up behind `next:`."""

import re
from dataclasses import dataclass

from bot.domain.insights.model import InsightKind
from bot.parsing.words import DANGLING, MARKERS, after_separators, keyword


@dataclass(frozen=True)
class Stretch:
    """Words between `start` and `end`, behind a marker at `begins`. `kind` None: they are the follow-up's."""

    begins: int
    marker_end: int
    start: int
    end: int
    kind: InsightKind | None


@dataclass(frozen=True)
class Sections:
    """The tail of a line, cut at its markers. A second `next:` adds a stretch to the one follow-up."""

    note_end: int
    insights: tuple[Stretch, ...]
    follow_up: tuple[Stretch, ...]


def marker_at(text: str, at: int) -> bool:
    return _MARKER.match(text, at) is not None


def sections(text: str, start: int) -> Sections:
    """Cut `text` from `start` on. A marker with no word behind it is none: it stays where it stands."""
    found = _told_apart(_with_words(list(_MARKER.finditer(text, start)), text))
    first_next = next((marker.start() for marker in found if marker["next"]), len(text))
    stretches = [
        _stretch(text, marker, end, is_second=marker.start() > first_next)
        for marker, end in zip(found, _ends(found, text), strict=True)
    ]
    insights = tuple(one for one in stretches if one.kind is not None)
    follow_up = tuple(one for one in stretches if one.kind is None)
    return Sections(found[0].start() if found else len(text), insights, follow_up)


def without_dangling(text: str, start: int, end: int) -> int:
    """The end of the words once the commas, dashes and spaces before `end` are left out."""
    while end > start and text[end - 1] in DANGLING:
        end -= 1
    return end


_MARKER = re.compile(
    rf"(?<![^\s,;(\[—–])(?:#(?P<tag>{keyword(MARKERS)})(?![\w'’-]):?|(?P<next>next):)",
    re.IGNORECASE,
)


def _with_words(markers: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    pairs = zip(markers, _ends(markers, text), strict=True)
    return [marker for marker, end in pairs if _has_words(text, marker.end(), end)]


def _has_words(text: str, at: int, end: int) -> bool:
    start = after_separators(text, at)
    return without_dangling(text, start, end) > start


def _ends(markers: list[re.Match[str]], text: str) -> list[int]:
    """Where the words of each marker end: at the next one, or with the line."""
    return [marker.start() for marker in markers[1:]] + [len(text)] * bool(markers)


def _told_apart(markers: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out a `next:` directly within a follow-up: it is part of its text."""
    kept: list[re.Match[str]] = []
    for marker in markers:
        if not (marker["next"] and kept and kept[-1]["next"]):
            kept.append(marker)
    return kept


def _stretch(text: str, marker: re.Match[str], end: int, *, is_second: bool) -> Stretch:
    """The words of one marker; those of a `next:` behind another one keep it as a word."""
    kind = None if marker["next"] else MARKERS[marker["tag"].lower()]
    marker_end = marker.start() if kind is None and is_second else marker.end()
    start = min(after_separators(text, marker_end), end)
    last = without_dangling(text, start, end) if end < len(text) else end
    return Stretch(marker.start(), marker_end, start, last, kind)
