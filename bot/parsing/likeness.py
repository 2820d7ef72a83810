"""How like a typed name is to each account's name: PRODUCT.md §1, "Finding the account", rule 2.

The measure is the edit distance with transpositions over normal names, spaces cut, as a share of the
longer one, 0 to 100. A name is compared whole, with and without its legal endings, and by its parts: its
leading words count a little less than the whole, words from its middle a little less again, and a part
that is not met to the letter less than either: Globex is not Globe Life.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.parsing.names import NormalName

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
    """All forms of all names, by the length of their key; built once, then only read."""

    def __init__(self, names: Iterable[tuple[str, NormalName]]) -> None:
        self._forms: dict[str, list[_Form]] = {}
        self._accounts_by_word: dict[str, set[str]] = {}
        for account_id, name in names:
            self._add(account_id, name)
        self._keys: dict[int, list[str]] = {}
        for key in self._forms:
            self._keys.setdefault(len(key), []).append(key)

    def like(self, typed: NormalName, *, lowest: float = LOWEST, more_than: int = 0) -> list[Likeness]:
        """Accounts at least `lowest` like `typed`, best first; only forms of `more_than` that many words."""
        best: dict[str, Likeness] = {}
        for one in self._all_like(typed, lowest, more_than):
            known = best.get(one.account_id)
            if known is None or (one.score, one.even) > (known.score, known.even):
                best[one.account_id] = one
        return sorted(best.values(), key=lambda one: (-one.score, one.account_id))

    def _add(self, account_id: str, name: NormalName) -> None:
        for words, penalty in _forms(name):
            forms = self._forms.setdefault("".join(words), [])
            if not penalty or len(forms) < _MOST_SHARING:
                forms.append(_Form(account_id, words, penalty))
        for word in name.bare:
            self._accounts_by_word.setdefault(word, set()).add(account_id)

    def _all_like(self, typed: NormalName, lowest: float, more_than: int) -> Iterator[Likeness]:
        for words in typed.spellings:
            for key, share in self._close_keys("".join(words), lowest / 100):
                for form in self._forms[key]:
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
        sharing = sorted((self._accounts_by_word.get(word, _NOBODY) for word in words), key=len)
        if sharing and len(sharing[0]) <= _MOST_CLOSE and any(len(word) > _SHORT for word in words):
            for account_id in sharing[0].intersection(*sharing[1:]):
                yield Likeness(account_id, 100 - _INNER, len(words), even=True, whole=False)


_NOBODY: set[str] = set()
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


def _forms(name: NormalName) -> Iterator[tuple[tuple[str, ...], float]]:
    words = name.bare
    for end in range(len(words) + 1, len(name.written)):
        yield name.written[:end], 0.0
    for spelling in name.spellings:
        yield spelling, 0.0
    without_and = tuple(word for word in words if word != "and")
    if 0 < len(without_and) < len(words):
        yield without_and, _LEADING
    if len(words) == _A_PAIR:
        yield words[::-1], _INNER
    most = min(len(words), _MOST_WORDS)
    for start in range(most):
        for end in range(start + 1, most + bool(start)):
            if len("".join(words[start:end])) > _SHORT:
                yield words[start:end], _INNER if start else _LEADING


def _is_even(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """`Acme Energy` is not `CMS Energy`, however many letters they share."""
    if len(typed) != len(words) or len(words) == 1:
        return True
    return all(OSA.normalized_similarity(a, b) >= _SAME_WORD for a, b in zip(typed, words, strict=True))
