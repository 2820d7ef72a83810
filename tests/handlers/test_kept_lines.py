"""Lines that are kept until their author decides: deleted once their day is over, or they are forgotten."""

from datetime import timedelta

from sqlalchemy import select, update

from bot.sandbox import PostedMessage
from bot.storage.conversations import tables as conversation_tables
from tests.app_fixture import ANA, BO, AppFixture
from tests.handlers.reading import value_of

A_DAY = timedelta(days=1)


def kept_lines(app: AppFixture) -> list[str]:
    with app.runtime.deps.database.reading() as session:
        return list(session.execute(select(conversation_tables.drafts.c.line)).scalars())


def ask_about(app: AppFixture, line: str) -> str:
    """The kept line that a question stands under."""
    app.reads(BO, f"/logcall {line}")
    return value_of(app.last_seen(BO), "draft_forget")


def reply_after_pressing(app: AppFixture, action_id: str, message: PostedMessage) -> str:
    """What stands below it then: a refusal leaves the message itself as it was."""
    app.press(BO, action_id, message)
    app.settle()
    return app.last_seen(BO).text


def test_a_line_is_kept_for_a_day_and_then_deleted(app: AppFixture) -> None:
    typed_at = app.clock.now
    ask_about(app, "Zebra Works 20m: hello")
    app.pass_time(typed_at + A_DAY - timedelta(minutes=1))
    assert kept_lines(app) == ["Zebra Works 20m: hello"]
    assert f"{app.team.id} kept lines deleted: 1" in app.pass_time(typed_at + A_DAY)
    assert kept_lines(app) == []
    assert "send it again" in reply_after_pressing(app, "draft_new_customer", app.last_seen(BO))
    assert app.kept == []


def test_to_forget_a_line_that_is_deleted_leaves_its_words_where_they_stand(app: AppFixture) -> None:
    ask_about(app, "Zebra Works 20m: hello")
    question = app.last_seen(BO)
    app.pass_time(app.clock.now + A_DAY)
    assert reply_after_pressing(app, "draft_forget", question) == (
        "Nothing is saved: that line was forgotten already. Its words stand above, where you pressed."
    )
    assert "Zebra Works 20m: hello" in next(each.text for each in app.sandbox.ephemerals(BO) if each.ts == question.ts)


def test_a_forgotten_line_is_deleted_by_the_next_round_and_no_other(app: AppFixture) -> None:
    ask_about(app, "Zebra Works 20m: hello")
    app.press(BO, "draft_forget")
    ask_about(app, "Yak Works 20m: hello")
    assert f"{app.team.id} kept lines deleted: 1" in app.pass_time()
    assert kept_lines(app) == ["Yak Works 20m: hello"]
    assert not any("kept lines" in line for line in app.pass_time())


def test_a_line_that_was_logged_is_still_known_by_its_question_when_it_is_not_kept_any_longer(app: AppFixture) -> None:
    draft_id = ask_about(app, "Zebra Works 20m: hello")
    question = app.last_seen(BO)
    app.press(BO, "draft_new_customer", question)
    app.pass_time(app.clock.now + 2 * A_DAY)
    assert kept_lines(app) == []
    assert app.press(BO, "draft_new_customer", question).text.startswith("*Zebra Works* · call · 20 min")
    assert app.deliver_press(BO, "draft_forget", draft_id) == 200
    app.deliver_press(ANA, "draft_new_customer", draft_id)
    assert len(app.kept) == 1


def test_a_guess_taken_back_long_ago_is_not_asked_about_again(app: AppFixture) -> None:
    for name in ("Microsoft", "Micron"):
        app.reads(ANA, f'/account add "{name}"')
    app.reads(BO, "/logcall Microsft 20m licences")
    receipt = app.last_seen(BO)
    conversation_id = value_of(receipt, "conversation_not_meant")
    app.press(BO, "draft_choose_0", app.press(BO, "conversation_not_meant", receipt))
    app.pass_time(app.clock.now + 15 * A_DAY)
    assert app.deliver_press(BO, "conversation_not_meant", conversation_id) == 200
    assert kept_lines(app) == []
    assert [conversation.account_name for conversation in app.kept] == ["Micron"]


def test_after_a_long_pause_they_are_deleted_some_at_a_time(app: AppFixture) -> None:
    ask_about(app, "Zebra Works 20m: hello")
    database = app.runtime.deps.database
    with database.transaction() as session:
        session.execute(update(conversation_tables.drafts).values(idempotency_key=None, expires_at=app.clock.now))
        row = dict(session.execute(select(conversation_tables.drafts)).mappings().one())
        session.execute(conversation_tables.drafts.insert(), [{**row, "id": f"d{number}"} for number in range(700)])
    assert f"{app.team.id} kept lines deleted: 500" in app.pass_time()
    assert f"{app.team.id} kept lines deleted: 201" in app.pass_time()
