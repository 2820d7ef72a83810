"""Dates as CRMs and spreadsheets of many countries write them; of `3/15/24` the whole column tells what is what."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from bot.parsing.words import MONTHS


class NoDate(ValueError):
    """The text is no date, or may be two: the message says which."""


def read_day(text: str, *, day_first: bool | None) -> date:
    """A date, its time cut off; a month alone, or a year, is its first day. Of two digits 69 is 1969, and 68 is 2068.

    `day_first` says what `03/04/2019` means in this column, None that nothing in it tells. Raises NoDate.
    """
    plain = _plain(text)
    for pattern in _PATTERNS:
        if match := pattern.match(plain):
            return _date(match.groupdict())
    if slashed := _SLASHED.match(plain):
        return _slashed_date(slashed["a"], slashed["b"], slashed["year"], day_first)
    raise NoDate(_NO_DATE)


def is_day_first(texts: Iterable[str]) -> bool | None:
    """What a column tells of its dates with slashes: a number over 12 is a day."""
    firsts, seconds = False, False
    for text in texts:
        if match := _SLASHED.match(_plain(text)):
            firsts = firsts or int(match["a"]) > _MONTHS_A_YEAR
            seconds = seconds or int(match["b"]) > _MONTHS_A_YEAR
    return None if firsts == seconds else firsts


_MONTHS_A_YEAR = 12
_NO_DATE = "is no date: write it as 2019-03-01"
_TWO_DAYS = "may be two days: write it as 2019-03-01"
_LONGEST = 60
_PIVOT = 69
_MONTH_NAMES = dict(MONTHS)
_MONTH_NAMES |= {
    name: number
    for number, names in enumerate(
        (
            "januar janner jan janvier janv enero ene gennaio gen janeiro",
            "februar fevrier fevr fev febrero febbraio fevereiro feb",
            "marz mar mrz mars marzo maart mrt marco",
            "april avril avr abril abr aprile apr",
            "mai mayo may maggio mag maio mei maj",
            "juni juin junio jun giugno giu junho",
            "juli juillet juil julio jul luglio lug julho",
            "august aout agosto ago augustus",
            "september septembre septiembre setiembre sept set settembre setembro",
            "oktober octobre octubre okt oct ottobre ott outubro out",
            "november novembre noviembre nov novembro",
            "dezember decembre diciembre dez dec dic dicembre dezembro december",
        ),
        start=1,
    )
    for name in names.split()
}
_END = r"(?=\Z|[T ,])"
_YEAR = r"'?(?P<year>[0-9]{4}|[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_PATTERNS = (
    re.compile(rf"(?P<year>[0-9]{{4}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark){_DAY}{_END}"),
    re.compile(rf"{_DAY}\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}{_END}"),
    re.compile(
        rf"{_DAY}(?:st|nd|rd|th|er)?[-./ ]{{0,2}}(?:of |de )?{_NAME}[-./, ]{{0,2}}(?:de )?{_YEAR}{_END}", re.IGNORECASE
    ),
    re.compile(rf"{_NAME}[-./ ]{{0,2}}{_DAY}(?:st|nd|rd|th)?[-./, ]{{1,2}}{_YEAR}{_END}", re.IGNORECASE),
    re.compile(rf"(?P<year>[0-9]{{4}})[-./ ]{{1,2}}{_NAME}[-./ ]{{1,2}}{_DAY}{_END}", re.IGNORECASE),
    re.compile(rf"(?P<year>[0-9]{{4}})年(?P<month>[0-9]{{1,2}})月{_DAY}日"),
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])\Z"),
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?:[-/](?P<month>[0-9]{1,2}))?\Z"),
)
_SLASHED = re.compile(
    rf"(?P<a>[0-9]{{1,2}})(?P<mark>[/-])(?P<b>[0-9]{{1,2}})(?P=mark)(?P<year>[0-9]{{4}}|(?<=/)[0-9]{{2}}){_END}"
)
"""With dashes two digits may be the year as well as the day: `24-03-15`."""

_WEEKDAY = re.compile(r"[^\W\d_]{2,10}\.?, ?(?=\S)")
"""`Fri, 15 Mar 2024`."""


def _plain(text: str) -> str:
    """Without accents, a weekday in front, and whatever is too long to be a date."""
    if len(text) > _LONGEST:
        return ""
    letters = unicodedata.normalize("NFKD", text)
    plain = " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
    return _WEEKDAY.sub("", plain, count=1) if _WEEKDAY.match(plain) else plain


def _slashed_date(a: str, b: str, year: str, day_first: bool | None) -> date:
    if int(a) > _MONTHS_A_YEAR or int(b) > _MONTHS_A_YEAR:
        day_first = int(a) > _MONTHS_A_YEAR
    if day_first is None and int(a) != int(b):
        raise NoDate(_TWO_DAYS)
    return _date({"year": year, "month": b, "day": a} if day_first else {"year": year, "month": a, "day": b})


def _date(parts: dict[str, str | None]) -> date:
    name = parts.get("name")
    month = _MONTH_NAMES.get(name.casefold()) if name else int(parts.get("month") or 1)
    try:
        return date(_full_year(parts["year"] or ""), month or 0, int(parts.get("day") or 1))
    except ValueError:
        raise NoDate(_NO_DATE) from None


def _full_year(year: str) -> int:
    return int(year) if len(year) > 2 else int(year) + (1900 if int(year) >= _PIVOT else 2000)
