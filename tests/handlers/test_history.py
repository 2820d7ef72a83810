"""The history of an account: what everybody reads of it, and what its readers alone do."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.conversations.follow_ups import FollowUpState
from bot.messages.accounts import cards
from bot.messages.conversations import receipts
from bot.messages.insights import history
from bot.storage.conversations import follow_ups
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    return app


def page_of(app: AppFixture, person: str, typed: str = "/account Acme history") -> list[str]:
    """The words of each block of the history that a command opens."""
    assert app.type(person, typed).error is None
    app.settle()
    return words_of(app.form(person).given)


def words_of(view: Mapping[str, Any]) -> list[str]:
    blocks = [block.get("text") or next(iter(block["elements"])) for block in view["blocks"]]
    return [str(text["text"]) for text in blocks if text["type"] == "mrkdwn"]


def test_everybody_reads_what_was_said_with_an_account_the_latest_first(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m visit 3 days ago with Jo Lee: renewal chat #complaint exports time out")
    acme.reads(ANA, "/logcall Acme 20m call @bo: budget frozen next: send pricing fri")
    assert page_of(acme, CHEN) == [
        "*Acme*: all that was said with them, the latest first.",
        "*Today* · call · 20 min · Ana and Bo\n> budget frozen\nPromised: send pricing, Fri 27 Nov, Ana: open.",
        "*Fri 20 Nov* · visit · 45 min · Bo with Jo Lee\n> renewal chat\n> *Complaint* “exports time out”",
    ]


def test_it_says_what_became_of_it(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: send pricing fri")
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        follow_ups.end(scope, acme.kept[-1].id, FollowUpState.DONE, by=BO)
    acme.reads(BO, "/logcall Acme 20m: by mistake with words")
    acme.press(BO, receipts.UNDO)
    acme.reads(BO, "/logcall Acme visit next thursday: their plant")
    planned, *others = page_of(acme, CHEN)[1:]
    assert "· planned · Bo" in planned
    assert sorted(others, reverse=True) == [
        "Today: taken back by Bo.",
        "*Today* · call · 20 min · Bo\n> hello\nPromised: send pricing, Fri 27 Nov, Bo: done by Bo, Mon 23 Nov.",
    ]


def test_private_words_are_for_their_readers(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme private 20m with Jo Secret: canary #risk canary next: canary fri")
    (mine,) = page_of(acme, BO)[1:]
    assert mine.count("canary") == 3 and "Jo Secret" in mine and "Private, you are one of its readers." in mine
    assert page_of(acme, CHEN)[1:] == [
        "*Today* · call · 20 min · Bo\nPrivate: the words are for those who were there, and whoever they let read it."
    ]
    assert "Jo Secret" not in str(acme.form(CHEN).given)
    assert "I know no account" in acme.reads(CHEN, "/account Jo Secret history")


def test_somebodys_conversations_are_found_by_their_name_and_chosen_in_the_page(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m with Jo Lee: about Lyon")
    acme.reads(BO, "/logcall Acme 30m with Sam Park: about Turin")
    shown = page_of(acme, CHEN, "/account Jo Lee history")
    assert len(shown) == 2 and "about Lyon" in shown[1]
    view = acme.form(CHEN)
    (menu,) = [block["elements"][0] for block in view.given["blocks"] if block["type"] == "actions"]
    assert [option["text"]["text"] for option in menu["options"]] == ["With everybody", "Jo Lee", "Sam Park"]
    acme.press_in(CHEN, view, history.CONTACT, selected_option=menu["options"][2])
    assert "about Turin" in words_of(acme.form(CHEN).given)[1]
    acme.press_in(CHEN, acme.form(CHEN), history.CONTACT, selected_option=menu["options"][0])
    assert len(words_of(acme.form(CHEN).given)) == 3


def test_a_year_is_read_page_by_page_from_the_card(acme: AppFixture) -> None:
    for number in range(23):
        acme.reads(BO, f"/logcall Acme 20m {number + 1} days ago: number {number}")
    acme.reads(CHEN, "/account Acme")
    acme.sandbox.press(CHEN, acme.last_seen(CHEN), cards.HISTORY)
    acme.settle()
    seen = words_of(acme.form(CHEN).given)[1:]
    for _ in range(2):
        acme.press_in(CHEN, acme.form(CHEN), history.OLDER)
        seen += words_of(acme.form(CHEN).given)[1:]
    assert [text.partition("> number ")[2] for text in seen] == [str(number) for number in range(23)]
    acme.press_in(CHEN, acme.form(CHEN), history.NEWER)
    assert "number 10" in words_of(acme.form(CHEN).given)[1]


@pytest.mark.parametrize(
    "typed", ["/account history of Acme", "/account Acme's history", '/account "Acme" history', "/account acme HISTORY"]
)
def test_it_is_asked_for_as_people_say_it(acme: AppFixture, typed: str) -> None:
    assert page_of(acme, DEE, typed)[0].startswith("*Acme*: all that was said")


def test_an_account_that_is_called_so_is_no_request_for_a_history(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Natural History")
    assert acme.reads(BO, "/account natural history").startswith("Natural History\n")


def test_nothing_said_yet_is_said_with_what_to_type(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli")
    acme.clock.now += timedelta(hours=1)
    assert page_of(acme, BO, "/account Hooli history")[1].startswith("Nothing is logged of Hooli yet.")
