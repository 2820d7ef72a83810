"""CSV in and out of chat, for admins: a transfer begins with its form, goes on after it, and ends once.

Whatever happens in between, whoever asked hears of it: with the transfer a notice goes into the outbox that is due when
the time is over, and is true as long as it has not ended.
"""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery, Outcome, RateLimited, Unknown
from bot.domain.errors import NotAllowed, Refusal, SlackTrouble
from bot.domain.transfers import (
    FILE_BYTES,
    FILE_GONE,
    FILE_TOO_LARGE,
    NO_FILE_SCOPE,
    SHOWN_LINES,
    TIME_LIMIT,
    Attachment,
    ChosenFile,
    Dataset,
    Direction,
    Result,
    ResultLine,
    Transfer,
)
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.messages.blocks import Message
from bot.messages.workspace import csv_transfers as drawn
from bot.outbox import queue
from bot.outbox.message_types import MessageType, Skip
from bot.parsing.slack_text import storable
from bot.services.deps import Deps, Guard
from bot.services.workspace import permissions
from bot.storage.workspace import audit, installations, members
from bot.transfer import exports, import_file, requests
from bot.transfer.columns.account_rows import read_accounts
from bot.transfer.columns.conversation_rows import read_conversations
from bot.transfer.csv_format import safe
from bot.transfer.import_file import ImportResult

TRANSFER = "transfer"
"""Kind of deliveries; the subject is the transfer's id, with DONE behind it when it tells what came of it."""

DONE = ":done"

_ACTIONS = {Direction.IMPORT: Action.IMPORT, Direction.EXPORT: Action.EXPORT}
_WORDS = {
    Direction.IMPORT: "Admins import: ask one of them.",
    Direction.EXPORT: "Admins export: ask one of them.",
}
_IMPORTERS: dict[Dataset, Callable[..., ImportResult]] = {
    Dataset.ACCOUNTS: import_file.accounts,
    Dataset.CONVERSATIONS: import_file.conversations,
}
_READERS: dict[Dataset, Callable[[str], object]] = {
    Dataset.ACCOUNTS: read_accounts,
    Dataset.CONVERSATIONS: read_conversations,
}


def scopes(deps: Deps, caller: Caller, direction: Direction) -> frozenset[str]:
    """What Slack lets us do, for somebody who is about to be shown a form. Raises NotAllowed."""
    with deps.reading(caller.workspace.id) as scope:
        _require(scope, caller, direction)
        return installations.scopes(scope)


def require_readable(dataset: Dataset, pasted: str) -> None:
    """Raise Refusal for a text without rows or columns of such records."""
    _READERS[dataset](pasted)


def begin_import(
    deps: Deps, caller: Caller, dataset: Dataset, name: str, *, idempotency_key: str, guard: Guard
) -> Transfer | None:
    """Note that a file, or pasted rows where `name` is empty, are to be imported.

    None where this form asked for it before. Raises NotAllowed.
    """
    return _begin(deps, caller, Direction.IMPORT, dataset, storable(name), idempotency_key, guard)


def carry_out_import(deps: Deps, caller: Caller, transfer: Transfer, chosen: ChosenFile) -> None:
    """Fetch the file and import it. What came of it reaches whoever asked through the outbox."""
    try:
        content = deps.slack.fetch_file(caller.workspace.id, chosen.address, most=FILE_BYTES)
    except SlackTrouble as trouble:
        _end(deps, caller, transfer, problem=_why_not_fetched(trouble))
    else:
        bring_in(deps, caller, transfer, content)


def bring_in(deps: Deps, caller: Caller, transfer: Transfer, content: bytes | str) -> None:
    """Import a file's content, or what was pasted; what came of it is told as with `carry_out_import`."""
    try:
        imported = _IMPORTERS[transfer.dataset](deps, caller.workspace.id, content, by=transfer.asked_by)
    except Refusal as refusal:
        _end(deps, caller, transfer, problem=refusal.words)
    else:
        are_many = len(imported.bad) > SHOWN_LINES or len(imported.noted) > drawn.NOTED_LINES
        is_attached = are_many and _send_bad_rows(deps, caller, transfer, imported)
        _end(deps, caller, transfer, result=replace(_result(imported), is_attached=is_attached))


def begin_export(
    deps: Deps, caller: Caller, dataset: Dataset, *, idempotency_key: str, guard: Guard
) -> Transfer | None:
    """Note that somebody wants a file; None where this form asked for it before. Raises NotAllowed."""
    today = schedule.local_date(deps.now(), ZoneInfo(caller.zone))
    name = f"touchbase-{dataset.value}-{today.isoformat()}.csv"
    return _begin(deps, caller, Direction.EXPORT, dataset, name, idempotency_key, guard)


