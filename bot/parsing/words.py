"""The vocabulary of the line, as tables, and where one word ends."""

import re
from collections.abc import Iterable

from bot.domain.conversations.model import Kind
from bot.domain.insights.model import InsightKind

KIND_WORDS: dict[str, Kind] = {
    word: kind
    for kind, words in {
        Kind.CALL: ("call", "called", "phone", "rang"),
        Kind.VIDEO: ("video", "zoom", "meet", "teams", "webex"),
        Kind.MEETING: ("meeting", "met", "qbr", "ebr", "demo"),
        Kind.VISIT: ("visit", "visited", "onsite", "on-site", "lunch", "coffee", "dinner"),
        Kind.EVENT: ("event", "webinar", "workshop", "focus group"),
        Kind.MESSAGE: ("email", "emailed", "mail", "message", "chat", "sms"),
        Kind.ATTEMPT: ("attempt", "voicemail", "no answer", "noanswer", "left message"),
        Kind.HEARD: ("heard",),
    }.items()
    for word in words
}

ALSO_CUSTOMERS_WORDS = frozenset("email mail text chat teams zoom coffee".split())
"""Kinds that customers speak of as well: directly before a noun or a verb they are words (`coffee prices`)."""

NO_NOUN_OR_VERB = frozenset(
    "a about again an and at before by during for from in into my of off on or our over re the their then this to via "
    "with".split()
)
"""Words after which one of those is a kind still: `coffee in town`."""

FILLERS: dict[str, Kind | None] = {
    "spoke to": None,
    "spoke with": None,
    "talked to": None,
    "talked with": None,
    "a call with": Kind.CALL,
    "call with": Kind.CALL,
    "called": Kind.CALL,
    "on the phone with": Kind.CALL,
    "met": Kind.MEETING,
    "met with": Kind.MEETING,
    "meeting with": Kind.MEETING,
    "visited": Kind.VISIT,
    "emailed": Kind.MESSAGE,
}

MARKERS: dict[str, InsightKind] = {kind.value: kind for kind in InsightKind} | {
    word: kind
    for kind, words in {
        InsightKind.LIKE: ("praise", "love"),
        InsightKind.COMPLAINT: ("pain", "unhappy", "issue"),
        InsightKind.REQUEST: ("ask", "idea", "wish"),
        InsightKind.COMPETITOR: ("rival",),
        InsightKind.OPPORTUNITY: ("upsell", "opp"),
        InsightKind.RISK: ("churn",),
        InsightKind.STORY: ("quote", "testimonial"),
        InsightKind.ABOUT: ("goal", "plan", "need", "worry"),
    }.items()
    for word in words
}

WEEKDAYS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "weds", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for word in words
}

MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for word in words
}

# A word ends at white space, a comma or a dash, at a colon or a full stop that ends something, or with the
# line; never at a hyphen (`call-centre`) or an apostrophe (`today's`).
WORD_END = r"(?=\Z|[\s,;—–]|[.!]+(?:\s|\Z)|:(?:\s|\Z))"

_SEPARATORS = re.compile(r"(?:[\s,;—–]|-+(?=\s|\Z)|[.!]+(?=\s|\Z))*")
_COLON = re.compile(r"\s?:(?=\s|\Z)")
DANGLING = " ,;-—–"


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def keyword(words: Iterable[str]) -> str:
    """A pattern for one of our own `words`, in whatever case; ı and ſ only look like i and s."""
    return f"(?a:{any_of(words)})"


def after_separators(text: str, at: int) -> int:
    """Where the next word begins, past commas, dashes and white space."""
    match = _SEPARATORS.match(text, at)
    return match.end() if match else at


def after_colon(text: str, at: int) -> int | None:
    """Past a colon that ends the facts, or None when no such colon stands at `at`."""
    match = _COLON.match(text, at)
    return match.end() if match else None
