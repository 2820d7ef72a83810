"""Sharing in a channel: once, never a private one, never where another company reads along."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.messages.conversations.receipts import SHARE, UNDO
from bot.sandbox import TeamChannel
from tests.app_fixture import ANA, BO, CUSTOMERS, INITECH, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons

JOINT, OLD, WITHOUT_BOT = "C0JOINT", "C0OLD", "C0WITHOUT"
WITH_JOINT = replace(
    INITECH,
    channels=(
        *INITECH.channels,
        TeamChannel(JOINT, "acme-joint", members=(ANA, BO), is_ext_shared=True),
        TeamChannel(WITHOUT_BOT, "sales", members=(ANA, BO), bot_is_member=False),
        TeamChannel(OLD, "old", members=(ANA, BO), is_archived=True),
    ),
)


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m with Jo Lee: they <like> it @ana #like the editor next: call fri")
    return app


def share(app: AppFixture, channel: str, person: str = BO) -> str:
    """Press Share under the last receipt and choose a channel; what the form says then."""
    app.sandbox.press(person, app.last_seen(person), SHARE)
    answer = app.save(person, channel=channel)
    return str(answer.get("errors") or answer["view"]["blocks"][0]["text"]["text"])


def test_the_channel_reads_what_was_said_and_not_what_was_promised(acme: AppFixture) -> None:
    assert share(acme, CUSTOMERS) == "On its way to #customers."
    acme.pass_time()
    (post,) = acme.posts
    text = post.text
    assert text.splitlines()[0] == "*Bo spoke to Acme* · call · 20 min · Mon 23 Nov, with Jo Lee"
    assert "they &lt;like&gt; it" in text and "Like: the editor" in text
    assert "call fri" not in text and "<@" not in text and "Next" not in text


def test_shared_twice_it_stands_there_once(acme: AppFixture) -> None:
    share(acme, CUSTOMERS)
    acme.pass_time()
    assert share(acme, CUSTOMERS).startswith("It stands in #customers already")
    acme.pass_time()
    assert len(acme.posts) == 1


def test_what_is_taken_back_before_it_is_sent_is_not_posted(acme: AppFixture) -> None:
    receipt = acme.last_seen(BO)
    share(acme, CUSTOMERS)
    acme.press(BO, UNDO, receipt)
    acme.pass_time()
    assert acme.posts == []


def test_put_back_it_can_be_shared_after_all(acme: AppFixture) -> None:
    receipt = acme.last_seen(BO)
    share(acme, CUSTOMERS)
    undone = acme.press(BO, UNDO, receipt)
    acme.pass_time()
    acme.press(BO, "conversation_put_back", undone)
    assert share(acme, CUSTOMERS) == "On its way to #customers."
    acme.pass_time()
    assert len(acme.posts) == 1


def test_a_private_entry_is_never_shared(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m private: secret")
    assert "Share" not in buttons(acme.last_seen(BO))
    private = next(kept for kept in acme.kept if kept.details.private)
    acme.deliver_press(BO, SHARE, private.id)
    acme.settle()
    assert acme.sandbox.views(BO) == []


def test_made_private_before_it_is_shared_it_stays_where_it_is(acme: AppFixture) -> None:
    receipt = acme.last_seen(BO)
    acme.sandbox.press(BO, receipt, SHARE)
    form = acme.form(BO)
    acme.sandbox.press(BO, receipt, "conversation_edit")
    acme.save(BO, private=True)
    answer = acme.deliver_form(BO, form, channel=CUSTOMERS)
    assert "That entry is private" in str(answer["errors"])
    acme.pass_time()
    assert acme.posts == []


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (JOINT, "shared with another company; I never post there"),
        (OLD, "is archived: choose another one"),
        (WITHOUT_BOT, "Invite me first: type /invite @Touchbase in #sales."),
    ],
)
def test_where_it_may_not_be_posted_the_form_says_why(
    open_app: Callable[..., AppFixture], channel: str, words: str
) -> None:
    app = open_app(now=MONDAY_9AM, team=WITH_JOINT)
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m hello")
    assert words in share(app, channel)
    app.pass_time()
    assert app.sandbox.posts("chat.postMessage", channel) == []


def test_invited_the_bot_shares_it_after_all(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM, team=WITH_JOINT)
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m hello")
    share(app, WITHOUT_BOT)
    app.sandbox.command(BO, WITHOUT_BOT, "/invite @Touchbase")
    assert app.save(BO, channel=WITHOUT_BOT)["response_action"] == "update"
    app.pass_time()
    shared = [post for post in app.sandbox.posts("chat.postMessage", WITHOUT_BOT) if "hello" in post.text]
    assert len(shared) == 1
