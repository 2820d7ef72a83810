"""What a receipt tells its author for their trouble: how long it had been, their week, who else spoke of it."""

from collections.abc import Iterable, Sequence

from bot.domain.conversations.model import State
from bot.domain.conversations.receipts import NOTABLE_GAP_DAYS, Receipt, WeekSum
from bot.domain.weekly.iso_weeks import monday_of
from bot.messages import formatting
from bot.messages.blocks import escape
from bot.messages.conversations.receipt_parts.doubts import account
from bot.messages.conversations.receipt_parts.records import person

_A_PLAN = "A plan counts nothing yet; the day after I ask once whether it happened."


def of_one(given: Receipt) -> list[str]:
    """The paragraphs below the record of one conversation."""
    details = given.conversation.details
    lines = []
    if details.counts:
        first = " ".join(filter(None, [_gap(given), _week(given), _echo(given, but=())]))
        lines += [first] if first else []
        if _has_no_words(given):
            lines.append("Add a word about it and it stands in Friday’s table.")
    elif details.state is State.PLANNED:
        lines.append(_A_PLAN)
    return [*lines, *_alerted([given])]


def of_several(given: Sequence[Receipt]) -> list[str]:
    """The paragraphs below the records of one line: each thing is told once."""
    counted = [one for one in given if one.conversation.details.counts]
    own = {one.conversation.account_name for one in given}
    echoes = [echo for one in counted if (echo := _echo(one, but=own))]
    weeks = {monday_of(one.conversation.details.on) for one in counted}
    sums = _once(map(_week, counted)) if len(weeks) == 1 else []
    first = " ".join([*_firsts(counted), *_gaps(counted), *sums, *echoes[:1]])
    lines = [first] if first else []
    if counted and all(map(_has_no_words, counted)):
        lines.append("Add a word about them and they stand in Friday’s table.")
    if any(one.conversation.details.state is State.PLANNED for one in given):
        lines.append(_A_PLAN)
    return [*lines, *_alerted(given)]


def _firsts(given: Sequence[Receipt]) -> list[str]:
    """First conversations ever, in one sentence."""
    first = [one for one in given if one.tells_history and one.previous is None]
    if len(first) == 1:
        return [_gap(first[0])]
    names = [account(one.conversation.account_name) for one in first]
    return [f"Our first conversations with {formatting.listing(names)}."] if first else []


def _gaps(given: Sequence[Receipt]) -> list[str]:
    """How long it had been with each, in one sentence."""
    gaps = [one for one in given if _has_notable_gap(one)]
    if len(gaps) == 1:
        return [_gap(gaps[0])]
    parts = [f"{one.days_since_previous} days with {account(one.conversation.account_name)}" for one in gaps]
    return [f"First conversations in {formatting.listing(parts)}."] if gaps else []


def _once(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(line for line in lines if line))


def _has_no_words(given: Receipt) -> bool:
    details = given.conversation.details
    return not (details.note or details.insights or details.contacts)


def _alerted(given: Sequence[Receipt]) -> list[str]:
    """Which owners read of a complaint or a risk now; of one line they are the same words."""
    alerted = [one for one in given if one.alerted_owner is not None]
    if not alerted:
        return []
    owners = list(dict.fromkeys(person(one.alerted_owner or "", one.names) for one in alerted))
    insights = alerted[0].conversation.details.insights
    kind = "complaint" if any(insight.kind == "complaint" for insight in insights) else "risk"
    if len(owners) == 1:
        return [f"{owners[0]} (owner) reads the {kind} now."]
    return [f"{formatting.listing(owners)} (owners) read the {kind} now."]


def _has_notable_gap(given: Receipt) -> bool:
    return given.tells_history and (given.days_since_previous or 0) > NOTABLE_GAP_DAYS


def _gap(given: Receipt) -> str:
    if not given.tells_history:
        return ""
    name = account(given.conversation.account_name)
    if _has_notable_gap(given):
        return f"First conversation with {name} in {given.days_since_previous} days."
    if given.previous is not None:
        return ""
    here = (given.today - given.account_added_on).days
    since = f", here {formatting.count(here, 'day')}" if here > 0 else ""
    return f"Our first conversation with {name}{since}."


def _week(given: Receipt) -> str:
    if given.week is None:
        return ""
    if given.week.was_counted:
        return ""  # the number stands in the record; told again it would read as a reproach
    which = "this week" if given.days_back <= given.today.weekday() else "that week"
    beyond = f"; you meant {given.week.meant:,}" if 0 < (given.week.meant or 0) < given.week.reached else ""
    return f"{_reached(given.week)} {which}{beyond}."


def _reached(week: WeekSum) -> str:
    """ "3 customers", or "1 of your 3 customers" up to the number they named, towards which prospects count too."""
    both = formatting.customers_and_prospects(week.customers, week.prospects)
    if week.meant is None or week.reached > week.meant:
        return both
    if week.prospects:
        return f"{week.reached:,} of your {week.meant:,} ({both})"
    return f"{week.customers:,} of your {formatting.count(week.meant, 'customer')}"


def _echo(given: Receipt, *, but: Iterable[str]) -> str:
    """Who else brought it up, `but` for the customers that the same line told of."""
    names = [] if given.echo is None else [name for name in given.echo.accounts if name not in but]
    if given.echo is None or not names:
        return ""
    return f"{formatting.listing(list(map(account, names)))} spoke of {escape(given.echo.word)} too this quarter."
