"""The surfaces of CSV in and out: the forms, what they become, and what reaches whoever asked."""

from typing import Any

from bot.domain.transfers import Dataset
from bot.messages.workspace import csv_transfers
from bot.sandbox.api import faults
from bot.services.workspace import members
from bot.transfer import transfers
from tests.app_fixture import ANA
from tests.e2e.hostile_fixture import HostileFixture, Surface, typed
from tests.e2e.shown_sponsors import message_to
from tests.handlers.test_import_form import AnyTime


def imported(hostile: HostileFixture) -> None:
    """Harmful names, cells, columns and files, pasted and as a file, with more bad rows than a message names."""
    word = typed(hostile.words.text).replace('"', "").replace("\0", "")
    name = typed(hostile.words.name)[:100].replace("\0", "")
    bad = f'Bad,"{word}",x\n' + f',"{word}",x\n' * 12
    pasted, filed = (f'Name,Tier,"{word}"\n"{source} {name}",enterprise,x\n{bad}' for source in ("Pasted", "Filed"))
    hostile.type(ANA, "/account import")
    hostile.save(ANA, pasted=pasted)
    hostile.type(ANA, "/account import")
    hostile.save(ANA, file=[chosen(hostile, filed.encode())])
    assert "12 rows could not be read:" in message_to(hostile, ANA, "Imported 2 accounts").text


def not_imported(hostile: HostileFixture) -> None:
    hostile.type(ANA, "/account import")
    file = chosen(hostile, b"PK\x03\x04")
    hostile.save(ANA, file=[file])
    assert message_to(hostile, ANA, "Excel workbook")
    begin(hostile)
    hostile.app.clock.forward(minutes=11)
    assert message_to(hostile, ANA, "did not get to the end")


def exported(hostile: HostileFixture) -> None:
    for fault in (faults.ALL_WELL, faults.refused("file_update_failed")):
        hostile.app.sandbox.fail("files.completeUploadExternal", fault)
        export(hostile)
        hostile.save(ANA, dataset="accounts")
    assert message_to(hostile, ANA, "did not take the file")


def not_exported(hostile: HostileFixture) -> None:
    with hostile.patch.context() as patch:
        patch.setattr(transfers, "scopes", lambda *_: frozenset())
        export(hostile)
    hostile.app.sandbox.close(ANA, hostile.app.form(ANA).id)


def export(hostile: HostileFixture) -> None:
    hostile.app.deliver_press(ANA, csv_transfers.EXPORT, "home")
    hostile.app.settle()


def chosen(hostile: HostileFixture, content: bytes) -> dict[str, Any]:
    return hostile.app.sandbox.choose_file(ANA, f"{hostile.words.name}.csv", content)


def begin(hostile: HostileFixture) -> None:
    """An import whose process ended with its form."""
    deps, name = hostile.app.runtime.deps, f"{hostile.words.name}.csv"
    ana = members.recognise(deps, hostile.app.team.id, ANA)
    assert transfers.begin_import(deps, ana, Dataset.ACCOUNTS, name, idempotency_key="1", guard=AnyTime())


SURFACES = (
    Surface(imported, ("csv_transfers.import_form", "csv_transfers.import_finished", "csv_transfers.reading")),
    Surface(not_imported, ("csv_transfers.import_form", "csv_transfers.not_done", "csv_transfers.broken_off")),
    Surface(exported, ("csv_transfers.export_form", "csv_transfers.sending", "csv_transfers.not_done"), provokes=1),
    Surface(not_exported, ("csv_transfers.no_export",)),
)
