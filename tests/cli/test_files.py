"""import and backup: what goes in and out as files, beside a bot that is at work."""

from pathlib import Path

import pytest

from bot.storage import accounts
from bot.storage.engine import Database
from tests.cli.installation import Installation
from tests.storage.filled import INITECH


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def test_an_import_tells_rows_and_cells_that_were_left_out_by_line(here: Installation) -> None:
    here.migrated(INITECH).close()
    rows = "Name,Tier,Owner\nAcme,strategic,Will Smith\nGlobex,no tier,\nHooli,,U0BO\n"
    (here.folder / "accounts.csv").write_text(rows)
    for counts in ("2 added, 0 changed, 0 as they were, 1 not read", "0 added, 0 changed, 2 as they were, 1 not read"):
        done = here.touchbase("import", "accounts", "accounts.csv")
        assert done.code == 0
        first, second = done.error.splitlines()
        assert first == "accounts.csv:2: owner Will Smith is no Slack id and was left out"
        assert second.startswith("accounts.csv:3: ")
        assert done.out == f"{counts}\n"


def test_a_backup_is_made_while_somebody_writes(here: Installation) -> None:
    database = here.migrated(INITECH)
    with database.transaction():
        done = here.touchbase("backup", "copy.db")
    database.close()
    assert (done.code, done.error, done.out) == (0, "", "copy.db is a whole copy\n")
    copy = Database(f"sqlite:///{here.folder / 'copy.db'}")
    with copy.reading() as session:
        assert accounts.count(session, INITECH) == 0
    copy.close()
