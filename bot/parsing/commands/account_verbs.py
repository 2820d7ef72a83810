"""The verbs behind an account's name in `/account`, and what each reads behind itself."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from bot.domain.accounts.fields import FIELDS, AccountField
from bot.domain.form_fields import FieldSpec, Input
from bot.parsing.cells.values import BadCell, read_cadence, read_date, read_value
from bot.parsing.commands.account_add import NotUnderstood, stage_named, tier_named
from bot.parsing.commands.account_changes import (
    AccountChange,
    AddAlias,
    AddContact,
    LinkChannel,
    RemoveAlias,
    RemoveContact,
    RestAccount,
    SetField,
    UnlinkChannel,
    WakeAccount,
)
from bot.parsing.commands.account_prefix import new_name
from bot.parsing.slack_text import read_tokens


@dataclass(frozen=True)
class ChannelArgument:
    """A channel picked from Slack's list, and what stands for it among the words."""

    id: str
    label: str


Reader = Callable[[str, str, ChannelArgument | None], AccountChange]
"""From the account's name, the words behind the verb, and the channel they end with. Raises NotUnderstood."""

EXAMPLES: Mapping[str, str] = {
    "stage": "/account Acme stage customer",
    "tier": "/account Acme tier enterprise",
    "value": "/account Acme value 48000",
    "cadence": "/account Acme cadence 30",
    "since": "/account Acme since 2019",
    "name": "/account Acme name New Name",
    "alias": "/account Acme alias ACM",
    "contact": "/account Acme contact Jo Lee",
    "link": "/account Acme link #acme",
    "unlink": "/account Acme unlink",
    "rest": "/account Acme rest",
    "wake": "/account Acme wake",
    "edit": "/account edit Acme",
    "delete": "/account delete Acme",
    "merge": "/account merge Acme Inc into Acme",
    "owner": "/owner Acme @ana",
    "sponsor": "/sponsor Acme @ceo",
}
"""How each command is written, by its verb."""


def channel_at_end(text: str) -> ChannelArgument | None:
    """The channel that `text`, as Slack delivers it, ends with; one that is only typed is none."""
    token = _CHANNEL.search(text)
    return ChannelArgument(token[1], read_tokens(token[0]).words) if token else None


def read_since(text: str) -> date | None:
    """A day, or a year alone; what has a time behind it is refused, as that would be lost. Raises BadCell."""
    years = _YEAR.findall(text)
    if not _ISO.fullmatch(text) and not (len(years) == 1 and text.endswith(years[0])):
        raise BadCell("more than a date")
    return read_date(text, day_first=None)


_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|[^<>]*)?>\s*\Z")
_ISO = re.compile(r"[0-9]{4}(?:[-/.][0-9]{1,2}){2}")
_YEAR = re.compile(r"[0-9]{4}")
_NONE = "none"
_MINUS = ("-", "–", "−")


def _set(asked: FieldSpec[AccountField], name: str, behind: str, _: ChannelArgument | None) -> SetField:
    return SetField(name, asked.key, _value(asked, behind))


def _value(asked: FieldSpec[AccountField], behind: str) -> object:
    if asked.input is Input.CHOICE:
        return _choice(asked, behind)
    if asked.key is AccountField.NAME:
        return new_name(behind, EXAMPLES[asked.word])
    read, ask = _OPTIONAL[asked.key]
    try:
        return None if _is_none(behind) else read(_present(behind))
    except BadCell:
        raise NotUnderstood(ask) from None


def _choice(asked: FieldSpec[AccountField], behind: str) -> StrEnum | None:
    if _is_none(behind) and not asked.is_required:
        return None
    named = _NAMED.get(asked.key, asked.choice)(behind.casefold())
    if named is None:
        example = EXAMPLES[asked.word]
        raise NotUnderstood(f"A {asked.label.lower()} is one of {', '.join(asked.choices)}, as in: {example}")
    return named


def _alias(name: str, behind: str, _: ChannelArgument | None) -> AddAlias | RemoveAlias:
    alias = new_name(_without_minus(behind), EXAMPLES["alias"])
    return RemoveAlias(name, alias) if behind.startswith(_MINUS) else AddAlias(name, alias)


def _contact(name: str, behind: str, _: ChannelArgument | None) -> AddContact | RemoveContact:
    contact = new_name(_without_minus(behind), EXAMPLES["contact"])
    if behind.startswith(_MINUS):
        return RemoveContact(name, contact)
    if "," in contact or ";" in contact:
        raise NotUnderstood(f"Send one person at a time, as in: {EXAMPLES['contact']}")
    return AddContact(name, contact)


def _link(name: str, behind: str, channel: ChannelArgument | None) -> LinkChannel:
    if behind.casefold() == "here":
        return LinkChannel(name, None)
    if channel is None or behind != channel.label:
        raise NotUnderstood(f"Pick the channel from the list that # opens, or say here, as in: {EXAMPLES['link']}")
    return LinkChannel(name, channel.id)


def _alone(command: Callable[[str], AccountChange], verb: str) -> Reader:
    """A verb with nothing behind it."""

    def read(name: str, behind: str, _: ChannelArgument | None) -> AccountChange:
        if behind:
            raise NotUnderstood(f"Nothing goes behind {verb}, as in: {EXAMPLES[verb]}")
        return command(name)

    return read


_NAMED: Mapping[AccountField, Callable[[str], StrEnum | None]] = {
    AccountField.STAGE: stage_named,
    AccountField.TIER: tier_named,
}
_OPTIONAL: Mapping[AccountField, tuple[Callable[[str], object], str]] = {
    AccountField.VALUE: (read_value, f"Send what it is worth a year, or none, as in: {EXAMPLES['value']}"),
    AccountField.CADENCE: (
        read_cadence,
        f"Send the days it may go without a conversation, as in: {EXAMPLES['cadence']}, or none for its tier's",
    ),
    AccountField.SINCE: (
        read_since,
        f"Send the year or the day they became a customer, as in: {EXAMPLES['since']}, or 2019-03-01, or none",
    ),
}
"""How each value is read that may be taken away, and what to send where it cannot."""

READERS: Mapping[str, Reader] = {
    **{field.word: partial(_set, field) for field in FIELDS if field.word},
    "alias": _alias,
    "contact": _contact,
    "link": _link,
    "unlink": _alone(UnlinkChannel, "unlink"),
    "rest": _alone(RestAccount, "rest"),
    "wake": _alone(WakeAccount, "wake"),
}
ALONE = frozenset(("unlink", "rest", "wake"))
FREE = frozenset(("name", "alias", "contact"))
"""Verbs with any words behind them."""


def _without_minus(behind: str) -> str:
    return behind[1:].lstrip() if behind.startswith(_MINUS) else behind


def _is_none(behind: str) -> bool:
    return behind.casefold() == _NONE


def _present(behind: str) -> str:
    if not behind:
        raise BadCell("nothing there")
    return behind
