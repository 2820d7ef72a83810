"""Reading a typed line against what the workspace knows: its accounts, and the people met before."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.schedule import local_date
from bot.messages import formatting
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.line import KnownPeople, Line, first_words, read_line
from bot.parsing.line import explain as why
from bot.services.deps import Deps
from bot.storage.accounts import accounts, contacts
from bot.storage.conversations.drafts import Draft
from bot.storage.workspace import workspaces

Known = list[tuple[str, str]]
"""People met before, each an account's id and a name."""


def read(scope: Scope, deps: Deps, caller: Caller, draft: Draft, account: Account | None = None) -> Line:
    """The kept or just typed line as values; with `account`, read again now that its author said which is meant.

    Raises Refusal for a line that cannot be stored as it is.
    """
    known = _people(scope, caller, draft.line)
    line = _read(scope, deps, caller, draft, account, known)
    if known and not _is_private(line):
        # Of whom private entries alone tell, nothing is filled in where everybody reads it: no name, no account.
        public = contacts.beginning_with(scope, first_words(draft.line), reader=None)
        line = line if public == known else _read(scope, deps, caller, draft, account, public)
    for details in (line.details, *(entry.details for entry in line.entries)):
        check_names(draft, details.contacts)
    return line


def explain(deps: Deps, workspace_id: str, text: str) -> str:
    """How a line would be read in a workspace, and why, with the people every member may know; nothing is kept."""
    with deps.reading(workspace_id) as scope:
        workspace = workspaces.find(scope)
        if workspace is None:
            raise Refusal(f"there is no workspace {workspace_id} here")
        line = read_line(
            text,
            directory=deps.directories.of(scope, workspace),
            author="author",
            today=local_date(scope.now, ZoneInfo(workspace.zone)),
            people=KnownPeople(contacts.beginning_with(scope, first_words(text), reader=None)),
        )
    return why(line)


def check_names(draft: Draft, names: Iterable[str]) -> None:
    """Raise Refusal for a name that is none: where a comma is missing it may run on to the end of the line."""
    for name in names:
        if len(name) > NAME_LIMIT:
            raise Refusal(
                f"“{formatting.name(name, 40)}” has {len(name):,} characters, a name at most {NAME_LIMIT}: "
                "put a colon behind the names and send it again.",
                typed=draft.line,
            )


def _read(scope: Scope, deps: Deps, caller: Caller, draft: Draft, account: Account | None, people: Known) -> Line:
    linked = accounts.linked_to(scope, draft.channel) if draft.channel else None
    return read_line(
        draft.line,
        directory=deps.directories.of(scope, caller.workspace),
        author=caller.member.id,
        today=draft.today,
        people=KnownPeople(people),
        channel_account=(linked.id, linked.name) if linked else None,
        chosen=(account.id, account.name) if account else None,
    )


def _is_private(line: Line) -> bool:
    entries = [entry.details for entry in line.entries] or [line.details]
    return all(details.private for details in entries)


def _people(scope: Scope, caller: Caller, text: str) -> Known:
    """Whom the author may know; nobody for one whom Slack has not confirmed yet: they are shown no customers."""
    words = first_words(text) if caller.member.is_known else ()
    return contacts.beginning_with(scope, words, reader=caller.member.id)
