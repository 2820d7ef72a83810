"""The alert about a complaint or a risk: rendered for whom it concerns, and again when the conversation changes."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.conversations.alerts import alarming
from bot.domain.conversations.follow_ups import next_working_day
from bot.domain.conversations.model import Conversation, Details, Kind, Source, State
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.weekly.digests import DigestReader
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Member
from bot.messages.blocks import Message
from bot.messages.conversations import complaints
from bot.messages.weekly.digests import Line
from bot.outbox import batching
from bot.outbox.message_types import Rerendered, Skip
from bot.services import alerts, line_entries, line_receipts
from bot.services.alerts import COMPLAINT
from bot.services.conflict_retry import retried
from bot.services.conversations import message_updates
from bot.services.deps import Deps, Guard
from bot.services.line_entries import Inserted
from bot.services.line_receipts import LineReceipt
from bot.services.local_days import local_day
from bot.services.weekly import quiet_hours
from bot.storage.conversations import conversations, member_conversations
from bot.storage.conversations.conversations import NewConversation
from bot.storage.workspace import closed_days, members, preferences, workspaces

_A_DAY = timedelta(days=1)
_CALLS_UNTIL = time(17)
"""On the wall of whoever calls: later than that nobody answers."""


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """What still stands, to whom it concerns, once Slack has said that they and the authors are members."""
    reader = members.find(scope, delivery.target)
    found = [each for each in _entries(scope, delivery) if alerts.concerns(scope, delivery.target, each)]
    authors = members.of(scope, [entry.logged_by for entry in found])
    if not found:
        return Skip.STALE
    if reader is None or not all(person.is_known for person in (reader, *authors.values())):
        return Skip.NOT_READY
    entries = [entry for entry in found if authors[entry.logged_by].may_take_part]
    if not (entries and reader.may_take_part):
        return Skip.STALE
    return complaints.several([_shown(scope, entry, reader) for entry in entries])


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """As it is now; where it was taken back or concerns them no more, by whom, and none of its words."""
    entries, reader = _entries(scope, delivery), members.find(scope, delivery.target)
    if not entries or reader is None:
        return Skip.STALE
    standing = [entry for entry in entries if alerts.concerns(scope, delivery.target, entry)]
    if standing and not reader.may_take_part:
        return Skip.STALE  # what a guest was told as a member stays, and nothing is added to it
    messages = [_shown(scope, entry, reader) if entry in standing else _taken(scope, entry) for entry in entries]
    return Rerendered(complaints.several(messages), redacts=len(standing) < len(entries))


def lines(scope: Scope, reader: DigestReader, conversation_ids: Sequence[str]) -> list[Line]:
    """To an owner who is back: what was heard while they were away, and who was told then."""
    found = [each for each in conversations.those(scope, conversation_ids) if alerts.concerns(scope, reader.id, each)]
    alerted = {entry.id: alerts.members_alerted(scope, entry.id) for entry in found}
    people = [person for entry in found for person in (*entry.details.people, *alerted[entry.id])]
    names = members.names_of(scope, people)
    return [complaints.while_away(entry, alerted[entry.id], names, reader.today) for entry in found]


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
        if not alerts.concerns(scope, caller.member.id, entry):
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


def _entries(scope: Scope, delivery: Delivery) -> list[Conversation]:
    """What a delivery tells of, each once: a change of an entry is told under a subject of its own."""
    key = {"kind": COMPLAINT, "subject": delivery.subject, "target": delivery.target}
    ids = dict.fromkeys(alerts.entry_of(subject) for subject in batching.batched_subjects(scope, **key))
    found = (conversations.find(scope, conversation_id) for conversation_id in ids)
    return [entry for entry in found if entry is not None]


def _shown(scope: Scope, entry: Conversation, reader: Member) -> Message:
    workspace = workspaces.find(scope)
    zone = reader.profile.zone or (workspace.zone if workspace else "UTC")
    names = members.names_of(scope, entry.details.people)
    return complaints.complaint(entry, names, today=schedule.local_date(scope.now, ZoneInfo(zone)))


def _taken(scope: Scope, entry: Conversation) -> Message:
    """What stands in the place of one that is theirs to hear no more."""
    if entry.undone_at is None and alarming(entry.details):
        return complaints.no_longer_yours()
    return complaints.withdrawn(entry.account_name, message_updates.whose(scope, entry))


COMPLAINT_ALERT = quiet_hours.direct_message(COMPLAINT, "A complaint or a risk", render, rerender)
