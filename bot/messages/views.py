"""Modals and what they are made of: titles, fields, and the words of people quoted to the letter.

Slack keeps what a person typed when a view is replaced, wherever block_id and action_id stay the same: a field that
shall show something else needs a new action_id. Labels, hints and placeholders are plain text.
"""

from collections.abc import Sequence

from bot.messages.blocks import Block, Element, Message, View, plain, section

TITLE = "Touchbase"
TITLE_LIMIT = 24
LABEL_LIMIT = HINT_LIMIT = 2000
PLACEHOLDER_LIMIT = 150
INPUT_LIMIT = 3000
OPTION_LIMIT, OPTION_VALUE_LIMIT = 75, 150

_NOT_IN_MODALS = ("table", "data_table", "data_visualization", "markdown")


def as_modal(title: str, message: Message, *, metadata: str = "") -> View:
    """A message to be read in a modal. What Slack draws in messages only is left out: the text has its words."""
    blocks = [block for block in message.blocks if block["type"] not in _NOT_IN_MODALS]
    return reading(title, blocks or [section(message.text)], metadata=metadata)


def reading(title: str, blocks: Sequence[Block], *, metadata: str = "") -> View:
    """A modal without a submit: it may hold buttons, but no field."""
    return {
        "type": "modal",
        "title": plain(title, TITLE_LIMIT),
        "close": plain("Close", TITLE_LIMIT),
        "private_metadata": metadata,
        "blocks": list(blocks),
    }


def asking(callback_id: str, title: str, blocks: Sequence[Block], *, submit: str, metadata: str) -> View:
    """A modal with fields. `metadata`, at most 3,000 characters, comes back with what was filled in."""
    return {
        **reading(title, blocks, metadata=metadata),
        "callback_id": callback_id,
        "submit": plain(submit, TITLE_LIMIT),
        "close": plain("Cancel", TITLE_LIMIT),
    }


def field(block_id: str, label: str, element: Element, *, optional: bool = False, hint: str = "") -> Block:
    """A field under its label; an error is put under it by its `block_id`."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, LABEL_LIMIT),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain(hint, HINT_LIMIT)} if hint else block


def text_input(action_id: str, value: str = "", *, multiline: bool = False, placeholder: str = "") -> Element:
    """A field to type in; `value`, at most INPUT_LIMIT characters, stands in it."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": INPUT_LIMIT,
    }
    if value:
        element["initial_value"] = value if multiline else " ".join(value.splitlines())
    return _with_placeholder(element, placeholder)


def select(action_id: str, options: Sequence[Element], chosen: str = "", *, placeholder: str = "") -> Element:
    """A choice of `options`; `chosen` is the value of one of them, or nothing."""
    element: Element = {"type": "static_select", "action_id": action_id, "options": list(options)}
    initial = next((option for option in options if option["value"] == chosen), None)
    return _with_placeholder(element if initial is None else {**element, "initial_option": initial}, placeholder)


def type_ahead(action_id: str, chosen: Element | None = None, *, placeholder: str = "") -> Element:
    """A choice the bot offers while one types, and before: the likeliest stand there at once."""
    element: Element = {"type": "external_select", "action_id": action_id, "min_query_length": 0}
    return _with_placeholder(element if chosen is None else {**element, "initial_option": chosen}, placeholder)


def day_picker(action_id: str, day: str = "", *, placeholder: str = "") -> Element:
    """A day; `day` is an ISO date or empty."""
    element: Element = {"type": "datepicker", "action_id": action_id}
    return _with_placeholder({**element, "initial_date": day} if day else element, placeholder)


def option(text: str, value: str) -> Element:
    return {"text": plain(text, OPTION_LIMIT), "value": value}


def literally(opening: str, told: Sequence[tuple[str, str]]) -> Block:
    """Our sentence, then pairs of a label and somebody's words below it, to the letter and uncut.

    Rich text needs no escaping and has no limit of its own. Empty words leave the label alone.
    """
    elements = [_rich("rich_text_section", opening)]
    for label, words in told:
        elements.append(_rich("rich_text_section", label, bold=True))
        elements += [_rich("rich_text_quote", words)] if words else []
    return {"type": "rich_text", "elements": elements}


def _rich(kind: str, words: str, *, bold: bool = False) -> Element:
    text: Element = {"type": "text", "text": words}
    return {"type": kind, "elements": [{**text, "style": {"bold": True}} if bold else text]}


def _with_placeholder(element: Element, placeholder: str) -> Element:
    return {**element, "placeholder": plain(placeholder, PLACEHOLDER_LIMIT)} if placeholder else element
