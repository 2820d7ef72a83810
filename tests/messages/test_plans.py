"""The one question the day after a plan."""

from datetime import date

import pytest

from bot.messages.blocks import TEXT_LIMIT, Message
from bot.messages.conversations.plans import PLAN_HAPPENED, PLAN_MOVED, PLAN_NOT, question
from tests.messages.views import HOSTILE, NAMES, TODAY, labels, of_type, plan, problems_of, rings, sections


def checked(message: Message) -> Message:
    payload = message.payload()
    assert problems_of(payload["blocks"]) == [] and rings(payload["blocks"]) == []
    assert payload["text"] == message.text and len(message.text) <= TEXT_LIMIT
    return message


def test_one_plan_is_one_question_with_three_answers() -> None:
    message = checked(question([plan(note="show them the exports")], NAMES, TODAY))
    assert message.text == "*Acme Corp, Tue 24 Nov: did it happen?*\n> show them the exports"
    assert sections(message.blocks) == [message.text]
    happened, moved, did_not = message.blocks[1]["elements"]
    assert (happened["action_id"], happened["value"]) == (PLAN_HAPPENED, "c1")
    assert (moved["type"], moved["action_id"]) == ("datepicker", f"{PLAN_MOVED}:c1")
    assert moved["placeholder"]["text"] == "Moved to…"
    assert (did_not["action_id"], did_not["value"]) == (PLAN_NOT, "c1")
    assert labels(message.blocks) == ["It happened", "It did not"]


def test_several_plans_are_one_message_with_answers_for_each() -> None:
    message = checked(question([plan(1), plan(2, "Globex", on=date(2025, 12, 30))], NAMES, TODAY))
    assert message.text == "*Acme Corp, Tue 24 Nov: did it happen?*\n*Globex, Tue 30 Dec 2025: did it happen?*"
    assert [each["value"] for each in of_type(message.blocks, "button")] == ["c1", "c1", "c2", "c2"]


def test_people_in_the_planned_note_are_named_and_not_rung() -> None:
    planned = plan(note="with <@U0CHEN> and\n<@U0CEO>", named=("U0CHEN",))
    assert checked(question([planned], NAMES, TODAY)).text.endswith("> with @Chen and &lt;@U0CEO&gt;")


@pytest.mark.parametrize(
    ("plans", "words"), [(6, "And 1 more plan on your Home tab."), (9, "And 4 more plans on your Home tab.")]
)
def test_more_than_five_are_counted(plans: int, words: str) -> None:
    message = checked(question([plan(n) for n in range(plans)], NAMES, TODAY))
    assert len(of_type(message.blocks, "datepicker")) == 5
    assert sections(message.blocks)[-1] == words and message.text.endswith(words)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_plans_ring_nobody_and_are_said_whole(hostile: str) -> None:
    message = checked(
        question([plan(n, hostile, note=hostile) for n in range(30)], dict.fromkeys(NAMES, hostile), TODAY)
    )
    assert message.text == "\n".join(sections(message.blocks))
    assert len(message.text.splitlines()) <= 11
