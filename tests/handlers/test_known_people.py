"""Whom a typed line may mean: people its author may know, and nobody of an entry that is undone or not for them."""

import pytest

from bot.messages.conversations import receipts
from bot.services import line_reading
from tests.app_fixture import ANA, BO, CHEN, AppFixture
from tests.ways import in_turn

SECRET = "/logcall Acme 20m with Quentin Zorn private: whistleblower"


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """An account that nobody owns: only author and holder read what is private there."""
    app.reads(ANA, "/account add Acme")
    return app


def test_the_name_of_somebody_in_a_private_entry_is_completed_for_nobody_else(acme: AppFixture) -> None:
    acme.reads(BO, SECRET)
    acme.reads(CHEN, "/logcall Acme 15m with Quentin: pricing")
    seen = acme.last_seen(CHEN)
    assert "Quentin" in seen.text and "Zorn" not in f"{seen.text}{seen.blocks}"
    assert _contacts(acme, CHEN) == [("Quentin",)]


@pytest.mark.parametrize("name", ["Quentin", "Quentin Zorn"])
def test_somebody_in_a_private_entry_names_the_account_for_nobody_else(acme: AppFixture, name: str) -> None:
    acme.reads(BO, SECRET)
    acme.reads(CHEN, f"/logcall {name} 15m hello")
    seen = acme.last_seen(CHEN)
    assert f"Is {name} new?" in seen.text and "Acme" not in f"{seen.text}{seen.blocks}"
    assert _contacts(acme, CHEN) == []


def test_author_and_holder_of_a_private_entry_are_understood(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m with Quentin Zorn by @chen private: whistleblower")
    for person in (BO, CHEN):
        acme.reads(person, "/logcall Quentin 15m private: hello")
    assert [kept.account_name for kept in acme.kept] == ["Acme"] * 3
    assert [kept.details.contacts for kept in acme.kept] == [("Quentin Zorn",)] * 3
    assert [kept.details.private for kept in acme.kept] == [True] * 3


def test_whom_an_undone_entry_names_routes_no_line(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m with Jo Lee: renewal")
    acme.press(BO, receipts.UNDO)
    for person in (BO, CHEN):
        acme.reads(person, "/logcall Jo Lee 15m pricing")
    assert acme.kept == []


def test_whom_somebody_named_for_everybody_is_understood_although_an_entry_is_private(acme: AppFixture) -> None:
    acme.reads(BO, SECRET)
    acme.reads(ANA, "/account Acme contact Quentin Zorn")
    acme.reads(CHEN, "/logcall Quentin 15m hello")
    assert _contacts(acme, CHEN) == [("Quentin Zorn",)]


def test_explaining_a_line_tells_of_nobody_in_a_private_entry(acme: AppFixture) -> None:
    acme.reads(BO, SECRET)
    acme.reads(BO, "/logcall Acme 20m with Jo Lee: renewal")
    of_quentin, of_jo = (
        line_reading.explain(acme.runtime.deps, acme.team.id, f"{name} 15m hello") for name in ("Quentin", "Jo")
    )
    assert "Acme" not in of_quentin and "Zorn" not in of_quentin
    assert "logged: Acme" in of_jo


def _contacts(app: AppFixture, author: str) -> list[tuple[str, ...]]:
    """Whom the entries that `author` typed name."""
    return [kept.details.contacts for kept in app.kept if kept.logged_by == author]


@in_turn(
    ["line"], ["Acme 15m with Quentin: pricing", "Quentin 15m pricing", "Acme 15m, Quentin wants a discount", "Quentin"]
)
def test_a_reader_of_a_private_entry_does_not_tell_its_names_in_a_public_line(acme: AppFixture, line: str) -> None:
    acme.reads(BO, SECRET)
    acme.reads(BO, f"/logcall {line}")
    public = [kept for kept in acme.kept if not kept.details.private]
    seen = acme.last_seen(BO)
    assert "Zorn" not in f"{seen.text}{seen.blocks}{public}"
    assert line == "Acme 15m with Quentin: pricing" or not any(kept.details.contacts for kept in public)


def test_a_line_of_several_that_is_private_completes_names_of_private_entries(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex")
    acme.reads(BO, SECRET)
    acme.reads(BO, "/logcall Acme + Globex 15m with Quentin private: the merger")
    assert {kept.details.contacts for kept in acme.kept} == {("Quentin Zorn",)}
