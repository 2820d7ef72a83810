"""Plans: they count nothing, and on the working day after them their person is asked once what became of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.conversations.model import State
from bot.domain.workspace.members import Profile
from bot.messages.conversations.plans import PLAN_HAPPENED, PLAN_MOVED, PLAN_NOT
from bot.messages.conversations.receipts import PUT_BACK, UNDO
from bot.outbox import queue
from bot.sandbox import PostedMessage
from bot.services.weekly import digests as digest_jobs
from bot.storage.weekly import digests
from bot.storage.workspace import due_workspaces, members
from jobs import due_jobs
from tests.app_fixture import ANA, BO, CHEN, AppFixture
from tests.handlers.reading import buttons
from tests.scopes import scoped
from tests.waiting import wait_until

WEDNESDAY_9AM = datetime(2026, 11, 25, 8, tzinfo=UTC)
SATURDAY_9AM, MONDAY_AFTER_9AM = datetime(2026, 11, 28, 8, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    app.reads(ANA, "/account add Globex")
    return app


def is_looked_at(app: AppFixture) -> list[str]:
    """Whom the next round is to look at."""
    with scoped(app.runtime.deps.database.transaction(), app.team.id, app.clock.now) as scope:
        return sorted(digests.lock_due(scope, limit=9))


def messages(app: AppFixture, person: str) -> list[PostedMessage]:
    return list(app.sandbox.messages(app.sandbox.workspace.dm_of(person)))


def press(
    app: AppFixture, person: str, action_id: str, plan_id: str, *, of: PostedMessage | None = None, **choice: str
) -> PostedMessage:
    """Answer a question, the last one, for one of its plans; what then stands last in the conversation."""
    asked = of or messages(app, person)[-1]
    block = next(
        block
        for block in asked.blocks or ()
        for element in block.get("elements", ())
        if plan_id in (element.get("value"), element.get("action_id", "").partition(":")[2])
    )
    element = next(each for each in block["elements"] if each["action_id"].partition(":")[0] == action_id)
    container = {"type": "message", "channel": asked.channel, "ts": asked.ts, "is_ephemeral": False}
    pressed = {name: element[name] for name in ("action_id", "type", "value") if name in element}
    app.sandbox.action(person, container, {**pressed, **choice, "block_id": block["block_id"]})
    app.settle()
    return messages(app, person)[-1]


def edited(app: AppFixture) -> None:
    """Until what was sent reads as it is now."""
    wait_until(lambda: not app.pass_time() and not _is_outdated(app))


def _is_outdated(app: AppFixture) -> bool:
    with app.runtime.deps.database.reading() as session:
        return queue.workspaces_waiting(session, now=app.clock.now) != []


def test_the_day_after_a_plan_its_person_is_asked_once(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    done = acme.pass_time(WEDNESDAY_9AM)
    assert any("digest 2026-11-25: enqueued" in line for line in done)
    (question,) = messages(acme, BO)
    assert question.text == "*Acme, Tue 24 Nov: did it happen?*\n> the new plant"
    acme.clock.forward(minutes=30)
    assert acme.pass_time() == []
    acme.pass_time(datetime(2026, 11, 26, 8, tzinfo=UTC))
    assert len(messages(acme, BO)) == 1


def test_a_plan_that_was_asked_about_costs_the_rounds_no_more(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    acme.reads(CHEN, "/logcall Globex visit in 9 days: the other plant")
    acme.pass_time(WEDNESDAY_9AM - timedelta(minutes=1))
    assert is_looked_at(acme) == []
    acme.clock.now = WEDNESDAY_9AM
    assert is_looked_at(acme) == [BO]
    acme.pass_time()
    assert is_looked_at(acme) == []
    acme.pass_time(WEDNESDAY_9AM + timedelta(days=1))  # it is seen once more that what was due was sent
    with acme.runtime.deps.database.reading() as session:
        assert due_workspaces.with_digests_due(session, now=WEDNESDAY_9AM + timedelta(days=4)) == []


def test_whoever_comes_further_east_meanwhile_is_asked_in_their_morning_there(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    acme.pass_time(datetime(2026, 11, 24, 22, tzinfo=UTC))
    assert is_looked_at(acme) == []
    with scoped(acme.runtime.deps.database.transaction(), acme.team.id, acme.clock.now) as scope:
        members.remember(scope, Profile(BO, "Bo", "Asia/Tokyo"))
    acme.pass_time(datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    assert messages(acme, BO) == []
    acme.pass_time(datetime(2026, 11, 25, 0, 1, tzinfo=UTC))
    assert len(messages(acme, BO)) == 1


@pytest.mark.parametrize("minutes", [-600, 20], ids=["before", "after"])
def test_put_back_before_or_soon_after_its_morning_it_is_asked_about_all_the_same(
    acme: AppFixture, minutes: int
) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    (plan,) = acme.kept
    acme.deliver_press(BO, UNDO, plan.id)
    acme.pass_time(WEDNESDAY_9AM + timedelta(minutes=min(minutes, 0)))
    assert messages(acme, BO) == []
    acme.clock.now = WEDNESDAY_9AM + timedelta(minutes=minutes)
    acme.deliver_press(BO, PUT_BACK, plan.id)
    acme.pass_time(WEDNESDAY_9AM + timedelta(minutes=max(minutes, 0)))
    assert len(messages(acme, BO)) == 1


@pytest.mark.parametrize("since", [True, False], ids=["since", "never"])
def test_whose_question_it_is_is_seen_on_the_morning_of_whoever_is_first(acme: AppFixture, since: bool) -> None:
    """Chen in Singapore is to hold it, and is asked where they log something before their morning; else Bo, later."""
    acme.reads(BO, "/logcall Acme visit tomorrow by @chen: the new plant")
    acme.pass_time(datetime(2026, 11, 24, 20, tzinfo=UTC))
    if since:
        acme.reads(CHEN, "/logcall Globex call: budget")
    acme.pass_time(datetime(2026, 11, 25, 1, tzinfo=UTC))
    assert (len(messages(acme, CHEN)), len(messages(acme, BO))) == (int(since), 0)
    acme.pass_time(WEDNESDAY_9AM)
    assert (len(messages(acme, CHEN)), len(messages(acme, BO))) == (int(since), int(not since))


def test_however_many_there_are_all_are_asked_about_in_one_round(
    acme: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest_jobs, "_AT_ONCE", 1)
    for number in range(5):
        acme.reads((BO, ANA)[number % 2], f"/logcall Acme visit tomorrow: plant {number}")
    assert sum("digest 2026-11-25: enqueued" in line for line in acme.pass_time(WEDNESDAY_9AM)) == 2
    assert [messages(acme, each)[0].text.count("did it happen?") for each in (BO, ANA)] == [3, 2]


@pytest.mark.parametrize("ahead", [timedelta(hours=6), timedelta(weeks=3)], ids=["that day", "weeks later"])
def test_a_clock_that_is_ahead_takes_nobodys_question(acme: AppFixture, ahead: timedelta) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    today = acme.clock.now
    due_jobs.run(replace(acme.runtime.deps, now=lambda: WEDNESDAY_9AM + ahead))
    assert messages(acme, BO) == []
    acme.clock.now = today
    acme.pass_time()
    acme.pass_time(WEDNESDAY_9AM)
    assert len(messages(acme, BO)) == 1


def test_it_happened_makes_it_a_conversation_of_its_day(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit 45m tomorrow: the new plant")
    (plan,) = acme.kept
    acme.pass_time(WEDNESDAY_9AM)
    receipt = press(acme, BO, PLAN_HAPPENED, plan.id)
    assert receipt.text.startswith("*Acme* · visit · 45 min · yesterday.")
    assert "Edit" in buttons(receipt)
    (kept,) = acme.kept
    assert (kept.details.state, kept.details.on) == (State.HELD, date(2026, 11, 24))


def test_moved_it_is_asked_about_after_its_new_day(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    (plan,) = acme.kept
    acme.pass_time(WEDNESDAY_9AM)
    assert "planned for" in press(acme, BO, PLAN_MOVED, plan.id, selected_date="2026-11-27").text
    acme.pass_time(SATURDAY_9AM)
    assert [each.text for each in messages(acme, BO) if "did it happen?" in each.text] == []
    acme.pass_time(MONDAY_AFTER_9AM)
    assert messages(acme, BO)[-1].text.startswith("*Acme, Fri 27 Nov: did it happen?*")


def test_a_plan_is_not_moved_into_the_past(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    (plan,) = acme.kept
    acme.pass_time(WEDNESDAY_9AM)
    press(acme, BO, PLAN_MOVED, plan.id, selected_date="2026-11-20")
    assert acme.kept == [plan]
    assert "That day is past" in acme.last_seen(BO).text


def test_it_did_not_takes_it_back_and_can_be_put_back(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    (plan,) = acme.kept
    acme.pass_time(WEDNESDAY_9AM)
    assert "Put it back" in buttons(press(acme, BO, PLAN_NOT, plan.id))
    assert acme.kept == []


def test_two_plans_are_one_message_and_each_has_its_answer(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    acme.reads(BO, "/logcall Globex call tomorrow: budget")
    first, second = sorted(acme.kept, key=lambda plan: plan.account_name)
    acme.pass_time(WEDNESDAY_9AM)
    assert len(messages(acme, BO)) == 1
    receipt = press(acme, BO, PLAN_HAPPENED, first.id)
    assert receipt.text.startswith("*Acme* · visit") and "Edit" in buttons(receipt)
    edited(acme)
    now_reads = messages(acme, BO)[0].text
    assert "*Acme, Tue 24 Nov:* it happened." in now_reads and "*Globex, Tue 24 Nov: did it happen?*" in now_reads
    press(acme, BO, PLAN_NOT, second.id, of=messages(acme, BO)[0])
    edited(acme)
    assert [message.text.split("\n")[0] for message in messages(acme, BO)][1] == receipt.text.split("\n")[0]
    assert "did it happen" not in messages(acme, BO)[0].text
    assert [kept.account_name for kept in acme.kept] == ["Acme"]


def test_answered_a_day_later_the_other_plan_is_still_asked_about(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    acme.reads(BO, "/logcall Globex call tomorrow: budget")
    first, _ = sorted(acme.kept, key=lambda plan: plan.account_name)
    acme.pass_time(WEDNESDAY_9AM)
    acme.clock.now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    press(acme, BO, PLAN_HAPPENED, first.id)
    edited(acme)
    assert "*Globex, Tue 24 Nov: did it happen?*" in messages(acme, BO)[0].text
    assert "*Acme, Tue 24 Nov:* it happened." in messages(acme, BO)[0].text


def test_what_somebody_said_already_is_not_asked(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    (plan,) = acme.kept
    acme.clock.now = datetime(2026, 11, 24, 16, tzinfo=UTC)
    acme.deliver_press(BO, PLAN_HAPPENED, plan.id)
    assert acme.pass_time(WEDNESDAY_9AM) == []
    assert messages(acme, BO) == []


def test_what_is_answered_before_the_question_goes_out_is_not_asked_and_the_log_says_so(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    (plan,) = acme.kept
    acme.clock.now = WEDNESDAY_9AM
    due_jobs.run(acme.runtime.deps)
    acme.deliver_press(BO, PLAN_HAPPENED, plan.id)
    assert acme.pass_time() == [f"{acme.team.id} digest 2026-11-25: expired (no longer true)"]
    assert acme.pass_time() == []
    assert messages(acme, BO) == []


def test_whoever_never_logged_anything_is_not_asked_but_the_one_who_typed_it(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow by @chen: the new plant")
    acme.pass_time(WEDNESDAY_9AM)
    assert (len(messages(acme, BO)), len(messages(acme, CHEN))) == (1, 0)


def test_a_plan_counts_for_nobody(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    acme.pass_time(WEDNESDAY_9AM)
    assert "1 customer" not in str(acme.home(BO).given["blocks"])
