"""The columns of accounts, as HubSpot, Salesforce, spreadsheets and our own export head them."""

from collections.abc import Sequence
from enum import StrEnum

from bot.parsing.cells.values import read_kind_of_account
from bot.transfer.csv.headers import Header, Headers, read_header


class AccountColumn(StrEnum):
    OUR_ID = "our_id"
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
    SPONSOR = "sponsor"
    SPONSOR_STATE = "sponsor_state"


def read_account_header(cells: Sequence[str]) -> Header:
    """Where the columns of accounts stand. `id` is ours only where another column has the external one."""
    return read_header(cells, _HEADERS, many={AccountColumn.ALIASES}, unread=("id", "due_ratio"))


def is_account_header(cells: Sequence[str], *, is_first: bool) -> bool:
    """Whether a line may head accounts: it has a column of names.

    Further down, `Customer` alone is likelier to be the stage of one.
    """
    header = read_account_header(cells)
    if AccountColumn.NAME not in header.places:
        return False
    return is_first or len(header.places) > 1 or not says_stage(header.title(AccountColumn.NAME))


def says_stage(cell: str) -> bool:
    return read_kind_of_account(cell) is not None


WANTED = (
    "No line of the file names columns I know: above the rows there should be their names, one of them Name, Company"
    " name or Account name. Add that line, or rename one of them."
)
"""For a file without a header."""

# Create Date is when a record was made, not since when they are a customer; Annual Revenue is theirs, not what
# they pay us; a ticker is no name anybody agreed on.
_HEADERS: Headers = {
    AccountColumn.EXTERNAL_ID: (
        "external_id",
        "record id",
        "hs_object_id",
        "account id",
        "account id 18",
        "company id",
        "customer id",
        "crm id",
        "account number",
        "customer number",
        "id",
    ),
    AccountColumn.OUR_ID: ("id",),
    AccountColumn.NAME: (
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
        "firma",
        "firmenname",
        "unternehmen",
        "unternehmensname",
        "kunde",
        "kundenname",
        "société",
        "entreprise",
        "nom de l'entreprise",
        "nom du compte",
        "nom",
        "empresa",
        "cliente",
        "nombre de la empresa",
        "nombre de la cuenta",
        "nombre",
    ),
    AccountColumn.ALIASES: ("aliases", "alias", "company short name", "short name", "also known as", "aka", "dba"),
    AccountColumn.STAGE: ("stage", "lifecycle stage", "account stage", "customer stage"),
    AccountColumn.KIND_OF_ACCOUNT: ("type", "account type", "company type", "account status", "status"),
    AccountColumn.TIER: ("tier", "account tier", "customer tier", "company tier"),
    AccountColumn.CADENCE: ("cadence", "cadence days", "contact every days"),
    AccountColumn.VALUE: (
        "value",
        "annual value",
        "contract value",
        "annual contract value",
        "annual recurring revenue",
        "arr",
        "acv",
    ),
    AccountColumn.CUSTOMER_SINCE: ("customer since", "client since", "became a customer date", "customer start date"),
    AccountColumn.LAST_ACTIVITY: (
        "last_conversation",
        "last activity date",
        "last activity",
        "last contacted",
        "last contact",
    ),
    AccountColumn.CHANNEL: ("channel", "slack channel"),
    AccountColumn.OWNER: (
        "owner",
        "account owner",
        "company owner",
        "account owner full name",
        "owner name",
        "owner full name",
        "owner email",
        "account owner email",
        "owner id",
    ),
    AccountColumn.SPONSOR: ("sponsor", "executive sponsor"),
    AccountColumn.SPONSOR_STATE: ("sponsor_state",),
}
