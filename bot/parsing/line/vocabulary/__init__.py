"""The words of a line: one table a language, all read at once into one trie, since people mix languages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.domain.conversations.fields import PHRASES
from bot.domain.insights.model import InsightKind
from bot.parsing.line.tokens import Shape, Tokens, split
from bot.parsing.line.vocabulary import de, en, es, fr, ja, zh
from bot.parsing.line.vocabulary.table import Table, Tag

LANGUAGES: Mapping[str, Table] = {
    "en": en.TABLE,
    "de": de.TABLE,
    "fr": fr.TABLE,
    "es": es.TABLE,
    "ja": ja.TABLE,
    "zh": zh.TABLE,
}

MARKERS: Mapping[str, InsightKind] = {kind.value: kind for kind in InsightKind} | {
    word: kind
    for kind, words in {
        InsightKind.LIKE: "praise love",
        InsightKind.COMPLAINT: "pain unhappy issue bug",
        InsightKind.REQUEST: "ask idea wish feature",
        InsightKind.COMPETITOR: "rival",
        InsightKind.OPPORTUNITY: "upsell opp",
        InsightKind.RISK: "churn",
        InsightKind.STORY: "quote testimonial",
        InsightKind.ABOUT: "goal plan need worry",
    }.items()
    for word in words.split()
}
"""What may stand behind a hash sign, and what it says."""

ALSO_CUSTOMERS_WORDS = frozenset("email emails mail text texts chat teams zoom coffee message messages".split())
"""Kinds that customers speak of as well: directly before a noun or a verb they are words (`coffee prices`)."""

NO_NOUN_OR_VERB = frozenset(
    "a about again an and at before by during for from in into my of off on or our over re the their then this to via "
    "with w i we to who but mit avec con bei chez de und et y".split()
)
"""Words after which one of those is a kind still: `coffee in town`."""


ALSO_LANGUAGE = frozenset(
    """
    ally amazon apple best block box buy chase compass delta discover dish dollar express family focus gap general
    key lemonade linear match monday nest next notion oracle orange peak progress public ring root shell slack
    snap sprint square stripe summit tandem target tree united unity visa total carrefour free metro norma post
    """.split()
)
"""Words of the language that customers are called by too: in small letters they are a name only in its place."""


class Word(NamedTuple):
    """A word or phrase of a vocabulary: the tokens `start` to `end`, in the role `tag`, with its meaning there."""

    tag: Tag
    start: int
    end: int
    value: object = None


class Words:
    """What each token of a line begins, by role; found in one walk along the trie from each token."""

    def __init__(self, tokens: Tokens) -> None:
        self._found: dict[int, dict[Tag, Word]] = {}
        self._ends: dict[int, int] = {}
        self._starts: dict[int, list[int]] = defaultdict(list)
        for at, token in enumerate(tokens):
            node = _TRIE.following.get(token.plain)
            if node is not None and _begins(tokens, at) and (here := dict(_walk(tokens, at, node))):
                self._found[at] = here
                self._ends[at] = max((word.end for tag, word in here.items() if tag not in _ALSO_NAMES), default=at)
                for end in {word.end for word in here.values()}:
                    self._starts[end].append(at)

    def has_any(self, tags: frozenset[Tag], at: int) -> bool:
        """Whether a phrase in one of the roles begins at `at`."""
        here = self._found.get(at)
        return here is not None and not tags.isdisjoint(here)

    def find(self, tag: Tag, at: int) -> Word | None:
        """The longest phrase in the role `tag` that begins at `at`."""
        here = self._found.get(at)
        return here.get(tag) if here else None

    def any(self, tags: tuple[Tag, ...], at: int) -> Word | None:
        """The longest phrase that begins at `at` in any of the roles."""
        here = self._found.get(at)
        if here is None:
            return None
        best: Word | None = None
        for tag in tags:
            word = here.get(tag)
            if word is not None and (best is None or word.end > best.end):
                best = word
        return best

    def ending(self, tags: tuple[Tag, ...], end: int) -> Word | None:
        """A phrase in one of the roles that ends just before `end`, the longest."""
        for start in self._starts.get(end, ()):
            here = self._found[start]
            for tag in tags:
                word = here.get(tag)
                if word and word.end == end:
                    return word
        return None

    def longest(self, at: int) -> int:
        """The end of the longest phrase of the grammar that begins at `at`; `at` where none does."""
        return self._ends.get(at, at)

    def begins(self, at: int) -> bool:
        """Whether any phrase in any role begins at `at`."""
        return at in self._found

    def has(self, at: int) -> bool:
        """Whether any phrase of the grammar begins at `at`."""
        return self._ends.get(at, at) > at


_ALSO_NAMES = (Tag.WISH, Tag.OF_COMPANY, Tag.PRESENT, Tag.ROLE, Tag.GOING, Tag.WEEKDAY_LED)
"""Roles whose words may as well begin a name: `Home Depot`, `Head Sports`."""


class Node:
    """A place in the trie: the tokens that may follow, and what ends here."""

    __slots__ = ("entries", "following")

    def __init__(self) -> None:
        self.following: dict[str, Node] = {}
        self.entries: list[tuple[Tag, object]] = []


_PAST_ENDINGS = ("é", "e\u0301")
"""With these a word that may be a noun as well is a verb of ours: `visité`, not `visite`."""
_BEFORE_DIGITS = frozenset((Tag.HOUR, Tag.MINUTE, Tag.TIMES, Tag.MONTH, Tag.FOR))
"""What digits may follow directly, as in `1h30`, `x2` and `nov10`; else they are of the same word."""
_COUNTED = ("hour", "hours", "minute", "minutes", "min", "mins", "hr")


def _walk(tokens: Tokens, at: int, first: Node) -> Iterator[tuple[Tag, Word]]:
    """Each role of each phrase that begins with the word at `at`, whose node is `first`; of one role the longest comes
    last."""
    node: Node | None = first
    end = at + 1
    while node is not None:
        if node.entries and _ends(tokens, end):
            is_past = tokens[end - 1].raw.endswith(_PAST_ENDINGS) and any(tag is Tag.VERB for tag, _ in node.entries)
            is_in_word = tokens.glued(end) and tokens[end].shape is Shape.NUMBER and tokens[end - 1].shape is Shape.WORD
            for tag, value in node.entries:
                if not (is_past and tag is Tag.NOUN) and not (is_in_word and tag not in _BEFORE_DIGITS):
                    yield tag, Word(tag, at, end, value)
        if end >= len(tokens) or not node.following:
            return
        following = node.following.get(tokens[end].plain)
        if following is None and tokens[end].plain == "-" and end + 1 < len(tokens):
            end += 1
            following = node.following.get(tokens[end].plain)
        node = following
        end += 1


def _begins(tokens: Tokens, at: int) -> bool:
    """Whether a word may begin here: not behind a hyphen, a hash or the like that it is glued to."""
    if tokens[at].spaced or at == 0:
        return True
    before = tokens[at - 1]
    if before.plain == "-" and tokens.plain(at) in _COUNTED:
        return True  # a 45-minute call
    if before.plain in ("-", "#", "_", "@"):
        return before.spaced and before.plain == "-"
    return before.shape is not Shape.WORD or before.plain == "d'" or tokens[at].shape is Shape.CJK


def _ends(tokens: Tokens, end: int) -> bool:
    """Whether a word may end here: the next token is not glued to it by a hyphen, nor a word."""
    if end >= len(tokens) or tokens[end].spaced or tokens[end - 1].shape is Shape.CJK:
        return True
    behind = tokens[end]
    if behind.plain in ("-", "_"):
        return not tokens.glued(end + 1) or tokens.plain(end + 1) in _COUNTED
    return behind.shape is not Shape.WORD


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    """The phrases of a table's text, each as the plain forms of its tokens, without hyphens."""
    for phrase in text.split(","):
        words = split(" ".join(phrase.split()))
        if words:
            yield words if words == ("-",) else tuple(word for word in words if word != "-")


