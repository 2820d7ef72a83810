"""Lines that are kept until their author decides: deleted once their day is over, or they are forgotten."""

from datetime import timedelta

from sqlalchemy import select, update

from bot.sandbox import PostedMessage
from bot.storage.conversations import tables as conversation_tables
from tests.handlers.reading import value_of
from tests.house import ANA, BO, House

A_DAY = timedelta(days=1)


def kept_lines(house: House) -> list[str]:
    with house.runtime.deps.database.reading() as session:
        return list(session.execute(select(conversation_tables.drafts.c.line)).scalars())


def ask_about(house: House, line: str) -> str:
    """The kept line that a question stands under."""
    house.reads(BO, f"/logcall {line}")
    return value_of(house.last_seen(BO), "draft_forget")


def told_after_pressing(house: House, action_id: str, message: PostedMessage) -> str:
    """What stands below it then: a refusal leaves the message itself as it was."""
    house.press(BO, action_id, message)
    house.settle()
    return house.last_seen(BO).text


def test_a_line_is_kept_for_a_day_and_then_deleted(house: House) -> None:
    typed_at = house.clock.now
    ask_about(house, "Zebra Works 20m: hello")
    house.pass_time(typed_at + A_DAY - timedelta(minutes=1))
    assert kept_lines(house) == ["Zebra Works 20m: hello"]
    assert f"{house.team.id} kept lines deleted: 1" in house.pass_time(typed_at + A_DAY)
    assert kept_lines(house) == []
    assert "send it again" in told_after_pressing(house, "draft_new_customer", house.last_seen(BO))
    assert house.kept == []


def test_a_forgotten_line_is_deleted_by_the_next_round_and_no_other(house: House) -> None:
    ask_about(house, "Zebra Works 20m: hello")
    house.press(BO, "draft_forget")
    ask_about(house, "Yak Works 20m: hello")
    assert f"{house.team.id} kept lines deleted: 1" in house.pass_time()
    assert kept_lines(house) == ["Yak Works 20m: hello"]
    assert not any("kept lines" in line for line in house.pass_time())


def test_a_line_that_was_logged_is_still_known_by_its_question_when_it_is_not_kept_any_longer(house: House) -> None:
    draft_id = ask_about(house, "Zebra Works 20m: hello")
    question = house.last_seen(BO)
    house.press(BO, "draft_new_customer", question)
    house.pass_time(house.clock.now + 2 * A_DAY)
    assert kept_lines(house) == []
    assert house.press(BO, "draft_new_customer", question).text.startswith("*Zebra Works* · call · 20 min")
    assert house.deliver_press(BO, "draft_forget", draft_id) == 200
    house.deliver_press(ANA, "draft_new_customer", draft_id)
    assert len(house.kept) == 1


def test_a_guess_taken_back_long_ago_is_not_asked_about_again(house: House) -> None:
    for name in ("Microsoft", "Micron"):
        house.reads(ANA, f'/account add "{name}"')
    house.reads(BO, "/logcall Microsft 20m licences")
    receipt = house.last_seen(BO)
    conversation_id = value_of(receipt, "conversation_not_meant")
    house.press(BO, "draft_choose_0", house.press(BO, "conversation_not_meant", receipt))
    house.pass_time(house.clock.now + 2 * A_DAY)
    assert house.deliver_press(BO, "conversation_not_meant", conversation_id) == 200
    assert kept_lines(house) == []
    assert [conversation.account_name for conversation in house.kept] == ["Micron"]


def test_after_a_long_pause_they_are_deleted_some_at_a_time(house: House) -> None:
    ask_about(house, "Zebra Works 20m: hello")
    database = house.runtime.deps.database
    with database.transaction() as session:
        session.execute(update(conversation_tables.drafts).values(trigger_id=None, expires_at=house.clock.now))
        row = dict(session.execute(select(conversation_tables.drafts)).mappings().one())
        session.execute(conversation_tables.drafts.insert(), [{**row, "id": f"d{number}"} for number in range(700)])
    assert f"{house.team.id} kept lines deleted: 500" in house.pass_time()
    assert f"{house.team.id} kept lines deleted: 201" in house.pass_time()
