"""What Slack tells by itself: the bot came into a channel, a channel is shared, the app was taken away."""

import json
import time
from typing import Any

import httpx
import pytest

from bot.domain.deliveries.model import DeliveryState
from bot.outbox import sending
from bot.sandbox import TeamChannel
from tests.conftest import MONDAY_9AM
from tests.deliveries import in_states
from tests.house import ANA, BO, CUSTOMERS, RANDOM, House
from tests.waiting import wait_until

BOT = "U0SANDBOXBOT"
JOINT = "C0JOINT"


def tell(house: House, event: dict[str, Any], **body: Any) -> int:
    """Let Slack tell of an event; the status of the answer."""
    whole = {"type": "event_callback", "event_id": f"Ev{time.monotonic_ns()}", "event": event, **body}
    status, _ = house._send(json.dumps({"authorizations": [{"team_id": house.team.id}], **whole}).encode())
    return status


def joins(channel: str, user: str = BOT) -> dict[str, Any]:
    return {"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": "C"}


def greetings(house: House, channel: str) -> list[str]:
    house.pass_time()
    return [each.text for each in house.sandbox.posts("chat.postMessage", channel)]


def states(house: House) -> dict[str, tuple[str, str | None]]:
    with house.runtime.deps.database.reading() as session:
        found = in_states(session, house.team.id, list(DeliveryState))
    return {each.kind: (each.state.value, each.last_error) for each in found}


def test_invited_to_its_channel_it_says_once_in_two_lines_what_it_will_post_and_when(house: House) -> None:
    house.ask_on_mondays()
    for _ in range(3):
        assert tell(house, joins(CUSTOMERS)) == 200
        house.clock.forward(hours=1)
    said = [each for each in greetings(house, CUSTOMERS) if "I ask how many" in each and "Fridays" in each]
    assert said == [
        "Mondays at 09:00 I ask how many customers you will speak to, and show the sum.\n"
        "Fridays at 16:00 I say what customers said, and who listened."
    ]


def test_in_another_channel_it_says_that_nothing_is_posted_there(house: House) -> None:
    house.type(ANA, "/invite @touchbase", channel=RANDOM)
    wait_until(lambda: "greeting" in states(house))
    assert greetings(house, RANDOM) == [
        "Nothing is posted here: the posts of the week go to another channel.\n"
        "Log a conversation from here: `/logcall Acme 20m what they said`. Only you see the answer."
    ]


def test_before_a_channel_is_chosen_it_says_who_chooses_one(open_house: Any) -> None:
    house = open_house(now=MONDAY_9AM, channel=None)
    tell(house, joins(RANDOM))
    (said,) = greetings(house, RANDOM)
    assert said.startswith("Nothing is posted here until an admin chooses this channel on my Home tab. Then:\n")
    assert "Mondays at 09:00" in said and "Fridays at 16:00" in said


def test_who_else_joins_and_channels_of_two_companies_are_not_greeted(house: House) -> None:
    house.sandbox.workspace.change_channel(TeamChannel(JOINT, "joint", is_ext_shared=True, members=(BOT,)))
    tell(house, joins(RANDOM, user=BO))
    tell(house, joins(JOINT), is_ext_shared_channel=True)
    assert states(house) == {}
    tell(house, joins(JOINT))
    assert greetings(house, JOINT) == []
    assert states(house)["greeting"] == ("blocked", "shared_with_another_company")


def test_into_a_channel_that_is_shared_meanwhile_nothing_goes_and_again_once_it_is_not(house: House) -> None:
    assert not _refuses(house), "the flag is known now, and holds for an hour"
    house.sandbox.share_channel(CUSTOMERS, is_shared=True)
    wait_until(lambda: _refuses(house))
    house.sandbox.share_channel(CUSTOMERS, is_shared=False)
    wait_until(lambda: not _refuses(house))


def test_that_it_is_shared_no_longer_with_one_but_with_a_third_keeps_the_channel_shut(house: House) -> None:
    assert not _refuses(house)
    tell(house, {"type": "channel_unshared", "channel": CUSTOMERS, "is_ext_shared": True})
    assert _refuses(house)


