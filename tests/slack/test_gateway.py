"""What each answer of Slack's comes to, and that nothing is ever sent twice by the gateway itself."""

import socket
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.deliveries.model import NotTried, Outcome, RateLimited, Refused, Sent, Unknown
from bot.domain.errors import SlackTrouble
from bot.domain.workspace.members import Profile
from bot.messages.blocks import Message, section
from bot.sandbox import Sandbox
from bot.slack.api.gateway import SHARED_CHANNEL, Gateway
from bot.slack.installation import TokenInstallation
from tests.app_fixture import ANA, CUSTOMERS, FAY, GUS, TOKEN
from tests.slack.answering import answering

HELLO = Message("Hello & welcome", [section("Hello &amp; welcome")])
T = "T0INITECH"


def at(address: str, *, send_timeout: float = 5.0) -> Gateway:
    return Gateway(api_url=address, token_of=lambda _: TOKEN, send_timeout=send_timeout)


def post(gateway: Gateway, target: str = CUSTOMERS) -> Outcome:
    return gateway.post(T, target, HELLO, delivery_id="d-1")


def calls(slack: Sandbox, method: str) -> int:
    return sum(method in row["what"] for row in slack.wire.rows() if row["direction"] == "from_app")


def test_what_slack_accepted_is_sent_with_its_ts(slack: Sandbox, gateway: Gateway) -> None:
    outcome = post(gateway)
    (posted,) = slack.posts("chat.postMessage")
    assert outcome == Sent(posted.ts)
    assert (posted.channel, posted.text) == (CUSTOMERS, HELLO.text)


def test_a_message_carries_an_opaque_id_and_nothing_else(slack: Sandbox, gateway: Gateway) -> None:
    post(gateway)
    (posted,) = slack.posts("chat.postMessage")
    assert posted.metadata == {"event_type": "touchbase_delivery", "event_payload": {"id": "d-1"}}
    assert str(posted.arguments["unfurl_links"]).lower() in ("false", "0")
    assert str(posted.arguments["unfurl_media"]).lower() in ("false", "0")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("ratelimited", RateLimited(1.0)),
        ("channel_not_found", Refused("channel_not_found")),
        ("invalid_blocks", Refused("invalid_blocks")),
        ("token_revoked", Refused("token_revoked")),
        ("some_word_of_next_year", Refused("some_word_of_next_year")),
        ("internal_error", Unknown("internal_error")),
        ("fatal_error", Unknown("fatal_error")),
        ("service_unavailable", Unknown("service_unavailable")),
    ],
)
def test_an_error_of_slacks_is_what_it_proves_and_is_not_tried_again(
    slack: Sandbox, gateway: Gateway, error: str, outcome: Outcome
) -> None:
    slack.refuse("chat.postMessage", error)
    assert post(gateway) == outcome
    assert calls(slack, "chat.postMessage") == 1
    assert slack.posts("chat.postMessage") == []


def test_no_answer_in_time_is_unknown(slack: Sandbox) -> None:
    slack.delay("chat.postMessage", 0.4)
    assert isinstance(post(at(f"{slack.url}/api/", send_timeout=0.1)), Unknown)
    assert calls(slack, "chat.postMessage") <= 1


HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("status", "body", "headers", "outcome"),
    [
        pytest.param(429, b'{"ok":false,"error":"ratelimited"}', {"Retry-After": "30"}, RateLimited(30.0), id="429"),
        pytest.param(429, b"slow down", {"retry-after": "7", **HTML}, RateLimited(7.0), id="429 of a proxy"),
        pytest.param(429, b"{}", {}, RateLimited(1.0), id="429 that does not say how long"),
        pytest.param(429, b"{}", {"Retry-After": "soon"}, RateLimited(1.0), id="429 that says it in words"),
        pytest.param(200, b'{"ok":false,"error":"ratelimited"}', {}, RateLimited(1.0), id="a limit told with 200"),
        pytest.param(200, b'{"ok":true}', {}, Unknown("no ts"), id="ok without a ts"),
    ],
)
def test_answers_with_a_known_end(status: int, body: bytes, headers: dict[str, str], outcome: Outcome) -> None:
    with answering(status, body, headers) as (address, asked):
        assert post(at(address)) == outcome
    assert asked == ["/chat.postMessage"]


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        pytest.param(500, b'{"ok":false,"error":"channel_not_found"}', {}, id="500 with a reason"),
        pytest.param(500, b"", {}, id="500 with nothing"),
        pytest.param(503, b"<html>Service unavailable</html>", HTML, id="503 of a proxy"),
        pytest.param(200, b"<html>Please log in</html>", HTML, id="a page instead of an answer"),
        pytest.param(200, b"", {}, id="nothing"),
        pytest.param(200, b'{"ok":true,"ts":"17', {}, id="half an answer"),
        pytest.param(200, b'{"ok":true,"ts":"17"}', {"Content-Length": "999"}, id="a connection that broke off"),
        pytest.param(200, b'["ok"]', {}, id="a list"),
        pytest.param(200, b'{"ok":true,"ts":12}', {}, id="a ts that is none"),
        pytest.param(200, b"\xff\xfe", {}, id="bytes that are no text"),
        pytest.param(404, b"not here", HTML, id="another server"),
    ],
)
def test_whatever_is_not_understood_is_unknown_so_that_nobody_posts_twice(
    status: int, body: bytes, headers: dict[str, str]
) -> None:
    with answering(status, body, headers) as (address, asked):
        assert isinstance(post(at(address)), Unknown)
    assert asked == ["/chat.postMessage"]


def test_a_connection_that_is_reset_in_the_middle_is_unknown() -> None:
    with answering(200, b"{}") as (address, _):
        gateway = at(address)
        post(gateway)  # from now on the channel is known
    with socket.create_server(("127.0.0.1", int(address.rsplit(":", 1)[1].strip("/")))) as listener:
        resetting = threading.Thread(target=lambda: listener.accept()[0].close())
        resetting.start()
        assert isinstance(post(gateway), Unknown)
        resetting.join(5)
    assert isinstance(post(gateway), Unknown)


@pytest.mark.parametrize("target", [CUSTOMERS, ANA])
@pytest.mark.parametrize("body", [b'{"ok":true}', b'{"ok":true,"channel":"C0"}', b"{", b'{"ok":false,"error":"x"}'])
def test_what_is_asked_before_a_post_and_not_understood_proves_that_nothing_was_posted(
    target: str, body: bytes
) -> None:
    with answering(200, body, channel=None) as (address, asked):
        assert isinstance(post(at(address), target), NotTried)
    assert "/chat.postMessage" not in asked


def test_nothing_is_posted_where_another_company_reads_along(slack: Sandbox) -> None:
    clock = [0.0]
    gateway = Gateway(api_url=f"{slack.url}/api/", token_of=lambda _: TOKEN, monotonic=lambda: clock[0])
    assert isinstance(post(gateway), Sent)
    slack.workspace.change_channel(replace(slack.workspace.channels[CUSTOMERS], is_ext_shared=True))
    clock[0] = 3601.0  # what Slack said holds for an hour
    assert post(gateway) == NotTried(SHARED_CHANNEL)
    assert len(slack.posts("chat.postMessage")) == 1
    assert calls(slack, "conversations.info") == 2


def test_a_person_is_reached_in_direct_messages_opened_once(slack: Sandbox, gateway: Gateway) -> None:
    assert isinstance(post(gateway, ANA), Sent)
    assert isinstance(post(gateway, ANA), Sent)
    assert calls(slack, "conversations.open") == 1
    assert [each.channel for each in slack.posts("chat.postMessage")] == ["D0ANA", "D0ANA"]


