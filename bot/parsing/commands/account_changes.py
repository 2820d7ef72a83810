"""What can be asked for behind `/account`, as values. `name` is the account's name as typed, none of them an id."""

from dataclasses import dataclass
from datetime import date

from bot.domain.accounts.model import Stage, Tier
from bot.parsing.commands.account_add import AddAccount, ShowAccount


@dataclass(frozen=True)
class EditAccount:
    name: str


@dataclass(frozen=True)
class SetStage:
    name: str
    stage: Stage


@dataclass(frozen=True)
class SetTier:
    name: str
    tier: Tier


@dataclass(frozen=True)
class SetValue:
    """`value` is a year's, in whole units; None takes it away."""

    name: str
    value: int | None


@dataclass(frozen=True)
class SetCadence:
    """`days` override the tier's; None goes back to those."""

    name: str
    days: int | None


@dataclass(frozen=True)
class SetCustomerSince:
    """`since` is the first day of a year that was typed alone; None takes it away."""

    name: str
    since: date | None


@dataclass(frozen=True)
class RenameAccount:
    name: str
    new_name: str


@dataclass(frozen=True)
class AddAlias:
    name: str
    alias: str


@dataclass(frozen=True)
class RemoveAlias:
    name: str
    alias: str


@dataclass(frozen=True)
class AddContact:
    name: str
    contact: str


@dataclass(frozen=True)
class RemoveContact:
    name: str
    contact: str


@dataclass(frozen=True)
class LinkChannel:
    """`channel` is a channel id; None means the one the command was typed in."""

    name: str
    channel: str | None


@dataclass(frozen=True)
class UnlinkChannel:
    name: str


@dataclass(frozen=True)
class MergeAccounts:
    """`name` goes into `into` and is gone."""

    name: str
    into: str


@dataclass(frozen=True)
class RestAccount:
    name: str


@dataclass(frozen=True)
class WakeAccount:
    name: str


@dataclass(frozen=True)
class DeleteAccount:
    name: str


AccountChange = (
    SetStage
    | SetTier
    | SetValue
    | SetCadence
    | SetCustomerSince
    | RenameAccount
    | AddAlias
    | RemoveAlias
    | AddContact
    | RemoveContact
    | LinkChannel
    | UnlinkChannel
    | RestAccount
    | WakeAccount
)
"""What changes one account."""

AccountCommand = ShowAccount | AddAccount | EditAccount | AccountChange | MergeAccounts | DeleteAccount
