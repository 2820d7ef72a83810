"""One cell to one value. Each reader returns None for an empty cell and raises BadCell with the reason."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.domain.accounts import Stage, Tier
from bot.parsing.commands import stage_named, tier_named
from bot.parsing.words import MONTHS, keyword


class BadCell(ValueError):
    """The cell holds something, but not what its column needs; the message is the reason."""


def read_text(cell: str, what: str, *, most: int) -> str:
    """Words of at most that many characters; `what` is what they are."""
    if len(cell) > most:
        raise BadCell(f"{what} has {len(cell):,} characters; at most {most:,} fit")
    return cell


def read_stage(cell: str) -> Stage | None:
    """Ours, and the lifecycle stages of CRMs. `Other` says nothing."""
    stage = _stage(cell)
    if stage is None and cell and _plain(cell) not in _SAY_NOTHING:
        raise BadCell(f"stage {shown(cell)} is none of {', '.join(Stage)}")
    return stage


def read_kind_of_account(cell: str) -> Stage | None:
    """As `read_stage`, from a column that may hold anything (`Type`): what is no stage says nothing."""
    return _stage(cell)


def read_tier(cell: str) -> Tier | None:
    tier = tier_named(cell)
    if tier is None and cell:
        raise BadCell(f"tier {shown(cell)} is none of {', '.join(Tier)}")
    return tier


def read_cadence(cell: str) -> int | None:
    """Days, 1 to 3650."""
    if not cell:
        return None
    match = _DAYS.fullmatch(cell)
    if not match or not 1 <= int(match[1]) <= _LONGEST_CADENCE:
        raise BadCell(f"cadence {shown(cell)} is no number of days")
    return int(match[1])


def read_value(cell: str) -> int | None:
    """An amount a year in whole units: `48,000`, `48.000,00 €`, `$48k`."""
    if not cell:
        return None
    match = _AMOUNT.fullmatch(_SPACES_AND_CURRENCY.sub("", cell))
    number = _number(match[1], is_short=bool(match[2])) if match else None
    if match is None or number is None:
        raise BadCell(f"value {shown(cell)} is no amount")
    value = int((number * _TIMES[match[2].lower()]).to_integral_value(ROUND_HALF_UP))
    if value > _HIGHEST_VALUE:
        raise BadCell(f"value {shown(cell)} is too high")
    return value


def read_date(cell: str, *, day_first: bool | None) -> date | None:
    """A date, its time cut off; a year alone is its first day.

    `day_first` says what `03/04/2019` means in this column, None that nothing in it tells.
    """
    if not cell:
        return None
    for pattern in (_ISO, _DOTTED, _NAMED_DAY_FIRST, _NAMED_MONTH_FIRST, _YEAR):
        if match := pattern.match(cell):
            return _date(cell, match.groupdict())
    if slashed := _SLASHED.match(cell):
        return _slashed_date(cell, slashed, day_first)
    raise BadCell(f"{shown(cell)} is no date: write it as 2019-03-01")


def slashed_day_first(cells: list[str]) -> bool | None:
    """What a column tells of its dates with slashes: a number over 12 is a day."""
    firsts, seconds = [], []
    for cell in cells:
        if match := _SLASHED.match(cell):
            firsts.append(int(match["a"]) > _MONTHS_A_YEAR)
            seconds.append(int(match["b"]) > _MONTHS_A_YEAR)
    if any(firsts) == any(seconds):
        return None
    return any(firsts)


def read_list(cell: str) -> tuple[str, ...]:
    r"""A list as our export joins it: by `;`, with `\` before a `\`, `;` or `=` that is meant."""
    items = [unescaped(item) for item in split_list(cell)]
    return tuple(dict.fromkeys(item for item in items if item))


def split_list(cell: str) -> list[str]:
    """The items of a list, escaped as they are."""
    return _LIST_ITEM.findall(cell)


def unescaped(item: str) -> str:
    """An item as it is meant, white space folded."""
    return " ".join(_ESCAPED.sub(r"\1", item).split())


def shown(cell: str) -> str:
    """A cell in a reason, which is one line."""
    return repr(cell if len(cell) <= _MOST_SHOWN else f"{cell[: _MOST_SHOWN - 1]}…")


_STAGES = {
    plain: stage
    for stage, words in {
        Stage.CUSTOMER: ("client", "evangelist", "active", "activecustomer", "customerdirect", "customerchannel"),
        Stage.PROSPECT: (
            "opportunity",
            "lead",
            "subscriber",
            "marketingqualifiedlead",
            "salesqualifiedlead",
            "mql",
            "sql",
        ),
        Stage.PARTNER: ("channelpartnerreseller", "installationpartner", "technologypartner", "reseller"),
        Stage.LOST: ("churned", "formercustomer", "closedlost", "lostcustomer"),
        Stage.DORMANT: ("inactive", "resting"),
    }.items()
    for plain in words
}
_SAY_NOTHING = frozenset(("other", "unknown", "none", "na"))
_DAYS = re.compile(r"([0-9]{1,4})(?:[.,]0+)?(?:\s*d(?:ays?)?)?", re.IGNORECASE)
_LONGEST_CADENCE = 3650
_SPACES_AND_CURRENCY = re.compile(r"[\s'’_$€£¥]|\b(?:usd|eur|gbp|chf)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"([0-9][0-9.,]{0,20})([km]?)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?!0[.,])[0-9]{1,3}[.,][0-9]{3}")
"""One mark and nothing else: `48,000` and `1.250`, not `1250.375`, `0.125`, nor `1.250` before an M."""
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
_HIGHEST_VALUE = 10**15
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?=\Z|[T ])")
_DOTTED = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})(?=\Z|[T ])")
_MONTH_NAME = rf"(?P<name>{keyword(MONTHS)})"
_NAMED_DAY_FIRST = re.compile(rf"(?P<day>[0-9]{{1,2}})\.?[ -]{_MONTH_NAME}[ -](?P<year>[0-9]{{4}})", re.IGNORECASE)
_NAMED_MONTH_FIRST = re.compile(rf"{_MONTH_NAME} (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})", re.IGNORECASE)
_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\Z")
_SLASHED = re.compile(r"(?P<a>[0-9]{1,2})[/-](?P<b>[0-9]{1,2})[/-](?P<year>[0-9]{4})(?=\Z|[T ])")
_MONTHS_A_YEAR = 12
_LIST_ITEM = re.compile(r"(?:\\.|[^;\\]|\\\Z)+", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;=])")
_MOST_SHOWN = 60


def _plain(cell: str) -> str:
    return re.sub(r"[\W_]", "", cell.casefold())


def _stage(cell: str) -> Stage | None:
    return stage_named(cell.strip()) or _STAGES.get(_plain(cell))


def _number(digits: str, *, is_short: bool) -> Decimal | None:
    """Of commas and full stops the last one is decimal, unless it comes twice or is for thousands."""
    mark = max(digits.rfind(","), digits.rfind("."))
    is_decimal = mark >= 0 and digits.count(digits[mark]) == 1 and (is_short or not _THOUSANDS.fullmatch(digits))
    whole = re.sub(r"[.,]", "", digits[:mark] if is_decimal else digits)
    return Decimal(f"{whole}.{digits[mark + 1 :]}" if is_decimal else whole) if whole else None


def _slashed_date(cell: str, match: re.Match[str], day_first: bool | None) -> date:
    a, b, year = match["a"], match["b"], match["year"]
    if int(a) > _MONTHS_A_YEAR or int(b) > _MONTHS_A_YEAR:
        day_first = int(a) > _MONTHS_A_YEAR
    if day_first is None and a != b:
        raise BadCell(f"{shown(cell)} may be two days: write it as 2019-03-01")
    return _date(cell, {"year": year, "month": b, "day": a} if day_first else {"year": year, "month": a, "day": b})


def _date(cell: str, parts: dict[str, str]) -> date:
    month = MONTHS[parts["name"].lower()] if "name" in parts else int(parts.get("month") or 1)
    try:
        return date(int(parts["year"]), month, int(parts.get("day") or 1))
    except ValueError:
        raise BadCell(f"{shown(cell)} is no date: write it as 2019-03-01") from None
