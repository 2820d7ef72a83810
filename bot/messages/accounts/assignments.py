"""The message that an account has another owner, or no longer its sponsor, to whoever that concerns."""

from bot.domain.accounts.assignments import Assignment, AssignmentChange, AssignmentChanges
from bot.messages import formatting
from bot.messages.accounts.cards import OPEN
from bot.messages.blocks import BUTTON_LIMIT, Block, Message, button, escape, section
from bot.messages.parts import Names

SHOWN = 10


def assignments(given: AssignmentChanges) -> Message:
    """Each with who made it, and a press away the card."""
    shown = given.changes[:SHOWN]
    lines = [_line(each, given.names) for each in shown]
    blocks = [_drawn(line, each, number) for number, (line, each) in enumerate(zip(lines, shown, strict=True))]
    more = len(given.changes) - len(shown)
    if more > 0:
        lines.append(f"And {more:,} more accounts: /account lists yours.")
        blocks.append(section(lines[-1]))
    return Message("\n".join(lines), blocks)


def _line(each: AssignmentChange, names: Names) -> str:
    account, by = escape(formatting.name(each.account.name)), _person(each.by, names)
    match each.what:
        case Assignment.GIVEN:
            return f"*{account} is yours now.* {by} gave it to you: you look after it from day to day."
        case Assignment.MERGED:
            gone = escape(formatting.name(each.gone))
            return f"*{gone}* was yours; {by} merged it into {account}, {_whose(each, names)}."
        case Assignment.ENDED:
            return f"You were *{account}*’s executive sponsor; {by} ended that."
        case Assignment.TAKEN:
            return f"*{account}* was yours; {_taken(each, by, names)}."


def _taken(each: AssignmentChange, by: str, names: Names) -> str:
    if each.account.owner is None:
        return f"{by} left it without an owner"
    if each.account.owner == each.by:
        return f"{by} took it over"
    return f"{by} gave it to {_person(each.account.owner, names)}"


def _whose(each: AssignmentChange, names: Names) -> str:
    return f"which {_person(each.account.owner, names)} owns" if each.account.owner else "which has no owner"


def _drawn(line: str, each: AssignmentChange, number: int) -> Block:
    account = each.account
    shows = {
        **button("Card", f"{OPEN}:{number}", account.id),
        "accessibility_label": formatting.name(f"Card of {account.name}", BUTTON_LIMIT - 2),
    }
    return {**section(line), "accessory": shows}


def _person(member_id: str, names: Names) -> str:
    return escape(formatting.person(member_id, names, unknown=formatting.SOMEBODY.capitalize()))
