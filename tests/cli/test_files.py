"""import and backup: what goes in and out as files, beside a bot that is at work."""

from pathlib import Path

import pytest

from bot.db.engine import Database
from bot.domain.workspace.members import Profile
from bot.storage.accounts import accounts
from bot.storage.workspace import members
from tests.cli.installation import Installation
from tests.scopes import scoped
from tests.storage.filled import INITECH

DATASETS = ("conversations", "accounts", "insights", "sponsorships")


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def test_an_import_tells_rows_and_cells_that_were_left_out_by_line(here: Installation) -> None:
    here.migrated(INITECH).close()
    rows = "Name,Tier,Owner\nAcme,strategic,Will Smith\nGlobex,no tier,\nHooli,,U0BO\n,strategic,\n"
    (here.folder / "accounts.csv").write_text(rows)
    for counts in ("3 added, 0 changed, 0 as they were, 1 not read", "0 added, 0 changed, 3 as they were, 1 not read"):
        done = here.touchbase("import", "accounts", "accounts.csv")
        assert done.code == 0
        first, second, third, fourth = done.error.splitlines()
        assert first == "accounts.csv:2: owner not found, write the Slack id: Will Smith"
        assert second.startswith("accounts.csv:3: Tier: 'no tier' is none of ")
        assert third == "accounts.csv:4: owner U0BO: not known here yet"
        assert fourth == "accounts.csv:5: no name"
        assert done.out == f"{counts}\n"


def test_past_conversations_go_in_and_everything_comes_out(here: Installation) -> None:
    database = here.migrated(INITECH)
    with scoped(database.transaction(), INITECH) as scope:
        members.remember(scope, Profile("U0ANA", "Ana Ruiz", None))
    database.close()
    (here.folder / "accounts.csv").write_text("Name,Sponsor,Sponsor state\nAcme,U0ANA,accepted\n")
    (here.folder / "calls.csv").write_text(
        "Activity date,Activity type,Associated Company,Assigned to,Subject,Notes,Priority\n"
        "11/23/2025,Call,Acme,Ana Ruiz,Renewal,=they stay,High\n11/20/2025,Call,Hooli,Ana Ruiz,,,\n"
    )
    assert here.touchbase("import", "accounts", "accounts.csv").code == 0
    for counts in ("1 added, 0 changed, 0 as they were, 1 not read", "0 added, 0 changed, 1 as they were, 1 not read"):
        done = here.touchbase("import", "conversations", "calls.csv")
        assert (done.code, done.error) == (0, "calls.csv:3: no account is called Hooli\n")
        assert done.out == f"columns not used: Priority\n{counts}\n"
    exported = {what: here.touchbase("export", what).out for what in DATASETS}
    held = ",held,2025-11-23,Acme,call,30,true,false,U0ANA,U0ANA,,,Renewal: =they stay,,,,\n"
    assert held in exported["conversations"]
    assert ",Acme,U0ANA,accepted,,," in exported["sponsorships"]
    assert [text.count("\n") for text in exported.values()] == [2, 2, 1, 2]
    (here.folder / "again.csv").write_text(exported["conversations"])
    assert here.touchbase("import", "conversations", "again.csv").out.startswith("0 added, 0 changed, 1 as they were")


def test_a_backup_is_made_while_somebody_writes(here: Installation) -> None:
    database = here.migrated(INITECH)
    with database.transaction():
        done = here.touchbase("backup", "copy.db")
    database.close()
    assert (done.code, done.error, done.out) == (0, "", "copy.db is a whole copy\n")
    copy = Database(f"sqlite:///{here.folder / 'copy.db'}")
    with scoped(copy.reading(), INITECH) as scope:
        assert accounts.count(scope) == 0
    copy.close()
