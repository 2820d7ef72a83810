"""A day written by its number, as closed days are: the first such not before a given day."""

import re
from dataclasses import dataclass
from datetime import date

from bot.parsing.words import MONTHS, WORD_END, keyword


@dataclass(frozen=True)
class DatedDay:
    """A day read from the text; `end` is the offset behind it."""

    on: date
    end: int


def dated_from(text: str, at: int, today: date) -> DatedDay | None:
    """A day written by its number that begins at `at`; without a year the first such not before `today`."""
    match = _ISO.match(text, at) or _DAY_MONTH.match(text, at) or _MONTH_DAY.match(text, at)
    if not match:
        return None
    if match["year"]:
        on = _written(int(match["year"]), match)
        return DatedDay(on, match.end()) if on else None
    ahead = (day for year in range(today.year, today.year + 9) if (day := _written(year, match)))
    coming = next((day for day in ahead if day >= today), None)
    return DatedDay(coming, match.end()) if coming else None


_FLAGS = re.IGNORECASE
_DAY_OF_MONTH = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{keyword(MONTHS)})"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_ISO = re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}}){WORD_END}", _FLAGS)
_DAY_MONTH = re.compile(rf"{_DAY_OF_MONTH}\.? {_MONTH}(?: {_YEAR})?{WORD_END}", _FLAGS)
_MONTH_DAY = re.compile(rf"{_MONTH} {_DAY_OF_MONTH}(?:,? {_YEAR})?{WORD_END}", _FLAGS)


def _written(year: int, match: re.Match[str]) -> date | None:
    """The day a match names in `year`; None where there is none (31 feb)."""
    month = match["month"].lower()
    try:
        return date(year, MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None
