"""The kinds of things customers tell us (PRODUCT.md §1, "Insights")."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum


class InsightKind(StrEnum):
    LIKE = "like"
    COMPLAINT = "complaint"
    REQUEST = "request"
    COMPETITOR = "competitor"
    OPPORTUNITY = "opportunity"
    RISK = "risk"
    STORY = "story"
    ABOUT = "about"
    ANSWER = "answer"


MIN_WORD = 5
_COMMON = frozenset(
    """
    about after again against already always another asked asking because before better between could customer
    customers doing every everything first found getting given going great happy having heard hours issue later
    likes little looking maybe meeting might minutes month months moving needs never nothing often other people
    plans please problem quarter really renewal right seems several should since small something still talked
    talking their there these thing things think third those three through today tomorrow under until using wanted
    wants weeks where which while without working worried would years yesterday
    """.split()
)


def common_word(mine: Iterable[str], others: Mapping[str, Iterable[str]]) -> tuple[str, tuple[str, ...]] | None:
    """The telling word of `mine` that the most other accounts used too, and those accounts (at most two).

    `others` maps account names to what they said. None where nothing telling is shared.
    """
    spoken = {account: frozenset().union(*map(_telling, texts)) for account, texts in others.items()}
    shared = {
        word: sorted(account for account, words in spoken.items() if word in words)
        for word in sorted(frozenset().union(*map(_telling, mine)))
    }
    best = max(shared, key=lambda word: len(shared[word]), default=None)
    if best is None or not shared[best]:
        return None
    return best, tuple(shared[best][:2])


def _telling(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return frozenset(word for word in words if len(word) >= MIN_WORD and word not in _COMMON)
