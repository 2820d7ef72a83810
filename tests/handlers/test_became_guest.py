"""Who became a guest is shown nothing more: from the event on, or where it was missed once what we know is old."""

import json
from dataclasses import replace

import pytest

from bot.storage.workspace import members
from tests.app_fixture import ANA, BO, AppFixture
from tests.waiting import wait_until

LINE, FOR_MEMBERS = "Acme 20m renewal chat", "Touchbase is for members of Initech"
ORGANISATION = "E0ORG"


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    return app


def test_who_became_a_guest_is_shown_no_card_from_the_event_on(acme: AppFixture) -> None:
    assert acme.reads(BO, "/account Acme").startswith("Acme")
    bo = acme.sandbox.workspace.people[BO]
    acme.sandbox.change_person(replace(bo, is_restricted=True))
    wait_until(lambda: is_guest(acme, BO))
    assert acme.reads(BO, "/account Acme").startswith(FOR_MEMBERS)
    acme.sandbox.change_person(bo)
    wait_until(lambda: not is_guest(acme, BO))
    assert acme.reads(BO, "/account Acme").startswith("Acme")


def test_where_the_event_was_missed_slack_is_asked_before_others_words_are_shown(acme: AppFixture) -> None:
    assert acme.reads(BO, "/account Acme").startswith("Acme")
    asked = acme.sandbox.faults_of("users.info").total()
    acme.reads(BO, f"/logcall {LINE}")
    acme.reads(BO, "/account Acme")
    assert acme.sandbox.faults_of("users.info").total() == asked, "what Slack said a moment ago holds"
    acme.sandbox.workspace.change_person(replace(acme.sandbox.workspace.people[BO], is_restricted=True))
    acme.clock.forward(minutes=11)
    acme.sandbox.refuse("users.info", "internal_error")
    assert acme.reads(BO, "/account Acme").startswith("Acme"), "without an answer what we know holds"
    acme.clock.forward(minutes=2)
    assert acme.reads(BO, "/account Acme").startswith(FOR_MEMBERS)
    assert acme.reads(BO, f"/logcall {LINE}").startswith(FOR_MEMBERS)


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
def test_whom_slack_does_not_find_for_a_moment_has_not_become_a_guest(acme: AppFixture, error: str) -> None:
    acme.reads(BO, f"/logcall {LINE}")
    acme.clock.forward(minutes=11)
    acme.sandbox.refuse("users.info", error)
    assert acme.reads(BO, "/account Acme").startswith("Acme")
    assert not is_guest(acme, BO)
    assert "Bo called them" in acme.reads(ANA, "/account Acme")


def test_a_complaint_that_is_changed_says_nothing_more_to_who_became_a_guest(acme: AppFixture) -> None:
    acme.reads(ANA, "/owner Acme @bo")
    acme.reads(BO, "/account Acme")
    acme.reads(ANA, "/logcall Acme 20m #complaint exports fail")
    receipt = acme.last_seen(ANA)
    acme.pass_time()
    acme.sandbox.change_person(replace(acme.sandbox.workspace.people[BO], is_restricted=True))
    wait_until(lambda: is_guest(acme, BO))
    acme.press(ANA, "conversation_edit", receipt)
    acme.save(ANA, insights="complaint: they look at a rival")
    acme.pass_time()
    assert "exports fail" in last_message_to(acme, BO) and "rival" not in last_message_to(acme, BO)
    acme.press(ANA, "conversation_undo", receipt)
    acme.pass_time()
    assert last_message_to(acme, BO) == "*Acme*: withdrawn by Ana."


def test_the_home_tab_of_who_became_a_guest_is_drawn_no_more(acme: AppFixture) -> None:
    acme.home(BO)
    drawn = acme.sandbox.home(BO)
    acme.sandbox.workspace.change_person(replace(acme.sandbox.workspace.people[BO], is_restricted=True))
    acme.clock.forward(minutes=11)
    acme.sandbox.open_home(BO)
    wait_until(lambda: is_guest(acme, BO))
    acme.settle()
    assert acme.sandbox.home(BO) is drawn


def test_who_becomes_a_guest_by_an_old_event_is_one_for_ten_minutes_at_most(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme")
    user = {"id": BO, "team_id": acme.team.id, "name": "bo", "is_restricted": True, "profile": {}}
    body = {"type": "event_callback", "event_id": "EvOld", "event": {"type": "user_change", "user": user}}
    acme._send(json.dumps({**body, "authorizations": [{"team_id": acme.team.id}]}).encode())
    assert acme.reads(BO, "/account Acme").startswith(FOR_MEMBERS)
    acme.clock.forward(minutes=11)
    assert acme.reads(BO, "/account Acme").startswith("Acme")


def test_a_change_of_somebody_is_heard_without_a_team_beside_it(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme")
    user = {"id": BO, "team_id": acme.team.id, "name": "bo", "profile": {"display_name": "   ", "real_name": "Bob"}}
    event = {"type": "user_change", "user": user}
    for where in ({"authorizations": [{"team_id": acme.team.id, "enterprise_id": ORGANISATION}]}, {}):
        body = {"type": "event_callback", "event_id": f"Ev{len(where)}", "event": event, **where}
        assert acme._send(json.dumps(body).encode())[0] == 200
    with acme.runtime.deps.reading(acme.team.id) as scope:
        assert members.names(scope)[BO] == "Bob"


def last_message_to(app: AppFixture, person: str) -> str:
    """The last direct message to somebody, as it reads now, but of what they own."""
    every = app.sandbox.messages(app.sandbox.workspace.dm_of(person))
    return [each.text for each in every if "yours now" not in each.text][-1]


def is_guest(app: AppFixture, person: str) -> bool:
    with app.runtime.deps.reading(app.team.id) as scope:
        member = members.find(scope, person)
    return member is not None and member.profile.is_guest
