"""The list of accounts that wait, in days: nobody reads a ratio, and nothing is neglected."""

from collections.abc import Mapping

from bot.domain.accounts.account_lists import AccountList
from bot.domain.accounts.waiting import AccountStatus, WaitingReason
from bot.messages import formatting
from bot.messages.blocks import Message, escape, section

_MINE, _OTHERS = 15, 10
_WHY = {
    WaitingReason.COMPLAINT: "a complaint {days} ago, not spoken to since",
    WaitingReason.RISK: "at risk for {days}, not spoken to since",
    WaitingReason.RIVAL: "a rival {days} ago, not spoken to since",
    WaitingReason.SIGNED: "quiet since they signed, {days} ago",
}


def waiting(given: AccountList) -> Message:
    """Mine, and those that wait; each line is an account and its days."""
    mine = [_line(each, {}) for each in given.mine[:_MINE]]
    others = [_line(each, given.names) for each in given.waiting[:_OTHERS]]
    if not mine and not others:
        said = "No account waits, and none is yours yet. `/account Acme` shows one; `/owner Acme @you` makes it yours."
        return Message(said, [section(said)])
    parts = []
    if mine:
        parts.append(_titled("Yours", mine, len(given.mine)))
    if others:
        parts.append(_titled("Others that wait", others, len(given.waiting)))
    return Message("\n".join(parts), [section(part) for part in parts])


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


def _titled(title: str, lines: list[str], total: int) -> str:
    more = [f"and {total - len(lines)} more"] if total > len(lines) else []
    return "\n".join([f"*{title}*", *lines, *more])


def _line(standing: AccountStatus, names: Mapping[str, str]) -> str:
    account = standing.account
    whose = f" ({escape(formatting.person(account.owner, names))})" if account.owner and names else ""
    state = "waits, " if standing.is_listed else "due soon, " if standing.is_due_soon else ""
    return f"{escape(formatting.name(account.name))}{whose}: {state}{days_of(standing)}"
