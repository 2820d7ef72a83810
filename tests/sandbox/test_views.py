"""Modals, Home tabs and shortcuts: triggers that live three seconds, stacks three deep, and answers to a submit."""

from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, BO, CUSTOMERS, MANIFEST, TEAM, TOKEN, App, Calls, Real, settings


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


NOTE = {
    "type": "input",
    "block_id": "note",
    "label": plain("Note"),
    "element": {"type": "plain_text_input", "action_id": "words"},
}
VALUES = {"note": {"words": {"type": "plain_text_input", "value": "exports"}}}


def modal(title: str = "Log it", **fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain(title), "submit": plain("Save"), "blocks": [NOTE], **fields}


HOME = {"type": "home", "blocks": [{"type": "section", "text": plain("Your week")}]}


def trigger(sandbox: Sandbox, user: str = ANA) -> str:
    return sandbox.command(user, CUSTOMERS, "/logcall").trigger_id


def opened(sandbox: Sandbox, call: Calls, **fields: Any) -> str:
    answer = call("views.open", trigger_id=trigger(sandbox), view=modal(**fields))
    assert answer.error is None, answer.body
    return str(answer.body["view"]["id"])


def test_a_modal_opens_for_whoever_the_trigger_belongs_to(sandbox: Sandbox, call: Calls) -> None:
    view = call("views.open", trigger_id=trigger(sandbox, BO), view=modal(private_metadata="7")).body["view"]
    assert [each.id for each in sandbox.views(BO)] == [view["id"]] and sandbox.views(ANA) == []
    assert (view["team_id"], view["app_id"], view["root_view_id"], view["private_metadata"]) == (
        "T0INITECH",
        "A0SANDBOX",
        view["id"],
        "7",
    )
    assert view["state"] == {"values": {}} and view["hash"] and view["previous_view_id"] is None


@pytest.mark.parametrize(("seconds", "error"), [(2.9, None), (3.1, "expired_trigger_id")])
def test_a_trigger_lives_three_seconds(
    sandbox: Sandbox, call: Calls, real: Real, seconds: float, error: str | None
) -> None:
    given = trigger(sandbox)
    real.now += seconds
    assert call("views.open", trigger_id=given, view=modal()).error == error


def test_a_trigger_is_used_once_and_must_be_slacks(sandbox: Sandbox, call: Calls) -> None:
    given = trigger(sandbox)
    assert call("views.open", trigger_id=given, view=modal()).error is None
    assert call("views.open", trigger_id=given, view=modal()).error == "exchanged_trigger_id"
    assert call("views.open", trigger_id="1.2.3", view=modal()).error == "invalid_trigger_id"


