"""The fields of an account's form, each from its value to its text and back; forms deliver text as it was typed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.domain.accounts.account_form import AccountField, Filled
from bot.domain.accounts.model import Account, Stage, Tier, in_stage
from bot.domain.errors import Incomplete
from bot.parsing.cells.values import BadCell, read_cadence, read_value
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.commands.account_verbs import read_since
from bot.parsing.forms.fields import folded

MOST_VALUE = 10**15
"""A year's; what is more is a slip of the hand."""


def shown(account: Account) -> dict[AccountField, str]:
    """Each field as the text that stands in the form."""
    return {
        AccountField.NAME: account.name,
        AccountField.STAGE: account.stage.value,
        AccountField.TIER: account.tier.value,
        AccountField.CADENCE: "" if account.cadence is None else str(account.cadence),
        AccountField.VALUE: "" if account.value is None else str(account.value),
        AccountField.SINCE: _since_shown(account.customer_since),
        AccountField.ALIASES: "\n".join(account.aliases),
        AccountField.OWNER: account.owner or "",
        AccountField.CHANNEL: account.channel or "",
    }


def read(wanted: Filled, account: Account, today: date) -> Account:
    """`account` with these fields as they are wanted. Raises Incomplete with every field that is wrong."""
    wrong: dict[str, str] = {}
    for each, text in wanted.items():
        try:
            account = _READERS[each](account, text, today)
        except (_Wrong, BadCell) as error:
            wrong[each.value] = _SAY.get(each) or str(error)
    if wrong:
        raise Incomplete(wrong)
    return account


class _Wrong(ValueError):
    """The words say what to do about it."""


def _since_shown(since: date | None) -> str:
    """A year alone is its first day."""
    if since is None:
        return ""
    return f"{since.year:04}" if (since.month, since.day) == (1, 1) else since.isoformat()


def _name(account: Account, text: str, _: date) -> Account:
    return replace(account, name=_checked_name(folded(text)))


def _stage(account: Account, text: str, today: date) -> Account:
    if text not in set(Stage):
        raise _Wrong("Choose a stage.")
    return in_stage(account, Stage(text), today)


def _tier(account: Account, text: str, _: date) -> Account:
    if text not in set(Tier):
        raise _Wrong("Choose a tier.")
    return replace(account, tier=Tier(text))


def _cadence(account: Account, text: str, _: date) -> Account:
    return replace(account, cadence=read_cadence(folded(text)))


def _value(account: Account, text: str, _: date) -> Account:
    value = read_value(folded(text))
    if value is not None and value > MOST_VALUE:
        raise _Wrong("too much")
    return replace(account, value=value)


def _since(account: Account, text: str, _: date) -> Account:
    typed = folded(text)
    return replace(account, customer_since=read_since(typed) if typed else None)


def _aliases(account: Account, text: str, _: date) -> Account:
    names: dict[str, str] = {}
    for name in filter(None, map(folded, text.splitlines())):
        names.setdefault(name.casefold(), _checked_name(name))
    return replace(account, aliases=tuple(names.values()))


def _owner(account: Account, text: str, _: date) -> Account:
    return replace(account, owner=text or None)


def _channel(account: Account, text: str, _: date) -> Account:
    if text and text[:1] not in "CG":
        raise _Wrong("Choose a channel, not a conversation with somebody.")
    return replace(account, channel=text or None)


def _checked_name(name: str) -> str:
    if not any(character.isalnum() for character in name):
        raise _Wrong("Write a name with a letter or a digit in it.")
    if len(name) > NAME_LIMIT:
        raise _Wrong(f"Write a shorter name: this one has {len(name):,} characters, at most {NAME_LIMIT} fit.")
    return name


_SAY = {
    AccountField.CADENCE: "Write the days as a number, 1 to 3650, or leave it empty for those of its tier.",
    AccountField.VALUE: "Write what it is worth a year, as in 48000 or 48k, or leave it empty.",
    AccountField.SINCE: "Write a year or a day, as in 2019 or 2019-03-01, or leave it empty.",
}
"""Where whatever is wrong has the same remedy."""

_READERS: Mapping[AccountField, Callable[[Account, str, date], Account]] = {
    AccountField.NAME: _name,
    AccountField.STAGE: _stage,
    AccountField.TIER: _tier,
    AccountField.CADENCE: _cadence,
    AccountField.VALUE: _value,
    AccountField.SINCE: _since,
    AccountField.ALIASES: _aliases,
    AccountField.OWNER: _owner,
    AccountField.CHANNEL: _channel,
}
