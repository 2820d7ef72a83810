"""A line typed to the bot does not disappear: with a file, in a thread, as an action; its answer stands beside it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox import PostedMessage
from bot.sandbox.api.faults import LOST_AFTER
from tests.app_fixture import ANA, BO, CUSTOMERS, GUS, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import line_to_copy
from tests.waiting import wait_until
from tests.ways import in_turn

LINE = "Acme 20m renewal chat"
LOGGED = "*Acme* · call · 20 min · today."
FILE = {"id": "F0DECK", "name": "deck.pdf", "mimetype": "application/pdf"}


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    return app


def answer_to(app: AppFixture, person: str, text: str, **more: Any) -> PostedMessage:
    """Type a line to the bot; its answer."""
    conversation = app.sandbox.workspace.dm_of(person)
    before = len(app.sandbox.posts("chat.postMessage", conversation))
    app.sandbox.message(person, conversation, text, **more)
    wait_until(lambda: len(app.sandbox.posts("chat.postMessage", conversation)) > before)
    return app.sandbox.messages(conversation)[-1]


@in_turn(["subtype"], [None, "file_share", "thread_broadcast", "me_message"])
def test_what_a_person_writes_is_a_line_whatever_slack_calls_it(acme: AppFixture, subtype: str | None) -> None:
    assert answer_to(acme, BO, LINE, subtype=subtype).text.startswith(LOGGED)
    assert [each.details.note for each in acme.kept] == ["renewal chat"]


@in_turn(
    ["subtype"],
    ["message_changed", "message_deleted", "bot_message", "channel_join", "reminder_add", "huddle_thread"],
)
def test_what_tells_of_changes_or_is_said_by_programs_is_none(acme: AppFixture, subtype: str) -> None:
    conversation = acme.sandbox.workspace.dm_of(BO)
    event = {"type": "message", "subtype": subtype, "user": BO, "text": LINE, "channel": conversation, "ts": "1.1"}
    _deliver(acme, {**event, "channel_type": "im", "message": {"user": BO, "text": LINE}})
    answer_to(acme, BO, "help")
    assert acme.kept == []


@pytest.mark.parametrize("subtype", [None, "thread_broadcast"])
def test_the_answer_to_a_line_in_a_thread_stands_in_that_thread(acme: AppFixture, subtype: str | None) -> None:
    first = answer_to(acme, BO, "help")
    receipt = answer_to(acme, BO, LINE, thread_ts=first.ts, subtype=subtype)
    assert receipt.text.startswith(LOGGED) and receipt.thread_ts == first.ts
    assert answer_to(acme, BO, LINE).thread_ts is None


@in_turn(["text"], ["help", "Nobody Knows Them 20m hello", "Acme", "20m"])
def test_so_do_questions_help_and_refusals(acme: AppFixture, text: str) -> None:
    first = answer_to(acme, BO, "help")
    assert answer_to(acme, BO, text, thread_ts=first.ts).thread_ts == first.ts


def test_a_guest_is_refused_where_they_typed(acme: AppFixture) -> None:
    refusal = answer_to(acme, GUS, LINE, thread_ts="1795000000.000100", subtype="me_message")
    assert refusal.text.startswith("Touchbase is for members") and refusal.thread_ts == "1795000000.000100"


@pytest.mark.parametrize(("files", "named"), [([FILE], "the file"), ([FILE, FILE], "the 2 files")])
def test_of_a_line_with_files_the_words_are_logged_and_the_files_spoken_of(
    acme: AppFixture, files: list[Any], named: str
) -> None:
    receipt = answer_to(acme, BO, LINE, files=files)
    assert receipt.text.startswith(LOGGED)
    assert f"I read your words, not {named}." in receipt.text and f"not {named}." in str(receipt.blocks)
    assert len(acme.kept) == 1


@pytest.mark.parametrize("text", ["", "   ", "/logcall "])
def test_files_without_a_word_are_answered_with_what_to_do(acme: AppFixture, text: str) -> None:
    first = answer_to(acme, BO, "help")
    said = answer_to(acme, BO, text, files=[FILE], thread_ts=first.ts)
    assert said.text.startswith("*Nothing is logged: I cannot read the file.*") and said.thread_ts == first.ts
    assert "/logcall Acme 20m what they said" in said.text and acme.kept == []


def test_a_share_of_which_slack_names_no_file_is_one_all_the_same(acme: AppFixture) -> None:
    event = {"type": "message", "subtype": "file_share", "user": BO, "text": None, "ts": "2.1", "channel_type": "im"}
    conversation = acme.sandbox.workspace.dm_of(BO)
    _deliver(acme, {**event, "channel": conversation})
    acme.settle()
    assert "I cannot read the file" in acme.sandbox.messages(conversation)[-1].text


def test_the_bots_name_before_a_line_in_a_direct_message_is_no_part_of_it(acme: AppFixture) -> None:
    assert answer_to(acme, BO, f"<@{acme.sandbox.workspace.bot_user_id}>").text.startswith("&lt;@") is False
    _deliver_line(acme, f"<@{acme.sandbox.workspace.bot_user_id}> {LINE}")
    assert [each.details.note for each in acme.kept] == ["renewal chat"]


def test_a_press_in_a_thread_is_answered_in_that_thread(acme: AppFixture) -> None:
    first = answer_to(acme, BO, "help")
    receipt = answer_to(acme, BO, LINE, thread_ts=first.ts)
    acme.sandbox.press(BO, receipt, "conversation_undo")
    acme.settle()
    (changed,) = [each for each in acme.sandbox.messages(receipt.channel) if each.ts == receipt.ts]
    assert "Acme" in changed.text and changed.thread_ts == first.ts and acme.kept == []


@pytest.mark.parametrize("more", [{}, {"thread_ts": "1795000000.000100"}])
@in_turn(
    ("typed", "back"),
    [
        ("@touchbase", None),
        ("@touchbase pricing", "/logcall pricing"),
        ("@touchbase Acme 20m <b> & so on", "/logcall Acme 20m <b> & so on"),
    ],
)
def test_who_calls_the_bot_in_a_channel_is_told_what_to_do_instead(
    acme: AppFixture, typed: str, back: str | None, more: dict[str, str]
) -> None:
    acme.sandbox.message(BO, CUSTOMERS, typed, **more)
    wait_until(lambda: bool(acme.sandbox.posts("chat.postEphemeral", CUSTOMERS)))
    said = acme.last_seen(BO)
    assert (said.channel, said.to, said.thread_ts) == (CUSTOMERS, BO, more.get("thread_ts"))
    assert "type the same line to me in a direct message" in said.text and acme.kept == []
    if back is not None:
        assert line_to_copy(said.blocks) == back


def test_a_guest_or_a_channel_shared_with_others_gets_no_word_for_calling_it(acme: AppFixture) -> None:
    acme.sandbox.message(GUS, CUSTOMERS, "@touchbase hi")
    acme.sandbox.share_channel(CUSTOMERS, is_shared=True)
    acme.sandbox.message(BO, CUSTOMERS, "@touchbase hi")
    answer_to(acme, BO, "help")
    acme.settle()
    assert acme.sandbox.posts("chat.postEphemeral") == []


def _deliver(app: AppFixture, event: dict[str, Any]) -> None:
    body = {"type": "event_callback", "event_id": f"Ev{id(event)}", "team_id": app.team.id, "event": event}
    assert app._send(json.dumps(body).encode())[0] == 200


def _deliver_line(app: AppFixture, text: str) -> None:
    channel = app.sandbox.workspace.dm_of(BO)
    event = {"type": "message", "user": BO, "text": text, "channel": channel, "ts": "3.1", "channel_type": "im"}
    _deliver(app, event)
    app.settle()


def test_three_lines_within_a_second_have_three_answers(open_app: Callable[..., AppFixture]) -> None:
    """Slack takes one message a second in a conversation and refuses the others until then."""
    app = open_app(now=MONDAY_9AM, rate_limits=True)
    for name in ("Acme", "Globex", "Hooli"):
        app.reads(ANA, f"/account add {name}")
    conversation = app.sandbox.workspace.dm_of(BO)
    for name in ("Acme", "Globex", "Hooli"):
        app.sandbox.message(BO, conversation, f"{name} 20m pricing")
    wait_until(lambda: len(app.sandbox.posts("chat.postMessage", conversation)) >= 3)
    records = sorted(post.text.split(" · ")[0] for post in app.sandbox.posts("chat.postMessage", conversation))
    assert records == ["*Acme*", "*Globex*", "*Hooli*"] and len(app.kept) == 3


def test_an_answer_that_slack_may_have_taken_is_not_given_again(acme: AppFixture) -> None:
    conversation = acme.sandbox.workspace.dm_of(BO)
    acme.sandbox.fail("chat.postMessage", LOST_AFTER)
    acme.sandbox.message(BO, conversation, LINE)
    wait_until(lambda: acme.sandbox.faults_of("chat.postMessage").total())
    acme.settle()
    assert (acme.sandbox.faults_of("chat.postMessage").total(), len(acme.kept)) == (1, 1)
