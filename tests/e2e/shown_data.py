"""The surfaces of CSV in and out: the forms, what they become, and what reaches whoever asked."""

from typing import Any

from bot.domain.transfers import Dataset
from bot.messages.workspace import csv_transfers
from bot.sandbox.api import faults
from bot.services.workspace import members
from bot.transfer import transfers
from tests.e2e.shown_sponsors import told
from tests.e2e.stage import Stage, Surface, typed
from tests.handlers.test_import_form import AnyTime
from tests.house import ANA


def imported(stage: Stage) -> None:
    """Harmful names, cells, columns and files, pasted and as a file, with more bad rows than a message names."""
    word = typed(stage.words.text).replace('"', "").replace("\0", "")
    name = typed(stage.words.name)[:100].replace("\0", "")
    bad = f'Bad,"{word}",x\n' + f',"{word}",x\n' * 12
    pasted, filed = (f'Name,Tier,"{word}"\n"{source} {name}",enterprise,x\n{bad}' for source in ("Pasted", "Filed"))
    stage.type(ANA, "/account import")
    stage.save(ANA, pasted=pasted)
    stage.type(ANA, "/account import")
    stage.save(ANA, file=[chosen(stage, filed.encode())])
    assert "12 rows could not be read:" in told(stage, ANA, "Imported 2 accounts").text


def not_imported(stage: Stage) -> None:
    stage.type(ANA, "/account import")
    file = chosen(stage, b"PK\x03\x04")
    stage.save(ANA, file=[file])
    assert told(stage, ANA, "Excel workbook")
    begin(stage)
    stage.house.clock.forward(minutes=11)
    assert told(stage, ANA, "did not get to the end")


def exported(stage: Stage) -> None:
    for fault in (faults.ALL_WELL, faults.refused("file_update_failed")):
        stage.house.sandbox.fail("files.completeUploadExternal", fault)
        export(stage)
        stage.save(ANA, dataset="accounts")
    assert told(stage, ANA, "did not take the file")


def not_exported(stage: Stage) -> None:
    with stage.patch.context() as patch:
        patch.setattr(transfers, "scopes", lambda *_: frozenset())
        export(stage)
    stage.house.sandbox.close(ANA, stage.house.form(ANA).id)


def export(stage: Stage) -> None:
    stage.house.deliver_press(ANA, csv_transfers.EXPORT, "home")
    stage.house.settle()


def chosen(stage: Stage, content: bytes) -> dict[str, Any]:
    return stage.house.sandbox.choose_file(ANA, f"{stage.words.name}.csv", content)


def begin(stage: Stage) -> None:
    """An import whose process ended with its form."""
    deps, name = stage.house.runtime.deps, f"{stage.words.name}.csv"
    ana = members.recognise(deps, stage.house.team.id, ANA)
    assert transfers.begin_import(deps, ana, Dataset.ACCOUNTS, name, trigger_id="view:1", guard=AnyTime())


SURFACES = (
    Surface(imported, ("csv_transfers.import_form", "csv_transfers.imported", "csv_transfers.reading")),
    Surface(not_imported, ("csv_transfers.import_form", "csv_transfers.not_done", "csv_transfers.broken_off")),
    Surface(exported, ("csv_transfers.export_form", "csv_transfers.sending", "csv_transfers.not_done"), provokes=1),
    Surface(not_exported, ("csv_transfers.no_export",)),
)
