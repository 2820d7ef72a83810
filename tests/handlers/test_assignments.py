"""Whoever owns or sponsors an account hears when somebody else changes that, and so does whoever did before."""

import pytest

from bot.messages.accounts.accounts import SHOW
from bot.messages.sponsors.sponsors import CONFIRM
from bot.outbox import queue
from bot.services.accounts.assignments import ASSIGNMENT
from bot.storage.weekly import digests
from bot.storage.workspace import roles
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.handlers.reading import buttons, whole_id


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    for person in (ANA, BO, CHEN, DEE):
        app.reads(person, "/account")
    app.reads(ANA, "/account add Acme enterprise")
    return app


def messages_to(app: AppFixture, person: str) -> list[str]:
    """What the bot wrote to somebody directly, with their next digest too."""
    app.wait_for_next_digest(person)
    return [each.text for each in app.sandbox.messages(app.sandbox.workspace.dm_of(person))]


def test_the_new_owner_and_the_former_read_who_made_the_change(acme: AppFixture) -> None:
    acme.reads(ANA, "/owner Acme @bo")
    assert messages_to(acme, BO) == ["*Acme is yours now.* Ana gave it to you: you look after it from day to day."]
    acme.reads(ANA, "/owner Acme @dee")
    assert messages_to(acme, BO)[1:] == ["*Acme* was yours; Ana gave it to Dee."]
    assert messages_to(acme, DEE) == ["*Acme is yours now.* Ana gave it to you: you look after it from day to day."]
    acme.reads(ANA, "/owner Acme none")
    assert messages_to(acme, DEE)[1:] == ["*Acme* was yours; Ana left it without an owner."]
    assert messages_to(acme, ANA) == []


def test_ones_own_changes_are_told_to_others_alone(acme: AppFixture) -> None:
    acme.reads(BO, "/owner Acme @bo")
    acme.reads(BO, "/owner Acme @dee")
    assert messages_to(acme, BO) == []
    acme.reads(ANA, "/owner Acme @ana")
    assert messages_to(acme, DEE)[-1] == "*Acme* was yours; Ana took it over."
    assert messages_to(acme, ANA) == []


def test_all_of_some_days_are_one_digest_and_what_is_so_no_longer_is_left_out(acme: AppFixture) -> None:
    for name in ("Globex", "Hooli", "Initrode"):
        acme.reads(ANA, f"/account add {name} @bo")
    acme.clock.forward(minutes=1)
    acme.reads(ANA, "/owner Hooli none")
    acme.clock.forward(hours=30)
    acme.pass_time()
    assert list(acme.sandbox.messages(acme.sandbox.workspace.dm_of(BO))) == []
    assert messages_to(acme, BO) == [
        "*Globex is yours now.* Ana gave it to you: you look after it from day to day.\n"
        "*Initrode is yours now.* Ana gave it to you: you look after it from day to day."
    ]
    message = acme.sandbox.messages(acme.sandbox.workspace.dm_of(BO))[-1]
    assert buttons(message) == ["Globex", "Initrode", "Mondays only", "Off"]
    acme.sandbox.press(BO, message, whole_id(message, SHOW))
    acme.settle()
    assert acme.last_seen(BO).text.startswith("Globex")


def test_a_change_that_was_taken_back_before_it_was_told_is_not_told(acme: AppFixture) -> None:
    acme.reads(ANA, "/owner Acme @bo")
    acme.reads(ANA, "/owner Acme @ana")
    assert [each for each in messages_to(acme, BO) if "is yours now" in each] == []


def test_the_form_tells_as_the_command_does(acme: AppFixture) -> None:
    acme.type(ANA, "/account edit Acme")
    acme.save(ANA, owner=[BO])
    assert messages_to(acme, BO) == ["*Acme is yours now.* Ana gave it to you: you look after it from day to day."]


def test_whoever_owned_what_was_merged_hears_into_what(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli @bo")
    acme.reads(ANA, "/owner Acme @chen")
    acme.confirms(ANA, "/account merge Hooli into Acme")
    assert messages_to(acme, BO)[-1] == "*Hooli* was yours; Ana merged it into Acme, which Chen owns."


def test_a_sponsor_hears_that_they_were_confirmed_and_that_it_was_ended(acme: AppFixture) -> None:
    acme.reads(BO, "/sponsor Acme @dee")
    acme.reads(ANA, "/sponsor Acme")
    acme.press(ANA, f"{CONFIRM}:0")
    assert messages_to(acme, DEE)[-1] == "*You are Acme’s executive sponsor.* Ana confirmed it for you."
    acme.reads(ANA, "/sponsor Acme none")
    assert messages_to(acme, DEE)[-1] == "You were *Acme*’s executive sponsor; Ana ended that."
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        roles.give(scope, "executive", [DEE])
    acme.reads(DEE, "/sponsor Acme @dee")
    acme.reads(DEE, "/sponsor Acme none")
    assert len([each for each in messages_to(acme, DEE) if "ended that" in each]) == 1


def test_what_waited_to_be_told_at_once_before_digests_told_it_is_still_told(acme: AppFixture) -> None:
    acme.reads(ANA, "/owner Acme @bo")
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        (item,) = digests.untold(scope, BO, acme.clock.now.date())
        queue.enqueue(scope, kind=ASSIGNMENT, subject=item.subject, target=BO, due_at=scope.now)
    acme.pass_time()
    (message,) = acme.sandbox.messages(acme.sandbox.workspace.dm_of(BO))
    assert message.text == "*Acme is yours now.* Ana gave it to you: you look after it from day to day."
    assert buttons(message) == ["Card"]
