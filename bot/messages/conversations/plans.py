"""The question about a plan, the working day after it: did it happen?"""

from collections.abc import Mapping
from datetime import date

from bot.domain.conversations.model import Conversation
from bot.messages import formatting
from bot.messages.blocks import Element, button, cut, escape
from bot.messages.views import day_picker

PLAN_HAPPENED = "plan_happened"
PLAN_MOVED = "plan_moved"
PLAN_NOT = "plan_did_not"

_NOTE_LIMIT = 300


def asked(plan: Conversation, names: Mapping[str, str], today: date) -> str:
    """ "*Acme Corp, Tue 24 Nov: did it happen?*", and below it what was planned; escaped."""
    account = escape(formatting.name(plan.account_name))
    heading = f"*{account}, {formatting.date_words(plan.details.on, today)}: did it happen?*"
    note = formatting.one_line(formatting.with_names(plan.details.note, plan.details.people, names))
    return f"{heading}\n> {cut(escape(note), _NOTE_LIMIT)}" if note else heading


def answers(plan: Conversation) -> tuple[Element, ...]:
    """It happened, moved to a day, or it did not."""
    return (button("It happened", PLAN_HAPPENED, plan.id), move(plan.id), button("It did not", PLAN_NOT, plan.id))


def move(plan_id: str) -> Element:
    """For another day."""
    return day_picker(f"{PLAN_MOVED}:{plan_id}", placeholder="Moved to…")
