"""The card of an account: by somebody's name there, and what can be done from it."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event

from bot.domain.conversations.model import State
from bot.messages.accounts.accounts import SHOW
from bot.messages.accounts.cards import EDIT, ENTRIES, LOG, MORE, PLAN, REST, SPONSOR, TAKE, WAKE, WORDS
from bot.messages.conversations import receipts
from bot.messages.sponsors.sponsors import ASK
from bot.sandbox import PostedMessage
from bot.services.accounts import cards
from bot.services.workspace.members import recognise
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.conftest import MONDAY_9AM
from tests.forms import shown
from tests.handlers.reading import buttons, elements


@pytest.fixture
def acme(open_app: Callable[..., AppFixture]) -> Iterator[AppFixture]:
    """An app in which bo owns Acme, and everybody is known by name."""
    app = open_app(now=MONDAY_9AM)
    app.reads(ANA, "/account add Acme enterprise @bo")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    yield app


def card(app: AppFixture, person: str) -> PostedMessage:
    app.reads(person, "/account Acme")
    return app.last_seen(person)


def more(message: PostedMessage) -> dict[str, str]:
    """What can be chosen under More: each label with what it sends."""
    (menu,) = [each for each in elements(message) if each.get("action_id") == MORE]
    return {each["text"]["text"]: each["value"] for each in menu["options"]}


def choose(app: AppFixture, person: str, choice: str) -> None:
    """Choose something under More of the card."""
    message = card(app, person)
    (value,) = [value for value in more(message).values() if value.startswith(f"{choice} ")]
    place = {"type": "message", "channel": message.channel, "ts": message.ts, "is_ephemeral": True}
    app.sandbox.action(
        person, place, {"action_id": MORE, "type": "overflow", "block_id": "b", "selected_option": {"value": value}}
    )
    app.settle()


def test_the_card_leads_to_everything_that_is_done_from_it(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme enterprise @bo")
    app.reads(BO, "/logcall Acme 20m with Jo Lee: hello #complaint exports stop at 10,000 rows")
    seen = card(app, BO)
    assert buttons(seen) == ["Log", "Words to ask for 20 minutes", "Plan", "History"]
    assert list(more(seen)) == ["Edit", "My entries with them", "Who could be their sponsor?", "Let it rest"]
    app.sandbox.press(BO, seen, PLAN)
    form = app.form(BO).given
    assert (shown(form, "on"), shown(form, "account")) == ("2026-11-24", app.kept[0].account_id)
    app.save(BO, note="their plant")
    plan = app.kept[-1].details
    assert (plan.state, plan.on) == (State.PLANNED, date(2026, 11, 24))
    assert app.last_seen(BO).text.startswith("Acme\n")
    assert "*Planned:* call tomorrow, Bo." in app.last_seen(BO).text
    app.sandbox.press(BO, app.last_seen(BO), WORDS)
    assert "Hello Jo Lee," in str(app.form(BO).given) and "exports stop at 10,000 rows" in str(app.form(BO).given)


def test_an_account_is_found_by_somebodys_name_there(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m with Jo Lee: hello")
    assert acme.reads(DEE, "/account jo  LEE").splitlines()[0] == "Acme"
    acme.reads(ANA, "/account add Globex")
    acme.reads(ANA, "/account Globex contact Jo Lee")
    acme.clock.forward(seconds=1)
    acme.reads(ANA, "/account Globex contact Sam Park")
    asked = acme.reads(DEE, "/account Jo Lee").splitlines()
    assert asked[0] == "*Which account?* “Jo Lee” is known at:"
    assert sorted(asked[1:]) == ["/account Acme", "/account Globex"]
    assert sorted(buttons(acme.last_seen(DEE))) == ["Acme, Bo, today", "Globex, no owner"]
    place = buttons(acme.last_seen(DEE)).index("Globex, no owner")
    found = acme.press(DEE, f"{SHOW}:{place}")
    assert found.text.startswith("Globex\n") and "*Nobody has spoken to Globex yet*; added today." in found.text
    assert "*People:* Jo Lee, not spoken to yet · Sam Park, not spoken to yet." in found.text
    assert acme.reads(DEE, "/account Zoe Quist").startswith("I know no account like “Zoe Quist”.")


def test_an_accounts_own_name_goes_before_a_contacts_and_a_contacts_before_a_guess(acme: AppFixture) -> None:
    acme.reads(ANA, '/account add "Jo Lee"')
    acme.reads(ANA, "/account Acme contact Jo Lee")
    acme.reads(ANA, "/account Acme contact Jo Leo")
    assert acme.reads(DEE, "/account Jo Lee").startswith("Jo Lee\n")
    assert acme.reads(DEE, "/account Jo Leo").startswith("Acme\n")


def test_somebody_whom_only_a_private_entry_names_is_found_by_its_readers_alone(acme: AppFixture) -> None:
    acme.reads(CHEN, "/logcall Acme 20m private with Jo Canary: secret")
    for reader in (CHEN, BO):
        assert acme.reads(reader, "/account Jo Canary").startswith("Acme\n")
    for other in (DEE, ANA):
        assert acme.reads(other, "/account Jo Canary").startswith("I know no account like “Jo Canary”.")
    acme.reads(CHEN, "/logcall Acme 25m with Jo Canary: hello")
    assert acme.reads(DEE, "/account Jo Canary").startswith("Acme\n")


def test_whom_a_private_entry_named_before_it_was_changed_stays_private(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli")
    acme.reads(CHEN, "/logcall Hooli 20m private with Jo Canary: secret")
    acme.sandbox.press(CHEN, acme.last_seen(CHEN), receipts.EDIT)
    acme.save(CHEN, contacts="Jo Linnet")
    acme.sandbox.press(CHEN, acme.last_seen(CHEN), receipts.EDIT)
    offered = acme.sandbox.suggest(
        CHEN, {"type": "view", "view_id": acme.form(CHEN).id}, "form_account", "account", "acm"
    )
    acme.save(CHEN, account=offered["options"][0]["value"])
    assert [(each.account_name, each.details.contacts) for each in acme.kept] == [("Acme", ("Jo Linnet",))]
    for account in ("Hooli", "Acme"):
        assert "Jo" not in acme.reads(DEE, f"/account {account}")
    for name in ("Jo Canary", "Jo Linnet"):
        assert acme.reads(DEE, f"/account {name}").startswith(f"I know no account like “{name}”.")


def test_a_card_asks_the_database_as_often_for_many_private_entries_as_for_one(acme: AppFixture) -> None:
    asked: list[str] = []

    def ask(*call: object) -> None:
        asked.append(str(call[2]))

    def questions() -> int:
        acme.reads(CHEN, f"/logcall Acme private: secret {len(acme.kept)}")
        caller, account_id = recognise(acme.runtime.deps, acme.team.id, DEE), acme.kept[0].account_id
        asked.clear()
        event.listen(Engine, "before_cursor_execute", ask)
        cards.of(acme.runtime.deps, caller, account_id)
        event.remove(Engine, "before_cursor_execute", ask)
        return len(asked)

    once = questions()
    assert [questions(), questions()] == [once, once] and len(acme.kept) == 3


def test_somebody_named_for_everybody_stays_so_until_they_are_taken_away(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme contact Jo Lee")
    acme.reads(BO, "/logcall Acme 20m private with Jo Lee: secret")
    assert "*People:* Jo Lee, not spoken to yet." in acme.reads(DEE, "/account Acme")
    assert "*People:* Jo Lee, 1 conversation." in acme.reads(BO, "/account Jo Lee")
    acme.reads(BO, "/account Acme contact -Jo Lee")
    assert "Jo Lee" not in acme.reads(DEE, "/account Acme")
    assert acme.reads(DEE, "/account Jo Lee").startswith("I know no account like “Jo Lee”.")
    assert "or is not known there." in acme.reads(BO, "/account Acme contact -Jo Lee")
    acme.reads(BO, "/account Acme contact Jo Lee")
    acme.reads(ANA, "/account add Hooli")
    acme.reads(BO, "/logcall Hooli 20m private with Jo Lee: secret")
    acme.confirms(ANA, "/account merge Acme into Hooli")
    assert acme.reads(DEE, "/account Jo Lee").startswith("Hooli\n")


def test_who_speaks_to_them_is_told_and_that_it_hangs_on_one_of_us(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m with Jo Lee: one")
    assert "*Ours:* Bo (owner). *Only Bo spoke to them in 90 days.*" in acme.reads(DEE, "/account Acme")
    acme.reads(CHEN, "/logcall Acme 20m @dee with Sam Park: two")
    said = acme.reads(DEE, "/account Acme")
    assert "*Ours:* Bo (owner), Chen and Dee. 3 of us spoke to them in 90 days." in said
    assert "We know one person here." not in said
    acme.clock.forward(days=91)
    assert "*None of us spoke to them in 90 days.*" in acme.reads(DEE, "/account Acme")


def test_who_may_not_change_it_is_offered_nothing_that_does(acme: AppFixture) -> None:
    assert list(more(card(acme, CHEN))) == ["My entries with them", "Who could be their sponsor?"]
    acme.reads(BO, "/account Acme rest")
    assert "Wake" in str(card(acme, BO).blocks)
    seen = card(acme, CHEN)
    assert "Resting since Mon 23 Nov; nobody is reminded." in seen.text and "Wake" not in str(seen.blocks)


def test_it_is_laid_to_rest_and_woken_from_its_card(acme: AppFixture) -> None:
    choose(acme, BO, REST)
    assert "Resting since Mon 23 Nov" in acme.last_seen(BO).text
    assert "Resting" not in acme.press(BO, WAKE).text


def test_an_account_without_an_owner_is_taken_on_its_card(acme: AppFixture) -> None:
    acme.reads(ANA, "/owner Acme none")
    assert "No owner yet." in card(acme, CHEN).text
    assert "*Ours:* Chen (owner)." in acme.press(CHEN, TAKE).text


def test_a_sponsor_is_looked_for_from_the_card(acme: AppFixture) -> None:
    acme.reads(DEE, "/logcall Acme 20m: hello")
    choose(acme, BO, SPONSOR)
    assert "Who could be Acme’s executive sponsor?" in str(acme.form(BO).given)
    acme.press_in(BO, acme.form(BO), f"{ASK}:0")
    assert "Dee is asked to be Acme’s executive sponsor." in str(acme.form(BO).given)


def test_ones_own_entries_with_them_open_from_the_card(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex")
    acme.reads(CHEN, "/logcall Acme 20m: at acme")
    acme.reads(CHEN, "/logcall Globex 20m: at globex")
    choose(acme, CHEN, ENTRIES)
    page = str(acme.form(CHEN).given)
    assert "at acme" in page and "at globex" not in page


def test_a_conversation_is_logged_from_the_card(acme: AppFixture) -> None:
    acme.sandbox.press(CHEN, card(acme, CHEN), LOG)
    acme.save(CHEN, note="hello")
    assert [(each.account_name, each.details.on) for each in acme.kept] == [("Acme", date(2026, 11, 23))]
    assert "Chen called them today, 30 min: “hello”." in acme.last_seen(CHEN).text


def test_a_conversation_logged_from_the_card_of_an_account_that_went_meanwhile_is_kept(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex")
    acme.sandbox.press(CHEN, card(acme, CHEN), LOG)
    globex = acme.sandbox.suggest(
        CHEN, {"type": "view", "view_id": acme.form(CHEN).id}, "form_account", "account", "gl"
    )
    acme.confirms(ANA, "/account merge Acme into Globex")
    told = acme.save(CHEN, note="hello", account=globex["options"][0]["value"])
    assert "Globex" in str(told) and [each.account_name for each in acme.kept] == ["Globex"]
    assert "Globex" in acme.last_seen(CHEN).text


def test_words_to_ask_leave_out_what_is_private_even_for_its_readers(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m private with Jo Canary: secret #complaint the canary sings")
    acme.clock.forward(days=41)
    acme.sandbox.press(BO, card(acme, BO), WORDS)
    said = str(acme.form(BO).given)
    assert "anary" not in said and "It is 41 days since we spoke." in said


def test_words_to_ask_refer_to_what_they_told_us_and_greet_who_was_there(acme: AppFixture) -> None:
    def letter() -> str:
        acme.sandbox.press(BO, card(acme, BO), WORDS)
        return str(acme.form(BO).given["blocks"][1])

    acme.reads(DEE, "/logcall Acme 20m with Sam Park: hello")
    acme.reads(BO, "/logcall Acme heard: on a review site #complaint exports are a disgrace")
    assert "Hello Sam Park," in letter() and "disgrace" not in letter()
    acme.reads(DEE, "/logcall Acme email with Jo Lee #complaint invoices are late")
    assert "Hello Jo Lee," in letter() and "invoices are late" in letter()
    acme.clock.forward(seconds=1)
    acme.reads(DEE, "/logcall Acme email #complaint they are later still")
    assert "Hello," in letter() and "they are later still" in letter()


def test_what_was_promised_stands_on_the_card_while_it_is_open_three_at_most_the_latest_due_first(
    acme: AppFixture,
) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: send pricing fri")
    acme.reads(CHEN, "/logcall Acme 25m: hello next: ask about Lyon")
    owed = "*We owe them:* send pricing, Fri 27 Nov, Bo.\nask about Lyon, Chen."
    assert owed in acme.reads(DEE, "/account Acme")
    acme.clock.now = MONDAY_9AM + timedelta(days=17)
    assert "*We owe them:* send pricing, Fri 27 Nov, Bo, open 17 days.\n" in acme.reads(DEE, "/account Acme")
    for number in range(3):
        acme.reads(CHEN, f"/logcall Acme {20 + number}m: hi next: call @dee {number} 12 dec")
    said = acme.reads(DEE, "/account Acme")
    assert said.count("Sat 12 Dec, Chen") == 3 and "send pricing" not in said and "ask about Lyon" not in said


def test_people_named_in_what_they_said_are_read_by_name(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello #about @chen shall visit them in spring")
    said = acme.reads(DEE, "/account Acme")
    assert "@Chen shall visit them in spring" in said and not re.search(r"<@|U0CHEN", said)


def test_edit_is_chosen_on_the_card(acme: AppFixture) -> None:
    choose(acme, BO, EDIT)
    assert shown(acme.form(BO).given, "name") == "Acme"
