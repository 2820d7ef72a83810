"""What others were told follows what is true: edited when Slack takes it, tried again when it does not."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.messages.conversations.receipts import SHARE, UNDO
from bot.outbox import editing, queue, sending
from bot.sandbox import PostedMessage
from bot.sandbox.api.faults import ERROR_BEFORE, LOST_AFTER, LOST_BEFORE, MALFORMED, Fault, rate_limited
from jobs import senders
from tests.app_fixture import ANA, BO, CUSTOMERS, INITECH, AppFixture
from tests.conftest import MONDAY_9AM

WITHDRAWN = "*Acme*: withdrawn by Bo."


@pytest.fixture
def shared_complaint(open_app: Callable[..., AppFixture]) -> AppFixture:
    """Bo's complaint of Acme was sent to ana, who owns it, and shared with everybody."""
    return share_complaint(open_app(now=MONDAY_9AM))


def share_complaint(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme @ana")
    app.reads(BO, "/logcall Acme 20m with Jo Lee: the canary sings #complaint exports of the canary")
    app.sandbox.press(BO, app.last_seen(BO), SHARE)
    app.save(BO, channel=CUSTOMERS)
    app.pass_time()
    assert "canary" in complaint(app).text and "canary" in shared(app).text
    return app


def complaint(app: AppFixture) -> PostedMessage:
    return app.sandbox.messages(app.sandbox.workspace.dm_of(ANA))[-1]


def shared(app: AppFixture) -> PostedMessage:
    return app.sandbox.messages(CUSTOMERS)[-1]


def edits(app: AppFixture) -> int:
    return len(app.sandbox.posts("chat.update"))


def edit_of(app: AppFixture, receipt: PostedMessage, **filled: object) -> None:
    """Change the entry in its form."""
    app.sandbox.press(BO, receipt, "conversation_edit")
    assert app.save(BO, **filled)["response_action"] == "update"
    app.pass_time()


def test_taken_back_it_is_withdrawn_wherever_it_was_told_and_put_back_it_is_there_again(app: AppFixture) -> None:
    told = share_complaint(app)
    undone = told.press(BO, UNDO)
    told.pass_time()
    assert complaint(told).text == shared(told).text == WITHDRAWN
    assert "canary" not in str((complaint(told).blocks, shared(told).blocks))
    told.press(BO, "conversation_put_back", undone)
    told.pass_time()
    assert "canary" in complaint(told).text and "canary" in shared(told).text
    assert told.pass_time() == []
    assert len(told.posts) == 1


def test_made_private_the_channel_reads_no_word_of_it_and_its_owner_still_does(shared_complaint: AppFixture) -> None:
    edit_of(shared_complaint, shared_complaint.last_seen(BO), private=True)
    assert shared(shared_complaint).text == WITHDRAWN
    assert "canary" in complaint(shared_complaint).text


def test_changed_it_reads_as_it_is_and_no_complaint_any_more_it_is_withdrawn(shared_complaint: AppFixture) -> None:
    receipt = shared_complaint.last_seen(BO)
    edit_of(shared_complaint, receipt, note="what they said: <none>")
    assert "what they said: &lt;none&gt;" in shared(shared_complaint).text
    edit_of(shared_complaint, receipt, insights="like: exports of the canary")
    assert complaint(shared_complaint).text == WITHDRAWN
    assert "Like: exports of the canary" in shared(shared_complaint).text


def test_with_another_account_it_is_with_somebody_else(shared_complaint: AppFixture) -> None:
    shared_complaint.reads(ANA, "/account add Globex @bo")
    receipt = shared_complaint.last_seen(BO)
    shared_complaint.reads(BO, "/logcall Globex 20m hello")
    (globex,) = {each.account_id for each in shared_complaint.kept if each.account_name == "Globex"}
    edit_of(shared_complaint, receipt, account=globex)
    assert complaint(shared_complaint).text.startswith("This is with somebody else now")
    assert "Bo spoke to Globex" in shared(shared_complaint).text


@pytest.mark.parametrize(
    "fault", [rate_limited(), ERROR_BEFORE, LOST_BEFORE, LOST_AFTER, MALFORMED], ids=lambda fault: fault.name
)
def test_an_edit_that_went_wrong_is_made_again(shared_complaint: AppFixture, fault: Fault) -> None:
    shared_complaint.sandbox.fail("chat.update", fault, fault)
    shared_complaint.press(BO, UNDO)
    shared_complaint.pass_time()
    assert complaint(shared_complaint).text == shared(shared_complaint).text == WITHDRAWN
    assert shared_complaint.pass_time() == []


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed", "token_revoked"])
def test_what_slack_lets_nobody_edit_any_more_is_left_alone(shared_complaint: AppFixture, error: str) -> None:
    shared_complaint.sandbox.refuse("chat.update", error, times=2)
    shared_complaint.press(BO, UNDO)
    lines = shared_complaint.pass_time()
    assert [line.rpartition(": ")[2] for line in lines] == [f"not edited ({error})"] * 2
    assert shared_complaint.pass_time() == []
    assert "canary" in shared(shared_complaint).text


def test_what_slack_cannot_draw_is_edited_all_the_same(shared_complaint: AppFixture) -> None:
    shared_complaint.sandbox.refuse("chat.update", "invalid_blocks", times=2)
    shared_complaint.press(BO, UNDO)
    shared_complaint.pass_time()
    assert complaint(shared_complaint).text == shared(shared_complaint).text == WITHDRAWN


def test_it_is_withdrawn_from_a_channel_that_another_company_reads_by_now_and_nothing_else_is_written(
    shared_complaint: AppFixture,
) -> None:
    joint = next(each for each in INITECH.channels if each.id == CUSTOMERS)
    shared_complaint.sandbox.workspace.change_channel(replace(joint, is_ext_shared=True))
    shared_complaint.runtime.gateway._shared.clear()  # an hour has passed
    receipt = shared_complaint.last_seen(BO)
    edit_of(shared_complaint, receipt, note="other words")
    assert "other words" not in shared(shared_complaint).text
    shared_complaint.press(BO, UNDO, receipt)
    shared_complaint.pass_time()
    assert shared(shared_complaint).text == WITHDRAWN


def test_an_editor_that_was_frozen_before_the_call_gives_up_and_another_edits(shared_complaint: AppFixture) -> None:
    shared_complaint.press(BO, UNDO)
    deps = shared_complaint.runtime.deps
    (first, _) = sending.due(deps.outbox, shared_complaint.team.id)
    readings = iter([0.0, deps.outbox.timings.guard + 1])
    line = senders.send(deps.outbox, shared_complaint.team.id, first, owner="frozen", monotonic=lambda: next(readings))
    assert line is not None and line.endswith("not edited (gave_up_before_the_call)")
    assert edits(shared_complaint) == 0
    shared_complaint.pass_time()
    assert edits(shared_complaint) == 2


def test_an_editor_that_died_is_followed_by_another_when_its_lease_is_over(shared_complaint: AppFixture) -> None:
    shared_complaint.press(BO, UNDO)
    deps = shared_complaint.runtime.deps
    for delivery_id in sending.due(deps.outbox, shared_complaint.team.id):
        claimed = editing.claim(deps.outbox, shared_complaint.team.id, delivery_id)
        assert claimed is not None
        editing.edit(deps.outbox, claimed)
        assert senders.send(deps.outbox, shared_complaint.team.id, delivery_id, owner="second") is None
    while len(done := list(senders.send_all(deps.outbox, within=10))) < 2:
        threading.Event().wait(0.05)
    assert all(line.endswith("edited") for line in done)
    assert edits(shared_complaint) == 4
    with deps.database.reading() as session:
        assert queue.workspaces_waiting(session, now=deps.now()) == []