def carry_out_export(deps: Deps, caller: Caller, transfer: Transfer) -> None:
    """Put the file into the direct messages of whoever asked, if they still may; else they hear why not."""
    workspace_id = caller.workspace.id
    try:
        with deps.reading(caller.workspace.id) as scope:
            _require(scope, _as_now(scope, caller), Direction.EXPORT)
        content = exports.csv_of(deps, workspace_id, transfer.dataset.value)
    except Refusal as refusal:
        _end(deps, caller, transfer, problem=refusal.words)
        return
    file = Attachment(transfer.name, content, drawn.file_comment(transfer.dataset))
    against = deps.slack.send_file(workspace_id, transfer.asked_by, file)
    _end(deps, caller, transfer, problem=None if against is None else _why_not_sent(against))


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """What came of a transfer, or that it has not ended though its time is over."""
    transfer_id, _, is_end = delivery.subject.partition(":")
    transfer = requests.find(scope, transfer_id)
    reader = members.find(scope, delivery.target)
    if transfer is None or reader is None or not reader.may_take_part:
        return Skip.STALE
    if transfer.ended_at is None:
        return drawn.broken_off(transfer)
    if not is_end:
        return Skip.STALE
    if transfer.result is not None:
        return drawn.import_finished(transfer.result, transfer.dataset, transfer.name)
    return drawn.not_done(transfer)


def _begin(
    deps: Deps, caller: Caller, direction: Direction, dataset: Dataset, name: str, idempotency_key: str, guard: Guard
) -> Transfer | None:
    me = caller.member.id
    with deps.transaction(caller.workspace.id, guard) as scope:
        _require(scope, caller, direction)
        begun = requests.begin(
            scope, direction=direction, dataset=dataset, name=name, by=me, idempotency_key=idempotency_key
        )
        if begun is not None:
            due_at = scope.now + TIME_LIMIT
            queue.enqueue(scope, kind=TRANSFER, subject=begun.id, target=me, due_at=due_at)
        if begun is not None and direction is Direction.EXPORT:
            # Before it goes: a file may arrive though nobody tells us so.
            action = f"export {dataset.value}"
            audit.record(scope, actor=me, action=action, subject=begun.id)
    return begun


def _end(
    deps: Deps, caller: Caller, transfer: Transfer, *, result: Result | None = None, problem: str | None = None
) -> None:
    """Write down what came of it, and tell whoever asked; of an export the file itself tells."""
    workspace_id = caller.workspace.id
    with deps.transaction(workspace_id) as scope:
        if not requests.end(scope, transfer.id, result=result, problem=problem):
            return
        if result is None and problem is None:
            return
        subject = f"{transfer.id}{DONE}"
        queue.enqueue(scope, kind=TRANSFER, subject=subject, target=transfer.asked_by, due_at=scope.now)
    deps.outbox.wake()


def _require(scope: Scope, caller: Caller, direction: Direction) -> None:
    permissions.require(_ACTIONS[direction], permissions.in_workspace(scope, caller), _WORDS[direction])


def _as_now(scope: Scope, caller: Caller) -> Caller:
    """The caller as we know them at this moment. Raises NotAllowed for somebody we know no more."""
    member = members.find(scope, caller.member.id)
    if member is None:
        raise NotAllowed("I do not know you any more.")
    return replace(caller, member=member)


def _result(imported: ImportResult) -> Result:
    return Result(
        new=imported.added,
        changed=imported.changed,
        same=imported.same,
        bad=tuple(ResultLine(row.line, row.reason) for row in imported.bad[:SHOWN_LINES]),
        bad_count=len(imported.bad),
        noted=tuple(ResultLine(row.line, row.reason) for row in imported.noted[:SHOWN_LINES]),
        noted_count=len(imported.noted),
        unknown_headers=imported.unknown_headers,
    )


def _send_bad_rows(deps: Deps, caller: Caller, transfer: Transfer, imported: ImportResult) -> bool:
    """Send every row that did not go in as a file, and what was left out of others. Says whether it arrived."""
    told = [(row.line, row.reason) for row in imported.bad]
    told += [(each.line, f"went in, but: {each.reason}") for each in imported.noted]
    rows = (["line", "reason"], *([str(line), reason] for line, reason in sorted(told)))
    comment = drawn.bad_rows_comment(transfer.name, len(imported.bad), len(imported.noted))
    name = f"not imported from {transfer.name}" if transfer.name else "not imported.csv"
    file = Attachment(name, exports.file_of(map(safe, rows)), comment)
    return deps.slack.send_file(caller.workspace.id, transfer.asked_by, file) is None


def _why_not_fetched(trouble: SlackTrouble) -> str:
    reasons = {
        FILE_TOO_LARGE: "It is larger than 10 MB: import it in parts.",
        FILE_GONE: "It is not in Slack any more: choose it once more.",
        NO_FILE_SCOPE: "Slack does not let me read it: the app needs the scope files:read. Or paste the rows.",
    }
    return reasons.get(trouble.error, f"Slack did not hand it over ({trouble.error}): import it again in a minute.")


def _why_not_sent(against: Outcome) -> str:
    match against:
        case RateLimited():
            return "Slack is busy: export again in a minute."
        case Unknown():
            return "Slack did not say whether it took the file: if it does not stand above, export once more."
    error = getattr(against, "error", "")
    if error == "missing_scope":
        return drawn.ADD_FILES_WRITE
    return f"Slack did not take the file ({error}): export again in a minute."


TRANSFER_RESULT = MessageType(TRANSFER, "An import or export", render)
