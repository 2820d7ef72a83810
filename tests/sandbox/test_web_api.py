"""The Web API answers as Slack's does, to the real client and with Slack's words."""

import json
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, BOT, CUSTOMERS, TEAM, TOKEN, Calls, Real, settings

SECTION = [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]


@pytest.fixture
def client(served: Sandbox) -> WebClient:
    return WebClient(token=TOKEN, base_url=served.url + "/api/", retry_handlers=[])


def test_the_real_client_finds_out_who_it_is(client: WebClient) -> None:
    said = client.auth_test()
    assert (said["ok"], said["team_id"], said["user_id"], said["bot_id"]) == (True, "T0INITECH", BOT, "B0SANDBOX")


def test_the_real_client_posts_reads_and_pages(client: WebClient) -> None:
    metadata = {"event_type": "touchbase_delivery", "event_payload": {"id": "x1"}}
    sent = [
        client.chat_postMessage(channel=CUSTOMERS, text=f"{n}", blocks=SECTION, metadata=metadata) for n in range(5)
    ]
    first = client.conversations_history(channel=CUSTOMERS, limit=3, include_all_metadata=True)
    rest = client.conversations_history(channel=CUSTOMERS, limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert [each["text"] for each in [*first["messages"], *rest["messages"]]] == ["4", "3", "2", "1", "0"]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    assert first["messages"][0]["metadata"] == metadata and "metadata" not in rest["messages"][0]
    assert len({each["ts"] for each in sent}) == 5


def test_the_real_client_reads_people_and_channels(client: WebClient) -> None:
    user = client.users_info(user="U0BO")["user"]
    assert (user["tz"], user["tz_offset"] < 0, user["profile"]["real_name"]) == (
        "America/New_York",
        True,
        "Bo Lindqvist",
    )
    assert client.users_info(user=ANA)["user"]["is_owner"] is True
    assert client.users_info(user="U0FAR")["user"]["team_id"] == "T0GLOBEX"
    assert client.conversations_info(channel="C0JOINT")["channel"]["is_ext_shared"] is True
    assert client.conversations_open(users=ANA)["channel"]["id"] == "D0ANA"


def test_a_refusal_reaches_the_real_client_with_its_path(client: WebClient) -> None:
    blocks: list[dict[str, Any]] = [
        *SECTION,
        {"type": "divider"},
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}},
    ]
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=CUSTOMERS, text="hi", blocks=blocks)
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/2/text/text]"
    ]


@pytest.mark.parametrize(("token", "error"), [(None, "not_authed"), ("", "not_authed"), ("xoxb-other", "invalid_auth")])
def test_a_call_needs_the_right_token(sandbox: Sandbox, token: str | None, error: str) -> None:
    assert sandbox.api.answer("auth.test", {}, token).error == error


@pytest.mark.parametrize("verb", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.join", "views.publish", "users.list"])
def test_a_token_in_the_address_is_none(served: Sandbox, verb: str, method: str) -> None:
    view = json.dumps({"type": "home", "blocks": SECTION})
    arguments = {"channel": CUSTOMERS, "text": "from afar", "user_id": ANA, "view": view, "token": TOKEN}
    said = httpx.request(verb, f"{served.url}/api/{method}", params=arguments, trust_env=False, verify=False)
    assert verb == "HEAD" or said.json() == {"ok": False, "error": "not_authed"}
    assert served.posts() == [] and served.messages(CUSTOMERS) == [] and served.home(ANA) is None


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("GET", {"params": {"user": ANA}, "headers": {"authorization": f"Bearer {TOKEN}"}}),
        ("POST", {"data": {"user": ANA, "token": TOKEN}}),
        ("POST", {"json": {"user": ANA}, "headers": {"authorization": f"Bearer {TOKEN}"}}),
    ],
)
def test_a_token_in_a_header_or_a_body_is_taken(served: Sandbox, verb: str, sent: dict[str, Any]) -> None:
    said = httpx.request(verb, f"{served.url}/api/users.info", trust_env=False, verify=False, **sent).json()
    assert said["user"]["id"] == ANA


