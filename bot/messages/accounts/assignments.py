"""The line that an account has another owner, or no longer its sponsor, to whoever that concerns."""

from collections.abc import Sequence

from bot.domain.accounts.assignments import Assignment, AssignmentChange, AssignmentChanges
from bot.domain.weekly.digests import ItemKind
from bot.messages import formatting
from bot.messages.accounts.accounts import SHOW
from bot.messages.blocks import BUTTON_LIMIT, Element, button, escape
from bot.messages.parts import Names
from bot.messages.weekly.digests import Line

SHOWN, WITH_CARDS = 10, 5


def changes_line(assignment_changes: AssignmentChanges, subjects: tuple[str, ...]) -> Line:
    """Each with who made it, and a press away the cards of the first; `subjects` are the records they are told of."""
    changes = assignment_changes.changes
    lines = [_line(change, assignment_changes.names) for change in changes[:SHOWN]]
    more = len(changes) - SHOWN
    lines += [f"And {more:,} more accounts: `/account` lists yours."] if more > 0 else []
    return Line(ItemKind.ASSIGNMENT, subjects, "\n".join(lines), tuple(_cards(changes[:WITH_CARDS])))


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


def _cards(changes: Sequence[AssignmentChange]) -> list[Element]:
    """One for each account; alone it needs no name."""
    accounts = {change.account.id: formatting.name(change.account.name, BUTTON_LIMIT) for change in changes}
    return [button(name if len(accounts) > 1 else "Card", SHOW, account_id) for account_id, name in accounts.items()]


def _person(member_id: str, names: Names) -> str:
    return escape(formatting.person(member_id, names, unknown=formatting.SOMEBODY.capitalize()))
