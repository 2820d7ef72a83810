"""The tokens of a line: one pass over the text, each with its place, its plain form and what stands before it.

A word is letters, a run of digits is a number, each Chinese or Japanese character and each sign is a token of its
own, a mention, an address and a line break too. Everything that reads a line works on these and asks the text no more.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import NamedTuple

from bot.parsing.names.normal_form import name_words
from bot.parsing.slack_text import SlackText


class Shape(Enum):
    WORD = auto()
    NUMBER = auto()
    CJK = auto()
    SIGN = auto()
    MENTION = auto()
    BREAK = auto()


class Token(NamedTuple):
    """A stretch of the text. `plain` is lower case without accents, as vocabularies have it; `key` the normal form
    in which names of accounts are compared, empty for signs. `spaced`: white space or the line's start is before it.
    """

    start: int
    end: int
    raw: str
    plain: str
    key: str
    shape: Shape
    spaced: bool
    user: str = ""

    @property
    def is_capital(self) -> bool:
        """Whether it may begin a name: a capital letter, or a letter of a script that has none."""
        first = self.raw[0]
        if self.shape is Shape.CJK:
            return True
        return self.shape is Shape.WORD and (first.isupper() or first.istitle() or _has_no_case(first))

    @property
    def is_word(self) -> bool:
        return self.shape in (Shape.WORD, Shape.CJK)


class Tokens(tuple[Token, ...]):
    """The tokens of a line, or of a part of it; `shouts`: it has no small letters, so that capitals say nothing."""

    text: str
    shouts: bool
    _plain: dict[int, str]

    @classmethod
    def of(cls, text: str, items: Iterable[Token], *, shouts: bool) -> "Tokens":
        tokens = cls(items)
        tokens.text, tokens.shouts = text, shouts
        tokens._plain = {at: token.plain for at, token in enumerate(tokens)}
        return tokens

    def only(self, items: Iterable[Token]) -> "Tokens":
        """Some tokens of the same text, in whatever order."""
        return Tokens.of(self.text, items, shouts=self.shouts)

    def plain(self, at: int) -> str:
        """The plain form of the token at `at`, empty outside of the line."""
        return self._plain.get(at, "")

    def glued(self, at: int) -> bool:
        """Whether the token at `at` follows the one before it without white space."""
        return 0 < at < len(self) and not self[at].spaced

    def raw(self, start: int, end: int) -> str:
        """The text from the token `start` up to the token `end`, which is not part of it."""
        return self.text[self[start].start : self[end - 1].end] if start < end else ""


def tokenize(text: SlackText) -> Tokens:
    """Split a line whose Slack tokens were read."""
    mentions = {mention.start: mention.user for mention in text.mentions}
    stretches = list(_TOKEN.finditer(text.words))
    raws = [stretch[0] for stretch in stretches]
    keys = _keys(raws)
    items: list[Token] = []
    done = 0
    for stretch, raw in zip(stretches, raws, strict=True):
        start, key = stretch.start(), keys[raw]
        user = mentions.get(start, "") if raw[:2] == "<@" else ""
        shape = Shape.MENTION if user else _shape(raw)
        plain = raw if user else fold(raw)
        spaced = start != done or not items or shape is Shape.BREAK or items[-1].shape is Shape.BREAK
        items.append(Token(start, stretch.end(), raw, plain, key, shape, spaced, user))
        done = stretch.end()
    letters = [raw for raw in raws if raw[0].isalpha() and len(raw) > 1]
    return Tokens.of(text.words, items, shouts=bool(letters) and not any(map(_has_small, letters)))


def _keys(raws: Sequence[str]) -> dict[str, str]:
    """The key of each word: its small letters where it has but letters and digits that everybody writes the same."""
    others = {raw for raw in raws if not (raw.isascii() and raw.isalnum())}
    return {raw: raw.lower() for raw in raws} | dict(zip(others, name_words([*others]), strict=True))


def fold(text: str) -> str:
    """Lower case, without accents, straight apostrophes: the form of words in the vocabularies.

    A letter that only looks like one of ours (ı, ſ) stays what it is.
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_folded, text))


def split(phrase: str) -> tuple[str, ...]:
    """A phrase of a vocabulary as the plain forms of its tokens."""
    return tuple(fold(stretch[0]) for stretch in _TOKEN.finditer(phrase))


def runs(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the tokens from `start` to `end` stand without anything but white space between words."""
    return all(token.shape is not Shape.SIGN for token in tokens[start:end])


_SIGNS = re.escape('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~') + "–—…“”„‟«»‹›‚¿¡·•‐‑"
_CJK = "\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CJK_SIGNS = "\u3000-\u3004\u3006-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_DIGITS = "0-9０-９"
_QUOTES = '"“”„‟«»'  # no address has them: they close a name that ends with one
_LETTER = rf"[^\s{_SIGNS}{_CJK}{_CJK_SIGNS}{_DIGITS}'’‘]"
_TOKEN = re.compile(
    r"\n|<@[UW][A-Z0-9]+>"
    rf"|https?://[^\s<>{_QUOTES}]+[^\s<>{_QUOTES}.,;:!?)]"
    r"|[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.[A-Za-z]{2,}"
    r"|(?:[A-Za-z0-9][\w-]*\.)+(?:com|org|net|io|dev|app|ai|de|fr|es|eu|uk)"
    rf"(?:/[^\s<>{_QUOTES}]*[^\s<>{_QUOTES}.,;:!?)])?(?![\w-])"
    rf"|[{_DIGITS}]+|[{_CJK}]|{_LETTER}+(?:['’‘]{_LETTER}+)*|[^\s]",
    re.ASCII,
)
_APOSTROPHES = dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("“”„‟«»", '"')


def _shape(raw: str) -> Shape:
    if raw.isdecimal():
        return Shape.NUMBER
    if len(raw) > 1:
        return Shape.WORD
    if raw == "\n":
        return Shape.BREAK
    if _IS_CJK.match(raw):
        return Shape.CJK
    return Shape.SIGN if _IS_SIGN.match(raw) else Shape.WORD


_IS_CJK = re.compile(f"[{_CJK}]")
_IS_SIGN = re.compile(rf"[{_SIGNS}{_CJK_SIGNS}'’‘]")


def _folded(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    if letter in _APOSTROPHES:
        return _APOSTROPHES[letter]
    whole = unicodedata.normalize("NFKC", letter)
    base = unicodedata.normalize("NFD", whole)[0] if len(whole) == 1 else letter
    if len(whole) == 1 and whole.isascii() and not letter.isalpha():
        return whole  # the wide forms of digits and signs
    lower = (base if base.isascii() and letter not in _NOT_OURS else letter).lower()
    return lower if len(lower) == 1 else letter


_NOT_OURS = frozenset("ſıK")


def _has_small(word: str) -> bool:
    return word.upper() != word


def _has_no_case(letter: str) -> bool:
    return letter.isalpha() and letter.upper() == letter.lower()