def test_a_revoked_token_says_so(sandbox: Sandbox) -> None:
    sandbox.api.revoked.set()
    assert sandbox.api.answer("auth.test", {}, TOKEN).error == "token_revoked"


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("chat.nonsense", {}, "unknown_method"),
    ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"text": "x"}, "channel_not_found"),
    ("chat.postEphemeral", {"channel": ANA, "user": ANA, "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0RAND", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "G0BOARD", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0OLD", "text": "x"}, "is_archived"),
    ("chat.postMessage", {"channel": CUSTOMERS}, "no_text"),
    ("chat.postMessage", {"channel": CUSTOMERS, "text": " \n"}, "no_text"),
    ("chat.postMessage", {"channel": CUSTOMERS, "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": CUSTOMERS, "text": "x", "blocks": "{nope"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": CUSTOMERS, "text": "x", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": CUSTOMERS, "text": "x", "blocks": ["a"]}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": CUSTOMERS, "text": "x", "blocks": [{"type": "nope"}]}, "invalid_blocks"),
    ("chat.postMessage", {"channel": CUSTOMERS, "text": "x", "metadata": "nope"}, "invalid_metadata_format"),
    (
        "chat.postMessage",
        {"channel": CUSTOMERS, "text": "x", "metadata": {"event_type": "a"}},
        "invalid_metadata_schema",
    ),
    (
        "chat.postMessage",
        {"channel": CUSTOMERS, "text": "x", "metadata": {"event_type": "a", "event_payload": {"x": "y" * 9000}}},
        "metadata_too_large",
    ),
    ("chat.postEphemeral", {"channel": CUSTOMERS, "user": "U0NONE", "text": "x"}, "user_not_found"),
    ("chat.postEphemeral", {"channel": CUSTOMERS, "user": "U0CHEN", "text": "x"}, "user_not_in_channel"),
    ("chat.update", {"channel": CUSTOMERS, "ts": "1.1", "text": "x"}, "message_not_found"),
    ("chat.delete", {"channel": CUSTOMERS, "ts": "1.1"}, "message_not_found"),
    ("chat.getPermalink", {"channel": CUSTOMERS, "message_ts": "1.1"}, "message_not_found"),
    ("conversations.info", {"channel": "G0BOARD"}, "channel_not_found"),
    ("conversations.history", {"channel": "C0RAND"}, "not_in_channel"),
    ("conversations.history", {"channel": CUSTOMERS, "oldest": "soon"}, "invalid_ts_oldest"),
    ("conversations.history", {"channel": CUSTOMERS, "limit": "0"}, "invalid_limit"),
    ("conversations.history", {"channel": CUSTOMERS, "cursor": "abc"}, "invalid_cursor"),
    ("conversations.list", {"types": "secret"}, "invalid_types"),
    ("conversations.join", {"channel": "C0OLD"}, "is_archived"),
    ("conversations.join", {"channel": "G0SALES"}, "method_not_supported_for_channel_type"),
    ("conversations.open", {"users": "U0NONE"}, "user_not_found"),
    ("conversations.open", {"users": "U0GONE"}, "user_disabled"),
    ("conversations.open", {"users": BOT}, "cannot_dm_bot"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("users.info", {"user": "U0NONE"}, "user_not_found"),
    ("usergroups.users.list", {"usergroup": "S0NONE"}, "no_such_subteam"),
]


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSED)
def test_it_refuses_what_slack_refuses_and_accepts_nothing_of_it(
    sandbox: Sandbox, call: Calls, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert call(method, **arguments).error == error
    assert sandbox.posts() == [] and sandbox.messages(CUSTOMERS) == []


SCOPED = [
    ("chat.postMessage", {"channel": CUSTOMERS, "text": "x"}, "chat:write"),
    ("conversations.history", {"channel": CUSTOMERS}, "channels:history"),
    ("conversations.history", {"channel": "G0SALES"}, "groups:history"),
    ("conversations.history", {"channel": "D0ANA"}, "im:history"),
    ("conversations.info", {"channel": CUSTOMERS}, "channels:read"),
    ("conversations.list", {"types": "private_channel"}, "groups:read"),
    ("conversations.join", {"channel": CUSTOMERS}, "channels:join"),
    ("conversations.open", {"users": ANA}, "im:write"),
    ("users.list", {}, "users:read"),
    ("usergroups.list", {}, "usergroups:read"),
    ("dnd.info", {"user": ANA}, "dnd:read"),
]


@pytest.mark.parametrize(("method", "arguments", "scope"), SCOPED)
def test_a_scope_the_manifest_does_not_ask_for_is_missing(method: str, arguments: dict[str, Any], scope: str) -> None:
    granted = sorted(settings().scopes - {scope})
    sandbox = Sandbox(TEAM, settings(oauth_config={"scopes": {"bot": granted}}, settings={}))
    answer = sandbox.api.answer(method, arguments, TOKEN)
    assert (answer.error, answer.body["needed"]) == ("missing_scope", scope)
    assert answer.body["provided"] == ",".join(granted)


def test_chat_write_public_lets_the_app_post_where_it_is_no_member() -> None:
    scopes = [*settings().scopes, "chat:write.public"]
    sandbox = Sandbox(TEAM, settings(oauth_config={"scopes": {"bot": scopes}}))
    assert sandbox.api.answer("chat.postMessage", {"channel": "C0RAND", "text": "x"}, TOKEN).error is None


def test_an_update_changes_the_text_and_keeps_the_ts(sandbox: Sandbox, call: Calls) -> None:
    ts = call("chat.postMessage", channel=CUSTOMERS, text="one").body["ts"]
    assert call("chat.update", channel=CUSTOMERS, ts=ts, text="two").body["ts"] == ts
    [message] = sandbox.messages(CUSTOMERS)
    assert (message.text, message.edited) == ("two", True)
    assert [each.method for each in sandbox.posts(channel=CUSTOMERS)] == ["chat.postMessage", "chat.update"]


def test_an_update_over_4000_characters_is_too_long(call: Calls) -> None:
    ts = call("chat.postMessage", channel=CUSTOMERS, text="x" * 4001).body["ts"]
    assert call("chat.update", channel=CUSTOMERS, ts=ts, text="x" * 4001).error == "msg_too_long"


def test_only_its_own_messages_can_be_changed_or_deleted(sandbox: Sandbox, call: Calls) -> None:
    ts = sandbox.message(ANA, CUSTOMERS, "mine").ts
    assert call("chat.update", channel=CUSTOMERS, ts=ts, text="x").error == "cant_update_message"
    assert call("chat.delete", channel=CUSTOMERS, ts=ts).error == "cant_delete_message"


def test_an_ephemeral_message_has_one_reader_and_no_history(sandbox: Sandbox, call: Calls) -> None:
    ts = call("chat.postEphemeral", channel=CUSTOMERS, user=ANA, text="psst").body["message_ts"]
    assert [each.text for each in sandbox.ephemerals(ANA)] == ["psst"]
    assert call("conversations.history", channel=CUSTOMERS).body["messages"] == []
    assert call("chat.update", channel=CUSTOMERS, ts=ts, text="x").error == "message_not_found"


def test_a_deleted_message_is_gone_and_stays_in_the_log(sandbox: Sandbox, call: Calls) -> None:
    ts = call("chat.postMessage", channel=CUSTOMERS, text="one").body["ts"]
    call("chat.delete", channel=CUSTOMERS, ts=ts)
    assert sandbox.messages(CUSTOMERS) == []
    assert [each.method for each in sandbox.posts()] == ["chat.postMessage", "chat.delete"]


@pytest.mark.parametrize(
    ("oldest", "latest", "inclusive", "found"),
    [(0, 4, False, [1, 2, 3]), (1, 3, False, [2]), (1, 3, True, [1, 2, 3]), (2, 9, False, [3])],
)
def test_history_keeps_to_its_window(
    sandbox: Sandbox, call: Calls, real: Real, oldest: int, latest: int, inclusive: bool, found: list[int]
) -> None:
    start = real.now
    for second in (1, 2, 3):
        real.now = start + second
        call("chat.postMessage", channel=CUSTOMERS, text=str(second))
    window = {"oldest": f"{start + oldest:.6f}", "latest": f"{start + latest:.6f}", "inclusive": inclusive}
    said = call("conversations.history", channel=CUSTOMERS, **window).body["messages"]
    assert [int(each["text"]) for each in reversed(said)] == found


def test_lists_come_in_pages_to_the_end(call: Calls) -> None:
    names, cursor = [], ""
    for _ in range(10):
        said = call("users.list", limit=2, cursor=cursor).body
        names += [each["name"] for each in said["members"]]
        cursor = said["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert names == ["ana", "bo", "chen", "gone", "far", "touchbase"]


def test_a_private_channel_is_listed_only_where_the_bot_is_in_it(call: Calls) -> None:
    said = call("conversations.list", types="public_channel,private_channel", exclude_archived="true").body
    assert {each["name"] for each in said["channels"]} == {"customers", "random", "acme-joint", "sales-only"}


def test_a_message_to_a_person_lands_in_their_direct_message(sandbox: Sandbox, call: Calls) -> None:
    assert call("chat.postMessage", channel=ANA, text="hello").body["channel"] == "D0ANA"
    assert [each.text for each in sandbox.messages("D0ANA")] == ["hello"]


def test_a_joined_channel_can_be_posted_to(call: Calls) -> None:
    assert call("conversations.join", channel="C0RAND").body["channel"]["is_member"] is True
    assert call("chat.postMessage", channel="C0RAND", text="hi").error is None


def test_a_snooze_is_told(sandbox: Sandbox, call: Calls) -> None:
    sandbox.workspace.snoozed_until[ANA] = 1_900_000_000
    users = call("dnd.teamInfo", users=f"{ANA},U0BO").body["users"]
    assert (users[ANA]["snooze_endtime"], "snooze_endtime" in users["U0BO"]) == (1_900_000_000, False)
