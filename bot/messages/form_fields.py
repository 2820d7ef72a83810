"""The fields of a form as Slack shows them, and what is said above them where somebody else changed some meanwhile.

Slack keeps what a person typed when a view is replaced, wherever block_id and action_id stay the same: a field that
shall show something else needs a new action_id, so read a field by its block.
"""

from collections.abc import Sequence
from typing import Any

from bot.domain.form_fields import FieldSpec, Input
from bot.messages.blocks import Block, Element, context, plain, section
from bot.messages.views import INPUT_LIMIT, PLACEHOLDER_LIMIT, day_picker, field, literally, option, select, text_input

VALUE = "value"
"""The action_id of a field."""


def input_block(asked: FieldSpec[Any], element: Element, *, hint: str = "", renewed: int | None = None) -> Block:
    """The field with its label; `renewed` counts how often the form came back where it shall show something else."""
    if renewed is not None:
        element = {**element, "action_id": f"{element['action_id']}:{renewed}"}
    return field(asked.key.value, asked.label, element, optional=not asked.is_required, hint=hint)


def too_long(asked: FieldSpec[Any], text: str) -> Block | None:
    """Where a text is longer than Slack takes in a field, a sentence that says that it stays as it is."""
    if len(text) <= INPUT_LIMIT:
        return None
    return context(f"{asked.label}: {len(text):,} characters, too many to change here. They stay as they are.")


def element(asked: FieldSpec[Any], text: str, *, placeholder: str = "") -> Element:
    """What a field is filled in with; `text` stands in it, ids between spaces where it takes several."""
    match asked.input:
        case Input.CHOICE:
            return select(VALUE, [option(label, value.value) for value, label in asked.choices.items()], text)
        case Input.DAY:
            return day_picker(VALUE, text, placeholder=placeholder)
        case Input.PERSON:
            return _chosen("users_select", "initial_user", text, placeholder or "Choose somebody")
        case Input.PEOPLE:
            return _chosen("multi_users_select", "initial_users", text.split(), placeholder or "Choose people")
        case Input.PERSON_OR_NOBODY:
            return _one_of_several("multi_users_select", "initial_users", text, placeholder)
        case Input.CHANNEL_OR_NONE:
            filters = {"filter": {"include": ["public", "private"], "exclude_bot_users": True}}
            return _one_of_several("multi_conversations_select", "initial_conversations", text, placeholder) | filters
    return text_input(VALUE, text, multiline=asked.input is Input.LINES, placeholder=placeholder)


def not_saved_yet(what_happened: str, taken: Sequence[str], conflicts: Sequence[tuple[str, str]]) -> list[Block]:
    """What somebody else changed while the form was open: nobody's change is lost without a word.

    `taken` are labels; `conflicts` labels and the other one's words, which are "" where they left the field empty.
    """
    text = f"*Not saved yet: {what_happened} while this form was open.* Save keeps what stands below."
    if taken:
        text += f"\nTaken over: {', '.join(taken)}."
    opening = "Changed in both places; what you wrote here stands below. Saved so far:"
    return [section(text), *([literally(opening, conflicts)] if conflicts else [])]


def _one_of_several(kind: str, initial: str, chosen: str, placeholder: str) -> Element:
    """A choice that can be taken back: Slack has no way to empty the menu of a single one."""
    return {**_chosen(kind, initial, [chosen] if chosen else [], placeholder), "max_selected_items": 1}


def _chosen(kind: str, initial: str, chosen: str | list[str], placeholder: str) -> Element:
    menu: Element = {"type": kind, "action_id": VALUE, "placeholder": plain(placeholder, PLACEHOLDER_LIMIT)}
    return {**menu, initial: chosen} if chosen else menu
