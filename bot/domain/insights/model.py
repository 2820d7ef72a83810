"""The kinds of things customers tell us."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.domain.insights.stop_words import is_topic


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


SEVERAL = 2
"""So many other accounts share a word that is a topic though nobody tagged it with us."""


def common_topic(
    tagged: Iterable[str], noted: Iterable[str], others: Mapping[str, Iterable[str]]
) -> tuple[str, tuple[str, ...]] | None:
    """The topic that the most other accounts tagged too, and those accounts (at most two).

    `others` maps account names to what was tagged there, `tagged` and `noted` are what was said here. A word that
    stands in a note alone is a topic where several others tagged it. None where no topic is shared.
    """
    spoken = {account: frozenset().union(*map(_topics, texts)) for account, texts in others.items()}
    ours = frozenset().union(*map(_topics, tagged))
    shared: dict[str, list[str]] = {}
    for word in sorted(ours.union(*map(_topics, noted))):
        accounts = sorted(account for account, words in spoken.items() if word in words)
        if len(accounts) >= (1 if word in ours else SEVERAL):
            shared[word] = accounts
    best = max(shared, key=lambda word: len(shared[word]), default=None)
    return None if best is None else (best, tuple(shared[best][:2]))


def _topics(text: str) -> frozenset[str]:
    return frozenset(filter(is_topic, re.findall(r"[^\W\d_]+", text.casefold())))