@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
def test_once_the_app_is_taken_away_deliveries_are_blocked_and_nothing_is_deleted(house: House, first: str) -> None:
    house.reads(ANA, "/account add Acme")
    house.reads(BO, "/logcall Acme 20m renewal chat")
    events: list[dict[str, Any]] = [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}},
    ]
    for event in events if first == "app_uninstalled" else events[::-1]:
        assert tell(house, event, event_time=int(time.time())) == 200
    asked = house.sandbox.faults_of("chat.postMessage").total()
    house.ask_on_mondays()
    house.pass_time()
    assert states(house)["monday"] == ("blocked", "token_revoked")
    assert house.sandbox.faults_of("chat.postMessage").total() == asked, "nothing is tried"
    assert len(house.kept) == 1
    assert "install it again" in str(house.runtime.missing())
    house.runtime.introduce()
    assert house.runtime.missing() is None
    assert len(sending.stuck(house.runtime.deps.outbox, house.team.id)) == 1, "an admin sends it again"


def test_readiness_and_home_say_why(open_house: Any) -> None:
    house = open_house(now=MONDAY_9AM)
    house.reads(ANA, "/account")
    house.ask_on_mondays()
    house.sandbox.uninstall()
    ready = house.events_url.replace("/slack/events", "/readyz")
    wait_until(lambda: httpx.get(ready).status_code == 503)
    assert "uninstalled" in httpx.get(ready).text
    house.pass_time()
    house.sandbox.api.revoked.clear()
    house.runtime.introduce()
    assert "Slack no longer lets me in: install the app again" in str(house.home(ANA).given)


@pytest.mark.parametrize(
    ("event", "body"),
    [
        ({"type": "app_uninstalled"}, {"event_time": int(time.time()) - 3600}),
        ({"type": "tokens_revoked", "tokens": {"bot": [BOT]}}, {"event_time": int(time.time()) - 3600}),
        ({"type": "tokens_revoked", "tokens": {"oauth": [BO]}}, {}),
        ({"type": "tokens_revoked", "tokens": {"oauth": [BO], "bot": []}}, {}),
        ({"type": "tokens_revoked"}, {}),
    ],
)
def test_what_is_older_than_the_installation_or_about_others_tokens_changes_nothing(
    house: House, event: dict[str, Any], body: dict[str, Any]
) -> None:
    assert tell(house, event, **body) == 200
    assert house.runtime.missing() is None


@pytest.mark.parametrize("at", [None, "soon", -1, 0, 10**15, True])
def test_an_end_that_tells_no_time_is_one_now(house: House, at: Any) -> None:
    assert tell(house, {"type": "app_uninstalled"}, event_time=at) == 200
    assert "uninstalled" in str(house.runtime.missing())


KINDS = ("member_joined_channel", "app_mention", "channel_shared", "channel_unshared", "user_change", "message")
ODD_FACTS: list[dict[str, Any]] = [
    {},
    {"user": None, "channel": None},
    {"user": BOT},
    {"user": BO, "channel_type": "im", "text": "Acme 20m"},
    {"user": BO, "channel_type": "im", "channel": {"id": "D0BO"}, "ts": "1.1"},
    {"channel": CUSTOMERS, "ts": "1.1", "text": "hi"},
    {"user": {}, "channel": {}},
    {"channel": CUSTOMERS, "user": BOT, "text": None, "files": "none", "channel_type": "im"},
    {"channel_type": "im", "subtype": "file_share", "user": BO, "files": [], "channel": "D0BO", "ts": "1.1"},
]


@pytest.mark.parametrize("where", [{}, {"authorizations": []}, {"team_id": None}])
def test_no_event_is_a_500_however_little_it_tells(house: House, where: dict[str, Any]) -> None:
    events = [{"type": kind, **facts} for kind in KINDS for facts in ODD_FACTS]
    statuses = {json.dumps(each): tell(house, each, **where) for each in events}
    assert {event: status for event, status in statuses.items() if status != 200} == {}


def _refuses(house: House) -> bool:
    outcome = house.runtime.gateway.prepare(house.team.id, CUSTOMERS)
    return outcome is not None


def test_a_home_tab_is_drawn_again_where_slack_writes_that_nothing_is_picked_in_it_as_a_list(house: House) -> None:
    before = house.home(ANA)
    shown = {"id": before.id, "type": "home", "team_id": house.team.id, "blocks": [], "state": {"values": []}}
    opened = {"type": "app_home_opened", "user": ANA, "channel": "D1", "tab": "home", "view": shown}
    assert tell(house, opened) == 200
    wait_until(lambda: house.sandbox.home(ANA) is not before)