@pytest.mark.parametrize(
    ("error", "outcome"), [("ratelimited", RateLimited(1.0)), ("user_not_found", NotTried("user_not_found"))]
)
def test_where_direct_messages_cannot_be_opened_nothing_was_posted(
    slack: Sandbox, gateway: Gateway, error: str, outcome: Outcome
) -> None:
    slack.refuse("conversations.open", error)
    assert post(gateway, ANA) == outcome
    assert calls(slack, "chat.postMessage") == 0


def test_a_workspace_whose_token_we_do_not_have_is_refused_before_any_call(slack: Sandbox) -> None:
    installation = TokenInstallation(TOKEN)
    gateway = Gateway(api_url=f"{slack.url}/api/", token_of=installation.token_of)
    assert installation.authenticate(gateway).workspace_id == T
    for target in (CUSTOMERS, ANA):
        assert gateway.post("T0GLOBEX", target, HELLO, delivery_id="d") == NotTried("team_not_found")
    assert gateway.look_up("T0GLOBEX", ANA) is None
    assert calls(slack, "chat.postMessage") == calls(slack, "users.info") == 0


@pytest.mark.parametrize("name", ["x-oauth-scopes", "X-OAuth-Scopes"])
def test_who_we_are_comes_with_the_scopes_slack_gave(name: str) -> None:
    with answering(200, b'{"ok":true,"team_id":"T1"}', {name: "commands,chat:write"}) as (address, _):
        assert at(address).authenticate() == {"ok": True, "team_id": "T1", "scopes": "commands,chat:write"}


def test_a_token_slack_does_not_know_says_so(slack: Sandbox) -> None:
    gateway = Gateway(api_url=f"{slack.url}/api/", token_of=lambda _: "xoxb-wrong")
    with pytest.raises(SlackTrouble) as raised:
        gateway.authenticate()
    assert (raised.value.error, raised.value.permanent) == ("invalid_auth", True)


def test_a_rate_limit_on_a_question_says_when_to_come_back(slack: Sandbox, gateway: Gateway) -> None:
    slack.refuse("auth.test", "ratelimited")
    with pytest.raises(SlackTrouble) as raised:
        gateway.authenticate()
    assert (raised.value.retry_after, raised.value.permanent) == (1.0, False)


def test_a_page_instead_of_an_answer_is_no_permanent_trouble() -> None:
    with answering(200, b"<html>Please log in</html>", HTML) as (address, _), pytest.raises(SlackTrouble) as raised:
        at(address).authenticate()
    assert not raised.value.permanent
    assert "<html>" not in str(raised.value)


def test_a_channel_is_described(gateway: Gateway) -> None:
    assert gateway.channel(T, CUSTOMERS)["name"] == "customers"
    with pytest.raises(SlackTrouble, match="channel_not_found"):
        gateway.channel(T, "C0NOWHERE")


@pytest.mark.parametrize(("member", "guest"), [(ANA, False), (GUS, True), (FAY, True)])
def test_a_person_is_described_and_a_guest_or_foreigner_is_one(gateway: Gateway, member: str, guest: bool) -> None:
    found = gateway.look_up(T, member)
    assert found is not None
    assert (found.id, found.is_guest) == (member, guest)


def test_an_admin_brings_their_zone(gateway: Gateway) -> None:
    found = gateway.look_up(T, ANA)
    assert found is not None
    assert (found.zone, found.is_admin, found.is_deactivated) == ("Europe/Berlin", True, False)


@pytest.mark.parametrize("prepare", [lambda slack: slack.delay("users.info", 1.5), lambda slack: slack.stop()])
def test_a_look_up_without_an_answer_in_time_is_none(
    slack: Sandbox, gateway: Gateway, prepare: Callable[[Sandbox], None]
) -> None:
    prepare(slack)
    assert gateway.look_up(T, ANA) is None


def test_a_person_slack_does_not_know_is_none_of_us(gateway: Gateway) -> None:
    assert gateway.look_up(T, "U0NOBODY") == Profile.unseen("U0NOBODY")
