"""Events are sent as JSON with an id, and again when they are not taken."""

from dataclasses import replace
from typing import Any

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, BO, CUSTOMERS, TEAM, App, settings


def test_an_event_has_slacks_envelope(sandbox: Sandbox, app: App) -> None:
    message = sandbox.message(ANA, "D0ANA", "hello")
    delivery = app.next()
    body = delivery.payload
    assert delivery.headers["content-type"] == "application/json" and "x-slack-signature" in delivery.headers
    assert (body["type"], body["team_id"], body["api_app_id"]) == ("event_callback", "T0INITECH", "A0SANDBOX")
    assert body["event_id"].startswith("Ev") and isinstance(body["event_time"], int)
    assert body["authorizations"][0]["user_id"] == "U0SANDBOXBOT"
    assert (body["event"]["type"], body["event"]["ts"]) == ("message", message.ts)


def test_an_event_nobody_subscribed_to_is_not_sent(sandbox: Sandbox, app: App) -> None:
    sandbox.message(ANA, CUSTOMERS, "in the channel")
    sandbox.message(ANA, "D0ANA", "to the bot")
    assert app.next().payload["event"]["channel"] == "D0ANA"
    assert len(app.deliveries) == 1


def test_who_is_deactivated_is_told_of_as_slack_lists_them_then(sandbox: Sandbox, app: App) -> None:
    sandbox.change_person(replace(sandbox.workspace.people[BO], deleted=True))
    event = app.next().payload["event"]
    assert (event["type"], event["user"]["id"], event["user"]["deleted"]) == ("user_change", BO, True)
    assert "tz" not in event["user"] and event["user"]["profile"]["real_name"] == "Bo Lindqvist"


def test_an_event_that_is_not_taken_comes_three_times_more_with_the_same_id(app: App) -> None:
    app.answer = (500, "text/plain", "")
    sandbox = Sandbox(TEAM, settings(app.url), retries=(0, 0, 0))
    sandbox.message(ANA, "D0ANA", "hello")
    tries: list[tuple[Any, ...]] = []
    for _ in range(4):
        delivery = app.next()
        tries.append((delivery.headers.get("x-slack-retry-num"), delivery.headers.get("x-slack-retry-reason")))
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({each.payload["event_id"] for each in app.deliveries}) == 1


def test_an_event_that_is_taken_comes_once(app: App) -> None:
    sandbox = Sandbox(TEAM, settings(app.url), retries=(0, 0, 0))
    sandbox.message(ANA, "D0ANA", "one")
    first = app.next().payload["event_id"]
    sandbox.message(ANA, "D0ANA", "two")
    assert app.next().payload["event_id"] != first and len(app.deliveries) == 2


def test_a_line_in_a_thread_with_a_file_is_told_of_as_slack_does(sandbox: Sandbox, app: App) -> None:
    sandbox.message(ANA, "D0ANA", "see the deck", thread_ts="1.1", files=[{"id": "F0"}])
    event = app.next().payload["event"]
    assert (event["subtype"], event["thread_ts"], event["files"]) == ("file_share", "1.1", [{"id": "F0"}])


def test_of_somebody_of_another_workspace_it_is_said_three_times(sandbox: Sandbox, app: App) -> None:
    sandbox.message("U0FAR", "D0FAR", "hello")
    event = app.next().payload["event"]
    assert {event[name] for name in ("team", "user_team", "source_team")} == {"T0GLOBEX"}
