"""What Slack tells by itself: the bot came into a channel, a channel is shared, the app was taken away."""

import json
import time
from typing import Any

import httpx
import pytest

from bot.domain.deliveries.model import DeliveryState
from bot.outbox import sending
from bot.sandbox import TeamChannel
from tests.app_fixture import ANA, BO, CUSTOMERS, RANDOM, AppFixture
from tests.conftest import MONDAY_9AM
from tests.deliveries import in_states
from tests.waiting import wait_until
from tests.ways import in_turn

BOT = "U0SANDBOXBOT"
JOINT = "C0JOINT"


def send_event(app: AppFixture, event: dict[str, Any], **body: Any) -> int:
    """Let Slack tell of an event; the status of the answer."""
    whole = {"type": "event_callback", "event_id": f"Ev{time.monotonic_ns()}", "event": event, **body}
    status, _ = app._send(json.dumps({"authorizations": [{"team_id": app.team.id}], **whole}).encode())
    return status


def joins(channel: str, user: str = BOT) -> dict[str, Any]:
    return {"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": "C"}


def greetings(app: AppFixture, channel: str) -> list[str]:
    app.pass_time()
    return [each.text for each in app.sandbox.posts("chat.postMessage", channel)]


def states(app: AppFixture) -> dict[str, tuple[str, str | None]]:
    with app.runtime.deps.reading(app.team.id) as scope:
        found = in_states(scope, list(DeliveryState))
    return {each.kind: (each.state.value, each.last_error) for each in found}


def test_invited_to_its_channel_it_says_once_in_two_lines_what_it_will_post_and_when(app: AppFixture) -> None:
    app.ask_on_mondays()
    for _ in range(3):
        assert send_event(app, joins(CUSTOMERS)) == 200
        app.clock.forward(hours=1)
    said = [each for each in greetings(app, CUSTOMERS) if "I ask how many" in each and "Fridays" in each]
    assert said == [
        "Mondays at 09:00 I ask how many customers you will speak to, and show the sum.\n"
        "Fridays at 16:00 I say what customers said, and who listened."
    ]


def test_in_another_channel_it_says_that_nothing_is_posted_there(app: AppFixture) -> None:
    app.type(ANA, "/invite @touchbase", channel=RANDOM)
    wait_until(lambda: "greeting" in states(app))
    assert greetings(app, RANDOM) == [
        "Nothing is posted here: the posts of the week go to another channel.\n"
        "Log a conversation from here: `/logcall Acme 20m what they said`. Only you see the answer."
    ]


def test_before_a_channel_is_chosen_it_says_who_chooses_one(open_app: Any) -> None:
    app = open_app(now=MONDAY_9AM, channel=None)
    send_event(app, joins(RANDOM))
    (said,) = greetings(app, RANDOM)
    assert said.startswith("Nothing is posted here until an admin chooses this channel on my Home tab. Then:\n")
    assert "Mondays at 09:00" in said and "Fridays at 16:00" in said


def test_who_else_joins_and_channels_of_two_companies_are_not_greeted(app: AppFixture) -> None:
    app.sandbox.workspace.change_channel(TeamChannel(JOINT, "joint", is_ext_shared=True, members=(BOT,)))
    send_event(app, joins(RANDOM, user=BO))
    send_event(app, joins(JOINT), is_ext_shared_channel=True)
    assert states(app) == {}
    send_event(app, joins(JOINT))
    assert greetings(app, JOINT) == []
    assert states(app)["greeting"] == ("blocked", "shared_with_another_company")


def test_into_a_channel_that_is_shared_meanwhile_nothing_goes_and_again_once_it_is_not(app: AppFixture) -> None:
    assert not _refuses(app), "the flag is known now, and holds for an hour"
    app.sandbox.share_channel(CUSTOMERS, is_shared=True)
    wait_until(lambda: _refuses(app))
    app.sandbox.share_channel(CUSTOMERS, is_shared=False)
    wait_until(lambda: not _refuses(app))


def test_that_it_is_shared_no_longer_with_one_but_with_a_third_keeps_the_channel_shut(app: AppFixture) -> None:
    assert not _refuses(app)
    send_event(app, {"type": "channel_unshared", "channel": CUSTOMERS, "is_ext_shared": True})
    assert _refuses(app)


@pytest.mark.parametrize("first", ["app_uninstalled", "tokens_revoked"])
def test_once_the_app_is_taken_away_deliveries_are_blocked_and_nothing_is_deleted(app: AppFixture, first: str) -> None:
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m renewal chat")
    events: list[dict[str, Any]] = [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}},
    ]
    for event in events if first == "app_uninstalled" else events[::-1]:
        assert send_event(app, event, event_time=int(time.time())) == 200
    asked = app.sandbox.faults_of("chat.postMessage").total()
    app.ask_on_mondays()
    app.pass_time()
    assert states(app)["monday"] == ("blocked", "token_revoked")
    assert app.sandbox.faults_of("chat.postMessage").total() == asked, "nothing is tried"
    assert len(app.kept) == 1
    assert "install it again" in str(app.runtime.missing())
    app.runtime.set_up_workspace()
    assert app.runtime.missing() is None
    assert len(sending.failed(app.runtime.deps.outbox, app.team.id)) == 1, "an admin sends it again"


def test_readiness_and_home_say_why(open_app: Any) -> None:
    app = open_app(now=MONDAY_9AM)
    app.reads(ANA, "/account")
    app.ask_on_mondays()
    app.sandbox.uninstall()
    ready = app.events_url.replace("/slack/events", "/readyz")
    wait_until(lambda: httpx.get(ready).status_code == 503)
    assert "uninstalled" in httpx.get(ready).text
    app.pass_time()
    app.sandbox.api.revoked.clear()
    app.runtime.set_up_workspace()
    assert "Slack no longer lets me in: install the app again" in str(app.home(ANA).given)


@in_turn(
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
    app: AppFixture, event: dict[str, Any], body: dict[str, Any]
) -> None:
    assert send_event(app, event, **body) == 200
    assert app.runtime.missing() is None


@in_turn(["at"], [None, "soon", -1, 0, 10**15, True])
def test_an_end_that_tells_no_time_is_one_now(app: AppFixture, at: Any) -> None:
    assert send_event(app, {"type": "app_uninstalled"}, event_time=at) == 200
    assert "uninstalled" in str(app.runtime.missing())


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
def test_no_event_is_a_500_however_little_it_tells(app: AppFixture, where: dict[str, Any]) -> None:
    events = [{"type": kind, **facts} for kind in KINDS for facts in ODD_FACTS]
    statuses = {json.dumps(each): send_event(app, each, **where) for each in events}
    assert {event: status for event, status in statuses.items() if status != 200} == {}


def _refuses(app: AppFixture) -> bool:
    outcome = app.runtime.gateway.prepare(app.team.id, CUSTOMERS)
    return outcome is not None


def test_a_home_tab_is_drawn_again_where_slack_writes_that_nothing_is_picked_in_it_as_a_list(app: AppFixture) -> None:
    before = app.home(ANA)
    shown = {"id": before.id, "type": "home", "team_id": app.team.id, "blocks": [], "state": {"values": []}}
    opened = {"type": "app_home_opened", "user": ANA, "channel": "D1", "tab": "home", "view": shown}
    assert send_event(app, opened) == 200
    wait_until(lambda: app.sandbox.home(ANA) is not before)
