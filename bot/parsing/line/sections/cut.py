"""The sections of a line: what stands behind hashtags, `next:` and the labels of pasted notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.insights.model import InsightKind
from bot.parsing.line.tokens import Shape, Tokens
from bot.parsing.line.values.durations import duration_at
from bot.parsing.line.vocabulary import MARKERS, Words
from bot.parsing.line.vocabulary.table import Tag

DROPPED = frozenset((",", ";", "-", "–", "—", "|", "/", ".", "!", "、", "，", "。", "；"))
"""Signs that may stand between what is read and belong to nothing."""


class Part(Enum):
    INSIGHT = auto()
    NEXT = auto()
    ATTENDEES = auto()
    DATE = auto()
    LASTED = auto()
    CUSTOMER = auto()
    NOTES = auto()
    KIND = auto()
    SENDER = auto()


@dataclass(frozen=True, slots=True)
class Section:
    """Tokens `start` to `end`; the words begin at `words`, behind the marker."""

    part: Part
    start: int
    words: int
    end: int
    kind: InsightKind | None = None


def sections(tokens: Tokens, words: Words) -> tuple[Section, ...]:
    """All sections, one behind the other. A marker without a word behind it is none."""
    marked = list(_markers(tokens, words))
    found: list[Section] = []
    ends = [section.start for section in marked[1:]] + [len(tokens)]
    for section, end in zip(marked, ends, strict=False):
        start = _behind_signs(tokens, section.words, end)
        is_nested = (
            section.part is Part.NEXT and found and found[-1].part is Part.NEXT and found[-1].end == section.start
        )
        if start >= end or is_nested:
            if found and found[-1].end == section.start:
                found[-1] = Section(found[-1].part, found[-1].start, found[-1].words, end, found[-1].kind)
            continue
        found.append(Section(section.part, section.start, section.words, end, section.kind))
    return tuple(found)


def _is_length_alone(tokens: Tokens, words: Words, at: int) -> bool:
    """Whether a length of time is all there is in the line that begins behind the break at `at`."""
    length = duration_at(tokens, words, at + 1) if tokens[at].shape is Shape.BREAK else None
    return length is not None and (length.end >= len(tokens) or tokens[length.end].shape is Shape.BREAK)


_LABELS = {
    Tag.ATTENDEES: Part.ATTENDEES,
    Tag.ON_DATE: Part.DATE,
    Tag.LASTED: Part.LASTED,
    Tag.CUSTOMER: Part.CUSTOMER,
    Tag.NOTES: Part.NOTES,
    Tag.KIND: Part.KIND,
    Tag.SENDER: Part.SENDER,
}
_MARKING = frozenset((Tag.NEXT, Tag.TODO, *_LABELS))
_ONE_LINE = (Part.DATE, Part.LASTED, Part.CUSTOMER, Part.KIND, Part.SENDER)


def _markers(tokens: Tokens, words: Words) -> Iterator[Section]:
    """Markers with where their words begin; a label that holds for one line gives back the rest to the notes."""
    at, one_line, in_promise = 0, False, False
    while at < len(tokens):
        section = _marker(tokens, words, at)
        if section:
            yield section
            one_line, in_promise = section.part in _ONE_LINE, section.part is Part.NEXT
            at = section.words
            continue
        if in_promise and _is_length_alone(tokens, words, at):
            yield Section(Part.LASTED, at, at + 1, at + 1)
            in_promise, one_line = False, True
        if one_line and (tokens[at].shape is Shape.BREAK or tokens.plain(at) == "|"):
            yield Section(Part.NOTES, at, at + 1, at + 1)
            one_line = False
        at += 1


def _marker(tokens: Tokens, words: Words, at: int) -> Section | None:
    if tokens.plain(at) == "#" and _is_free(tokens, at) and tokens.glued(at + 1):
        return _hashtag(tokens, at)
    if not words.has_any(_MARKING, at) or not _is_free(tokens, at):
        return None
    if word := words.find(Tag.NEXT, at):
        is_bold = at > 0 and tokens.plain(at - 1) == "*" and tokens.glued(at)
        end = _behind_stars(tokens, word.end) if is_bold else word.end
        if tokens.plain(end) in (":", "："):
            end = _behind_stars(tokens, end + 1) if is_bold else end + 1
            return Section(Part.NEXT, at, end, end)
        if _is_heading(tokens, at, end):
            return Section(Part.NEXT, at, end, end)
    if (word := words.find(Tag.TODO, at)) and at and tokens.plain(word.end) not in _NO_TASK:
        return Section(Part.NEXT, at, word.end, word.end)
    return _label(tokens, words, at)


def _label(tokens: Tokens, words: Words, at: int) -> Section | None:
    """A label where a line begins, perhaps in bold letters: `Duration: …`, `**Duration**: …`."""
    start = at
    while start and tokens.plain(start - 1) == "*" and tokens.glued(start):
        start -= 1
    is_bold = start < at
    begins = start == 0 or tokens[start - 1].shape is Shape.BREAK or tokens.plain(start - 1) == "|"
    is_sentence = tokens.plain(start - 1) == "." and tokens[at].spaced and tokens[at].is_capital
    if not (begins or is_sentence) and not _is_bullet(tokens, start - 1):
        return None
    for tag, part in _LABELS.items():
        if start == 0 and part in (Part.NOTES, Part.CUSTOMER):
            continue  # they introduce the line
        word = words.find(tag, at)
        if word is None:
            continue
        end = _behind_stars(tokens, word.end) if is_bold else word.end
        if tokens.plain(end) in (":", "：") and (begins or part in _IN_SENTENCES or not is_sentence):
            behind = _behind_stars(tokens, end + 1) if is_bold else end + 1
            if behind > end + 1 or not tokens.glued(end + 1):
                return Section(part, start, behind, behind)
        if part in _HEADINGS and at and _is_heading(tokens, at, word.end):
            return Section(part, at, word.end, word.end)
    return None


def _behind_stars(tokens: Tokens, at: int) -> int:
    while tokens.plain(at) == "*" and tokens.glued(at):
        at += 1
    return at


_NO_TASK = ("", ",", ".", "bien", "ok", "el", "la", "lo", "los", "eso", "claro")
"""Behind `todo`, which is Spanish for everything as well."""

_IN_SENTENCES = (Part.LASTED, Part.DATE, Part.ATTENDEES)
"""Labels that may stand behind a sentence: `… Duration: 32 minutes.`"""

_HEADINGS = (Part.ATTENDEES, Part.NOTES)


def _is_heading(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the words are a line of their own, with lines below it."""
    begins = at > 0 and tokens[at - 1].shape is Shape.BREAK
    return begins and end + 1 < len(tokens) and tokens[end].shape is Shape.BREAK


def _hashtag(tokens: Tokens, at: int) -> Section | None:
    kind = MARKERS.get(tokens.plain(at + 1))
    end = at + 2
    if kind is None or (tokens.glued(end) and (tokens[end].shape is not Shape.SIGN or tokens.plain(end) in "-_'")):
        return None
    if tokens.plain(end) == ":" and tokens.glued(end):
        end += 1
    return Section(Part.INSIGHT, at, end, end, kind)


def _is_free(tokens: Tokens, at: int) -> bool:
    """Whether a marker may begin here: nothing but an opening sign is glued to its front."""
    return not tokens.glued(at) or tokens.plain(at - 1) in (",", ";", "(", "[", "–", "—", ".", "*", "-")


def _is_bullet(tokens: Tokens, at: int) -> bool:
    return tokens.plain(at) in ("*", "-", "•") and (at == 0 or tokens[at - 1].shape is Shape.BREAK)


def _behind_signs(tokens: Tokens, start: int, end: int) -> int:
    while start < end and (tokens.plain(start) in DROPPED or tokens[start].shape is Shape.BREAK):
        start += 1
    return start
