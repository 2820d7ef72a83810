"""The receipt of a logged conversation: what needs an eye first, then the record, then the highlights."""

from bot.domain.conversations.doubts import DoubtKind
from bot.domain.conversations.fields import LABELS
from bot.domain.conversations.model import Conversation, State
from bot.domain.conversations.receipts import Receipt, Undone
from bot.messages import formatting, user_text
from bot.messages.blocks import Block, Message, actions, button, escape, quote, section
from bot.messages.conversations import follow_ups
from bot.messages.conversations.receipt_parts import doubts, highlights, records
from bot.messages.conversations.receipt_parts.doubts import ReceiptWarning, account

UNDO, EDIT, NOT_MEANT = doubts.UNDO, doubts.EDIT, doubts.NOT_MEANT
WAS_CALL, WAS_TODAY, IS_PLANNED = doubts.WAS_CALL, doubts.WAS_TODAY, doubts.IS_PLANNED
WAS_THERE = doubts.WAS_THERE
PUT_BACK = "conversation_put_back"
ADD_INSIGHT = "conversation_heard"
SHARE = "conversation_share"

DOUBT_ROWS = 2
"""How many rows of buttons a receipt has for what needs an eye, at most."""


def receipt(given: Receipt) -> Message:
    """What the author reads, and only they."""
    record, promised, below = records.record(given), follow_ups.receipt_line(given), highlights.of_one(given)
    paragraphs = [record, *([promised] if promised else []), *below]
    numbered = list(enumerate(given.to_check))
    named = [doubts.warning(given, *each) for each in numbered if each[1].kind is DoubtKind.NAMED]
    first = [ReceiptWarning(notice) for notice in notices(given)]
    first += [doubts.warning(given, *each) for each in numbered if each[1].kind is not DoubtKind.NAMED]
    blocks = doubts.blocks(first, rows=DOUBT_ROWS - len(named))
    blocks += [section(record), *follow_ups.receipt_blocks(given), *map(section, below)]
    blocks += doubts.blocks(named, rows=1)
    entry = given.conversation
    blocks.append(actions(*(button(label, action_id, entry.id) for label, action_id in ways_on(entry))))
    return Message("\n".join([*(one.text for one in first), *paragraphs, *(one.text for one in named)]), blocks)


def undone(given: Undone) -> Message:
    """The entry is taken back; what was typed stands below, so that no word is lost."""
    conversation = given.conversation
    sentence = taken_back(conversation)
    if conversation.details.state is not State.PLANNED:
        sentence += " It counts nowhere."
    blocks: list[Block] = [section(sentence)]
    text = sentence
    if given.line:
        line = user_text.line_of("/logcall", given.line)
        blocks.append(user_text.block(line))
        text += f"\n{quote(line)}"
    blocks.append(actions(button("Put it back", PUT_BACK, conversation.id)))
    return Message(text, blocks)


def taken_back(conversation: Conversation) -> str:
    what = f"*{account(conversation.account_name)}*, {conversation.details.kind}."
    is_plan = conversation.details.state is State.PLANNED
    return f"No longer planned: {what}" if is_plan else f"Taken back: {what}"


def bare(line: str) -> Message:
    """Only an account was named, where no form can be opened."""
    text = f"*What about it?* Nothing is saved yet. Add how long and what they said: {escape(line)} 20m …"
    return Message(text, [section(text)])


def not_you(entry: Conversation) -> Message:
    """Whoever was put down for a conversation by somebody else was not there."""
    text = f"Right: you are not down for *{account(entry.account_name)}* any more."
    return Message(text, [section(text)])


def notices(receipt: Receipt) -> list[str]:
    """What is only to be known, before everything else."""
    lines = ["Already logged: you sent this twice, it counts once."] if receipt.again else []
    if receipt.has_duplicate:
        name = account(receipt.conversation.account_name)
        lines.append(f"Check for a double: {name} stands with the same words a few minutes ago; Undo drops this one.")
    if receipt.also_changed_by is not None:
        by = escape(formatting.changer(receipt.also_changed_by))
        lines.append(f"{by} changed this entry while you had it open: what you both wrote is kept.")
    if receipt.read_in_note:
        fields = formatting.listing([LABELS[each].lower() for each in receipt.read_in_note])
        lines.append(f"Read in your note: {fields}. Edit puts it right.")
    return lines


def ways_on(entry: Conversation) -> list[tuple[str, str]]:
    """What can be done with the entry: a plan has nothing to tell yet, and a private one is shared with nobody."""
    is_held = entry.details.state is State.HELD
    return [
        ("Edit", EDIT),
        ("Undo", UNDO),
        *([("What did they say?", ADD_INSIGHT)] if is_held else []),
        *([("Share", SHARE)] if is_held and not entry.details.private else []),
    ]
