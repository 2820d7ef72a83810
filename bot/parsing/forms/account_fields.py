"""The fields of an account's form, each from its value to its text and back; forms deliver text as it was typed."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from bot.domain.accounts.account_form import FilledAccount
from bot.domain.accounts.fields import BY_KEY, FIELDS, AccountField, with_field
from bot.domain.accounts.model import Account
from bot.domain.errors import Incomplete
from bot.domain.form_fields import FieldSpec, Input
from bot.parsing.cells.values import BadCell, read_cadence, read_value
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.commands.account_verbs import read_since
from bot.parsing.forms.fields import FieldErrors, folded

MOST_VALUE = 10**15
"""A year's; what is more is a slip of the hand."""


def shown(account: Account) -> dict[AccountField, str]:
    """Each field as the text that stands in the form."""
    return {field.key: _text(field.key, *field.value_of(account)) for field in FIELDS}


def read(filled_account: FilledAccount, account: Account, today: date) -> Account:
    """`account` with these fields as they are wanted. Raises Incomplete with every field that is wrong."""
    wrong = FieldErrors()
    for each, text in filled_account.items():
        account = wrong.collect(partial(_with, account, each, text, today), account)
    wrong.raise_if_any()
    return account


def _text(key: AccountField, value: Any) -> str:
    if value is None:
        return ""
    if key is AccountField.ALIASES:
        return "\n".join(value)
    return _since_shown(value) if key is AccountField.SINCE else str(value)


def _since_shown(since: date) -> str:
    """A year alone is its first day."""
    return f"{since.year:04}" if (since.month, since.day) == (1, 1) else since.isoformat()


def _with(account: Account, key: AccountField, text: str, today: date) -> Account:
    try:
        return with_field(account, key, _value(BY_KEY[key], text), today)
    except BadCell as error:
        raise Incomplete({key.value: _SAY.get(key) or str(error)}) from None


def _value(asked: FieldSpec[AccountField], text: str) -> object:
    """Raises BadCell, whose words say what to do about it."""
    if asked.input is Input.CHOICE:
        return _choice(asked, text)
    read = _READERS.get(asked.key)
    return read(text) if read else text or None


def _choice(asked: FieldSpec[AccountField], text: str) -> object:
    chosen = asked.choice(text)
    if chosen is None and (text or asked.is_required):
        raise BadCell(f"Choose a {asked.label.lower()}.")
    return chosen


def _name(text: str) -> str:
    return _checked_name(folded(text))


def _cadence(text: str) -> int | None:
    return read_cadence(folded(text))


def _amount(text: str) -> int | None:
    value = read_value(folded(text))
    if value is not None and value > MOST_VALUE:
        raise BadCell("too much")
    return value


def _since(text: str) -> date | None:
    typed = folded(text)
    return read_since(typed) if typed else None


def _aliases(text: str) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for name in filter(None, map(folded, text.splitlines())):
        names.setdefault(name.casefold(), _checked_name(name))
    return tuple(names.values())


def _channel(text: str) -> str | None:
    if text and text[:1] not in "CG":
        raise BadCell("Choose a channel, not a conversation with somebody.")
    return text or None


def _checked_name(name: str) -> str:
    if not any(character.isalnum() for character in name):
        raise BadCell("Write a name with a letter or a digit in it.")
    if len(name) > NAME_LIMIT:
        raise BadCell(f"Write a shorter name: this one has {len(name):,} characters, at most {NAME_LIMIT} fit.")
    return name


_SAY = {
    AccountField.CADENCE: "Write the days as a number, 1 to 3650, or leave it empty for those of its tier.",
    AccountField.VALUE: "Write what it is worth a year, as in 48000 or 48k, or leave it empty.",
    AccountField.SINCE: "Write a year or a day, as in 2019 or 2019-03-01, or leave it empty.",
}
"""Where whatever is wrong has the same remedy."""

_READERS: Mapping[AccountField, Callable[[str], object]] = {
    AccountField.NAME: _name,
    AccountField.CADENCE: _cadence,
    AccountField.VALUE: _amount,
    AccountField.SINCE: _since,
    AccountField.ALIASES: _aliases,
    AccountField.CHANNEL: _channel,
}
