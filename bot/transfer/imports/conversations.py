"""Past conversations from a CSV file: what is known already is left as it is, and nobody hears of the rest.

Rows go in by portions, in the order of their days, so that nobody who logs waits long. Where somebody changes an
account in between, which account a row means is looked up anew.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.domain.workspace import schedule
from bot.services.deps import Deps
from bot.storage.accounts import accounts
from bot.storage.conversations import bulk_insert
from bot.storage.conversations.bulk_insert import ImportedConversation
from bot.storage.workspace import audit, workspaces
from bot.transfer.columns.conversation_rows import ConversationRow, read_conversations
from bot.transfer.import_result import IMPORTER, BadRow, ImportResult, Noted, by_line, noted_by_line, yield_lock
from bot.transfer.imports.details import Reading
from bot.transfer.imports.names import account_names
from bot.transfer.imports.people import PersonFinder, UnreadableCell, people_of, require_importer

BATCH = 100
"""Conversations written in one transaction: the write lock is held for some hundredths of a second each time."""


@dataclass(frozen=True)
class _Ready:
    """A row that was understood, what is to be written for it, and what somebody should know of it."""

    row: ConversationRow
    imported: ImportedConversation
    noted: tuple[Noted, ...]


def import_conversations(deps: Deps, workspace_id: str, content: bytes | str, *, by: str | None) -> ImportResult:
    """See bot.transfer.import_file.conversations."""
    with deps.reading(workspace_id) as scope:
        require_importer(scope, by)
    file = read_conversations(content)
    bad, added, same, portions = list(file.bad), 0, 0, 0
    noted: list[Noted] = []
    people = _people(deps, workspace_id, file.rows)
    reading = _reading(deps, workspace_id, people)
    ready = _work_out(reading, sorted(file.rows, key=lambda row: row.details.on), bad)
    while ready:
        portion = ready[:BATCH]
        written = _bring(deps, workspace_id, portion, reading.names.stamp, by)
        if written is None:
            reading = _reading(deps, workspace_id, people)
            ready = _work_out(reading, [each.row for each in ready], bad)
            continue
        if written:
            portions += 1
            yield_lock(deps.database, portions)
        added, same = added + written, same + len(portion) - written
        noted += (note for each in portion for note in each.noted)
        ready = ready[BATCH:]
    return ImportResult(
        added,
        changed=0,
        same=same,
        bad=by_line(bad),
        unknown_headers=file.unknown_headers,
        noted=noted_by_line(noted, file.left_out, bad),
    )


def _people(deps: Deps, workspace_id: str, rows: Sequence[ConversationRow]) -> PersonFinder:
    cells = {cell for row in rows for cell in (row.logged_by, *row.details.people)}
    return people_of(deps, workspace_id, cells - {""})


def _reading(deps: Deps, workspace_id: str, people: PersonFinder) -> Reading:
    with deps.reading(workspace_id) as scope:
        workspace = workspaces.find(scope)
        if workspace is None:
            raise LookupError(workspace_id)
    now = deps.now()
    return Reading(account_names(deps, workspace_id), people, schedule.local_date(now, ZoneInfo(workspace.zone)), now)


def _work_out(reading: Reading, rows: Sequence[ConversationRow], bad: list[BadRow]) -> list[_Ready]:
    """What is understood, in the order of `rows`, which is that of their days; each other row is added to `bad`."""
    ready: list[_Ready] = []
    lines: dict[Hashable, int] = {}
    # Of one instant they are random: sorted, rows of a day keep their order.
    ids = sorted(new_id(reading.logged_at(row)) for row in rows)
    for row, fresh_id in zip(rows, ids, strict=True):
        try:
            notes = [row.doubt] if row.doubt else []
            arrival = reading.imported(row, fresh_id, notes)
        except UnreadableCell as reason:
            bad.append(BadRow(row.line, str(reason)))
            continue
        first = lines.setdefault(row.id or arrival.content, row.line)
        if first != row.line:
            bad.append(BadRow(row.line, f"the same conversation as line {first}"))
        else:
            ready.append(_Ready(row, arrival, tuple(Noted(row.line, note) for note in notes)))
    return ready


def _bring(deps: Deps, workspace_id: str, portion: Sequence[_Ready], stamp: int, by: str | None) -> int | None:
    """Write what is new of a portion; how many, or None where the accounts are others by now.

    Only where something is new the write lock is taken.
    """
    with deps.reading(workspace_id) as scope:
        if not _new_of(scope, portion):
            return 0
    with deps.transaction(workspace_id) as scope:
        require_importer(scope, by)
        if accounts.lock_names(scope) != stamp:
            return None
        new = _new_of(scope, portion)
        bulk_insert.add(scope, new)
        audit.record(
            scope,
            actor=by or IMPORTER,
            action="import conversations",
            subject=workspace_id,
            details={"added": len(new)},
        )
    return len(new)


def _new_of(scope: Scope, portion: Sequence[_Ready]) -> list[ImportedConversation]:
    """Those that neither stand nor stood: what somebody took back is not brought again."""
    with_id = [ready.imported for ready in portion if ready.row.id]
    without = [ready.imported for ready in portion if not ready.row.id]
    here = bulk_insert.known(scope, with_id) | bulk_insert.find_duplicates(scope, without)
    return [ready.imported for ready in portion if ready.imported.id not in here]
