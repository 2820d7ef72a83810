"""A change of an account answers with what was saved, and is taken back with one press."""

import pytest

from bot.domain.accounts.model import Account, Stage
from bot.messages.accounts import removals, saved
from bot.storage.accounts import accounts
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.handlers.reading import buttons, elements
from tests.ways import in_turn


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme enterprise @bo")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    return app


def kept(app: AppFixture) -> Account:
    with app.runtime.deps.reading(app.team.id) as scope:
        (account,) = accounts.every(scope)
    return account


@in_turn(
    ("change", "line"),
    [
        ("stage prospect", "stage prospect (before: customer)"),
        ("tier strategic", "tier strategic (before: enterprise)"),
        ("value 48k", "worth a year 48,000 (before: none)"),
        ("cadence 21", "without a conversation at most 21 days (before: as its tier)"),
        ("since 2019", "customer since 2019 (before: not said)"),
        ("alias ACM", "other names ACM (before: none)"),
        ("link here", "channel <#C0CUSTOMERS> (before: none)"),
        ("rest", "stage at rest (before: customer)"),
    ],
)
def test_a_change_says_what_was_saved_and_undo_puts_it_back(acme: AppFixture, change: str, line: str) -> None:
    before = kept(acme)
    assert acme.reads(BO, f"/account Acme {change}").splitlines()[0] == f"*Saved:* Acme, {line}."
    assert kept(acme) != before
    answer = acme.last_seen(BO)
    undo = next(each["accessory"] for each in answer.blocks or [] if "accessory" in each)
    acme.deliver_press(CHEN, saved.UNDO, undo["value"])
    assert kept(acme) != before
    assert acme.press(BO, saved.UNDO, answer).text.startswith("*Taken back:* Acme, ")
    assert kept(acme) == before
    acme.deliver_press(BO, saved.UNDO, undo["value"])
    assert kept(acme) == before


def test_typed_again_it_says_that_nothing_changed(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme tier strategic")
    assert acme.reads(BO, "/account Acme tier strategic").splitlines()[0] == "*Nothing changed:* it was so already."
    assert acme.reads(BO, "/account Acme contact Jo Lee").splitlines()[0] == "*Saved:* Acme, contact Jo Lee."


def test_what_somebody_changed_since_stays(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme tier strategic")
    answer = acme.last_seen(BO)
    acme.reads(ANA, "/account Acme tier standard")
    acme.sandbox.press(BO, answer, saved.UNDO)
    acme.settle()
    assert acme.last_seen(BO).text.startswith("Somebody has changed it since, so nothing was taken back")
    assert kept(acme).tier == "standard"


def test_who_gave_an_account_away_may_have_it_back_until_somebody_else_changes_it(acme: AppFixture) -> None:
    assert acme.reads(BO, "/owner Acme @dee") == "*Acme* is owned by Dee now; it was Bo’s."
    assert buttons(acme.last_seen(BO)) == ["Undo"]
    assert acme.press(BO, saved.UNDO).text == "*Taken back:* Acme, owner Bo again."
    acme.reads(BO, "/owner Acme @dee")
    answer = acme.last_seen(BO)
    acme.clock.forward(minutes=1)
    acme.reads(DEE, "/account Acme tier strategic")
    (undo,) = elements(answer)
    acme.deliver_press(BO, saved.UNDO, undo["value"])
    assert kept(acme).owner == DEE


def test_the_form_says_what_was_saved_too(acme: AppFixture) -> None:
    acme.type(BO, "/account edit Acme")
    acme.save(BO, value="48k", stage="prospect")
    text = str(acme.form(BO).given)
    assert "*Saved:* Acme, stage prospect (before: customer); worth a year 48,000 (before: none)." in text
    acme.press_in(BO, acme.form(BO), saved.UNDO)
    assert (kept(acme).value, kept(acme).stage) == (None, Stage.CUSTOMER)


def test_merging_and_deleting_ask_first(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli")
    acme.reads(CHEN, "/logcall Hooli 20m hello")
    assert acme.reads(ANA, "/account merge Hooli into Acme") == (
        "*Merge Hooli into Acme?* 1 conversation, its people and its names move there, and Hooli is gone. "
        "This cannot be undone."
    )
    assert buttons(acme.last_seen(ANA)) == ["Merge", "Leave both"]
    question = acme.last_seen(ANA)
    (merge, _) = elements(question)
    assert acme.press(ANA, removals.LEAVE).text == "Nothing was changed."
    assert acme.reads(CHEN, "/account Hooli").startswith("Hooli")
    acme.deliver_press(CHEN, removals.MERGE, merge["value"])
    assert acme.reads(CHEN, "/account Hooli").startswith("Hooli")
    acme.reads(ANA, "/account merge Hooli into Acme")
    assert acme.press(ANA, removals.MERGE).text.startswith("*Hooli* is *Acme* now")
    acme.reads(ANA, "/account add Mistake")
    assert acme.reads(ANA, "/account delete Mistake") == (
        "*Delete Mistake?* Nobody has spoken to it. This cannot be undone."
    )
    acme.reads(CHEN, "/logcall Mistake 20m hello")
    acme.sandbox.press(ANA, acme.last_seen(ANA), removals.DELETE)
    acme.settle()
    assert "has conversations, and what was said is kept" in acme.last_seen(ANA).text
