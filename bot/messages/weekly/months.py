"""The monthly page: a month against the one before, sponsors, what waits, and which departments talked. It names
nobody."""

from collections.abc import Sequence

from bot.domain.accounts.waiting import AccountStatus
from bot.domain.sponsors.coverage import DEPARTMENTS_WITHIN, DepartmentBreadth
from bot.domain.weekly.months import MonthlyPage, SponsorSum
from bot.messages import formatting
from bot.messages.accounts.waiting import days_of, with_card
from bot.messages.blocks import Message, context, escape
from bot.messages.formatting import count
from bot.messages.parts import MessagePart, headed, joined, plain_text, render_parts
from bot.messages.weekly.leaderboard import headline, time_and_visits

_DEPARTMENTS_AT_MOST = 30
_NO_ACCOUNT = "No account is here yet: `/account add Acme` adds one, and so does the first line about one."
_PRIVATE = "What is private is counted here, never quoted. An admin moves this page or switches it off on my Home tab."


def page(month: MonthlyPage) -> Message:
    """The page; what has no data is left out."""
    departments = [department for department in month.departments if department.people]
    return render_parts(
        [
            *_sums(month),
            plain_text(_sponsors(month.sponsors) if month.sponsors is not None else ""),
            *_waiting(month),
            *_unanswered(month.unanswered),
            plain_text(_departments(departments)),
            plain_text("" if month.has_accounts else _NO_ACCOUNT),
            MessagePart(_PRIVATE, (context(_PRIVATE),)),
        ]
    )


def _sums(month: MonthlyPage) -> list[MessagePart]:
    if not month.total.conversations:
        title = f"{month.period.title}: no conversation was logged"
        way = f"If somebody did speak to a customer: `/logcall Acme {month.period.last.day} {_short(month)}: talked`."
        return [headed(title), plain_text(way)]
    return [headline(month.period.title, month.total), plain_text(joined(" ", _against(month), _work(month)))]


def _short(month: MonthlyPage) -> str:
    return month.period.title.split()[0][:3].lower()


def _against(month: MonthlyPage) -> str:
    """The customers beside those of the month before."""
    before, reached = month.before, month.total.customers
    if before is None or not (reached or before.customers):
        return ""
    earlier = f"{before.customers:,}" if before.customers else "none"
    return f"{count(reached, 'customer')}; {earlier} in {month.previous.title.split()[0]}."


def _work(month: MonthlyPage) -> str:
    return f"{count(month.total.conversations, 'conversation')}, {time_and_visits(month.total)}"


def _sponsors(sponsors: SponsorSum) -> str:
    ends = [
        f"{sponsors.named_only:,} in name only" if sponsors.named_only else "",
        f"{sponsors.lacking:,} without one" if sponsors.lacking else "",
    ]
    other = joined(", ", *ends)
    covered = f"{sponsors.covered:,}" if sponsors.covered else "none"
    return (
        f"*Sponsors:* {count(sponsors.accounts, 'strategic or enterprise customer')}, {covered} spoken to by a sponsor "
        f"in the last 90 days{f'; {other}' if other else ''}. `/sponsor` lists them."
    )


def _waiting(month: MonthlyPage) -> list[MessagePart]:
    """Those that wait most, each with its card a press away."""
    if not month.waiting:
        return []
    verb = "waits" if month.waiting_count == 1 else "wait"
    more = month.waiting_count - len(month.waiting)
    rest = f"And {more:,} more: `/account waiting`." if more > 0 else ""
    return [
        plain_text(f"*{count(month.waiting_count, 'account')} {verb} for a conversation*"),
        *_accounts(month.waiting),
        MessagePart(rest, (context(rest),)),
    ]


def _unanswered(unanswered: Sequence[AccountStatus]) -> list[MessagePart]:
    if not unanswered:
        return []
    return [plain_text("*Keep, hand over, or let it rest?* Asked a week ago, still open:"), *_accounts(unanswered)]


def _accounts(statuses: Sequence[AccountStatus]) -> list[MessagePart]:
    lines = [f"{escape(formatting.name(status.account.name))}, {days_of(status)}" for status in statuses]
    return [MessagePart(line, (with_card(line, status),)) for line, status in zip(lines, statuses, strict=True)]


def _departments(departments: Sequence[DepartmentBreadth]) -> str:
    if not departments:
        return ""
    shown = [
        f"{escape(formatting.name(department.department))} {department.talked:,} of {department.people:,}"
        for department in departments[:_DEPARTMENTS_AT_MOST]
    ]
    more = len(departments) - len(shown)
    shown += [f"and {more:,} more departments"] if more > 0 else []
    return f"*Talked to a customer in {DEPARTMENTS_WITHIN.days} days:* {' · '.join(shown)}."
