"""Everything as CSV: the columns are an interface other programs rely on (DESIGN, "Interfaces that stay")."""

from collections.abc import Iterable, Iterator

from bot.domain.accounts import Account
from bot.domain.conversations import Conversation
from bot.services.deps import Deps
from bot.storage import accounts, conversations, talks

CONVERSATIONS = [
    "id",
    "state",
    "date",
    "account",
    "kind",
    "minutes",
    "minutes_assumed",
    "private",
    "held_by",
    "logged_by",
    "colleagues",
    "contacts",
    "note",
    "insights",
    "follow_up",
    "follow_up_due",
    "follow_up_assignee",
]

ACCOUNTS = [
    "id",
    "external_id",
    "name",
    "aliases",
    "stage",
    "tier",
    "cadence",
    "value",
    "customer_since",
    "channel",
    "owner",
    "sponsor",
    "sponsor_state",
    "last_conversation",
    "due_ratio",
]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins with one of these for a formula; it gets a leading apostrophe."""

Row = list[str]


def export_conversations(deps: Deps, workspace_id: str, *, include_private: bool) -> Iterator[Row]:
    """Header and a row each, by date, then id; nothing undone. Words of private ones only if asked for."""
    yield list(CONVERSATIONS)
    with deps.database.reading() as session:
        for conversation in conversations.standing(session, workspace_id):
            hidden = conversation.details.private and not include_private
            yield _safe(_conversation(conversation.without_words() if hidden else conversation))


def export_accounts(deps: Deps, workspace_id: str) -> Iterator[Row]:
    """Header and a row each, in the order they were added."""
    yield list(ACCOUNTS)
    with deps.database.reading() as session:
        spoken = talks.last_by_account(session, workspace_id)
        today = deps.now().date()
        for account in accounts.every(session, workspace_id):
            last = spoken.get(account.id)
            ratio = (today - (last or account.clock_starts)).days / account.cadence_days
            yield _safe([*_account(account), "", "", last.isoformat() if last else "", f"{ratio:.2f}"])


def joined(items: Iterable[str]) -> str:
    """A list in one cell, joined with `;`; `\\`, `;` and `=` in the items are escaped with `\\`."""
    return ";".join(_escaped(item) for item in items)


def _conversation(conversation: Conversation) -> Row:
    details = conversation.details
    follow_up = details.follow_up
    return [
        conversation.id,
        details.state.value,
        details.on.isoformat(),
        conversation.account_name,
        details.kind.value,
        str(details.counted_minutes),
        _boolean(details.minutes is None),
        _boolean(details.private),
        details.held_by,
        conversation.logged_by,
        joined(details.colleagues),
        joined(details.contacts),
        details.note,
        ";".join(f"{_escaped(insight.kind)}={_escaped(insight.text)}" for insight in details.insights),
        follow_up.text if follow_up else "",
        follow_up.due.isoformat() if follow_up and follow_up.due else "",
        follow_up.assignee if follow_up else "",
    ]


def _account(account: Account) -> Row:
    return [
        account.id,
        account.external_id or "",
        account.name,
        joined(account.aliases),
        account.stage.value,
        account.tier.value,
        str(account.cadence or ""),
        str(account.value or ""),
        account.customer_since.isoformat() if account.customer_since else "",
        account.channel or "",
        account.owner or "",
    ]


def _escaped(item: str) -> str:
    return item.replace("\\", "\\\\").replace(";", "\\;").replace("=", "\\=")


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _safe(row: Row) -> Row:
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row]
