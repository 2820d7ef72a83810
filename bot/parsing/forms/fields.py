"""The small fields of a conversation's form, each from its text to its value; what cannot be raises Incomplete.

`before` is the entry that is edited, None for a new one: a field that reads as it did keeps what was stored.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NoReturn, TypeVar

from bot.domain.conversations.fields import Field
from bot.domain.conversations.model import MAX_MINUTES, MIN_MINUTES, Details, State
from bot.domain.errors import Incomplete
from bot.domain.form_fields import FieldSpec
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.line import OLDEST_DAYS, whole_duration
from bot.parsing.slack_text import storable
from bot.parsing.words import any_of

ValueT = TypeVar("ValueT")


class FieldErrors:
    """What is wrong under which field, gathered so that all of it is said at once."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def collect(self, read: Callable[[], ValueT], instead: ValueT) -> ValueT:
        """What `read` gives, or `instead` once it is known to be wrong."""
        try:
            return read()
        except Incomplete as error:
            self._fields |= error.fields
            return instead

    def raise_if_any(self) -> None:
        if self._fields:
            raise Incomplete(self._fields)


def refuse(field: Field, text: str) -> NoReturn:
    """One field is wrong; `words` say what to do about it."""
    raise Incomplete({field: text})


def folded(text: str) -> str:
    """`text` on one line, with what no database can store as U+FFFD."""
    return " ".join(storable(text).split())


def read_choice(asked: FieldSpec[Field], typed: str) -> StrEnum | None:
    """One of the values of a field that has few; None where nothing is chosen and nothing has to be."""
    chosen = asked.choice(typed)
    if chosen is None and (typed or asked.is_required):
        refuse(asked.key, _CHOOSE.get(asked.key, "Choose one of these, or none."))
    return chosen


def read_on(typed: str, before: Details | None, today: date) -> tuple[State, date]:
    """A day ahead makes it a plan. A plan whose day has come stays one until that day is changed."""
    if before and typed.strip() == before.on.isoformat():
        return before.state, before.on
    on = read_day(typed)
    if on is None:
        refuse(Field.ON, "Choose the day, past or to come.")
    days = (today - on).days
    if days > OLDEST_DAYS:
        refuse(Field.ON, f"Choose a later day: this one is {days:,} days ago, at most {OLDEST_DAYS} can be logged.")
    return (State.PLANNED if on > today else State.HELD), on


def read_day(typed: str) -> date | None:
    """A day as Slack's picker gives it ("2026-11-24"); None for anything else."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return day if day.isoformat() == typed.strip() else None


def minutes_typed(minutes: int | None) -> str:
    """Minutes as one types them: "20m", "1h", "1h30"."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}m"
    return f"{hours}h{rest:02}" if rest else f"{hours}h"


def read_minutes(typed: str, before: Details | None) -> int | None:
    """As behind `/logcall`, or a bare number of minutes; None where nothing is typed."""
    text = folded(typed)
    if before and text == minutes_typed(before.minutes):
        return before.minutes
    if not text:
        return None
    minutes = whole_duration(f"{text}m" if _BARE_NUMBER.fullmatch(text) else text)
    if minutes is None:
        refuse(
            Field.DURATION,
            f"Write it as 20m, 45 mins, 1h30 or 1.5h: {MIN_MINUTES} minute to {MAX_MINUTES // 60} hours.",
        )
    return minutes


def contacts_typed(contacts: tuple[str, ...]) -> str:
    return ", ".join(contacts)


def read_contacts(typed: str, before: Details | None) -> tuple[str, ...]:
    """Names between commas, semicolons, line breaks, `&` and `and`; one that is stored may have these in it."""
    stored = {folded(name): name for name in before.contacts} if before else {}
    if before and folded(typed) == folded(contacts_typed(before.contacts)):
        return before.contacts
    unique: dict[str, str] = {}
    for name in (name for line in typed.splitlines() for name in _names_in(folded(line), stored)):
        if len(name) > NAME_LIMIT and name not in stored:
            refuse(Field.CONTACTS, f"Put a comma between people: a name has at most {NAME_LIMIT} characters.")
        unique.setdefault(name.casefold(), stored.get(name, name))
    return tuple(unique.values())


_CHOOSE = {Field.KIND: "Choose how you reached them."}
_BARE_NUMBER = re.compile(r"[0-9]{1,4}")
_BETWEEN_NAMES = r"[,;&]|(?<![^\s,;&])and(?![^\s,;&])"


def _names_in(line: str, stored: dict[str, str]) -> list[str]:
    together = [name for name in stored if re.search(_BETWEEN_NAMES, name, re.IGNORECASE)]
    known = rf"(?<![^\s,;&])({any_of(together)})(?![^\s,;&])|" if together else ""
    pieces = re.split(known + _BETWEEN_NAMES, line, flags=re.IGNORECASE)
    return [name for piece in pieces if (name := (piece or "").strip())]
