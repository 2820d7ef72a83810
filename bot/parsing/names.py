"""The normal form of a company's name, in which two ways of writing it are the same (PRODUCT.md §1)."""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
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
        return tuple(dict.fromkeys((self.bare, self.written, without_endings(self.spelt), self.spelt)))


def normal_name(name: str) -> NormalName:
    spelt = _words(name)
    written = tuple(_SHORT_FORMS.get(word, word) for word in spelt)
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
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "&": " and "}
)
_GLUED = re.compile(r"[.'’‘ʼ`´\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")


def _words(name: str) -> tuple[str, ...]:
    """Never empty for a name with anything to see: one of signs alone (`!!!`) is its own word."""
    plain = _without_accents(_TRAILING_THE.sub("", name)).casefold().translate(_LETTERS)
    words = _split(_GLUED.sub("", plain))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return tuple(words) or tuple(name.casefold().split())


def _without_accents(name: str) -> str:
    """Latin, Greek and Cyrillic accents only; the marks of other scripts tell words apart."""
    decomposed = _ACCENTS.sub("", unicodedata.normalize("NFKD", name))
    return unicodedata.normalize("NFC", decomposed)


def _split(plain: str) -> list[str]:
    if plain.isascii():
        return _WORD.findall(plain)
    kept = (c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in plain)
    return "".join(kept).split()
