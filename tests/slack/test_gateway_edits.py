"""Editing what was posted: what each answer comes to, and where nothing is edited."""

from dataclasses import replace

import pytest

from bot.domain.deliveries.model import NotTried, Outcome, RateLimited, Refused, Sent, Unknown
from bot.messages.blocks import Message, section
from bot.sandbox import Sandbox
from bot.slack.api.gateway import SHARED_CHANNEL, Gateway
from tests.app_fixture import ANA, CUSTOMERS, INITECH, TOKEN

T = "T0INITECH"
BEFORE, AFTER = (Message(words, [section(words)]) for words in ("as it was", "as it is"))


def posted(gateway: Gateway, target: str = CUSTOMERS) -> str:
    sent = gateway.post(T, target, BEFORE, delivery_id="d-1")
    assert isinstance(sent, Sent)
    return sent.ts


def edited(
    gateway: Gateway, ts: str, message: Message = AFTER, *, target: str = CUSTOMERS, redacts: bool = False
) -> Outcome:
    return gateway.update(T, target, ts, message, redacts=redacts)


@pytest.mark.parametrize("target", [CUSTOMERS, ANA])
def test_it_reads_as_it_is_and_stands_where_it_stood(slack: Sandbox, gateway: Gateway, target: str) -> None:
    ts = posted(gateway, target)
    assert edited(gateway, ts, target=target) == Sent(ts)
    (message,) = slack.messages(CUSTOMERS if target == CUSTOMERS else slack.workspace.dm_of(ANA))
    assert (message.text, message.ts) == ("as it is", ts)
    assert message.metadata == {"event_type": "touchbase_delivery", "event_payload": {"id": "d-1"}}


def test_more_words_than_an_edit_takes_are_cut(gateway: Gateway) -> None:
    long = Message("ä" * 9000, [section("short")])
    assert isinstance(edited(gateway, posted(gateway), long), Sent)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("ratelimited", RateLimited(1.0)),
        ("message_not_found", Refused("message_not_found")),
        ("edit_window_closed", Refused("edit_window_closed")),
        ("internal_error", Unknown("internal_error")),
    ],
)
def test_an_error_is_what_it_proves_and_is_not_tried_again(
    slack: Sandbox, gateway: Gateway, error: str, outcome: Outcome
) -> None:
    ts = posted(gateway)
    slack.refuse("chat.update", error)
    assert edited(gateway, ts) == outcome
    assert slack.posts("chat.update") == []


def test_where_another_company_reads_along_words_are_only_taken_back(slack: Sandbox, gateway: Gateway) -> None:
    ts = posted(gateway)
    joint = next(each for each in INITECH.channels if each.id == CUSTOMERS)
    slack.workspace.change_channel(replace(joint, is_ext_shared=True))
    anew = Gateway(api_url=f"{slack.url}/api/", token_of=lambda _: TOKEN)
    assert edited(anew, ts) == NotTried(SHARED_CHANNEL)
    assert edited(anew, ts, redacts=True) == Sent(ts)
