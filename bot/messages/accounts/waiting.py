"""The list of accounts that wait, in days: nobody reads a ratio, and nothing is neglected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.accounts.account_lists import AccountList
from bot.domain.accounts.waiting import AccountStatus, WaitingReason
from bot.messages import formatting
from bot.messages.blocks import Message, escape, section

_MINE, _OTHERS = 15, 10
_LONG, _NAMED = 30, 40
"""Lines of a list that was asked for, and names without a line."""

_SHOW = "`/account Acme` shows one."
_TAKE = "`/owner Acme me` makes one yours."
_SEARCH = "`/account search ind` finds them by the beginning of a word in the name."
_WHY = {
    WaitingReason.COMPLAINT: "a complaint {days} ago, not spoken to since",
    WaitingReason.RISK: "at risk for {days}, not spoken to since",
    WaitingReason.RIVAL: "a rival {days} ago, not spoken to since",
    WaitingReason.SIGNED: "signed {days} ago, not spoken to since",
}


def waiting(given: AccountList) -> Message:
    """Mine, and those that wait; each line is an account and its days."""
    parts = [*_mine(given, _MINE), *_waiting(given, _OTHERS)]
    return _message(parts or [f"No account waits, and none is yours yet. {_SHOW} {_TAKE}"])


def mine(given: AccountList) -> Message:
    """Those that their reader owns or sponsors, alone."""
    return _message(_mine(given, _LONG) or [f"No account is yours yet. {_TAKE} `/account` shows those that wait."])


def those_that_wait(given: AccountList) -> Message:
    """All that wait, their reader's own first."""
    own = replace(given, mine=tuple(each for each in given.mine if each.is_listed))
    return _message([*_mine(own, _LONG), *_waiting(given, _LONG)] or [f"No account waits. {_SHOW}"])


def everything(given: AccountList) -> Message:
    """Mine, those that wait, and the names of all others."""
    if not (given.mine or given.waiting or given.others):
        return _message(["There is no account yet. `/account add Acme` adds one; so does the first line about one."])
    return _message([*_mine(given, _LONG), *_waiting(given, _LONG), *_others(given), _SEARCH])


def days_of(standing: AccountStatus) -> str:
    """ "40 days", "not spoken to yet, here 33 days", or what makes it head the list."""
    if standing.priority is not None:
        days = (standing.today - standing.priority.since).days
        return _WHY[standing.priority.reason].format(days=formatting.count(days, "day"))
    if standing.has_conversation:
        return (
            formatting.count(standing.days, "day") if standing.waits else f"spoken to {formatting.ago(standing.days)}"
        )
    if standing.account.last_activity is not None:
        return f"{formatting.count(standing.days, 'day')}, no conversation logged yet"
    return f"here {formatting.count(standing.days, 'day')}, not spoken to yet"


def _message(parts: Sequence[str]) -> Message:
    return Message("\n".join(parts), [section(part) for part in parts])


def _mine(given: AccountList, most: int) -> list[str]:
    lines = [_line(each, {}) for each in given.mine[:most]]
    return [_titled("Yours", lines, len(given.mine))] if lines else []


def _waiting(given: AccountList, most: int) -> list[str]:
    lines = [_line(each, given.names) for each in given.waiting[:most]]
    return [_titled("Others that wait", lines, len(given.waiting))] if lines else []


def _others(given: AccountList) -> list[str]:
    names = [escape(formatting.name(each.account.name)) for each in given.others]
    return [f"*None of these waits*\n{formatting.listing(names, most=_NAMED)}."] if names else []


def _titled(title: str, lines: list[str], total: int) -> str:
    more = [f"and {total - len(lines)} more"] if total > len(lines) else []
    return "\n".join([f"*{title}*", *lines, *more])


def _line(standing: AccountStatus, names: Mapping[str, str]) -> str:
    account = standing.account
    whose = f" ({escape(formatting.person(account.owner, names))})" if account.owner and names else ""
    state = "waits, " if standing.is_listed else "due soon, " if standing.is_due_soon else ""
    return f"{escape(formatting.name(account.name))}{whose}: {state}{days_of(standing)}"
