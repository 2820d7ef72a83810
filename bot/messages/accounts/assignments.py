"""The message that an account has another owner, or no longer its sponsor, to whoever that concerns."""

from bot.domain.accounts.assignments import Assignment, AssignmentChange, AssignmentChanges
from bot.messages import formatting
from bot.messages.accounts.cards import OPEN
from bot.messages.blocks import BUTTON_LIMIT, Block, Message, button, escape, section
from bot.messages.parts import Names

SHOWN = 10


def assignments(assignment_changes: AssignmentChanges) -> Message:
    """Each with who made it, and a press away the card."""
    shown = assignment_changes.changes[:SHOWN]
    lines = [_line(change, assignment_changes.names) for change in shown]
    blocks = [_drawn(line, change, number) for number, (line, change) in enumerate(zip(lines, shown, strict=True))]
    more = len(assignment_changes.changes) - len(shown)
    if more > 0:
        lines.append(f"And {more:,} more accounts: /account lists yours.")
        blocks.append(section(lines[-1]))
    return Message("\n".join(lines), blocks)


def _line(change: AssignmentChange, names: Names) -> str:
    account, by = escape(formatting.name(change.account.name)), _person(change.by, names)
    match change.what:
        case Assignment.GIVEN:
            return f"*{account} is yours now.* {by} gave it to you: you look after it from day to day."
        case Assignment.MERGED:
            gone = escape(formatting.name(change.gone))
            return f"*{gone}* was yours; {by} merged it into {account}, {_whose(change, names)}."
        case Assignment.ENDED:
            return f"You were *{account}*’s executive sponsor; {by} ended that."
        case Assignment.TAKEN:
            return f"*{account}* was yours; {_taken(change, by, names)}."


def _taken(change: AssignmentChange, by: str, names: Names) -> str:
    if change.account.owner is None:
        return f"{by} left it without an owner"
    if change.account.owner == change.by:
        return f"{by} took it over"
    return f"{by} gave it to {_person(change.account.owner, names)}"


def _whose(change: AssignmentChange, names: Names) -> str:
    return f"which {_person(change.account.owner, names)} owns" if change.account.owner else "which has no owner"


def _drawn(line: str, change: AssignmentChange, number: int) -> Block:
    account = change.account
    shows = {
        **button("Card", f"{OPEN}:{number}", account.id),
        "accessibility_label": formatting.name(f"Card of {account.name}", BUTTON_LIMIT - 2),
    }
    return {**section(line), "accessory": shows}


def _person(member_id: str, names: Names) -> str:
    return escape(formatting.person(member_id, names, unknown=formatting.SOMEBODY.capitalize()))
