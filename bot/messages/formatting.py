"""Formatting of numbers, dates and names for every message: plain text, nothing is escaped here.

Where the result becomes mrkdwn it still passes `blocks.escape`; in a plain_text object, a table cell or a
rich_text element it is used as it is.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from bot.domain.concurrent_edits import Changer
from bot.domain.conversations.model import MENTION
from bot.domain.visible import is_visible

NAME_LIMIT = 60
"""Characters of a person's or an account's name that a message shows."""

SOMEBODY = "somebody"
"""Who has no name that we know yet."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMBERED = {1: "st", 2: "nd", 3: "rd"}
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_JOINERS = "\u200c\u200d"


def date_words(on: date, today: date) -> str:
    """A date one can place: "Tue 24 Nov", with the year when it is not that of `today`."""
    words = f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"
    return words if on.year == today.year else f"{words} {on.year}"


def day_words(on: date, today: date) -> str:
    """As people say it: "today", "yesterday", "tomorrow", otherwise `date_words`."""
    near = {
        today: "today",
        today - timedelta(days=1): "yesterday",
        today + timedelta(days=1): "tomorrow",
    }
    return near.get(on) or date_words(on, today)


def when(on: date, today: date) -> str:
    """The same in a sentence: "today", "yesterday", "tomorrow", "on Tue 24 Nov"."""
    words = day_words(on, today)
    return f"on {words}" if words == date_words(on, today) else words


def when_heard(on: date, today: date) -> str:
    """When something took place: not tomorrow, where its author's day has begun and the reader's has not."""
    return when(min(on, today), today)


def beginning(text: str) -> str:
    """`words` where a sentence begins with them; what is a capital in them stays one."""
    return text[:1].upper() + text[1:]


def ago(days: int) -> str:
    """How long since a day: "today", "yesterday", "41 days ago"."""
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days:,} days ago"


def duration(minutes: int) -> str:
    """Minutes as "20 min", "2 h" or "6 h 40 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"


def short_duration(minutes: int) -> str:
    """Minutes where there is little room, as people type them: "20m", "2h" or "6h 40m"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}m"
    return f"{hours:,}h {rest}m" if rest else f"{hours:,}h"


def count(number: int, one: str, many: str | None = None) -> str:
    """`number` with its unit in the right number: "1 customer", "14 customers", "1,204 days"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def customers_and_prospects(customers: int, prospects: int, joined_by: str = ", ") -> str:
    """Both apart: "14 customers, 5 prospects". What is nothing is left out, unless both are."""
    parts = [count(customers, "customer")] if customers or not prospects else []
    if prospects:
        parts.append(count(prospects, "prospect"))
    return joined_by.join(parts)


def listing(items: Sequence[str], most: int | None = None) -> str:
    """Items in a sentence: "Ana, Bo and Dee"; of more than `most` the first ones, "Ana, Bo and 7 more"."""
    shown = list(items)
    if most is not None and len(shown) > most:
        shown = [*shown[:most], f"{len(shown) - most:,} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def ordinal(number: int) -> str:
    """A place in a row: "1st", "2nd", "11th", "23rd"."""
    if number % 100 in (11, 12, 13):
        return f"{number:,}th"
    return f"{number:,}{_NUMBERED.get(number % 10, 'th')}"


def name(text: str, limit: int = NAME_LIMIT) -> str:
    """A name on one line, at most `limit` characters, unable to turn the direction of what stands around it.

    A name with nothing visible in it is shown as "(no name)": Slack refuses empty text.
    """
    shown = one_line(text)
    if len(shown) > limit:
        shown = shown[: limit - 1].rstrip(_JOINERS + " ") + "…"
    if not is_visible(shown):
        return "(no name)"
    return f"{_FIRST_STRONG_ISOLATE}{shown}{_POP_ISOLATE}" if _reads_right_to_left(shown) else shown


def person(member_id: str, names: Mapping[str, str], limit: int = NAME_LIMIT, *, unknown: str = SOMEBODY) -> str:
    """What a member is called; `unknown` until we know, in capitals where a sentence begins with it."""
    return name(names.get(member_id) or unknown, limit)


def changer(by: Changer) -> str:
    """Who changed what somebody has open, where a sentence begins with it."""
    return "You (in another form)" if by.is_reader else name(by.name or SOMEBODY.capitalize())


def with_names(text: str, named: Iterable[str], names: Mapping[str, str]) -> str:
    """`text` with the people `named` in it as "@Ana" where Slack wrote `<@U123>`: no mention, so nothing rings.

    Who is not `named` was typed by hand: those characters stay what they are.
    """
    known = frozenset(named)

    def shown(mention: re.Match[str]) -> str:
        return f"@{person(mention[1], names)}" if mention[1] in known else mention[0]

    return MENTION.sub(shown, text)


def one_line(text: str) -> str:
    """`words` with white space folded and without control characters and direction marks."""
    return " ".join("".join(map(_visible, text)).split())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    # Joiners are format characters too, but hold emoji and many scripts together.
    return "" if category in ("Cf", "Cs") and character not in _JOINERS else character


def _reads_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