def test_a_view_that_is_refused_leaves_its_trigger_unused(sandbox: Sandbox, call: Calls) -> None:
    given = trigger(sandbox)
    refused = call("views.open", trigger_id=given, view=modal("x" * 25))
    assert refused.error == "invalid_arguments"
    assert refused.body["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert call("views.open", trigger_id=given, view=modal()).error is None


@pytest.mark.parametrize("view", [HOME, "{", None, [], {"type": "modal"}])
def test_what_is_no_modal_does_not_open(sandbox: Sandbox, call: Calls, view: Any) -> None:
    assert call("views.open", trigger_id=trigger(sandbox), view=view).error == "invalid_arguments"
    assert sandbox.views(ANA) == []


def test_a_stack_is_three_deep(sandbox: Sandbox, call: Calls) -> None:
    root = opened(sandbox, call)
    second, third, fourth = (
        call("views.push", trigger_id=trigger(sandbox), view=modal(title)) for title in ("Two", "Three", "Four")
    )
    assert (second.body["view"]["root_view_id"], third.body["view"]["previous_view_id"]) == (
        root,
        second.body["view"]["id"],
    )
    assert fourth.error == "push_limit_reached" and len(sandbox.views(ANA)) == 3


def test_nothing_is_pushed_where_nothing_is_open(sandbox: Sandbox, call: Calls) -> None:
    assert call("views.push", trigger_id=trigger(sandbox), view=modal()).error == "not_found"


def test_an_update_with_an_old_hash_conflicts(sandbox: Sandbox, call: Calls) -> None:
    view_id = opened(sandbox, call, external_id="mine")
    [view] = sandbox.views(ANA)
    assert call("views.update", view_id=view_id, hash=view.hash, view=modal("New")).error is None
    assert call("views.update", view_id=view_id, hash=view.hash, view=modal("Late")).error == "hash_conflict"
    assert call("views.update", view_id="V0NONE", view=modal()).error == "not_found"
    assert sandbox.views(ANA)[0].given["title"]["text"] == "New"


def test_an_external_id_is_of_one_view_in_the_workspace(sandbox: Sandbox, call: Calls) -> None:
    opened(sandbox, call, external_id="mine")
    for user, method in ((ANA, "views.push"), (BO, "views.open")):
        given = {"trigger_id": sandbox.trigger(user), "view": modal(external_id="mine")}
        assert call(method, **given).error == "duplicate_external_id"
    assert call("views.open", trigger_id=sandbox.trigger(BO), view=modal(external_id="another")).error is None


def test_a_view_is_found_by_its_external_id(sandbox: Sandbox, call: Calls) -> None:
    opened(sandbox, call, external_id="mine")
    assert call("views.update", external_id="mine", view=modal("New")).error is None
    assert sandbox.views(ANA)[0].given["title"]["text"] == "New"


def test_a_submit_carries_the_view_and_its_state(sandbox: Sandbox, call: Calls, app: App) -> None:
    view_id = opened(sandbox, call, callback_id="log")
    assert sandbox.submit(ANA, view_id, VALUES) == {"response_action": "close"}
    payload = app.deliveries[-1].payload
    assert (payload["type"], payload["user"]["id"]) == ("view_submission", ANA)
    assert (payload["view"]["id"], payload["view"]["callback_id"]) == (view_id, "log")
    assert payload["view"]["state"] == {"values": VALUES} and payload["trigger_id"]
    assert sandbox.views(ANA) == []


def test_errors_stand_under_the_fields_of_the_modal(sandbox: Sandbox, call: Calls, app: App) -> None:
    view_id = opened(sandbox, call)
    app.says({"response_action": "errors", "errors": {"note": "Say something."}})
    assert sandbox.submit(ANA, view_id, VALUES) == {"response_action": "errors", "errors": {"note": "Say something."}}
    assert len(sandbox.views(ANA)) == 1


def test_a_submit_may_be_answered_by_another_view(sandbox: Sandbox, call: Calls, app: App) -> None:
    view_id = opened(sandbox, call)
    app.says({"response_action": "update", "view": modal("Receipt")})
    said = sandbox.submit(ANA, view_id, VALUES)
    assert (said["response_action"], said["view"]["id"], said["view"]["title"]["text"]) == (
        "update",
        view_id,
        "Receipt",
    )
    app.says({"response_action": "push", "view": modal("More")})
    assert sandbox.submit(ANA, view_id, VALUES)["response_action"] == "push"
    assert [each.given["title"]["text"] for each in sandbox.views(ANA)] == ["Receipt", "More"]
    app.says({"response_action": "clear"})
    assert sandbox.submit(ANA, view_id, VALUES) == {"response_action": "clear"}
    assert sandbox.views(ANA) == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"response_action": "errors", "errors": {"nowhere": "x"}}, "invalid_errors"),
        ({"response_action": "errors"}, "invalid_errors"),
        ({"response_action": "update", "view": {"type": "modal"}}, "invalid_arguments"),
        ({"response_action": "wave"}, "invalid_response_action"),
        ([], "invalid_json"),
    ],
)
def test_an_answer_to_a_submit_that_slack_would_not_show_is_an_error(
    sandbox: Sandbox, call: Calls, app: App, answer: Any, reason: str
) -> None:
    view_id = opened(sandbox, call)
    app.says(answer)
    assert sandbox.submit(ANA, view_id, VALUES) == {"error": "invalid_submission_response"}
    assert str(sandbox.wire.rows()[-1]["error"]).startswith(reason)
    assert len(sandbox.views(ANA)) == 1


def test_a_submit_the_app_does_not_take_leaves_the_form_open(sandbox: Sandbox, call: Calls, app: App) -> None:
    view_id = opened(sandbox, call)
    app.answer = (500, "text/plain", "")
    assert sandbox.submit(ANA, view_id, VALUES) == {"error": "dispatch_failed"}
    assert len(sandbox.views(ANA)) == 1


@pytest.mark.parametrize("notify", [True, False])
def test_closing_tells_the_app_only_if_the_view_asks(sandbox: Sandbox, call: Calls, app: App, notify: bool) -> None:
    view_id = opened(sandbox, call, notify_on_close=notify)
    assert sandbox.close(ANA, view_id) == {"ok": True} and sandbox.views(ANA) == []
    kinds = [each.payload["type"] for each in app.deliveries if b"payload=" in each.body]
    assert kinds == (["view_closed"] if notify else [])


