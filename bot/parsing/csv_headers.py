"""Which column holds what: headers as HubSpot, Salesforce, spreadsheets and our own export write them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    EXTERNAL_ID = "external_id"
    NAME = "name"
    ALIASES = "aliases"
    STAGE = "stage"
    KIND_OF_ACCOUNT = "kind_of_account"
    TIER = "tier"
    CADENCE = "cadence"
    VALUE = "value"
    CUSTOMER_SINCE = "customer_since"
    LAST_ACTIVITY = "last_activity"
    CHANNEL = "channel"
    OWNER = "owner"


@dataclass(frozen=True)
class Header:
    """Where each column stands; more than one may hold aliases. `unknown` headers are not read."""

    places: dict[Column, tuple[int, ...]]
    unknown: tuple[str, ...]


def read_header(cells: Sequence[str]) -> Header:
    """Of two headers for the same column the more telling one is read (`Company name` before `Name`)."""
    keys = [_key(cell) for cell in cells]
    places = {column: _places(column, keys) for column in Column}
    read = {place for found in places.values() for place in found}
    unknown = tuple(cell for place, cell in enumerate(cells) if cell and place not in read and keys[place] not in _OURS)
    return Header({column: found for column, found in places.items() if found}, unknown)


# Of each column the most telling header first. Create Date is when a record was made, not since when they
# are a customer; Annual Revenue is theirs, not what they pay us; a ticker is no name anybody agreed on.
_HEADERS: dict[Column, tuple[str, ...]] = {
    Column.EXTERNAL_ID: (
        "external_id",
        "record id",
        "account id",
        "company id",
        "customer id",
        "crm id",
        "account number",
        "customer number",
        "id",
    ),
    Column.NAME: (
        "company name",
        "account name",
        "customer name",
        "client name",
        "organization name",
        "organisation name",
        "company",
        "account",
        "customer",
        "client",
        "organization",
        "organisation",
        "name",
    ),
    Column.ALIASES: ("aliases", "alias", "company short name", "short name", "also known as", "aka", "dba"),
    Column.STAGE: ("stage", "lifecycle stage", "account stage", "customer stage"),
    Column.KIND_OF_ACCOUNT: ("type", "account type", "company type", "account status", "status"),
    Column.TIER: ("tier", "account tier", "customer tier", "company tier"),
    Column.CADENCE: ("cadence", "cadence days", "contact every days"),
    Column.VALUE: (
        "value",
        "annual value",
        "contract value",
        "annual contract value",
        "annual recurring revenue",
        "arr",
        "acv",
    ),
    Column.CUSTOMER_SINCE: ("customer since", "client since", "became a customer date", "customer start date"),
    Column.LAST_ACTIVITY: (
        "last_conversation",
        "last activity date",
        "last activity",
        "last contacted",
        "last contact",
    ),
    Column.CHANNEL: ("channel", "slack channel"),
    Column.OWNER: ("owner", "account owner", "company owner", "owner email", "account owner email", "owner id"),
}
_OURS = frozenset(("id", "sponsor", "sponsorstate", "dueratio"))


def _places(column: Column, keys: Sequence[str]) -> tuple[int, ...]:
    found = [keys.index(_key(header)) for header in _HEADERS[column] if _key(header) in keys]
    return tuple(found) if column is Column.ALIASES else tuple(found[:1])


def _key(header: str) -> str:
    """Case, accents, spaces and signs aside."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", header) if not unicodedata.combining(c))
    return re.sub(r"[\W_]", "", plain.casefold())
