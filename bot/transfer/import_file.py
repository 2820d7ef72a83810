"""A CSV file going in: what somebody brings along from elsewhere, or what we exported before."""

from bot.services.deps import Deps
from bot.transfer.import_result import BadRow, ImportResult, Noted
from bot.transfer.imports.accounts import import_accounts
from bot.transfer.imports.conversations import import_conversations

__all__ = ["BadRow", "ImportResult", "Noted", "accounts", "conversations"]


def accounts(deps: Deps, workspace_id: str, data: bytes | str, *, by: str | None) -> ImportResult:
    """Add and change accounts as the rows say. The key of a row is its external id, else its name.

    `by` is the member who asks, None at the command line. `data` may be pasted text. It goes in by portions, so that
    nobody waits long for the write lock: what is committed stays, and the same file again does the rest. Nobody is told
    anything. Raises Refusal for what is no CSV with names of accounts, NotAllowed where `by` may not import.
    """
    return import_accounts(deps, workspace_id, data, by=by)


def conversations(deps: Deps, workspace_id: str, data: bytes | str, *, by: str | None) -> ImportResult:
    """Add past conversations; one that stands, or was undone, is left as it is. No account is created.

    The key of a row is its id, ours or another system's, else account, date, holder and note. The rest is as with
    accounts.
    """
    return import_conversations(deps, workspace_id, data, by=by)
