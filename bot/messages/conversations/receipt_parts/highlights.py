"""What a receipt tells its author for their trouble: how long it had been, their week, who else spoke of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.conversations.alerts import Alerted
from bot.domain.conversations.model import State
from bot.domain.conversations.receipts import NOTABLE_GAP_DAYS, Receipt, WeekSum
from bot.domain.weekly.iso_weeks import monday_of
from bot.messages import formatting
from bot.messages.blocks import escape
from bot.messages.conversations.receipt_parts.doubts import account
from bot.messages.conversations.receipt_parts.records import person

_A_PLAN = "A plan counts nothing yet; the day after I ask once whether it happened."


def of_one(receipt: Receipt) -> list[str]:
    """The paragraphs below the record of one conversation."""
    details = receipt.conversation.details
    lines = []
    if details.counts:
        first = " ".join(filter(None, [_gap(receipt), _week(receipt), _echo(receipt, but=())]))
        lines += [first] if first else []
        if _has_no_words(receipt):
            lines.append("Add a word about it and it stands in Friday’s table.")
    elif details.state is State.PLANNED:
        lines.append(_A_PLAN)
    return [*lines, *_alerted([receipt])]


def of_several(receipts: Sequence[Receipt]) -> list[str]:
    """The paragraphs below the records of one line: each thing is told once."""
    counted = [one for one in receipts if one.conversation.details.counts]
    own = {one.conversation.account_name for one in receipts}
    echoes = [echo for one in counted if (echo := _echo(one, but=own))]
    weeks = {monday_of(one.conversation.details.on) for one in counted}
    sums = _once(map(_week, counted)) if len(weeks) == 1 else []
    first = " ".join([*_firsts(counted), *_gaps(counted), *sums, *echoes[:1]])
    lines = [first] if first else []
    if counted and all(map(_has_no_words, counted)):
        lines.append("Add a word about them and they stand in Friday’s table.")
    if any(one.conversation.details.state is State.PLANNED for one in receipts):
        lines.append(_A_PLAN)
    return [*lines, *_alerted(receipts)]


def _firsts(receipts: Sequence[Receipt]) -> list[str]:
    """First conversations ever, in one sentence."""
    first = [one for one in receipts if one.tells_history and one.previous is None]
    if len(first) == 1:
        return [_gap(first[0])]
    names = [account(one.conversation.account_name) for one in first]
    return [f"Our first conversations with {formatting.listing(names)}."] if first else []


def _gaps(receipts: Sequence[Receipt]) -> list[str]:
    """How long it had been with each, in one sentence."""
    gaps = [one for one in receipts if _has_notable_gap(one)]
    if len(gaps) == 1:
        return [_gap(gaps[0])]
    parts = [f"{one.days_since_previous} days with {account(one.conversation.account_name)}" for one in gaps]
    return [f"First conversations in {formatting.listing(parts)}."] if gaps else []


def _once(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(line for line in lines if line))


def _has_no_words(receipt: Receipt) -> bool:
    details = receipt.conversation.details
    return not (details.note or details.insights or details.contacts)


def _alerted(receipts: Sequence[Receipt]) -> list[str]:
    """Who reads of a complaint or a risk, and when; of one line they are the same words."""
    together: dict[Alerted, list[Receipt]] = {}
    readers = set[str]()
    for receipt in sorted(receipts, key=lambda one: one.alerted is not None and one.alerted.is_soon):
        if receipt.alerted is not None and receipt.alerted.member not in readers:
            readers.add(receipt.alerted.member)
            together.setdefault(replace(receipt.alerted, member=""), []).append(receipt)
    return [" ".join(_read_by(alike, those) for alike, those in together.items())] if together else []


def _read_by(alike: Alerted, receipts: Sequence[Receipt]) -> str:
    """Those who are the same to their accounts, and read it at the same time."""
    readers = list(dict.fromkeys(person(one.alerted.member, one.names) for one in receipts if one.alerted))
    first, are_several = receipts[0], len(readers) > 1
    insights = first.conversation.details.insights
    kind = "complaint" if any(insight.kind == "complaint" for insight in insights) else "risk"
    who = f"{formatting.listing(readers)} ({alike.role}{'s' if are_several else ''}) read{'' if are_several else 's'}"
    away = f"; {person(alike.instead_of, first.names)} is away" if alike.instead_of is not None else ""
    return f"{who} the {kind} {_when_read(alike, first.today)}{away}."


def _when_read(alerted: Alerted, today: date) -> str:
    if alerted.on is None:
        return "within the hour" if alerted.is_soon else "now"
    return f"{formatting.when(alerted.on, today)} at 08:00" + (", their time" if alerted.is_far else "")


def _has_notable_gap(receipt: Receipt) -> bool:
    return receipt.tells_history and (receipt.days_since_previous or 0) > NOTABLE_GAP_DAYS


def _gap(receipt: Receipt) -> str:
    if not receipt.tells_history:
        return ""
    name = account(receipt.conversation.account_name)
    if _has_notable_gap(receipt):
        return f"First conversation with {name} in {receipt.days_since_previous} days."
    if receipt.previous is not None:
        return ""
    here = (receipt.today - receipt.account_added_on).days
    since = f", here {formatting.count(here, 'day')}" if here > 0 else ""
    return f"Our first conversation with {name}{since}."


def _week(receipt: Receipt) -> str:
    if receipt.week is None:
        return ""
    if receipt.week.was_counted:
        return ""  # the number stands in the record; told again it would read as a reproach
    which = "this week" if receipt.days_back <= receipt.today.weekday() else "that week"
    beyond = f"; you meant {receipt.week.meant:,}" if 0 < (receipt.week.meant or 0) < receipt.week.reached else ""
    return f"{_reached(receipt.week)} {which}{beyond}."


def _reached(week: WeekSum) -> str:
    """ "3 customers", or "1 of your 3 customers" up to the number they named, towards which prospects count too."""
    both = formatting.customers_and_prospects(week.customers, week.prospects)
    if week.meant is None or week.reached > week.meant:
        return both
    if week.prospects:
        return f"{week.reached:,} of your {week.meant:,} ({both})"
    return f"{week.customers:,} of your {formatting.count(week.meant, 'customer')}"


def _echo(receipt: Receipt, *, but: Iterable[str]) -> str:
    """Who else brought it up, `but` for the customers that the same line told of."""
    names = [] if receipt.echo is None else [name for name in receipt.echo.accounts if name not in but]
    if receipt.echo is None or not names:
        return ""
    return f"{formatting.listing(list(map(account, names)))} spoke of {escape(receipt.echo.word)} too this quarter."
