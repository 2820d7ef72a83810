"""How like a typed name is to each account's name.

The measure is the edit distance with transpositions over normal names, spaces cut, as a share of the
longer one, 0 to 100. A name is compared whole, with and without its legal endings, and by its parts: its
leading words count a little less than the whole, words from its middle a little less again, and a part
that is not met to the letter less than either: Globex is not Globe Life.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil, floor

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.parsing.names.key_index import KeyIndex
from bot.parsing.names.normal_form import NormalName, normal_form

LOWEST = 60.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like an account's name is, and how many words of it were held against what was typed.

    `even`: none of them is a wholly different word. `whole`: they are all of the name.
    """

    account_id: str
    score: float
    words: int
    even: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a name or a part of it, and what is taken off for that."""

    account_id: str
    words: tuple[str, ...]
    penalty: float


class NameForms:
    """All forms of all names, by the length of their key; built once, then only read.

    Forms are counted through, name by name. What is kept is their number alone, for there are several hundred thousand
    of them: those that ever come close to what was typed are made again.
    """

    def __init__(self, account_ids: Sequence[str], spelt: Sequence[str]) -> None:
        """`spelt` are the words of each account's name (NormalName.spelt), a space between them."""
        self._account_ids, self._spelt = account_ids, spelt
        self._begins: list[int] = []
        self._first: dict[str, int] = {}
        self._further: dict[str, list[int]] = {}
        self._made: dict[int, _Form] = {}
        self._accounts_by_word = KeyIndex()
        self._count()
        self._keys: dict[int, list[str]] = defaultdict(list)
        for key in self._first:
            self._keys[len(key)].append(key)

    def like(self, typed: NormalName, *, lowest: float = LOWEST, more_than: int = 0) -> list[Likeness]:
        """Accounts at least `lowest` like `typed`, best first; only forms of `more_than` that many words."""
        best: dict[str, Likeness] = {}
        for one in self._all_like(typed, lowest, more_than):
            known = best.get(one.account_id)
            if known is None or (one.score, one.even) > (known.score, known.even):
                best[one.account_id] = one
        return sorted(best.values(), key=lambda one: (-one.score, one.account_id))

    def _count(self) -> None:
        number, first, further = 0, self._first, self._further
        for account_id, spelt in zip(self._account_ids, self._spelt, strict=True):
            self._begins.append(number)
            name = normal_form(tuple(spelt.split()))
            for key, _, penalty in _forms(name):
                if first.setdefault(key, number) != number:
                    others = further.setdefault(key, [])
                    if not penalty or len(others) < _MOST_SHARING - 1:
                        others.append(number)
                number += 1
            for word in name.bare:
                self._accounts_by_word.add(word, account_id)

    def _forms_of(self, key: str) -> Iterator[_Form]:
        for number in (self._first[key], *self._further.get(key, ())):
            yield self._made.get(number) or self._make(number)

    def _make(self, number: int) -> _Form:
        at = bisect_right(self._begins, number) - 1
        name = normal_form(tuple(self._spelt[at].split()))
        _, words, penalty = next(islice(_forms(name), number - self._begins[at], None))
        self._made[number] = _Form(self._account_ids[at], words, penalty)
        return self._made[number]

    def _all_like(self, typed: NormalName, lowest: float, more_than: int) -> Iterator[Likeness]:
        for words in typed.spellings:
            for key, share in self._close_keys("".join(words), lowest / 100):
                for form in self._forms_of(key):
                    score = round(share * 100, 6) - form.penalty - (_INEXACT if form.penalty and share < 1 else 0)
                    if score >= lowest - _ROUNDING and len(form.words) > more_than:
                        yield _likeness(form, score, words)
        if not more_than:
            yield from self._with_all_words(typed.bare)

    def _close_keys(self, key: str, lowest: float) -> Iterator[tuple[str, float]]:
        """Keys of a length that can be close enough at all."""
        for length in range(ceil(len(key) * lowest - _ROUNDING), floor(len(key) / lowest + _ROUNDING) + 1):
            keys = self._keys.get(length)
            if keys:
                found = extract(
                    key,
                    keys,
                    scorer=OSA.normalized_similarity,
                    processor=None,
                    limit=_MOST_CLOSE,
                    score_cutoff=lowest - _MARGIN,
                )
                yield from ((close, share) for close, share, _ in found)

    def _with_all_words(self, words: tuple[str, ...]) -> Iterator[Likeness]:
        """Names that have every typed word, in whatever order: `Eli Lilly`, `Bank America`."""
        sharing = sorted((self._accounts_by_word[word] for word in words), key=len)
        if sharing and len(sharing[0]) <= _MOST_CLOSE and any(len(word) > _SHORT for word in words):
            for account_id in sharing[0].intersection(*sharing[1:]):
                yield Likeness(account_id, 100 - _INNER, len(words), even=True, whole=False)


_SHORT = 2
_LEADING = 3.0
_INNER = 6.0
_INEXACT = 3.0
_SAME_WORD = 0.6
_MOST_WORDS = 7
_A_PAIR = 2
_MOST_SHARING = 8  # a part that so many names share tells none of them from the others
_MOST_CLOSE = 32
_ROUNDING = 1e-9
_MARGIN = 0.001  # a share that equals the cutoff is dropped otherwise; the exact test follows


def _likeness(form: _Form, score: float, typed: tuple[str, ...]) -> Likeness:
    return Likeness(form.account_id, score, len(form.words), _is_even(typed, form.words), whole=not form.penalty)


def _forms(name: NormalName) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Each form's key, its words, and what is taken off for it."""
    words = name.bare
    for end in range(len(words) + 1, len(name.written)):
        yield "".join(name.written[:end]), name.written[:end], 0.0
    for spelling in name.spellings:
        yield "".join(spelling), spelling, 0.0
    if "and" in words:
        without_and = tuple(word for word in words if word != "and")
        if without_and:
            yield "".join(without_and), without_and, _LEADING
    if len(words) == _A_PAIR:
        yield words[1] + words[0], words[::-1], _INNER
    yield from _parts(words[:_MOST_WORDS])


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Leading words, which are not all of them, and words from the middle."""
    most = len(words)
    for start in range(most):
        key = ""
        for end in range(start + 1, most + bool(start)):
            key += words[end - 1]
            if len(key) > _SHORT:
                yield key, words[start:end], _INNER if start else _LEADING


def _is_even(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """`Acme Energy` is not `CMS Energy`, however many letters they share."""
    if len(typed) != len(words) or len(words) == 1:
        return True
    return all(OSA.normalized_similarity(a, b) >= _SAME_WORD for a, b in zip(typed, words, strict=True))
