"""What members are to be told of an entry, written down with its day in the transaction that changed the entry."""

from datetime import date

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation, FollowUp, State
from bot.domain.weekly import digests as rules
from bot.domain.workspace.members import Caller
from bot.domain.workspace.schedule import NO_DAYS
from bot.services.local_days import local_day
from bot.services.weekly import follow_up_alerts, quiet_hours
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests
from bot.storage.workspace import closed_days, members


def enqueue(
    scope: Scope, caller: Caller, entry: Conversation, *, before: FollowUp | None = None, is_new: bool = False
) -> None:
    """Have everybody told who is to hear of an entry that the caller logged, changed or put back: at once, or by the
    digest of a day. `before` is what it promised until now. Whoever logs gets digests from now on."""
    in_charge = sponsorships.in_charge(scope, entry.account_id)
    items = rules.items_of(
        entry,
        local_day(caller, scope.now),
        by=caller.member.id,
        in_charge=in_charge,
        before=before,
        closed=closed_days.of(scope) if _has_days(entry) else NO_DAYS,
        day_there=_day_there(scope, caller, entry),
    )
    if is_new:
        digests.enrol(scope, [caller.member.id])
    if items:
        members.mention(scope, in_charge)
        digests.add(scope, items)
    follow_up_alerts.enqueue(scope, caller, entry, before)


def _day_there(scope: Scope, caller: Caller, entry: Conversation) -> date | None:
    """The day of whom a colleague promises something for: it may have begun later, or sooner, than the caller's."""
    step = entry.details.follow_up
    if step is None or step.due is None or step.assignee == caller.member.id:
        return None
    member = members.find(scope, step.assignee)
    return None if member is None else quiet_hours.local_time(caller.workspace, member, scope.now).on


def _has_days(entry: Conversation) -> bool:
    """Whether something of it is told a number of working days later."""
    step = entry.details.follow_up
    return entry.details.state is State.PLANNED or (step is not None and step.due is not None)
