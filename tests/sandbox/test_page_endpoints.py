"""What the page is told, live, and who may open it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, BO, CHEN, CUSTOMERS, TEAM, App, Calls, settings


@pytest.fixture
def page(served: Sandbox) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, trust_env=False, verify=False, timeout=10) as client:
        yield client


@contextmanager
def listening(page: httpx.Client, user: str) -> Iterator[Iterator[dict[str, Any]]]:
    """The events of an open stream; entered once the server has it open."""
    with page.stream("GET", "/ui/stream", params={"as": user}) as answer:
        lines = answer.iter_lines()
        assert next(lines) == ": open"
        yield (json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))


def until(events: Iterator[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(event for event in events if event["type"] == kind)


def state(page: httpx.Client, user: str) -> Any:
    return page.get("/ui/state", params={"as": user}).json()


def test_the_state_is_what_this_person_may_see(served: Sandbox, page: httpx.Client, call: Calls) -> None:
    call("chat.postMessage", channel=CUSTOMERS, text="for all")
    call("chat.postEphemeral", channel=CUSTOMERS, user=ANA, text="for Ana")
    ana, chen = state(page, ANA), state(page, CHEN)
    assert [each["text"] for each in ana["messages"][CUSTOMERS]] == ["for all", "for Ana"]
    assert [each["text"] for each in chen["messages"][CUSTOMERS]] == ["for all"]
    assert {each["name"] for each in ana["channels"] if each["is_private"]} == {"sales-only"}
    assert {each["name"] for each in chen["channels"] if each["is_private"]} == {"board"}
    assert ana["dms"] == [{"id": "D0ANA", "user": ANA}]


def test_the_state_has_everything_the_protocol_names(page: httpx.Client) -> None:
    said = state(page, ANA)
    assert said["team"] == {"id": "T0INITECH", "name": "Initech", "first_line": ""}
    assert said["app"] == {
        "id": "A0SANDBOX",
        "name": "Touchbase",
        "bot_id": "B0SANDBOX",
        "bot_user_id": "U0SANDBOXBOT",
    }
    assert said["commands"][0] == {"command": "/logcall", "description": "Log it", "usage_hint": "[account]"}
    assert said["clock"]["zone"] == "Europe/Berlin" and said["home"] is None
    assert set(said["users"][0]) == {
        "id", "name", "real_name", "display_name", "title", "is_admin", "is_owner", "is_bot",
        "is_restricted", "deleted", "tz",
    }  # fmt: skip
    assert set(said["channels"][0]) == {
        "id", "name", "is_private", "is_archived", "is_ext_shared", "is_member", "bot_is_member",
        "topic", "num_members",
    }  # fmt: skip


def test_a_typed_command_appears_on_the_stream_with_its_wire_row(page: httpx.Client, app: App) -> None:
    app.says({"text": "Noted."})
    with listening(page, ANA) as events:
        typed = {"as": ANA, "channel": CUSTOMERS, "text": "/logcall Acme @bo"}
        assert page.post("/ui/command", json=typed).json() == {"ok": True}
        row = until(events, "wire")["row"]
        message = until(events, "message")
    assert (row["direction"], row["what"], row["status"]) == ("to_app", "POST /slack/events /logcall", 200)
    assert (message["op"], message["message"]["text"], message["message"]["to"]) == ("posted", "Noted.", ANA)
    assert app.next().form["text"] == "Acme <@U0BO|bo>"


def test_what_is_for_one_person_is_sent_to_nobody_else(page: httpx.Client, call: Calls) -> None:
    with listening(page, BO) as events:
        call("chat.postEphemeral", channel=CUSTOMERS, user=ANA, text="for Ana")
        call("chat.postMessage", channel="G0SALES", text="for sales")
        call("chat.postMessage", channel="D0ANA", text="to Ana")
        call("chat.postMessage", channel=CUSTOMERS, text="for all")
        assert until(events, "message")["message"]["text"] == "for all"


def test_changes_and_deletions_are_told_too(page: httpx.Client, call: Calls) -> None:
    with listening(page, BO) as events:
        ts = call("chat.postMessage", channel=CUSTOMERS, text="one").body["ts"]
        call("chat.update", channel=CUSTOMERS, ts=ts, text="two")
        call("chat.delete", channel=CUSTOMERS, ts=ts)
        told = [until(events, "message") for _ in range(3)]
    assert [(each["op"], each["message"]["text"]) for each in told] == [
        ("posted", "one"),
        ("changed", "two"),
        ("deleted", "two"),
    ]


def test_joining_a_channel_asks_the_page_to_look_again(page: httpx.Client, call: Calls) -> None:
    with listening(page, BO) as events:
        call("conversations.join", channel="C0RAND")
        assert until(events, "state") == {"type": "state"}


def test_a_written_message_stands_in_the_channel(page: httpx.Client, served: Sandbox) -> None:
    page.post("/ui/message", json={"as": ANA, "channel": CUSTOMERS, "text": "hello @bo"})
    assert [(each.user, each.text) for each in served.messages(CUSTOMERS)] == [(ANA, "hello <@U0BO>")]


def test_a_press_that_the_app_takes_too_long_for_is_told(page: httpx.Client, served: Sandbox, app: App) -> None:
    app.answer = (500, "text/plain", "")
    button = {"type": "button", "text": {"type": "plain_text", "text": "Undo"}, "action_id": "undo"}
    message = served.workspace.post(CUSTOMERS, "U0SANDBOXBOT", "x", blocks=[{"type": "actions", "elements": [button]}])
    press = {
        "as": ANA,
        "container": {"type": "message", "channel": CUSTOMERS, "ts": message.ts, "is_ephemeral": False},
        "action": {"action_id": "undo", "block_id": "b", "type": "button"},
        "state": {"values": {}},
    }
    assert page.post("/ui/action", json=press).json() == {"ok": False, "error": "dispatch_failed"}
    app.answer = (200, "text/plain", "")
    assert page.post("/ui/action", json=press).json() == {"ok": True}


def test_the_wire_lists_both_directions(page: httpx.Client, served: Sandbox) -> None:
    served.command(ANA, CUSTOMERS, "/logcall x")
    page.post("/api/chat.postMessage", data={"channel": CUSTOMERS}, headers={"authorization": "Bearer xoxb-test"})
    rows = page.get("/ui/wire").json()["rows"]
    assert [(each["direction"], each["what"], each["status"], each["error"]) for each in rows] == [
        ("to_app", "POST /slack/events /logcall", 200, None),
        ("from_app", "chat.postMessage", 200, "no_text"),
    ]


def test_the_clock_is_turned_through_the_page(page: httpx.Client, served: Sandbox) -> None:
    before = served.now
    said = page.post("/ui/clock", json={"to": "fri-16:00"}).json()
    assert said["now"].split("T")[1].startswith("16:00:00")
    assert served.now.isoweekday() == 5 and served.now > before


@pytest.mark.parametrize("to", ["noon", "2020-01-01T00:00:00+01:00", "", "+0-week"])
def test_a_time_that_is_none_or_behind_is_refused(page: httpx.Client, to: str) -> None:
    answer = page.post("/ui/clock", json={"to": to})
    assert answer.status_code == 400 and answer.json()["ok"] is False


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("/ui/command", {"as": "U0NONE", "channel": CUSTOMERS, "text": "/x"}, "user_not_found"),
        ("/ui/command", {"as": BO, "channel": "G0SALES", "text": "/x"}, "channel_not_found"),
        ("/ui/command", {"as": BO, "channel": "D0ANA", "text": "/x"}, "channel_not_found"),
        ("/ui/command", {"as": BO}, "invalid_arguments"),
        ("/ui/message", [], "invalid_arguments"),
    ],
)
def test_a_request_the_page_should_not_make_is_refused(page: httpx.Client, path: str, body: Any, error: str) -> None:
    answer = page.post(path, json=body)
    assert (answer.status_code, answer.json()) == (400, {"ok": False, "error": error})


@pytest.mark.parametrize("path", ["/", "/ui/state?as=U0ANA", "/ui/wire", "/log", "/page/index.html"])
@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example:3000"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
    ],
)
def test_foreign_hosts_and_origins_are_forbidden(page: httpx.Client, path: str, headers: dict[str, str]) -> None:
    assert page.get(path, headers=headers).status_code == 403


FOREIGN = [
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=lambda headers: headers["sec-fetch-dest"])
@pytest.mark.parametrize("path", ["/ui/state?as=U0ANA", "/log", "/api/auth.test"])
def test_what_a_foreign_page_fetches_without_an_origin_is_forbidden_too(
    page: httpx.Client, path: str, headers: dict[str, str]
) -> None:
    assert page.get(path, headers=headers).status_code == 403


def test_a_link_to_the_page_may_be_followed_from_anywhere(page: httpx.Client) -> None:
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    typed = {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    own = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}
    assert [page.get("/ui/wire", headers=each).status_code for each in (followed, typed, own)] == [200, 200, 200]


def test_its_own_page_may_speak_and_nothing_is_cached(page: httpx.Client, served: Sandbox) -> None:
    answer = page.get("/ui/wire", headers={"origin": served.url})
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    localhost = served.url.replace("127.0.0.1", "localhost")
    headers = {"host": localhost.removeprefix("http://"), "origin": localhost}
    assert page.get("/ui/wire", headers=headers).status_code == 200


def test_the_log_is_one_json_object_a_line(page: httpx.Client, call: Calls) -> None:
    for text in ("one", "two"):
        call("chat.postMessage", channel=CUSTOMERS, text=text, metadata={"event_type": "e", "event_payload": {}})
    rows = [json.loads(line) for line in page.get("/log").text.splitlines()]
    assert [(each["method"], each["channel"], each["text"]) for each in rows] == [
        ("chat.postMessage", CUSTOMERS, "one"),
        ("chat.postMessage", CUSTOMERS, "two"),
    ]
    assert rows[0]["metadata"]["event_type"] == "e"


def test_many_threads_posting_at_once_lose_nothing_and_share_no_ts(served: Sandbox, call: Calls) -> None:
    def post(name: int) -> None:
        for each in range(20):
            call("chat.postMessage", channel=CUSTOMERS, text=f"{name}-{each}")

    threads = [threading.Thread(target=post, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    messages = served.messages(CUSTOMERS)
    assert len({each.ts for each in messages}) == len({each.text for each in messages}) == 160
    assert [each.ts for each in served.posts()] == [each.ts for each in messages]


def test_an_open_stream_ends_when_the_sandbox_stops(page: httpx.Client, served: Sandbox) -> None:
    with listening(page, ANA) as events:
        served.stop()
        assert [each for each in events if each["type"] != "wire"] == []


def test_emptied_channels_keep_the_log(page: httpx.Client, served: Sandbox, call: Calls) -> None:
    call("chat.postMessage", channel=CUSTOMERS, text="old")
    with listening(page, BO) as events:
        served.clear_messages()
        assert until(events, "state") == {"type": "state"}
    assert state(page, BO)["messages"][CUSTOMERS] == []
    assert [each.text for each in served.posts()] == ["old"]


def test_a_delayed_call_is_accepted_only_after_its_delay(page: httpx.Client, served: Sandbox) -> None:
    post = {"data": {"channel": CUSTOMERS, "text": "x"}, "headers": {"authorization": "Bearer xoxb-test"}}
    served.delay("chat.postMessage", 0.3)
    with pytest.raises(httpx.ReadTimeout):
        page.post("/api/chat.postMessage", timeout=0.02, **post)  # type: ignore[arg-type]
    assert served.posts() == []
    served.delay("chat.postMessage", 0)
    assert page.post("/api/chat.postMessage", **post).json()["ok"] is True  # type: ignore[arg-type]


def test_the_page_opens_before_the_app_is_there() -> None:
    sandbox = Sandbox(TEAM)
    sandbox.start()
    try:
        with httpx.Client(base_url=sandbox.url, trust_env=False, verify=False, timeout=10) as page:
            said = state(page, ANA)
            assert (said["app"], said["commands"], said["home"]) == (None, [], None)
            answer = page.post("/ui/shortcut", json={"as": ANA, "callback_id": "x"})
            assert (answer.status_code, answer.json()["error"]) == (409, "app_not_connected")
            sandbox.connect(settings())
            assert state(page, ANA)["app"]["name"] == "Touchbase"
    finally:
        sandbox.stop()
