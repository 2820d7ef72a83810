"""Reading a typed line against what the workspace knows: its accounts, and the people met before."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.conversations.model import Details
from bot.domain.conversations.note_facts import NoteFacts
from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.schedule import local_date
from bot.messages import formatting
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.forms.mentions import delivered
from bot.parsing.line import LINE_LIMIT, KnownPeople, Line, LineTooLong, TooManyAccounts, first_words, read_line
from bot.parsing.line import explain as why
from bot.parsing.names.matching import Directory
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
    known = _people(scope, caller, draft.line, is_private=True)
    line = _read(scope, deps, caller, draft, account, known)
    if known and not _is_private(line):
        public = _people(scope, caller, draft.line, is_private=False)
        line = line if public == known else _read(scope, deps, caller, draft, account, public)
    for details in (line.details, *(entry.details for entry in line.entries)):
        check_names(draft, details.contacts)
    return line


def read_message(
    scope: Scope, deps: Deps, caller: Caller, text: str, *, author: str, today: date, channel: str | None
) -> Line | None:
    """The beginning of a message, as a line of its author's on their `today`; None where it names too many accounts.

    Whoever chose it for a conversation is shown no accounts until Slack has confirmed them.
    """
    beginning, is_known = _beginning(text), caller.member.is_known
    linked = accounts.linked_to(scope, channel) if channel and is_known else None
    with suppress(TooManyAccounts):
        return read_line(
            beginning,
            directory=_directory_shown_to(scope, deps, caller),
            author=author,
            today=today,
            people=KnownPeople(_people(scope, caller, beginning, is_private=False)),
            channel_account=(linked.id, linked.name) if linked else None,
            is_told=True,
        )
    return None


def read_note(scope: Scope, deps: Deps, caller: Caller, details: Details, account_id: str, *, today: date) -> NoteFacts:
    """What the words of a note say, beside the fields of the form it stands in."""
    text = delivered(details.note, details.people)
    with suppress(LineTooLong, TooManyAccounts):
        line = read_line(
            text,
            directory=_directory_shown_to(scope, deps, caller),
            author=details.held_by,
            today=today,
            people=KnownPeople(_people(scope, caller, text, is_private=details.private)),
            chosen=(account_id, ""),
        )
        return NoteFacts.of(line.details, line.doubts)
    return NoteFacts()


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


def _directory_shown_to(scope: Scope, deps: Deps, caller: Caller) -> Directory:
    """The workspace's accounts; none for somebody Slack has not confirmed yet."""
    return deps.directories.of(scope, caller.workspace) if caller.member.is_known else Directory(())


def _beginning(text: str) -> str:
    """As much of a message as a line holds; what Slack writes for a mention or a link is not cut in two."""
    kept = text[:LINE_LIMIT]
    return kept if len(text) <= LINE_LIMIT or kept.rfind("<") <= kept.rfind(">") else kept[: kept.rfind("<")]


def _people(scope: Scope, caller: Caller, text: str, *, is_private: bool) -> Known:
    """Whom the author may know, or where it is not private every member: or a name that private entries alone tell
    would be filled in where everybody reads it. Nobody for one whom Slack has not confirmed yet.
    """
    words = first_words(text) if caller.member.is_known else ()
    return contacts.beginning_with(scope, words, reader=caller.member.id if is_private else None)
