"""The alert about a complaint or a risk: rendered for whom it concerns, and again when the conversation changes."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.conversations.follow_ups import next_working_day
from bot.domain.conversations.model import Conversation, Details, Kind, Source, State
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Member
from bot.messages.blocks import Message
from bot.messages.conversations import complaints
from bot.outbox.message_types import Rerendered, Skip
from bot.services import line_entries, line_receipts
from bot.services.conflict_retry import retried
from bot.services.conversations import message_updates
from bot.services.conversations.receipts import COMPLAINT, alarming, concerned
from bot.services.deps import Deps, Guard
from bot.services.line_entries import Inserted
from bot.services.line_receipts import LineReceipt
from bot.services.local_days import local_day
from bot.services.weekly import quiet_hours
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations, member_conversations
from bot.storage.conversations.conversations import NewConversation
from bot.storage.workspace import closed_days, members, preferences, workspaces

_A_DAY = timedelta(days=1)
_CALLS_UNTIL = time(17)
"""On the wall of whoever calls: later than that nobody answers."""


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """To the owner or sponsor, once Slack has said that they and the author are members; not if it was taken back."""
    entry = _entry(scope, delivery)
    if entry is None or not _concerns(scope, delivery.target, entry):
        return Skip.STALE
    reader = members.find(scope, delivery.target)
    author = members.find(scope, entry.logged_by)
    if reader is None or author is None or not (reader.is_known and author.is_known):
        return Skip.NOT_READY
    if not (reader.may_take_part and author.may_take_part):
        return Skip.STALE
    return _told(scope, entry, reader)


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """As it is now; where it was taken back or concerns them no more, by whom, and none of its words."""
    entry, reader = _entry(scope, delivery), members.find(scope, delivery.target)
    if entry is None or reader is None:
        return Skip.STALE
    if _concerns(scope, delivery.target, entry):
        if not reader.may_take_part:
            return Skip.STALE  # what a guest was told as a member stays, and nothing is added to it
        return Rerendered(_told(scope, entry, reader))
    by = message_updates.whose(scope, entry)
    is_withdrawn = entry.undone_at is not None or not alarming(entry.details)
    shown = complaints.withdrawn(entry.account_name, by) if is_withdrawn else complaints.no_longer_yours()
    return Rerendered(shown, redacts=True)


@retried
def call(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> LineReceipt:
    """The caller calls the account: a plan for today or the next working day, once for this entry; one of theirs that
    stands already is that plan.

    Raises NotAllowed unless it is theirs to hear, Refusal where it was taken back.
    """
    with deps.transaction(caller.workspace.id, guard) as scope:
        entry = conversations.find(scope, conversation_id)
        if entry is None or entry.undone_at is not None:
            raise Refusal("That was taken back: there is nothing to call about.")
        if not _concerns(scope, caller.member.id, entry):
            raise NotAllowed("Its owner or its sponsor calls. To plan a call of yours: /logcall Acme call tomorrow.")
        planned = _plan(scope, caller, entry)
    deps.outbox.wake()
    return line_receipts.of_one(deps, caller, Inserted(planned))


def _plan(scope: Scope, caller: Caller, entry: Conversation) -> str:
    """The id of the plan."""
    today = local_day(caller, scope.now)
    standing = member_conversations.plans_of(scope, caller.member.id, since=today)
    before = next((each for each in standing if each.account_id == entry.account_id), None)
    if before is not None:
        return before.id
    details = Details(State.PLANNED, Kind.CALL, None, _day_of_call(scope, caller), held_by=caller.member.id)
    key = f"call {entry.id} {caller.member.id}"
    new = NewConversation(entry.account_id, details, caller.member.id, None, Source.PLAN, key)
    return line_entries.insert(scope, caller, new, has_twin=False).conversation_id


def _day_of_call(scope: Scope, caller: Caller) -> date:
    """Today while people are at work, else the next working day of theirs."""
    local = quiet_hours.local_time(caller.workspace, caller.member, scope.now)
    chosen = preferences.of(scope, caller.member.id)
    closed = closed_days.of(scope) | chosen.days_away
    is_working_day = next_working_day(local.on - _A_DAY, closed) == local.on
    return local.on if is_working_day and local.at < _CALLS_UNTIL else next_working_day(local.on, closed)


def _entry(scope: Scope, delivery: Delivery) -> Conversation | None:
    # Behind the id may stand the version with which the complaint came.
    return conversations.find(scope, delivery.subject.partition(":")[0])


def _concerns(scope: Scope, member_id: str, entry: Conversation) -> bool:
    """Whether the entry stands and tells a member of a complaint or a risk that is theirs to hear.

    Of a private one that is who reads it: whoever owns the account only since then hears that it is there, no more.
    """
    account = accounts.find(scope, entry.account_id)
    if account is None or entry.undone_at is not None or not entry.may_be_read_by(member_id):
        return False
    return member_id in concerned(scope, account, entry.details)


def _told(scope: Scope, entry: Conversation, reader: Member) -> Message:
    workspace = workspaces.find(scope)
    zone = reader.profile.zone or (workspace.zone if workspace else "UTC")
    names = members.names_of(scope, entry.details.people)
    return complaints.complaint(entry, names, today=schedule.local_date(scope.now, ZoneInfo(zone)))


COMPLAINT_ALERT = quiet_hours.direct_message(COMPLAINT, "A complaint or a risk", render, rerender)
