"""One cell to one value. Each reader returns None for an empty cell and raises BadCell with the reason."""

import re
from datetime import date

from bot.domain.accounts.model import Stage, Tier
from bot.parsing.cells.amounts import BelowZero, read_amount
from bot.parsing.cells.dates import NoDate, read_day
from bot.parsing.commands.account_add import stage_named, tier_named


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
        raise BadCell(f"{shown(cell)} is none of {', '.join(Stage)}")
    return stage


def read_kind_of_account(cell: str) -> Stage | None:
    """As `read_stage`, from a column that may hold anything (`Type`): what is no stage says nothing."""
    return _stage(cell)


def read_tier(cell: str) -> Tier | None:
    tier = tier_named(cell)
    if tier is None and cell:
        raise BadCell(f"{shown(cell)} is none of {', '.join(Tier)}")
    return tier


def read_cadence(cell: str) -> int | None:
    """Days, 1 to 3650."""
    if not cell:
        return None
    match = _DAYS.fullmatch(cell)
    if not match or not 1 <= int(match[1]) <= _LONGEST_CADENCE:
        raise BadCell(f"{shown(cell)} is no number of days")
    return int(match[1])


def read_value(cell: str) -> int | None:
    """An amount a year in whole units: `48,000`, `48.000,00 €`, `$48k`."""
    if not cell:
        return None
    try:
        value = read_amount(cell)
    except BelowZero:
        raise BadCell(f"{shown(cell)} is below zero") from None
    if value is None:
        raise BadCell(f"{shown(cell)} is no amount")
    if value > _HIGHEST_VALUE:
        raise BadCell(f"{shown(cell)} is too high")
    return value


def read_date(cell: str, *, day_first: bool | None) -> date | None:
    """As `read_day`, and None for an empty cell."""
    try:
        return read_day(cell, day_first=day_first) if cell else None
    except NoDate as reason:
        raise BadCell(f"{shown(cell)} {reason}") from None


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
_HIGHEST_VALUE = 10**15
_LIST_ITEM = re.compile(r"(?:\\.|[^;\\]|\\\Z)+", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;=])")
_MOST_SHOWN = 60


def _plain(cell: str) -> str:
    return re.sub(r"[\W_]", "", cell.casefold())


def _stage(cell: str) -> Stage | None:
    return stage_named(cell.strip()) or _STAGES.get(_plain(cell))
