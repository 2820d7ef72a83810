"""What customers told us, as `/voice` shows it: quotes by account and month, and the themes that accounts share."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.conversations.model import MENTION
from bot.domain.insights.model import InsightKind
from bot.domain.insights.passages import Quote, search_words
from bot.domain.insights.stop_words import is_topic
from bot.domain.pages import Page

_LETTERS = re.compile(r"[^\W\d_]+")
_ENDINGS = ("ings", "ing", "es", "s", "e")
_SHORTEST_STEM = 4


@dataclass(frozen=True)
class VoiceQuery:
    """What is looked for: `words` as typed, in the last `days`, and one kind of insight alone, where they are given."""

    words: str = ""
    days: int | None = None
    kind: InsightKind | None = None


@dataclass(frozen=True)
class Theme:
    """A word that several accounts used, as most of them did; their names, those who used it most first."""

    word: str
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    """The answer to a query, for one reader. Nothing private is in it, nor counted.

    `page` is a part of `found` quotes; `accounts` are whose, with how many, the most first; `is_cut` where there are
    more than were looked at. `asks` maps conversations to the member whom the reader may ask about it; `names` are
    those of members.
    """

    query: VoiceQuery
    reader: str
    today: date
    page: Page[Quote]
    found: int
    accounts: tuple[tuple[str, int], ...] = ()
    is_cut: bool = False
    themes: tuple[Theme, ...] = ()
    asks: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def in_order(quotes: Sequence[Quote], *, complaints_first: bool) -> list[Quote]:
    """Those of one account together, of whom most is quoted first, its latest first."""
    times = Counter(quote.entry.account_id for quote in quotes)
    latest: dict[str, date] = {}
    for quote in quotes:
        on = quote.entry.details.on
        latest[quote.entry.account_id] = max(on, latest.get(quote.entry.account_id, on))

    def place(quote: Quote) -> tuple[bool, int, int, str, int, str, int]:
        entry, is_later = quote.entry, complaints_first and quote.passage.kind != InsightKind.COMPLAINT
        most, last = -times[entry.account_id], -latest[entry.account_id].toordinal()
        when = -entry.details.on.toordinal()
        return is_later, most, last, entry.account_id, when, entry.id, quote.passage.position

    return sorted(quotes, key=place)


def by_account(quotes: Iterable[Quote]) -> tuple[tuple[str, int], ...]:
    """The accounts that are quoted, by name, with how often, the most first."""
    times = Counter((quote.entry.account_id, quote.entry.account_name) for quote in quotes)
    return tuple((name, number) for (_, name), number in times.most_common())


def themes(quotes: Iterable[Quote], *, asked: str = "", most: int = 5) -> tuple[Theme, ...]:
    """The topics that at least two accounts spoke of, shared by the most first; but for the words that were `asked`."""
    forms: dict[str, Counter[str]] = {}
    accounts: dict[str, Counter[tuple[str, str]]] = {}
    known = {_stem(word) for word in search_words(asked)}
    for quote in quotes:
        account = (quote.entry.account_id, quote.entry.account_name)
        for word in sorted(_topics(quote.passage.text)):
            forms.setdefault(_stem(word), Counter())[word] += 1
            accounts.setdefault(_stem(word), Counter())[account] += 1
    shared = [stem for stem, used in accounts.items() if len(used) > 1 and stem not in known]
    shared.sort(key=lambda stem: (-len(accounts[stem]), -accounts[stem].total(), stem))
    return tuple(
        Theme(forms[stem].most_common(1)[0][0], tuple(name for (_, name), _ in accounts[stem].most_common()))
        for stem in shared[:most]
    )


def _topics(text: str) -> frozenset[str]:
    return frozenset(filter(is_topic, _LETTERS.findall(MENTION.sub(" ", text).casefold())))


def _stem(word: str) -> str:
    """Near enough to tell `exports` and `exporting` for one theme; what is searched for is the database's to stem."""
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _SHORTEST_STEM), "")
    return word.removesuffix(ending)
