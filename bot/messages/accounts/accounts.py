"""Answers to adding and owning an account, and the question which one is meant."""

from collections.abc import Mapping, Sequence

from bot.domain.accounts.fields import AccountField
from bot.domain.accounts.model import Account, Stage
from bot.domain.accounts.saved import SavedChange
from bot.domain.conversations.receipts import Choice
from bot.messages import formatting
from bot.messages.accounts.saved import undo_button
from bot.messages.blocks import Element, Message, actions, button, escape, section
from bot.messages.conversations.questions import label

TAKE = "account_take"
GIVE = "account_give"
SHOW = "account_show"

_STATES = {Stage.LOST: "account, lost", Stage.DORMANT: "account at rest", Stage.INTERNAL: "department of ours"}
"""What is said of a stage that is no noun."""


def added(account: Account, owner: str | None, *, is_new: bool) -> Message:
    """One line: what stands now, and how to use it."""
    name = escape(formatting.name(account.name))
    whose = f", owned by {escape(formatting.name(owner))}" if owner else ", no owner yet"
    if is_new:
        text = f"*{name}* is here: {_standing(account)}{whose}. Log with /logcall {name} 20m …"
    else:
        text = f"*{name}* was here already: {_standing(account)}{whose}. Nothing was changed."
    return Message(text, [section(text)])


def owned(account: Account, names: Mapping[str, str], change: SavedChange | None = None) -> Message:
    """Who owns it, since whose `change` of this moment; where nobody does, one press takes it."""
    name = escape(formatting.name(account.name))
    undo = undo_button(change) if change is not None else []
    takes = [button("I’ll take it", TAKE, account.id)] if account.owner is None else []
    text = f"*{name}* is owned by {_name(account.owner, names)}" if account.owner else f"*{name}* has no owner"
    text += _before(change, names) if undo else "." if account.owner else " yet."
    ways = [*undo, *takes]
    return Message(text, [section(text), *([actions(*ways)] if ways else [])])


def which_owner(account: Account, typed: str, members: Sequence[str], names: Mapping[str, str]) -> Message:
    """Who is to own it? One press says."""
    buttons = [
        button(formatting.person(member, names), f"{GIVE}:{at}", f"{account.id} {member}")
        for at, member in enumerate(members)
    ]
    return which_person(account, typed, buttons, command="/owner")


def which_person(account: Account, typed: str, buttons: Sequence[Element], *, command: str) -> Message:
    """The person that was named behind an account is nobody for sure: one press, or what to type instead."""
    name, words = escape(formatting.name(account.name)), escape(formatting.name(typed))
    if buttons:
        text = f"*Who is “{words}”?* {name} is not changed yet."
        offered = [escape(button["text"]["text"]) for button in buttons]
        return Message("\n".join([text, *offered]), [section(text), actions(*buttons)])
    text = (
        f"I know nobody called “{words}”: nothing is changed. Pick the person from the list that @ opens, as in "
        f"`{command} {name} @ana`, or say `me` or `none`."
    )
    return Message(text, [section(text)])


def unclear(typed: str, choices: tuple[Choice, ...], command: str = "/account") -> Message:
    """Nothing is clearly meant; the nearest names to send instead."""
    name = escape(formatting.name(typed))
    if not choices:
        text = f"I know no account like “{name}”. Add it: /account add {name}"
    else:
        near = "\n".join(f"{command} {escape(formatting.name(choice.name))}" for choice in choices)
        text = f"*Which account?* “{name}” could be:\n{near}"
    return Message(text, [section(text)])


def which(typed: str, choices: tuple[Choice, ...], *, is_contact: bool) -> Message:
    """Which card? One press shows it. `is_contact`: somebody of that name is known at each of them."""
    if not choices:
        return unclear(typed, choices)
    asked = f"*Which account?* “{escape(formatting.name(typed))}” {'is known at' if is_contact else 'could be'}:"
    near = [f"/account {escape(formatting.name(choice.name))}" for choice in choices]
    shows = [button(label(each), f"{SHOW}:{at}", each.account_id) for at, each in enumerate(choices)]
    return Message("\n".join([asked, *near]), [section(asked), actions(*shows)])


def matches(typed: str, choices: tuple[Choice, ...]) -> Message:
    """What a search found; one press shows the card."""
    name = escape(formatting.name(typed))
    if not choices:
        text = f"I know no account like “{name}”. Add it: /account add {name}"
        return Message(text, [section(text)])
    text = f"*{formatting.count(len(choices), 'account')} like “{name}”*"
    shows = [button(label(choice), f"{SHOW}:{at}", choice.account_id) for at, choice in enumerate(choices)]
    return Message("\n".join([text, *(escape(label(choice)) for choice in choices)]), [section(text), actions(*shows)])


def small_print(account: Account) -> str:
    """What it is, since when, what it is worth, and its other names; nothing escaped."""
    since = _since(account)
    value = f" · {account.value:,} a year" if account.value else ""
    aliases = f" · also {formatting.listing([formatting.name(alias) for alias in account.aliases], most=4)}"
    return _standing(account).capitalize() + since + value + (aliases if account.aliases else "")


def _since(account: Account) -> str:
    """Of one that is a customer no more it says what it was, or "lost since 2019" would be read."""
    if account.customer_since is None:
        return ""
    is_customer = account.stage is Stage.CUSTOMER
    return f" since {account.customer_since.year}" if is_customer else f"; customer from {account.customer_since.year}"


def _before(change: SavedChange | None, names: Mapping[str, str]) -> str:
    was = change.was.get(AccountField.OWNER) if change is not None else None
    return f" now; it was {_name(was, names)}’s." if was else " now; it was nobody’s."


def _standing(account: Account) -> str:
    stage = _STATES.get(account.stage, account.stage.value)
    return f"{account.tier.value} {stage}"


def _name(member_id: str, names: Mapping[str, str]) -> str:
    return escape(formatting.person(member_id, names))
