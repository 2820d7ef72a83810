"""What can be asked for behind `/account`, as values. `name` is the account's name as typed, none of them an id."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.accounts.fields import AccountField
from bot.parsing.commands.account_add import AddAccount, ShowAccount


class Listed(StrEnum):
    """Which accounts are listed."""

    ALL = "all"
    MINE = "mine"
    WAITING = "waiting"


@dataclass(frozen=True)
class ListAccounts:
    which: Listed


@dataclass(frozen=True)
class SearchAccounts:
    """Those of which a name has a word that begins with `words`, or a name that is like them."""

    words: str


@dataclass(frozen=True)
class ShowHistory:
    """All that was said with an account, or with somebody there: `name` may be a contact's."""

    name: str


@dataclass(frozen=True)
class EditAccount:
    name: str


@dataclass(frozen=True)
class SetField:
    """`value` is what the field is to have, as an account has it; None takes it away."""

    name: str
    field: AccountField
    value: object


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
    SetField
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

AccountCommand = (
    ShowAccount
    | ShowHistory
    | ListAccounts
    | SearchAccounts
    | AddAccount
    | EditAccount
    | AccountChange
    | MergeAccounts
    | DeleteAccount
)
