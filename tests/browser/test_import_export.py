"""CSV in the page: an admin imports a file, reads which rows did not go in, and gets all accounts back as a file."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.sandbox import Sandbox
from tests.browser.conftest import Picture, Visit

pytestmark = pytest.mark.browser

HEADER = "Company name,Lifecycle Stage,Tier,Favourite colour\n"
ROWS = "".join(f"Company {number},Customer,enterprise,red\n" for number in range(1, 41))
BAD = ",Customer,standard,red\nUmlaut Werke,Kunde,standard,blau\n"


@pytest.fixture
def companies(tmp_path: Path) -> Path:
    path = tmp_path / "companies.csv"
    path.write_text(HEADER + ROWS + BAD)
    return path


def test_an_admin_imports_a_file_and_gets_everything_back_as_one(
    visit: Visit, office: Sandbox, companies: Path, picture: Picture
) -> None:
    ana = visit("U0ANA", "D0ANA")
    ana.presses(ana.home, "Import…")
    form = ana.form("Import")
    expect(form.get_by_role("radio", name="Accounts", exact=True)).to_be_checked()
    chooser = form.get_by_label("Or choose a CSV file")
    chooser.set_input_files({"name": "list.xlsx", "mimeType": "application/zip", "buffer": b"PK"})
    expect(form).to_contain_text("list.xlsx is no CSV or TXT file.")
    chooser.set_input_files(companies)
    chosen = form.get_by_test_id("chosen-file")
    expect(chosen).to_contain_text("companies.csv")
    expect(form).not_to_contain_text("list.xlsx")
    ana.presses(chosen, "Remove companies.csv")
    expect(chosen).to_have_count(0)
    chooser.set_input_files(companies)
    expect(chosen).to_contain_text("KB · CSV")
    picture(ana.page, "import-form", 800)
    taken = ana.saves(form, "Import")
    expect(taken).to_contain_text("I read companies.csv now; what came of it reaches you as a direct message.")
    picture(ana.page, "import-taken", 600)
    ana.closes(taken)
    ana.goes("D")
    told = ana.page.locator("[data-ts]", has_text="from companies.csv: ").last
    expect(told).to_contain_text("Imported 41 accounts from companies.csv: 41 new.")
    expect(told).to_contain_text("1 row could not be read:")
    expect(told).to_contain_text("Line 42: no name")
    expect(told).to_contain_text("Line 43: Lifecycle Stage: 'Kunde'")
    expect(told).to_contain_text("Columns I did not use: Favourite colour.")
    picture(ana.page, "import-result", 600)

    ana.presses(ana.home, "Export…")
    form = ana.form("Export")
    picture(ana.page, "export-form", 700)
    ana.closes(ana.saves(form, "Export"))
    ana.goes("D")
    sent = ana.page.locator("[data-ts]", has_text="Accounts, as you asked.").last
    file = sent.get_by_test_id("file")
    expect(file).to_contain_text("touchbase-accounts-2026-11-25.csv")
    picture(ana.page, "export-file", 600)
    with ana.page.expect_download() as download:
        file.get_by_role("link", name="Download touchbase-accounts-2026-11-25.csv").click()
    assert download.value.suggested_filename == "touchbase-accounts-2026-11-25.csv"
    with download.value.path().open(encoding="utf-8", newline="") as rows:
        names = {row["name"] for row in csv.DictReader(rows)}
    assert {"Acme Corp", "Company 1", "Company 40"} <= names
    bo = visit("U0BO", "D0BO")
    expect(bo.messages).to_have_count(0)
    expect(bo.home.get_by_role("button", name="Import…")).to_have_count(0)
