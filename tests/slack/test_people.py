"""Answers through a response_url: to Slack alone, and taken only where Slack says so."""

import json

import pytest

from bot.domain.errors import SlackTrouble
from bot.messages.blocks import Message, section
from bot.sandbox import Sandbox
from bot.slack.api.gateway import Gateway
from bot.slack.api.user_replies import UserReplies
from tests.app_fixture import ANA, CUSTOMERS
from tests.slack.answering import answering

HELLO = Message("Hello.", [section("Hello.")])


def refuse(workspace_id: str, method: str, **arguments: object) -> None:
    raise AssertionError("only response_urls are used here")


@pytest.fixture
def people(slack: Sandbox, gateway: Gateway) -> UserReplies:
    return UserReplies(gateway.submit, api_url=f"{slack.url}/api/")


def address_of(slack: Sandbox) -> str:
    link = slack._link
    return link.response_address(link.urls.make(CUSTOMERS, ANA))


def test_an_answer_reaches_the_person_alone(slack: Sandbox, people: UserReplies) -> None:
    people.respond(address_of(slack), HELLO, replace=False)
    assert [each.text for each in slack.ephemerals(ANA)] == [HELLO.text]


def test_the_sixth_use_is_trouble(slack: Sandbox, people: UserReplies) -> None:
    address = address_of(slack)
    for _ in range(5):
        people.respond(address, HELLO, replace=False)
    with pytest.raises(SlackTrouble, match="used_url"):
        people.respond(address, HELLO, replace=False)


@pytest.mark.parametrize("path", ["/response/none", "/nowhere"])
def test_an_address_that_is_over_is_trouble(slack: Sandbox, people: UserReplies, path: str) -> None:
    with pytest.raises(SlackTrouble):
        people.respond(f"{slack.url}{path}", HELLO, replace=False)


def test_an_address_nobody_listens_at_is_trouble() -> None:
    with pytest.raises(SlackTrouble):
        UserReplies(refuse, api_url="http://127.0.0.1:1/").respond("http://127.0.0.1:1/", HELLO, replace=False)


@pytest.mark.parametrize("reply", [b"", b"ok", b" ok\r\n", b"OK", b'{"ok":true}', b'{ "ok" : true, "warning": "x" }\n'])
def test_slack_says_yes_in_several_ways(reply: bytes) -> None:
    with answering(200, reply) as (address, asked):
        UserReplies(refuse, api_url=address).respond(address, HELLO, replace=True)
        assert len(asked) == 1


@pytest.mark.parametrize(
    ("status", "reply", "told"),
    [
        (200, b'{"ok": false, "error": "invalid_blocks"}', "invalid_blocks"),
        (200, b'{"ok": "yes"}', "yes"),
        (200, b"[true]", "true"),
        (200, b"<html>sign in</html>", "html"),
        (200, b"[" * 20_000, "response_url"),
        (404, b"expired_url", "404 expired_url"),
        (500, b'{"ok":true}', "500"),
    ],
)
def test_an_answer_slack_does_not_take_is_trouble(status: int, reply: bytes, told: str) -> None:
    with answering(status, reply) as (address, asked):
        with pytest.raises(SlackTrouble, match=told):
            UserReplies(refuse, api_url=address).respond(address, HELLO, replace=True)
        assert len(asked) == 1


def test_an_answer_that_slack_finds_too_many_may_be_given_again_when_it_says() -> None:
    with answering(429, b"", {"Retry-After": "7"}) as (address, _), pytest.raises(SlackTrouble) as trouble:
        UserReplies(refuse, api_url=address).respond(address, HELLO, replace=True)
    assert (trouble.value.retry_after, trouble.value.permanent) == (7.0, False)


@pytest.mark.parametrize(
    ("replace", "how"),
    [
        (True, {"replace_original": True}),
        (False, {"replace_original": False, "response_type": "ephemeral"}),
    ],
)
def test_what_replaces_a_message_has_no_response_type(replace: bool, how: dict[str, object]) -> None:
    sent: list[bytes] = []
    with answering(200, b"ok", bodies=sent) as (address, _):
        UserReplies(refuse, api_url=address).respond(address, HELLO, replace=replace)
    assert json.loads(sent[0]) == {**how, **HELLO.payload()}


@pytest.mark.parametrize(
    "named",
    [
        "http://hooks.slack.com/commands/1",
        "https://hooks.slack.com.evil.example/commands/1",
        "https://hooks.slack.com@evil.example/commands/1",
        "https://hooks.slack.com:8443/commands/1",
        "https://evilslack.com/commands/1",
        "file:///etc/passwd",
        "ftp://hooks.slack.com/x",
        "http://[",
        "//hooks.slack.com/x",
        "",
    ],
)
def test_nothing_is_posted_to_an_address_that_is_not_slacks(named: str) -> None:
    with pytest.raises(SlackTrouble, match="not an address of Slack") as trouble:
        UserReplies(refuse, api_url="https://slack.com/api/").respond(named, HELLO, replace=False)
    assert trouble.value.permanent


def test_nothing_is_posted_to_another_server_on_this_machine() -> None:
    with answering(200, b"ok") as (slack, _), answering(200, b"ok") as (other, asked):
        with pytest.raises(SlackTrouble, match="not an address of Slack"):
            UserReplies(refuse, api_url=slack).respond(other, HELLO, replace=False)
        assert asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_answer_is_not_sent_on_to_where_a_redirect_leads(status: int) -> None:
    with answering(200, b"ok") as (other, asked), answering(status, b"", {"Location": other}) as (slack, _):
        with pytest.raises(SlackTrouble):
            UserReplies(refuse, api_url=slack).respond(slack, HELLO, replace=False)
        assert asked == []