def test_nobody_touches_the_view_of_another(sandbox: Sandbox, call: Calls) -> None:
    view_id = opened(sandbox, call)
    assert sandbox.submit(BO, view_id, VALUES) == {"error": "view_not_found"}
    assert sandbox.close(BO, view_id) == {"error": "view_not_found"}


def test_a_choice_in_a_modal_carries_the_view_and_no_way_to_post(sandbox: Sandbox, call: Calls, app: App) -> None:
    button = {"type": "button", "text": plain("More"), "action_id": "more"}
    view_id = opened(sandbox, call, blocks=[{"type": "actions", "elements": [button]}])
    container = {"type": "view", "view_id": view_id}
    action = {"type": "button", "action_id": "more", "block_id": "b"}
    assert sandbox.action(ANA, container, action, {"values": VALUES}) == {"ok": True}
    payload = app.deliveries[-1].payload
    assert payload["container"] == container and payload["view"]["state"] == {"values": VALUES}
    assert not {"response_url", "channel", "message"} & payload.keys()


@pytest.fixture
def at_home(app: App, real: Real) -> Sandbox:
    features = {
        **MANIFEST["features"],
        "app_home": {"home_tab_enabled": True},
        "shortcuts": [
            {"name": "Log it", "type": "global", "callback_id": "log", "description": "x"},
            {"name": "Log this", "type": "message", "callback_id": "log_this", "description": "x"},
        ],
    }
    events = {"event_subscriptions": {"bot_events": ["app_home_opened"]}}
    return Sandbox(TEAM, settings(app.url, features=features, settings=events), rate_limits=False, real=real)


def test_a_home_tab_is_each_persons_own(at_home: Sandbox) -> None:
    answer = at_home.api.answer("views.publish", {"user_id": ANA, "view": HOME}, TOKEN)
    home = at_home.home(ANA)
    assert answer.error is None and home is not None and at_home.home(BO) is None
    stale = {"user_id": ANA, "view": HOME, "hash": "1.old"}
    assert at_home.api.answer("views.publish", stale, TOKEN).error == "hash_conflict"
    again = at_home.api.answer("views.publish", {**stale, "hash": home.hash}, TOKEN)
    assert again.error is None and again.body["view"]["id"] == home.id


def test_opening_the_home_tells_the_app(at_home: Sandbox, app: App) -> None:
    at_home.open_home(ANA)
    event = app.next().payload["event"]
    assert (event["type"], event["user"], event["tab"], "view" in event) == ("app_home_opened", ANA, "home", False)
    at_home.api.answer("views.publish", {"user_id": ANA, "view": HOME}, TOKEN)
    at_home.open_home(ANA)
    assert app.next().payload["event"]["view"]["type"] == "home"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"user_id": "U0NONE", "view": HOME}, "user_not_found"),
        ({"user_id": ANA, "view": modal()}, "invalid_arguments"),
    ],
)
def test_what_is_no_home_tab_is_not_published(at_home: Sandbox, arguments: dict[str, Any], error: str) -> None:
    assert at_home.api.answer("views.publish", arguments, TOKEN).error == error


def test_without_a_home_tab_in_the_manifest_nothing_is_published(call: Calls) -> None:
    assert call("views.publish", user_id=ANA, view=HOME).error == "not_enabled"


def test_a_global_shortcut_brings_a_trigger_and_no_channel(at_home: Sandbox, app: App) -> None:
    assert at_home.shortcut(ANA, "log") == {"ok": True}
    payload = app.next().payload
    assert (payload["type"], payload["callback_id"], "channel" in payload) == ("shortcut", "log", False)
    opened_by = {"trigger_id": payload["trigger_id"], "view": modal()}
    assert at_home.api.answer("views.open", opened_by, TOKEN).error is None


def test_a_message_shortcut_brings_the_message(at_home: Sandbox, app: App) -> None:
    message = at_home.message(BO, CUSTOMERS, "Acme called")
    assert at_home.shortcut(ANA, "log_this", CUSTOMERS, message.ts) == {"ok": True}
    payload = app.next().payload
    assert (payload["type"], payload["message_ts"], payload["message"]["text"], payload["channel"]["id"]) == (
        "message_action",
        message.ts,
        "Acme called",
        CUSTOMERS,
    )
    assert payload["response_url"] and payload["user"]["id"] == ANA


def test_a_shortcut_nobody_declared_goes_nowhere(at_home: Sandbox, app: App) -> None:
    assert at_home.shortcut(ANA, "log_this") == {"ok": False, "error": "shortcut_not_found"}
    assert at_home.shortcut(ANA, "log_this", CUSTOMERS, "1.1") == {"ok": False, "error": "message_not_found"}
    assert app.deliveries == []
