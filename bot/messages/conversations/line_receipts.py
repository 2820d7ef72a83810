"""The receipt of a line that told of several conversations, and the question what "undo" is about.

Whatever is pressed here is answered with the whole receipt anew. What several entries have in common stands once.
"""

from collections.abc import Sequence
from datetime import date

from bot.domain.conversations.receipts import Receipt, SeveralReceipts, Undone, UndoQuestion
from bot.messages import formatting, user_text
from bot.messages.blocks import Block, Element, Message, actions, button, plain, quote, section
from bot.messages.conversations import follow_ups, receipts
from bot.messages.conversations.receipt_parts import doubts, highlights, records
from bot.messages.conversations.receipt_parts.doubts import ONE_OF_SEVERAL, ReceiptWarning, account
from bot.messages.conversations.receipts import DOUBT_ROWS, EDIT, PUT_BACK, UNDO

UNDO_ALL = "conversation_undo_all"
PUT_ALL_BACK = "conversation_put_all_back"
MENU = "conversation_menu"
"""The menu beside an entry: its value is the action_id of what was chosen, and the id of the entry."""

_OPTION_LIMIT = 75


def several(several_receipts: SeveralReceipts) -> Message:
    """Every entry with a menu of its own; what is doubtful of the line once, above them."""
    if several_receipts.are_undone_together:
        return _all_undone(several_receipts.undone)
    warnings = _warnings(several_receipts)
    records_shown = [_entry(several_receipts, number) for number in range(len(several_receipts.entries))]
    paragraphs = [*_shared_words(several_receipts), *highlights.of_several(several_receipts.receipts)]
    blocks = doubts.blocks(warnings, rows=DOUBT_ROWS)
    for entry, (said, menu) in zip(several_receipts.entries, records_shown, strict=True):
        blocks += [{**section(said), "accessory": menu}, *_promise(entry)]
    blocks += [section(paragraph) for paragraph in paragraphs]
    blocks += _undo_all(several_receipts)
    text = [f"{len(several_receipts.receipts)} conversations logged."] if len(several_receipts.receipts) > 1 else []
    text += [*(one.text for one in warnings), *(said for said, _ in records_shown)]
    text += [*filter(None, map(follow_ups.receipt_line, several_receipts.receipts)), *paragraphs]
    return Message("\n".join(text), blocks)


def undo_question(question: UndoQuestion) -> Message:
    """Which entry typing "undo" is about, before anything is taken back; Undo comes first."""
    if isinstance(question.last, SeveralReceipts):
        return _undo_several(question.last, question.logged_on)
    entry = question.last.conversation
    asked = (
        f"*Undo this one?* It is the last you logged, {formatting.day_words(question.logged_on, question.last.today)}."
    )
    record = records.record(question.last)
    ways = [button("Undo", UNDO, entry.id), button("Edit", EDIT, entry.id)]
    return Message(f"{asked}\n{record}", [section(asked), section(record), actions(*ways)])


def _undo_several(last: SeveralReceipts, logged_on: date) -> Message:
    """Undo all comes first; each of them can be undone by its menu."""
    day = formatting.day_words(logged_on, last.receipts[0].today)
    asked = f"*Undo these {len(last.receipts)}?* They are from the last line you logged, {day}."
    if len(last.receipts) == 1:
        asked = f"*Undo this one?* It is from the last line you logged, {day}."
    told = [_entry(last, number) for number in range(len(last.entries))]
    words = _shared_words(last)
    blocks = [section(asked), actions(_undo_button(last))]
    blocks += [{**section(said), "accessory": menu} for said, menu in told]
    return Message("\n".join([asked, *(said for said, _ in told), *words]), [*blocks, *map(section, words)])


def _warnings(several_receipts: SeveralReceipts) -> list[ReceiptWarning]:
    known = dict.fromkeys(line for one in several_receipts.receipts for line in receipts.notices(one))
    checked = [
        doubts.shared_warning(group, number, doubt, is_of_all=len(group) == len(several_receipts.receipts))
        for number, (doubt, group) in enumerate(several_receipts.to_check)
    ]
    return [*map(ReceiptWarning, known), *checked]


def _entry(several_receipts: SeveralReceipts, number: int) -> tuple[str, Element]:
    """An entry in a paragraph, with what can be done with it."""
    entry, suffix = several_receipts.entries[number], f"{ONE_OF_SEVERAL}{number}"
    if isinstance(entry, Undone):
        text = receipts.taken_back(entry.conversation)
        return text, button("Put it back", f"{PUT_BACK}:{suffix}", entry.conversation.id)
    own = [] if _shared_words(several_receipts) else records.words(entry)
    text = "\n".join([records.facts(entry), *own, *records.people(entry)])
    options = [
        {"text": plain(label, _OPTION_LIMIT), "value": f"{action_id} {entry.conversation.id}"}
        for label, action_id in receipts.ways_on(entry.conversation)
    ]
    return text, {"type": "overflow", "action_id": f"{MENU}:{suffix}", "options": options}


def _promise(entry: Receipt | Undone) -> list[Block]:
    """What was promised in the entry, with what can become of it."""
    return follow_ups.receipt_blocks(entry) if isinstance(entry, Receipt) else []


def _shared_words(several_receipts: SeveralReceipts) -> list[str]:
    """The words that all entries have in common; nothing where they differ, or there is one alone."""
    told = {"\n".join(records.words(one)) for one in several_receipts.receipts}
    return [*filter(None, told)] if len(told) == 1 and len(several_receipts.receipts) > 1 else []


def _undo_all(several_receipts: SeveralReceipts) -> list[Block]:
    return [actions(_undo_button(several_receipts))] if len(several_receipts.receipts) > 1 else []


def _undo_button(several_receipts: SeveralReceipts) -> Element:
    label = "Undo all" if len(several_receipts.receipts) > 1 else "Undo"
    return button(label, UNDO_ALL, " ".join(one.conversation.id for one in several_receipts.receipts))


def _all_undone(undones: Sequence[Undone]) -> Message:
    """All that one line told of is taken back; what was typed stands below, once."""
    names = [account(one.conversation.account_name) for one in undones]
    text = f"Taken back: {formatting.listing(names, most=8)}. They count nowhere."
    line = next((one.line for one in undones if one.line), None)
    typed = [user_text.block(user_text.line_of("/logcall", line))] if line else []
    back = button("Put them back", PUT_ALL_BACK, " ".join(one.conversation.id for one in undones))
    return Message(f"{text}\n{quote(line)}" if line else text, [section(text), *typed, actions(back)])
