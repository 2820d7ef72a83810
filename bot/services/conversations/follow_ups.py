"""What becomes of a promise: done, put off or dropped by whoever has it, and told to whoever wrote it down."""

from dataclasses import replace

from bot.db.scope import Scope
from bot.domain.conversations import follow_ups as rules
from bot.domain.conversations.follow_ups import FollowUpState, TrackedFollowUp
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.weekly.digests import DigestItem, ItemKind, next_digest_day
from bot.domain.workspace.members import Caller
from bot.messages.conversations.follow_ups import FollowUpAnswer
from bot.services import audit_log
from bot.services.conversations import corrections, message_updates
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day
from bot.services.workspace import permissions
from bot.services.workspace.members import require_colleague
from bot.storage.conversations import conversations, follow_ups
from bot.storage.weekly import digests
from bot.storage.workspace import closed_days, members

WHO_ENDS = "Only who is to do it, its author, the person who held the conversation, or an admin can change this."
_GONE = "That promise is gone: its entry was changed or taken back."


def end(deps: Deps, caller: Caller, conversation_id: str, state: FollowUpState, *, guard: Guard) -> FollowUpAnswer:
    """Let it be done or dropped; whoever wrote it down hears with their next digest that it is done. One that has ended
    before stays as it is. Raises Refusal where it is gone, NotAllowed to others than WHO_ENDS says."""
    require_colleague(deps, caller)
    with deps.transaction(caller.workspace.id, guard) as scope:
        tracked = _changeable(scope, caller, conversation_id)
        was_open = follow_ups.end(scope, tracked.id, state, by=caller.member.id)
        if was_open:
            _record(scope, caller, tracked, state.value)
            if state is FollowUpState.DONE and tracked.given_by != caller.member.id:
                _tell_done(scope, caller, tracked)
        answer = _answer(scope, caller, tracked.id)
    deps.outbox.wake()
    return replace(answer, was_open=was_open)


def put_off(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> FollowUpAnswer:
    """Let it be due on the next working day; what has ended stays as it is. Raises as `end` does."""
    require_colleague(deps, caller)
    with deps.transaction(caller.workspace.id, guard) as scope:
        given = _changeable(scope, caller, conversation_id)
        if given.is_open:
            closed = closed_days.of(scope)
            due = rules.next_working_day(local_day(caller, scope.now), closed)
            details = replace(given.entry.details, follow_up=replace(given.step, due=due))
            corrections.change(scope, caller, given.entry, details)
        answer = _answer(scope, caller, given.id)
    deps.outbox.wake()
    return replace(answer, was_open=given.is_open)


def reopen(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> FollowUpAnswer:
    """Let one that was done, or dropped, by mistake be open again. Raises as `end` does."""
    require_colleague(deps, caller)
    with deps.transaction(caller.workspace.id, guard) as scope:
        tracked = _changeable(scope, caller, conversation_id)
        if not tracked.is_open and follow_ups.reopen(scope, tracked.id, tracked.state):
            _record(scope, caller, tracked, "reopen")
        answer = _answer(scope, caller, tracked.id)
    deps.outbox.wake()
    return answer


def read(deps: Deps, caller: Caller, conversation_id: str) -> FollowUpAnswer:
    """One as it stands, for whoever may read it. Raises Refusal where it is gone, or not theirs to read."""
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        return _answer(scope, caller, conversation_id)


def _changeable(scope: Scope, caller: Caller, conversation_id: str) -> TrackedFollowUp:
    """One whose entry stands, held for this transaction."""
    entry = conversations.lock(scope, conversation_id)
    tracked = follow_ups.find(scope, conversation_id) if entry is not None else None
    if tracked is None or tracked.entry.undone_at is not None:
        raise Refusal(_GONE)
    if not permissions.may_end_follow_up(scope, caller, tracked.entry):
        raise NotAllowed(WHO_ENDS)
    return tracked


def _record(scope: Scope, caller: Caller, tracked: TrackedFollowUp, what: str) -> None:
    audit_log.write(scope, caller, f"follow up {what}", tracked.id)
    message_updates.entry_changed(scope, tracked.id)


def _tell_done(scope: Scope, caller: Caller, tracked: TrackedFollowUp) -> None:
    members.mention(scope, [tracked.given_by])
    on = next_digest_day(local_day(caller, scope.now))
    digests.add(scope, [DigestItem(tracked.given_by, ItemKind.FOLLOW_UP_DONE, tracked.id, on)])


def _answer(scope: Scope, caller: Caller, conversation_id: str) -> FollowUpAnswer:
    given = follow_ups.find(scope, conversation_id)
    if given is None or given.entry.undone_at is not None or not given.entry.may_be_read_by(caller.member.id):
        raise Refusal(_GONE)
    people = [given.given_by, given.ended_by or "", given.entry.logged_by, *given.entry.details.people]
    names = members.names_of(scope, people)
    return FollowUpAnswer(given, caller.member.id, local_day(caller, scope.now), names)
