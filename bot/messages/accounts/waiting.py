"""The list of accounts that wait, in days: nobody reads a ratio, and nothing is neglected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.accounts.account_lists import AccountList
from bot.domain.accounts.waiting import AccountStatus, WaitingReason
from bot.messages import formatting
from bot.messages.accounts.cards import OPEN
from bot.messages.blocks import BUTTON_LIMIT, Block, Element, Message, button, context, escape, section

_MINE, _OTHERS = 15, 10
_LONG, _NAMED = 30, 40
"""Lines of a list that was asked for, and names without a line."""

_SHOW = "`/account Acme` shows one."
_TAKE = "`/owner Acme me` makes one yours."
_SEARCH = "`/account search ind` finds them by the beginning of a word in the name."
_NOT_SINCE = ", not spoken to since"
_WHY = {
    WaitingReason.COMPLAINT: "a complaint {days} ago",
    WaitingReason.RISK: "at risk for {days}",
    WaitingReason.RIVAL: "a rival {days} ago",
    WaitingReason.SIGNED: "signed {days} ago",
}


_Row = tuple[str, Block]
"""A line as text, and as a block."""

WAITS, DUE_SOON = "●", "○"
"""Marks in front of an account that waits, and of one that soon will; others have none."""


def waiting(account_list: AccountList) -> Message:
    """Mine, and those that wait; each line is an account and its days, with its card a press away."""
    rows = [*_mine(account_list, _MINE), *_waiting(account_list, _OTHERS)]
    return _message(rows or [_paragraph(f"No account waits, and none is yours yet. {_SHOW} {_TAKE}")])


def mine(account_list: AccountList) -> Message:
    """Those that their reader owns or sponsors, alone."""
    none = _paragraph(f"No account is yours yet. {_TAKE} `/account` shows those that wait.")
    return _message(_mine(account_list, _LONG) or [none])


def those_that_wait(account_list: AccountList) -> Message:
    """All that wait, their reader's own first."""
    own = replace(account_list, mine=tuple(each for each in account_list.mine if each.is_listed))
    return _message([*_mine(own, _LONG), *_waiting(account_list, _LONG)] or [_paragraph(f"No account waits. {_SHOW}")])


def everything(account_list: AccountList) -> Message:
    """Mine, those that wait, and the names of all others."""
    if not (account_list.mine or account_list.waiting or account_list.others):
        text = "There is no account yet. `/account add Acme` adds one; so does the first line about one."
        return _message([_paragraph(text)])
    return _message(
        [*_mine(account_list, _LONG), *_waiting(account_list, _LONG), *_others(account_list), _paragraph(_SEARCH)]
    )


def days_of(standing: AccountStatus) -> str:
    """ "40 days", "not spoken to yet, here 33 days", or what makes it head the list."""
    if standing.priority is not None:
        days = (standing.today - standing.priority.since).days
        return _WHY[standing.priority.reason].format(days=formatting.count(days, "day")) + _NOT_SINCE
    if standing.has_conversation:
        return (
            formatting.count(standing.days, "day") if standing.waits else f"spoken to {formatting.ago(standing.days)}"
        )
    if standing.account.last_activity is not None:
        return f"{formatting.count(standing.days, 'day')}, no conversation logged yet"
    return f"here {formatting.count(standing.days, 'day')}, not spoken to yet"


def unreproached(standing: AccountStatus) -> str:
    """The same to whoever looks after it: "a complaint 20 days ago", and not what they have not done since."""
    return days_of(standing).removesuffix(_NOT_SINCE)


def in_short(standing: AccountStatus) -> str:
    """The same for a button: "40 days", "not spoken to yet", "signed 34 days ago"."""
    is_new = standing.priority is None and not standing.has_conversation and standing.account.last_activity is None
    return "not spoken to yet" if is_new else days_of(standing).partition(",")[0]


def with_card(line: str, standing: AccountStatus) -> Block:
    """A line about an account, with its card a press away."""
    account = standing.account
    card: Element = {
        **button("Card", f"{OPEN}:{account.id}", account.id),
        "accessibility_label": formatting.name(f"Card of {account.name}", BUTTON_LIMIT - 2),
    }
    return {**section(line), "accessory": card}


def _message(rows: Sequence[_Row]) -> Message:
    return Message("\n".join(text for text, _ in rows), [block for _, block in rows])


def _mine(account_list: AccountList, most: int) -> list[_Row]:
    return _titled("Yours", account_list.mine, {}, most, with_cards=_MINE)


def _waiting(account_list: AccountList, most: int) -> list[_Row]:
    return _titled("Others that wait", account_list.waiting, account_list.names, most, with_cards=_OTHERS)


def _others(account_list: AccountList) -> list[_Row]:
    names = [escape(formatting.name(other.account.name)) for other in account_list.others]
    return [_paragraph(f"*None of these waits*\n{formatting.listing(names, most=_NAMED)}.")] if names else []


def _titled(
    title: str, standings: Sequence[AccountStatus], names: Mapping[str, str], most: int, *, with_cards: int
) -> list[_Row]:
    """A heading and the first lines below it; the first of these with a card each, since a message has 50 blocks."""
    if not standings:
        return []
    lines = [line_of(standing, names) for standing in standings[:most]]
    rows = [(line, with_card(line, standing)) for line, standing in zip(lines[:with_cards], standings, strict=False)]
    rest = [_paragraph("\n".join(lines[with_cards:]))] if len(lines) > with_cards else []
    more = len(standings) - len(lines)
    below = [(said := f"And {more:,} more.", context(said))] if more > 0 else []
    return [_paragraph(f"*{title}*"), *rows, *rest, *below]


def _paragraph(text: str) -> _Row:
    return text, section(text)


def line_of(standing: AccountStatus, names: Mapping[str, str] | None = None) -> str:
    """The account with its mark and its days; with `names`, whose it is."""
    account = standing.account
    whose = f" ({escape(formatting.person(account.owner, names))})" if account.owner and names else ""
    mark, state = _state(standing)
    return f"{mark}{escape(formatting.name(account.name))}{whose}: {state}{days_of(standing)}"


def _state(standing: AccountStatus) -> tuple[str, str]:
    """The mark, and the same in words."""
    if standing.is_listed:
        return f"{WAITS} ", "waits, "
    return (f"{DUE_SOON} ", "due soon, ") if standing.is_due_soon else ("", "")
