"""The normal form of a company's name, in which two ways of writing it are the same."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NormalName:
    """`written` are the normal words as they stand, `bare` the same without legal endings.

    `spelt` are the words before long legal forms are shortened (`corporation`), as typos are made in them.
    """

    written: tuple[str, ...]
    bare: tuple[str, ...]
    spelt: tuple[str, ...]

    @property
    def written_key(self) -> str:
        """Spaces cut: `A. O. Smith`, `A.O. Smith` and `AO Smith` are one name."""
        return "".join(self.written)

    @property
    def bare_key(self) -> str:
        return "".join(self.bare)

    @property
    def spellings(self) -> tuple[tuple[str, ...], ...]:
        """The ways to write it that differ, without legal endings first."""
        if self.written is self.spelt:
            return (self.bare,) if self.bare is self.written else (self.bare, self.written)
        return tuple(dict.fromkeys((self.bare, self.written, without_endings(self.spelt), self.spelt)))


def normal_name(name: str) -> NormalName:
    return normal_form(_all_spelt((name,))[0])


def name_words(words: Sequence[str]) -> list[str]:
    """The normal form of each of the words of a text; empty for one that is a sign, `and` for `&`."""
    return ["".join(spelt) if any(map(str.isalnum, "".join(spelt))) else "" for spelt in _all_spelt(words)]


def is_legal_ending(word: str) -> bool:
    """Whether a normal word is a legal form, as Inc and GmbH are."""
    return word in _LEGAL_ENDINGS


def short_form(word: str) -> str:
    """A normal word as it stands in `NormalName.written`."""
    return _SHORT_FORMS.get(word, word)


def normal_names(names: Sequence[str]) -> Iterator[NormalName]:
    """The normal form of each name. For many at once that costs a fraction of what it costs one by one."""
    plain = [name for name in names if name.isascii()]
    others = [name for name in names if not name.isascii()]
    spelt = dict(zip(plain, _all_spelt(plain), strict=True)) | dict(zip(others, _all_spelt(others), strict=True))
    return (normal_form(spelt[name]) for name in names)


def shown_form(name: str) -> str:
    """A name as it is kept that comes from another system: composed, and without characters nobody sees.

    Joiners stay, which hold scripts and emoji together. In what is left nothing may be visible.
    """
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", name)).split())


def normal_form(spelt: tuple[str, ...]) -> NormalName:
    """The normal form of a name from its words as `NormalName.spelt` has them."""
    written = spelt if _SHORT_FORMS.keys().isdisjoint(spelt) else tuple(_SHORT_FORMS.get(word, word) for word in spelt)
    return NormalName(written, without_endings(written), spelt)


def without_endings(words: tuple[str, ...]) -> tuple[str, ...]:
    """Cut legal endings, several too (`Holdings Inc`), and the `and` of `& Co.`; never the whole name."""
    kept = len(words)
    while kept > 1 and words[kept - 1] in _LEGAL_ENDINGS:
        kept -= 1
    if 1 < kept < len(words) and words[kept - 1] == "and":
        kept -= 1
    return words[:kept]


_LEGAL_ENDINGS = frozenset(
    ("inc", "corp", "co", "ltd", "llc", "plc", "group", "holdings", "holding", "gmbh", "ag", "sa", "nv")
) | frozenset(
    (
        "corporation",
        "company",
        "incorporated",
        "limited",
        "llp",
        "lp",
        "bv",
        "ab",
        "oy",
        "oyj",
        "asa",
        "kg",
        "kgaa",
        "srl",
        "sarl",
        "pty",
        "pte",
        "pvt",
    )
)
_SHORT_FORMS = {"corporation": "corp", "company": "co", "incorporated": "inc", "limited": "ltd"}
_TRAILING_THE = re.compile(r"\s*[(\[]\s*the\s*[)\]][\s.]*\Z", re.IGNORECASE)
_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "&": " and "}
_JOINERS = "\u200c\u200d"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What Unicode calls ignorable by default: soft hyphens, marks of direction, fillers, variants of a character."""

_GLUED = re.compile(f"[.'’‘ʼ`´{_JOINERS}{_INVISIBLE}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")


def _all_spelt(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The words of each name. All names are one text of many lines on the way: no step looks beyond its line."""
    text = "\n".join(_without_the(name).replace("\n", " ") for name in names)
    plain = _without_accents(text).casefold()
    for letter, instead in _LETTERS.items():
        plain = plain.replace(letter, instead)
    plain = _GLUED.sub("", plain)
    lines = plain.translate(_ASCII if plain.isascii() else _table(plain)).split("\n")
    return [_words(line, name) for line, name in zip(lines, names, strict=bool(names))]


def _without_the(name: str) -> str:
    """A name that ends in a letter or a digit does not end in `(The)`."""
    return name if name[-1:].isalnum() else _TRAILING_THE.sub("", name)


def _words(line: str, name: str) -> tuple[str, ...]:
    """Never empty for a name with anything to see: one of signs alone (`!!!`) is its own word."""
    words = line.split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return tuple(words or name.casefold().split())


def _without_accents(text: str) -> str:
    """Latin, Greek and Cyrillic accents only; the marks of other scripts tell words apart."""
    if text.isascii():
        return text
    decomposed = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", decomposed)


def _table(letters: Iterable[str]) -> dict[int, str]:
    """What becomes of each letter: what is part of no word is a space."""
    return {ord(c): c if c == "\n" or _is_of_words(c) else " " for c in set(letters)}


def _is_of_words(c: str) -> bool:
    return c.isalnum() or unicodedata.category(c) in ("Mn", "Mc")


_ASCII = _table(map(chr, range(128)))
