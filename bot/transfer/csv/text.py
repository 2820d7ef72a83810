"""The text of a CSV file from its bytes, with the lines in which bytes are no characters."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.errors import Refusal


class UnreadableFile(Refusal, ValueError):
    """The file as a whole cannot be read; the words say what to do."""


@dataclass(frozen=True)
class FileText:
    """Lines with the line breaks they end in. `mended` has the number of each line that lost or changed a byte."""

    lines: tuple[str, ...]
    mended: tuple[int, ...]


def read_text_of(content: bytes | str) -> FileText:
    """Read UTF-8, UTF-16, UTF-32 or Windows-1252. Raises UnreadableFile for a workbook and for what is no text.

    A NUL byte is taken out, and a byte that is no UTF-8 among many that are becomes U+FFFD: one of them must not cost
    the whole file, nor turn every accent of it into something else.
    """
    text = (content if isinstance(content, str) else _decoded(content)).lstrip("\ufeff").rstrip("\x00\x1a")
    # Not splitlines: to that a line ends at U+2028 and form feeds too, which stand within cells.
    lines = tuple(io.StringIO(text, newline=""))
    if not _BROKEN.search(text):
        return FileText(lines, ())
    mended = tuple(number for number, line in enumerate(lines, start=1) if _BROKEN.search(line))
    return FileText(tuple(_SURROGATE.sub("\ufffd", line.replace("\x00", "")) for line in lines), mended)


_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_LOOKED_AT = 200
_MANY_NULS = 0.25
"""Of plain UTF-16 half is NUL; a stray one stands in any file."""

_BROKEN = re.compile("[\x00\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def _decoded(content: bytes) -> str:
    if content.startswith(_WORKBOOKS):
        raise UnreadableFile("That is an Excel workbook: save it as CSV and send that file.")
    for text in _readings(content):
        if text is not None:
            return text
    raise UnreadableFile("The file is no text I can read: save it as CSV in UTF-8 and send that file.")


def _readings(content: bytes) -> Iterator[str | None]:
    """What the bytes may mean, the likeliest first; None where an encoding does not fit."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():  # UTF-32 begins like UTF-16
        if content.startswith(mark):
            yield _strictly(content, encoding)
            return
    head = content.rstrip(b"\x00")[:_LOOKED_AT]  # some programs fill a block up
    if head.count(0) <= _MANY_NULS * len(head):
        yield _strictly(content, "utf-8")
        yield _nearly_utf_8(content)
    if head.count(0) > 1:
        yield from _without_mark(content, head)
    else:
        yield _strictly(content, "cp1252")


def _without_mark(content: bytes, head: bytes) -> Iterator[str | None]:
    """UTF-16 of either order of bytes: on which side of a letter the NUL stands tells which is likelier."""
    order = ["utf-16-le", "utf-16-be"]
    for encoding in order if head[1::2].count(0) >= head[::2].count(0) else reversed(order):
        text = _strictly(content, encoding)
        yield text if text is None or "\x00" not in text else None


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _nearly_utf_8(content: bytes) -> str | None:
    """Text in which more letters beyond ASCII are UTF-8 than are not; each byte that is none is a lone surrogate."""
    text = content.decode("utf-8", "surrogateescape")
    beyond = len(_BEYOND_ASCII.findall(text))
    broken = len(_SURROGATE.findall(text))
    return text if beyond - broken > broken or content.startswith(b"\xef\xbb\xbf") else None
