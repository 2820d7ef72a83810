"""Every line of the example data becomes exactly what it says: over HTTP, and out by the export."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.messages.conversations.receipts import UNDO
from bot.sandbox import Team, TeamChannel, TeamPerson
from tests.app_fixture import CUSTOMERS, AppFixture
from tests.cli.installation import Installation
from tests.databases import as_engine_url
from tests.examples import COMPANIES, LINES, example_file

AUTHOR = "U0AUTHOR"
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
PEOPLE = (AUTHOR, "U0ANA1", "U0BO02", "U0CHEN", "U0CEO1")
TEAM = Team(
    id="T0LINES",
    name="Lines",
    domain="lines",
    people=tuple(TeamPerson(member, member.lower(), member.title(), tz="Europe/Berlin") for member in PEOPLE),
    channels=(TeamChannel(CUSTOMERS, "customers", members=PEOPLE),),
    zone="Europe/Berlin",
)


@pytest.fixture
def lines_app(database_url: str) -> Iterator[AppFixture]:
    for needed in (COMPANIES, LINES):
        example_file(needed)
    with AppFixture.open(as_engine_url(database_url), now=TUESDAY, team=TEAM) as opened:
        yield opened


@pytest.fixture
def touchbase(lines_app: AppFixture, tmp_path: Path) -> Callable[..., str]:
    """Run the command line on the app's database; its stdout."""
    return partial(Installation(tmp_path).succeeds, DATABASE_URL=lines_app.runtime.settings.database_url)


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in example_file(LINES).read_text("utf-8").splitlines()]


def test_503_companies_are_imported_and_the_second_time_changes_nothing(touchbase: Callable[..., str]) -> None:
    companies = str(example_file(COMPANIES))
    assert "503 added, 0 changed, 0 as they were, 0 not read" in touchbase("import", "accounts", companies)
    before = touchbase("export", "accounts")
    assert "0 added, 0 changed, 503 as they were, 0 not read" in touchbase("import", "accounts", companies)
    assert touchbase("export", "accounts") == before
    assert len(before.splitlines()) == 504


def test_each_line_becomes_exactly_what_it_says(lines_app: AppFixture, touchbase: Callable[..., str]) -> None:
    touchbase("import", "accounts", str(example_file(COMPANIES)))
    by_id: dict[str, dict[str, Any]] = {}
    for wanted in lines():
        status, answer = lines_app.deliver(AUTHOR, wanted["line"])
        assert status == 200
        pressed = [element for block in answer["blocks"] for element in block.get("elements", [])]
        undo = next((each["value"] for each in pressed if each.get("action_id") == UNDO), None)
        assert undo is not None, f"{wanted['line']} was asked about: {answer['text']}"
        by_id[undo] = wanted
    exported = list(csv.DictReader(io.StringIO(touchbase("export", "conversations", "--include-private"))))
    assert len(exported) == len(lines()) == 46
    for row in exported:
        assert as_expected(row) == by_id[row["id"]] | {"line": None}


def as_expected(row: dict[str, str]) -> dict[str, Any]:
    """An exported row in the form of the expectations."""
    return {
        "line": None,
        "account": row["account"],
        "kind": row["kind"],
        "minutes": None if row["minutes_assumed"] == "true" else int(row["minutes"]),
        "date": row["date"],
        "held_by": row["held_by"],
        "colleagues": row["colleagues"].split(";") if row["colleagues"] else [],
        "contacts": row["contacts"].split(";") if row["contacts"] else [],
        "note": row["note"],
        "insights": [insight.split("=", 1) for insight in row["insights"].split(";")] if row["insights"] else [],
        "follow_up": row["follow_up"] or None,
        "follow_up_due": row["follow_up_due"] or None,
        "follow_up_assignee": row["follow_up_assignee"] or None,
        "state": row["state"],
        "private": row["private"] == "true",
    }
