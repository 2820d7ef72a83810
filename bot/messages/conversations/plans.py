"""The question about a plan, the day after: did it happen?"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.conversations.model import Conversation
from bot.messages import formatting
from bot.messages.blocks import Block, Message, actions, button, cut, escape, section
from bot.messages.views import day_picker

PLAN_HAPPENED = "plan_happened"
PLAN_MOVED = "plan_moved"
PLAN_NOT = "plan_did_not"

_ASKED_AT_MOST = 5
_NOTE_LIMIT = 300


def question(plans: Sequence[Conversation], names: Mapping[str, str], today: date) -> Message:
    """All plans whose day has passed, in one message; of very many the first ones, the rest is on the Home tab."""
    shown = plans[:_ASKED_AT_MOST]
    said = [asked(plan, names, today) for plan in shown]
    blocks = [block for plan, text in zip(shown, said, strict=True) for block in (section(text), answers(plan))]
    if len(plans) > len(shown):
        rest = f"And {formatting.count(len(plans) - len(shown), 'more plan')} on your Home tab."
        said.append(rest)
        blocks.append(section(rest))
    return Message("\n".join(said), blocks)


def asked(plan: Conversation, names: Mapping[str, str], today: date) -> str:
    """ "*Acme Corp, Tue 24 Nov: did it happen?*", and below it what was planned; escaped."""
    account = escape(formatting.name(plan.account_name))
    heading = f"*{account}, {formatting.date_words(plan.details.on, today)}: did it happen?*"
    note = formatting.one_line(formatting.with_names(plan.details.note, plan.details.people, names))
    return f"{heading}\n> {cut(escape(note), _NOTE_LIMIT)}" if note else heading


def answers(plan: Conversation) -> Block:
    """It happened, moved to a day, or it did not."""
    return actions(
        button("It happened", PLAN_HAPPENED, plan.id),
        day_picker(f"{PLAN_MOVED}:{plan.id}", placeholder="Moved to…"),
        button("It did not", PLAN_NOT, plan.id),
    )
