"""What a person typed, out of the text Slack delivers for commands and messages.

Slack's own tokens (`<@U1>`, `<http://…|label>`, `<#C1|name>`) are read first, then the entities between
them are undone, once. So a person who types `<@U0CEO>` by hand (Slack delivers `&lt;@U0CEO&gt;`) has typed
eight plain characters: the words are the same, but no Mention points at them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Mention:
    """A member named by Slack's own token. `start` and `end` are offsets into SlackText.words."""

    user: str
    start: int
    end: int


@dataclass(frozen=True)
class SlackText:
    """Plain words with white space folded; a mention stands among them as `<@U1>`.

    `typed` is the number of characters before folding, for limits.
    """

    words: str
    mentions: tuple[Mention, ...]
    typed: int

    def mention_at(self, at: int) -> Mention | None:
        return self._by_start.get(at)

    def mention_before(self, end: int) -> Mention | None:
        """The mention that ends exactly at `end`."""
        return self._by_end.get(end)

    def mentions_within(self, start: int, end: int) -> Iterator[Mention]:
        first = bisect_left(self.mentions, start, key=lambda one: one.start)
        for place in range(first, len(self.mentions)):
            if self.mentions[place].end > end:
                return
            yield self.mentions[place]

    @cached_property
    def _by_start(self) -> dict[int, Mention]:
        return {one.start: one for one in self.mentions}

    @cached_property
    def _by_end(self) -> dict[int, Mention]:
        return {one.end: one for one in self.mentions}


def storable(text: str) -> str:
    """`text` with what no database can store (NUL, lone surrogates) as U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def read_tokens(text: str, *, keep_lines: bool = False) -> SlackText:
    """Read `text` as Slack delivers it. What no database can store (NUL, lone surrogates) becomes U+FFFD.

    White space is folded; with `keep_lines`, line breaks stay, several of them as one.
    """
    folder = _Folder(keep_lines=keep_lines)
    for piece, user in _pieces(storable(text)):
        folder.add(piece, user)
    return folder.folded()


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TOKEN = re.compile(r"<([^<>]*)>")
_MENTION = re.compile(r"@([UW][A-Z0-9]+)(?:\|.*)?", re.DOTALL)
_CHANNEL = re.compile(r"#([A-Z0-9]+)(?:\|(.*))?", re.DOTALL)
_SPECIAL = re.compile(r"!([^|\s]+)(?:\|(.*))?", re.DOTALL)
_LINK = re.compile(r"([a-z][a-z0-9+.-]*:[^\s|]+)(?:\|(.*))?", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"&(lt|gt|amp);")
_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&"}


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Stretches of plain text, each with the user it stands for, if any."""
    done = 0
    for token in _TOKEN.finditer(text):
        yield _undo_entities(text[done : token.start()]), None
        yield _read_token(token[1])
        done = token.end()
    yield _undo_entities(text[done:]), None


def _read_token(inside: str) -> tuple[str, str | None]:
    if mention := _MENTION.fullmatch(inside):
        return f"<@{mention[1]}>", mention[1]
    if channel := _CHANNEL.fullmatch(inside):
        return "#" + _undo_entities(channel[2] or channel[1]), None
    if special := _SPECIAL.fullmatch(inside):
        return _undo_entities(special[2] or "@" + special[1].rpartition("^")[2]), None
    if link := _LINK.fullmatch(inside):
        return _undo_entities(link[2] or link[1]), None
    return _undo_entities(f"<{inside}>"), None


def _undo_entities(text: str) -> str:
    return _ENTITY.sub(lambda entity: _CHARACTERS[entity[1]], text)


class _Folder:
    """Joins pieces, folds white space across their seams and notes where the mentions come to stand."""

    def __init__(self, *, keep_lines: bool) -> None:
        self._keep_lines = keep_lines
        self._kept: list[str] = []
        self._length = 0
        self._space_owed = ""
        self._typed = 0
        self._mentions: list[Mention] = []

    def add(self, piece: str, user: str | None) -> None:
        self._typed += len(piece)
        folded = self._folded(piece)
        self._owe(piece[: len(piece) - len(piece.lstrip())])
        if folded:
            self._append(folded, user)
            self._space_owed = ""
            self._owe(piece[len(piece.rstrip()) :])

    def folded(self) -> SlackText:
        return SlackText("".join(self._kept), tuple(self._mentions), self._typed)

    def _folded(self, piece: str) -> str:
        if not self._keep_lines:
            return " ".join(piece.split())
        lines = (" ".join(line.split()) for line in piece.splitlines())
        return "\n".join(line for line in lines if line)

    def _owe(self, space: str) -> None:
        """White space at a seam: one character of it stands there, a line break where one was."""
        if space:
            is_break = self._keep_lines and len(f"{space}.".splitlines()) > 1
            self._space_owed = "\n" if is_break or self._space_owed == "\n" else " "

    def _append(self, folded: str, user: str | None) -> None:
        if self._space_owed and self._length:
            self._kept.append(self._space_owed)
            self._length += 1
        if user:
            self._mentions.append(Mention(user, self._length, self._length + len(folded)))
        self._kept.append(folded)
        self._length += len(folded)