def _entries() -> Iterator[tuple[tuple[str, ...], Tag, object]]:
    for text, choice in PHRASES.items():
        yield from ((phrase, Tag.CHOICE, choice) for phrase in _phrases(text))
    for table in LANGUAGES.values():
        for phrase, tag, value in _entries_of(table):
            yield phrase, tag, value
            if any(word.endswith("n't") for word in phrase):  # didnt
                yield tuple(word.replace("n't", "nt") for word in phrase), tag, value
    for phrase, tag, value in _entries_of(LANGUAGES["fr"]):
        if tag in (Tag.NOUN, Tag.BARE_VERB) and phrase[0][0] in "aehiou":  # d'appel, d'appeler
            yield from (((article + phrase[0], *phrase[1:]), tag, value) for article in ("d'", "l'"))


def _entries_of(table: Table) -> Iterator[tuple[tuple[str, ...], Tag, object]]:
    for tag, by_value in (
        (Tag.NOUN, table.nouns),
        (Tag.VERB, table.verbs),
        (Tag.DAY, table.days),
        (Tag.NUMBER, table.numbers),
        (Tag.UNIT, table.units),
        (Tag.END_OF, table.ends),
        (Tag.WEEKDAY, dict(enumerate(table.weekdays))),
        (Tag.WEEKDAY_LED, dict(enumerate(table.short_weekdays))),
        (Tag.MONTH, dict(enumerate(table.months, start=1))),
    ):
        for value, text in by_value.items():
            yield from ((phrase, tag, value) for phrase in _phrases(text))
    for tag, text in table.tags.items():
        yield from ((phrase, tag, None) for phrase in _phrases(text))
    for before, behind, text in (
        (Tag.AGO, Tag.AGO_BEHIND, table.ago),
        (Tag.AHEAD, Tag.AHEAD_BEHIND, table.ahead),
        (Tag.LAST_DAY, Tag.LAST_DAY_BEHIND, table.last),
        (Tag.COMING_DAY, Tag.COMING_DAY_BEHIND, table.coming),
        (Tag.ON_DAY, Tag.ON_DAY, table.on),
    ):
        for phrase in text.split(","):
            tag = behind if phrase.strip().startswith("_") else before
            yield from ((words, tag, None) for words in _phrases(phrase.replace("_", " ")))


def _trie() -> Node:
    root = Node()
    for phrase, tag, value in _entries():
        node = root
        for word in phrase:
            node = node.following.setdefault(word, Node())
        if (tag, value) not in node.entries:
            node.entries.append((tag, value))
    return root


_TRIE = _trie()

KNOWN_WORDS = frozenset(part for phrase, _, _ in _entries() for word in phrase for part in word.split("'"))
"""Every word of every table."""
