"""What did not arrive stands on an admin's Home tab, with the ways out; nothing of it is sent again by itself."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.domain.deliveries.failed_deliveries import FailedDelivery
from bot.domain.deliveries.model import DeliveryState
from bot.messages.workspace import failed_deliveries as drawn
from bot.sandbox.api.faults import LOST_AFTER
from bot.sandbox.views import View
from tests.app_fixture import ANA, BO, AppFixture

FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)
TODAY = FRIDAY_4PM.date()


def words_of(view: View) -> str:
    return "\n".join(block["text"]["text"] for block in view.given["blocks"] if "text" in block)


def values(view: View, action_id: str) -> list[str]:
    elements = [element for block in view.given["blocks"] for element in block.get("elements", ())]
    return [element["value"] for element in elements if element.get("action_id") == action_id]


def friday(app: AppFixture) -> list[str]:
    """The lines of what became of Friday's post."""
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m with Jo: hello")
    return app.pass_time(FRIDAY_4PM)


def test_without_the_history_what_may_have_arrived_is_offered_and_never_sent_by_itself(app: AppFixture) -> None:
    app.sandbox.fail("chat.postMessage", LOST_AFTER)
    app.sandbox.refuse("conversations.history", "missing_scope")
    assert friday(app)[-1].endswith("unknown (missing_scope)")
    app.clock.forward(hours=3)
    assert app.pass_time() == [] and len(app.posts) == 1
    home = app.home(ANA)
    assert "*Friday's post of week 48*, due today." in words_of(home)
    assert "Please look before you send it." in words_of(home)
    app.press_in(ANA, home, drawn.IS_THERE)
    assert "Did not arrive" not in words_of(app.home(ANA))
    app.deliver_press(ANA, drawn.SEND_AGAIN, values(home, drawn.SEND_AGAIN)[0])
    assert app.pass_time() == [] and len(app.posts) == 1


def test_what_slack_refused_is_sent_again_as_it_is_then(app: AppFixture) -> None:
    app.sandbox.refuse("chat.postMessage", "not_in_channel")
    assert friday(app)[-1].endswith("blocked (not_in_channel)")
    home = app.home(ANA)
    assert "type /invite @Touchbase there, then send it." in words_of(home)
    assert values(home, drawn.IS_THERE) == []
    app.clock.forward(days=2)
    app.reads(BO, "/logcall Acme 20m friday with Sam: late")
    app.press_in(ANA, home, drawn.SEND_AGAIN)
    app.deliver_press(ANA, drawn.SEND_AGAIN, values(home, drawn.SEND_AGAIN)[0])
    app.pass_time()
    (post,) = app.posts
    assert post.text.startswith("Week 48 (23–27 Nov): 1 customer")
    assert "Did not arrive" not in words_of(app.home(ANA))


def test_nobody_but_an_admin_is_shown_it_or_decides(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=datetime(2026, 11, 23, 8, tzinfo=UTC))
    app.sandbox.refuse("chat.postMessage", "not_in_channel")
    friday(app)
    home = app.home(ANA)
    assert "Did not arrive" not in words_of(app.home(BO))
    for action_id in (drawn.SEND_AGAIN, drawn.IS_THERE):
        app.deliver_press(BO, action_id, values(home, drawn.SEND_AGAIN)[0])
    assert app.pass_time() == [] and app.posts == []
    assert values(app.home(ANA), drawn.SEND_AGAIN) == values(home, drawn.SEND_AGAIN)


def test_what_nobody_needs_any_more_is_put_away(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=datetime(2026, 11, 23, 8, tzinfo=UTC))
    app.sandbox.refuse("chat.postMessage", "is_archived")
    friday(app)
    app.press_in(ANA, app.home(ANA), drawn.LEAVE)
    assert "Did not arrive" not in words_of(app.home(ANA))
    assert app.pass_time() == [] and app.posts == []


def test_mondays_question_of_a_week_that_is_over_is_not_asked_again(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=datetime(2026, 11, 20, 8, tzinfo=UTC))
    app.ask_on_mondays()
    app.sandbox.refuse("chat.postMessage", "not_in_channel")
    app.pass_time(datetime(2026, 11, 23, 9, tzinfo=UTC))
    stuck = values(app.home(ANA), drawn.SEND_AGAIN)
    app.clock.forward(days=7)
    assert values(app.home(ANA), drawn.SEND_AGAIN) == []
    assert "Its week is over" in words_of(app.home(ANA))
    app.deliver_press(ANA, drawn.SEND_AGAIN, stuck[0])
    asked = "How many customers will you speak to this week?"
    app.pass_time()
    assert len([post for post in app.posts if asked in post.text]) == 1, "that of the new week"


@pytest.mark.parametrize(
    ("state", "error", "said", "buttons"),
    [
        (DeliveryState.BLOCKED, "is_archived", "archived or gone", [drawn.SEND_AGAIN]),
        (DeliveryState.BLOCKED, "token_revoked", "install the app again", [drawn.SEND_AGAIN]),
        (DeliveryState.BLOCKED, "ekm_access_denied", "Slack refuses it: ekm_access_denied.", [drawn.SEND_AGAIN]),
        (DeliveryState.BLOCKED, None, "Slack refuses it: it says not why.", [drawn.SEND_AGAIN]),
        (DeliveryState.UNKNOWN, "missing_scope", "look before", [drawn.SEND_AGAIN, drawn.IS_THERE]),
    ],
)
def test_each_reason_says_what_to_do(state: DeliveryState, error: str | None, said: str, buttons: list[str]) -> None:
    blocks = drawn.on_home([FailedDelivery("1", "friday", "2026-W48", state, error, TODAY)], TODAY)
    assert said in blocks[1]["text"]["text"]
    shown = [element["action_id"] for block in blocks[2:] for element in block["elements"]]
    assert shown == [*buttons, drawn.LEAVE]


def test_posts_of_the_channel_come_first_and_what_was_too_late_is_one_line() -> None:
    late = [
        FailedDelivery(
            str(day), "The question whether a plan happened", "x", DeliveryState.EXPIRED, "too late", TODAY, person="Bo"
        )
        for day in range(7)
    ]
    for_bo = FailedDelivery(
        "1", "A complaint or a risk", "c1:2", DeliveryState.BLOCKED, "user_disabled", TODAY, person="Bo"
    )
    friday = FailedDelivery("2", "Friday's post", "2026-W48", DeliveryState.BLOCKED, "not_in_channel", TODAY)
    blocks = drawn.on_home([*late, *[for_bo] * 9, friday], TODAY)
    assert blocks[1]["text"]["text"].startswith("*Friday's post of week 48*, due today.")
    assert blocks[3]["text"]["text"].startswith("*A complaint or a risk* for Bo, due today.\nSlack cannot reach them")
    assert [block["elements"][0]["text"] for block in blocks if block["type"] == "context"] == [
        "And 5 more.",
        "I came back too late for these, so they were left out: The question whether a plan happened (today).",
    ]
