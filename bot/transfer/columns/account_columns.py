"""The columns of accounts, as HubSpot, Salesforce, spreadsheets and our own export head them."""

from collections.abc import Sequence
from enum import StrEnum

from bot.parsing.cells.values import read_kind_of_account
from bot.transfer.csv.headers import Header, Headers, read_header


class Column(StrEnum):
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


def read_account_header(cells: Sequence[str]) -> Header[Column]:
    """Where the columns of accounts stand. `id` is ours only where another column has the external one."""
    return read_header(cells, _HEADERS, many={Column.ALIASES}, unread=("id", "due_ratio"))


def is_account_header(cells: Sequence[str], *, is_first: bool) -> bool:
    """Whether a line may head accounts: it has a column of names.

    Further down, `Customer` alone is likelier to be the stage of one.
    """
    header = read_account_header(cells)
    if Column.NAME not in header.places:
        return False
    return is_first or len(header.places) > 1 or not says_stage(header.title(Column.NAME))


def says_stage(cell: str) -> bool:
    return read_kind_of_account(cell) is not None


WANTED = (
    "No line of the file names columns I know: above the rows there should be their names, one of them Name, Company"
    " name or Account name. Add that line, or rename one of them."
)
"""For a file without a header."""

# Create Date is when a record was made, not since when they are a customer; Annual Revenue is theirs, not what
# they pay us; a ticker is no name anybody agreed on.
_HEADERS: Headers[Column] = {
    Column.EXTERNAL_ID: (
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
    Column.OUR_ID: ("id",),
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
    Column.OWNER: (
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
    Column.SPONSOR: ("sponsor", "executive sponsor"),
    Column.SPONSOR_STATE: ("sponsor_state",),
}
