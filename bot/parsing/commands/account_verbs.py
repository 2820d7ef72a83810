"""The verbs behind an account's name in `/account`, and what each reads behind itself."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.accounts.model import Stage, Tier
from bot.parsing.cells.values import BadCell, read_cadence, read_date, read_value
from bot.parsing.commands.account_add import NotUnderstood, stage_named, tier_named
from bot.parsing.commands.account_changes import (
    AccountChange,
    AddAlias,
    AddContact,
    LinkChannel,
    RemoveAlias,
    RemoveContact,
    RenameAccount,
    RestAccount,
    SetCadence,
    SetCustomerSince,
    SetStage,
    SetTier,
    SetValue,
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


def _stage(name: str, behind: str, _: ChannelArgument | None) -> SetStage:
    stage = stage_named(behind)
    if stage is None:
        raise NotUnderstood(f"A stage is one of {', '.join(Stage)}, as in: {EXAMPLES['stage']}")
    return SetStage(name, stage)


def _tier(name: str, behind: str, _: ChannelArgument | None) -> SetTier:
    tier = tier_named(behind)
    if tier is None:
        raise NotUnderstood(f"A tier is one of {', '.join(Tier)}, as in: {EXAMPLES['tier']}")
    return SetTier(name, tier)


def _value(name: str, behind: str, _: ChannelArgument | None) -> SetValue:
    try:
        return SetValue(name, None if _is_none(behind) else read_value(_present(behind)))
    except BadCell:
        raise NotUnderstood(f"Send what it is worth a year, or none, as in: {EXAMPLES['value']}") from None


def _cadence(name: str, behind: str, _: ChannelArgument | None) -> SetCadence:
    try:
        return SetCadence(name, None if _is_none(behind) else read_cadence(_present(behind)))
    except BadCell:
        example = f"{EXAMPLES['cadence']}, or none for its tier's"
        raise NotUnderstood(f"Send the days it may go without a conversation, as in: {example}") from None


def _since(name: str, behind: str, _: ChannelArgument | None) -> SetCustomerSince:
    try:
        return SetCustomerSince(name, None if _is_none(behind) else read_since(_present(behind)))
    except BadCell:
        example = f"{EXAMPLES['since']}, or 2019-03-01, or none"
        raise NotUnderstood(f"Send the year or the day they became a customer, as in: {example}") from None


def _name(name: str, behind: str, _: ChannelArgument | None) -> RenameAccount:
    return RenameAccount(name, new_name(behind, EXAMPLES["name"]))


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


READERS: Mapping[str, Reader] = {
    "stage": _stage,
    "tier": _tier,
    "value": _value,
    "cadence": _cadence,
    "since": _since,
    "name": _name,
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
