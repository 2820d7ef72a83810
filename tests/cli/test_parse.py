"""parse: how a line is read, and why."""

from pathlib import Path

import pytest

from tests.cli.installation import Installation
from tests.storage.filled import INITECH


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    installed = Installation(tmp_path)
    installed.migrated(INITECH).close()
    (installed.folder / "accounts.csv").write_text("Name\nAcme Corp\nGlobex\n")
    assert installed.touchbase("import", "accounts", "accounts.csv").code == 0
    return installed


def test_parse_says_what_a_line_comes_to_and_what_each_stretch_was_read_as(here: Installation) -> None:
    done = here.touchbase("parse", "spoke to Acme about pricing 20-30m")
    assert (done.code, done.error) == (0, "")
    for statement in ("result: logged: Acme Corp", "account: 'Acme'", "note: 'about pricing'", "needs an eye: range"):
        assert statement in done.out


def test_parse_says_what_would_be_asked_and_what_is_no_line(here: Installation) -> None:
    assert "asked (unknown): 'Zenith Labs'" in here.touchbase("parse", "intro call with new lead Zenith Labs").out
    assert "result: no line, greeting" in here.touchbase("parse", "hi there").out
