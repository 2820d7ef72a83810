"""The one question the working day after a plan, as the digest asks it."""

from datetime import date

import pytest

from bot.domain.conversations.model import Conversation
from bot.domain.workspace.preferences import Mode
from bot.messages.blocks import TEXT_LIMIT, Message
from bot.messages.conversations.plans import PLAN_HAPPENED, PLAN_MOVED, PLAN_NOT
from bot.messages.weekly.digests import Reader, digest, plan_question
from tests.messages.views import HOSTILE, NAMES, TODAY, labels, of_type, plan, problems_of, rings, sections


def question(plans: list[Conversation], names: dict[str, str] = NAMES) -> Message:
    message = digest([plan_question(each, Reader("U0ANA", TODAY, names)) for each in plans], Mode.ON)
    payload = message.payload()
    assert problems_of(payload["blocks"]) == [] and rings(payload["blocks"]) == []
    assert payload["text"] == message.text and len(message.text) <= TEXT_LIMIT
    return message


def test_one_plan_is_one_question_with_three_answers() -> None:
    message = question([plan(note="show them the exports")])
    assert message.text == "*Acme Corp, Tue 24 Nov: did it happen?*\n> show them the exports"
    assert sections(message.blocks) == [message.text]
    happened, moved, did_not = message.blocks[1]["elements"]
    assert (happened["action_id"].partition(":")[0], happened["value"]) == (PLAN_HAPPENED, "c1")
    assert (moved["type"], moved["action_id"]) == ("datepicker", f"{PLAN_MOVED}:c1")
    assert moved["placeholder"]["text"] == "Moved to…"
    assert (did_not["action_id"].partition(":")[0], did_not["value"]) == (PLAN_NOT, "c1")
    assert labels(message.blocks)[:2] == ["It happened", "It did not"]


def test_several_plans_are_one_message_with_answers_for_each() -> None:
    message = question([plan(1), plan(2, "Globex", on=date(2025, 12, 30))])
    assert message.text == "*Acme Corp, Tue 24 Nov: did it happen?*\n*Globex, Tue 30 Dec 2025: did it happen?*"
    plan_buttons = [each for each in of_type(message.blocks, "button") if each["value"] in ("c1", "c2")]
    assert [each["value"] for each in plan_buttons] == ["c1", "c1", "c2", "c2"]


def test_people_in_the_planned_note_are_named_and_not_rung() -> None:
    planned = plan(note="with <@U0CHEN> and\n<@U0CEO>", named=("U0CHEN",))
    assert question([planned]).text.endswith("> with @Chen and &lt;@U0CEO&gt;")


@pytest.mark.parametrize(("plans", "left"), [(6, 1), (9, 4)])
def test_more_than_five_are_counted(plans: int, left: int) -> None:
    message = question([plan(n) for n in range(plans)])
    assert len(sections(message.blocks)) == 5
    assert message.text.endswith(f"And {left} more; your Home tab and the accounts’ cards have them.")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_plans_ring_nobody_and_are_said_whole(hostile: str) -> None:
    message = question([plan(n, hostile, note=hostile) for n in range(30)], dict.fromkeys(NAMES, hostile))
    assert message.text.startswith("\n".join(sections(message.blocks)))
    assert len(message.text.splitlines()) <= 11
