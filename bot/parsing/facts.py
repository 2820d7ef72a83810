"""The facts of a line: durations, kinds, days, people, `private`."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.conversations.model import MAX_MINUTES, MIN_MINUTES, Kind
from bot.parsing.dates import Day, day_at
from bot.parsing.people import People, holder_at, mentioned_at, with_list_at
from bot.parsing.slack_text import SlackText
from bot.parsing.words import KIND_WORDS, WORD_END, keyword


@dataclass(frozen=True)
class Duration:
    minutes: int
    end: int


@dataclass(frozen=True)
class KindWord:
    kind: Kind
    end: int


@dataclass(frozen=True)
class Private:
    end: int


Fact = Duration | KindWord | Day | People | Private


def fact_at(text: SlackText, at: int, today: date) -> Fact | None:
    """The fact that begins with the word at `at`, whatever stands before it."""
    return _plain_fact_at(text, at, today) or with_list_at(
        text, at, is_fact=lambda place: _plain_fact_at(text, place, today) is not None
    )


def duration_at(text: str, at: int) -> Duration | None:
    """`20m`, `90 minutes`, `1h30`, `1h 30m`, `1.5h`; 1 to 720 minutes, else None."""
    match = _HOURS.match(text, at) or _MINUTES.match(text, at)
    if not match:
        return None
    minutes = _minutes(match.groupdict())
    return Duration(minutes, match.end()) if MIN_MINUTES <= minutes <= MAX_MINUTES else None


def kind_at(text: str, at: int) -> KindWord | None:
    match = _KIND.match(text, at)
    return KindWord(KIND_WORDS[match[1].lower()], match.end()) if match else None


_HOUR = r"(?:h|hrs?|hours?)"
_MINUTE = r"(?:mins?|minutes?)"
_NOT_AGO = r"(?! ago\b)"
_HOURS = re.compile(
    rf"(?P<hours>[0-9]{{1,2}}(?:[.,][0-9]{{1,2}})?|\.[0-9]{{1,2}})"
    rf"(?:h(?P<joined>[0-5]?[0-9])(?: ?m| ?{_MINUTE})?"
    rf"|[ -]?{_HOUR} (?:and )?(?P<apart>[0-5]?[0-9])(?:m| ?{_MINUTE})"
    rf"|[ -]?{_HOUR}){WORD_END}{_NOT_AGO}",
    re.IGNORECASE,
)
_MINUTES = re.compile(rf"(?P<minutes>[0-9]{{1,4}})(?:m|[ -]?{_MINUTE}){WORD_END}{_NOT_AGO}", re.IGNORECASE)
_KIND = re.compile(rf"({keyword(KIND_WORDS)}){WORD_END}", re.IGNORECASE)
_PRIVATE = re.compile(rf"private{WORD_END}", re.IGNORECASE)


def _plain_fact_at(text: SlackText, at: int, today: date) -> Fact | None:
    """Any fact but a `with` list, which itself ends where one of these begins."""
    words = text.words
    return (
        mentioned_at(text, at)
        or day_at(words, at, today)
        or duration_at(words, at)
        or kind_at(words, at)
        or holder_at(text, at)
        or _private_at(words, at)
    )


def _private_at(text: str, at: int) -> Private | None:
    match = _PRIVATE.match(text, at)
    return Private(match.end()) if match else None


def _minutes(parts: dict[str, str | None]) -> int:
    """Whole minutes; a decimal share of an hour is rounded to the nearest."""
    if (minutes := parts.get("minutes")) is not None:
        return int(minutes)
    hours = float((parts["hours"] or "").replace(",", "."))
    return int(hours * 60 + 0.5) + int(parts["joined"] or parts["apart"] or 0)
