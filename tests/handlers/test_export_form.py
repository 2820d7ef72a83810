"""CSV out of chat: a file in the admin's own direct messages, or the reason why there is none."""

import codecs
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.transfers import Dataset
from bot.messages.workspace import csv_transfers as drawn
from bot.sandbox import PostedMessage
from bot.sandbox.api import faults
from bot.sandbox.api.faults import Fault
from bot.sandbox.views import View
from bot.storage.workspace import tables as workspace_tables
from bot.transfer import exports, transfers
from tests.app_fixture import ANA, BO, CHEN, DEE, GUS, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.test_import_form import AnyTime, caller, direct, make_guest, ready, without_scope

OpenApp = Callable[..., AppFixture]
NAME = "touchbase-{}-2026-11-23.csv"


@pytest.fixture
def acme(open_app: OpenApp) -> AppFixture:
    app = ready(open_app(now=MONDAY_9AM))
    app.reads(ANA, "/account add Acme enterprise @ana")
    return app


def pressed(app: AppFixture, person: str = ANA) -> View:
    """Press Export…; what opens."""
    app.deliver_press(person, drawn.EXPORT, "home")
    return app.form(person)


def content(app: AppFixture, message: PostedMessage) -> str:
    (file,) = message.files or ()
    kept = app.sandbox.workspace.files.find(file["id"]).content
    assert kept.startswith(codecs.BOM_UTF8), "by which a spreadsheet knows what it is"
    return kept.decode("utf-8-sig")


def exporters(app: AppFixture) -> list[str]:
    """Who exported accounts, as the audit log has it."""
    with app.runtime.deps.database.reading() as session:
        logged = session.execute(
            select(workspace_tables.audit.c.actor).where(workspace_tables.audit.c.action == "export accounts")
        )
        return [row.actor for row in logged]


def export(app: AppFixture, dataset: str = "accounts") -> Any:
    pressed(app)
    return app.save(ANA, dataset=dataset)


def test_the_file_reaches_the_admin_alone_and_once(app: AppFixture) -> None:
    ready(app).reads(ANA, "/account add Acme enterprise @ana")
    view = pressed(app)
    answer = app.save(ANA, dataset="accounts")
    assert "*Accounts*: the CSV file reaches you as a direct message in a moment." in str(answer["view"])
    (sent,) = direct(app, ANA)
    assert sent.text == "*Accounts*, as you asked."
    assert [each["name"] for each in sent.files or ()] == [NAME.format("accounts")]
    rows = content(app, sent)
    assert rows == exports.csv_of(app.runtime.deps, app.team.id, "accounts").decode("utf-8-sig")
    assert rows.startswith("id,external_id,name,") and "Acme" in rows
    assert [direct(app, person) for person in (BO, CHEN, DEE, GUS)] == [[]] * 4
    app.deliver_form(ANA, view, dataset="accounts")
    app.clock.forward(minutes=30)
    assert direct(app, ANA) == [sent], "one form is one file, and no notice follows"
    assert exporters(app) == [ANA]


def test_everything_is_offered_but_private_words_never_go_out(acme: AppFixture) -> None:
    acme.reads(ANA, "/logcall Acme 20m private: the budget is frozen #risk they may leave")
    view = pressed(acme).given
    offered = view["blocks"][0]["element"]["options"]
    assert [each["value"] for each in offered] == [each.value for each in Dataset]
    acme.sandbox.close(ANA, acme.form(ANA).id)
    for dataset in Dataset:
        export(acme, dataset.value)
        sent = direct(acme, ANA)[-1]
        assert [each["name"] for each in sent.files or ()] == [NAME.format(dataset.value)]
        assert "frozen" not in content(acme, sent) and "may leave" not in content(acme, sent)
    assert len(direct(acme, ANA)) == 4


def test_only_admins_export_and_it_is_looked_at_again_when_the_form_comes_back(acme: AppFixture) -> None:
    view = pressed(acme)
    acme.deliver_press(BO, drawn.EXPORT, "home")
    acme.settle()
    assert acme.sandbox.views(BO) == []
    for person in (BO, GUS):
        assert "errors" in acme.deliver_form(person, view, dataset="accounts")
    make_guest(acme, ANA)
    assert "Admins export: ask one of them." in str(acme.save(ANA, dataset="accounts")["errors"])
    assert direct(acme, ANA) == []


def test_a_right_that_is_gone_at_the_moment_of_sending_sends_nothing_and_says_so(acme: AppFixture) -> None:
    by = caller(acme)
    begun = transfers.begin_export(acme.runtime.deps, by, Dataset.ACCOUNTS, idempotency_key="V1", guard=AnyTime())
    assert begun is not None
    make_guest(acme, ANA)
    transfers.carry_out_export(acme.runtime.deps, by, begun)
    (told,) = direct(acme, ANA)
    assert (told.text, told.files) == ("*Export of accounts:* Admins export: ask one of them.", None)


def test_without_files_write_the_button_says_which_scope_to_add(acme: AppFixture) -> None:
    without_scope(acme, "files:write")
    shown = pressed(acme).given
    assert "adds the scope files:write" in str(shown["blocks"]) and "submit" not in shown


@pytest.mark.parametrize(
    ("method", "fault", "words", "files"),
    [
        ("files.getUploadURLExternal", faults.refused("missing_scope"), drawn.ADD_FILES_WRITE, 0),
        ("files.getUploadURLExternal", faults.rate_limited(5), "Slack is busy: export again in a minute.", 0),
        (
            "file upload",
            faults.ERROR_BEFORE,
            "Slack did not take the file (HTTP 500): export again in a minute.",
            0,
        ),
        (
            "files.completeUploadExternal",
            faults.refused("file_update_failed"),
            "Slack did not take the file (file_update_failed): export again in a minute.",
            0,
        ),
        (
            "files.completeUploadExternal",
            faults.ERROR_AFTER,
            "Slack did not say whether it took the file: if it does not stand above, export once more.",
            1,
        ),
    ],
)
def test_a_file_that_slack_does_not_take_is_told(
    acme: AppFixture, method: str, fault: Fault, words: str, files: int
) -> None:
    acme.sandbox.fail(method, fault)
    export(acme)
    *sent, told = direct(acme, ANA)
    assert told.text == f"*Export of accounts:* {words}" and len(sent) == files
    assert exporters(acme) == [ANA], "a file may arrive though nobody tells us so"


def test_an_export_that_was_broken_off_is_told_after_ten_minutes(acme: AppFixture) -> None:
    assert transfers.begin_export(
        acme.runtime.deps, caller(acme), Dataset.ACCOUNTS, idempotency_key="V1", guard=AnyTime()
    )
    acme.clock.forward(minutes=11)
    (told,) = direct(acme, ANA)
    assert told.text == ("*Export of accounts:* I did not get to the end within 10 minutes. Export once more.")
