"""Requests to read private words of before one's time: an account's later owner or sponsor asks, the author decides."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.conversations import access_requests as rules
from bot.domain.conversations.access_requests import AccessRequest, PrivateNotice, RequestState
from bot.domain.conversations.model import Conversation
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action, may
from bot.messages.blocks import Message
from bot.messages.conversations import access_requests as drawn
from bot.outbox import batching, rescheduling
from bot.outbox.message_types import Skip
from bot.services import audit_log
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day
from bot.services.weekly import quiet_hours
from bot.services.workspace import permissions
from bot.services.workspace.members import require_known
from bot.storage.accounts import accounts, merges
from bot.storage.conversations import access_requests, conversations, readers
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members, roles, workspaces

REQUEST, ANSWER = "access request", "access answer"
"""Kinds of deliveries; the subject is the request's id."""

REACH = 200
"""So many conversations with an account are looked at, and so many other entries: the latest, as on its card."""

WHO_ASKS = "Its owner or its sponsor asks to read what is private."
WHO_DECIDES = "Its author decides who else reads it."
_GONE = "That question is gone."


@dataclass(frozen=True)
class Decided:
    """A request after its answer; `name` is what who asked is called."""

    request: AccessRequest
    name: str


def withheld(scope: Scope, caller: Caller, entries: Iterable[Conversation]) -> tuple[PrivateNotice, ...]:
    """What of an account's entries is kept from its owner or sponsor, who came later; whose it is, whom to ask."""
    days: dict[tuple[str, str | None, RequestState | None], list[date]] = {}
    for each in _withheld(scope, caller, entries):
        days.setdefault((each.entry.logged_by, each.asks, each.state), []).append(each.entry.details.on)
    gone = members.deactivated(scope) if days else {}
    return tuple(
        PrivateNotice(author, author in gone, asks, state, tuple(sorted(dates, reverse=True)))
        for (author, asks, state), dates in days.items()
    )


def ask(deps: Deps, caller: Caller, account_id: str, author: str, *, of: str, guard: Guard) -> None:
    """Ask `of`, where they decide, to let the caller read what `author` logged as private. Asked twice it is once.

    Raises NotAllowed but to the account's owner and sponsor.
    """
    require_known(caller)
    with deps.transaction(caller.workspace.id, guard) as scope:
        standing = merges.surviving(scope, account_id)
        account = accounts.lock(scope, standing.id) if standing else None
        if account is None:
            raise Refusal("That account is gone.")
        permissions.require(Action.ASK_TO_READ, permissions.to_account(scope, caller, account), WHO_ASKS)
        entries = conversations.of_account(scope, account.id, limit=REACH)
        for found in _withheld(scope, caller, entries):
            if found.entry.logged_by == author and found.state is None and found.asks == of:
                _ask(scope, caller, found, of)
    deps.outbox.wake()


def decide(deps: Deps, caller: Caller, request_id: str, state: RequestState, *, guard: Guard) -> Decided:
    """Let who asked read it, or not; they hear which. Pressed twice it is one answer.

    Raises NotAllowed to whoever has no say, Refusal where it is settled otherwise, or nothing is left to pass on.
    """
    with deps.transaction(caller.workspace.id, guard) as scope:
        request = access_requests.lock(scope, request_id)
        entry = conversations.find(scope, request.conversation_id) if request else None
        if request is None or entry is None:
            raise Refusal(_GONE)
        _require_decider(scope, caller, request, entry)
        name = members.names_of(scope, [request.asked_by]).get(request.asked_by, "")
        if not request.is_open:
            _refuse_settled(request, state)
            return Decided(request, name)
        if state is RequestState.GRANTED:
            _refuse_untrue(scope, request, entry, name)
            readers.grant(scope, entry.id, request.asked_by, by=caller.member.id)
        access_requests.decide(scope, request, state, by=caller.member.id)
        _audit(scope, caller, f"read private: {state.value}", request)
        asker = request.asked_by
        batching.enqueue(scope, kind=ANSWER, subject=request.id, target=asker)
    deps.outbox.wake()
    return Decided(request, name)


def still_open(deps: Deps, caller: Caller, request_id: str) -> Message | None:
    """What the message that asked about a request still asks beside it; None where nothing is left."""
    with deps.reading(caller.workspace.id) as scope:
        found = [each for each in _open(scope, caller, request_id) if each.request.id != request_id]
        return drawn.questions(found) if found else None


def read(deps: Deps, caller: Caller, conversation_id: str) -> Message:
    """The words of an entry. Raises NotAllowed to whoever does not read them, Refusal where it is taken back."""
    require_known(caller)
    with deps.reading(caller.workspace.id) as scope:
        entry = conversations.find(scope, conversation_id)
        if entry is None or entry.undone_at is not None:
            raise Refusal("That entry was taken back.")
        if not entry.may_be_read_by(caller.member.id):
            raise NotAllowed("That is private: it is for those alone to whom it was passed on.")
        people = [entry.logged_by, *entry.details.people]
        names = members.names_of(scope, people)
        return drawn.entry(entry, names, today=local_day(caller, scope.now))


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The questions that are still open, to whoever decides."""
    asked = _reader(scope, delivery)
    if asked is None:
        return Skip.NOT_READY
    found = _open(scope, asked, delivery.subject) if asked.member.may_take_part else []
    return drawn.questions(found) if found else Skip.STALE


def render_answer(scope: Scope, delivery: Delivery) -> Message | Skip:
    """What came of it, to whoever asked; nothing of what was taken back, or is not theirs to hear any more."""
    reader = _reader(scope, delivery)
    if reader is None:
        return Skip.NOT_READY
    found = _answers(scope, reader, delivery.subject) if reader.member.may_take_part else []
    return drawn.answers(found) if found else Skip.STALE


@dataclass(frozen=True)
class _Found:
    """An entry whose words are not the caller's; who would decide, and how the caller's request stands."""

    entry: Conversation
    asks: str | None
    state: RequestState | None


def _withheld(scope: Scope, caller: Caller, entries: Iterable[Conversation]) -> list[_Found]:
    me = caller.member.id
    private = [entry for entry in entries if not entry.may_be_read_by(me)]
    if not private:
        return []
    asked = access_requests.by_member(scope, me, [each.id for each in private])
    owners = roles.having(scope, permissions.PROGRAMME_OWNER)
    people = [person for each in private for person in (each.logged_by, each.details.held_by)]
    here = _here(scope, [*people, *owners, *(each.asked_of for each in asked.values())])
    return [
        _Found(
            each,
            rules.decider(each, me, here=here, programme_owners=owners),
            _state(scope, asked.get(each.id), here),
        )
        for each in private
    ]


def _state(scope: Scope, request: AccessRequest | None, here: Set[str]) -> RequestState | None:
    """How the caller's request stands; None where they may ask: also where it ended before it reached anybody."""
    state = rules.state_for(request, here)
    if request is None or state is not RequestState.OPEN:
        return state
    is_lost = batching.ended_untold(scope, kind=REQUEST, subject=request.id, target=request.asked_of)
    return None if is_lost else state


def _here(scope: Scope, people: Iterable[str]) -> frozenset[str]:
    """Those who can answer: members, as far as Slack has told, who did not leave."""
    found = members.of(scope, people).values()
    return frozenset(each.id for each in found if each.is_known and each.may_take_part)


def _ask(scope: Scope, caller: Caller, found: _Found, of: str) -> None:
    me, now = caller.member.id, scope.now
    request = access_requests.ask(scope, found.entry.id, by=me, of=of)
    if request is None:
        before = access_requests.by_member(scope, me, [found.entry.id])[found.entry.id]
        request = access_requests.ask_another(scope, before, of=of)
        if batching.ended_untold(scope, kind=REQUEST, subject=request.id, target=of):
            rescheduling.retry(scope, kind=REQUEST, subject=request.id, target=of, due_at=now)
    _audit(scope, caller, "read private: asked", request)
    batching.enqueue(scope, kind=REQUEST, subject=request.id, target=of)


def _require_decider(scope: Scope, caller: Caller, request: AccessRequest, entry: Conversation) -> None:
    """Author and holder decide; a programme owner where both left, and never for themself."""
    held = permissions.to_entry(scope, caller, entry)
    if may(Action.DECIDE_WHO_READS, held):
        return
    is_left = not _here(scope, [entry.logged_by, entry.details.held_by])
    is_for_another = request.asked_by != caller.member.id
    if not (is_left and is_for_another and may(Action.DECIDE_FOR_LEAVERS, held)):
        raise NotAllowed(WHO_DECIDES)


def _refuse_settled(request: AccessRequest, state: RequestState) -> None:
    if request.state is not state:
        settled = "it was passed on" if request.state is RequestState.GRANTED else "it stays private"
        raise Refusal(f"That is settled: {settled}.")


def _refuse_untrue(scope: Scope, request: AccessRequest, entry: Conversation, name: str) -> None:
    if entry.undone_at is not None:
        raise Refusal("That entry was taken back: there is nothing to pass on.")
    if not entry.details.private:
        raise Refusal("It is not private any more: everybody reads it.")
    if not _stands_for_it(scope, request, entry):
        who = name or "Who asked"
        raise Refusal(f"{who} neither owns nor sponsors {entry.account_name} any more: nothing is passed on.")


def _stands_for_it(scope: Scope, request: AccessRequest, entry: Conversation) -> bool:
    """Whether who asked still owns or sponsors the account, and takes part."""
    account = accounts.find(scope, entry.account_id)
    sponsor = sponsorships.sponsor_of(scope, entry.account_id)
    stands = account is not None and request.asked_by in (account.owner, sponsor)
    return stands and bool(_here(scope, [request.asked_by]))


def _open(scope: Scope, asked: Caller, request_id: str) -> list[rules.AccessQuestion]:
    """The open questions of the message that asks about a request."""
    found = []
    for request, entry, account in _told_together(scope, asked, REQUEST, request_id):
        is_open = request.is_open and request.asked_of == asked.member.id and entry.undone_at is None
        if is_open and entry.details.private and _stands_for_it(scope, request, entry):
            found.append(_question(scope, asked, request, entry, account))
    return found


def _question(
    scope: Scope, asked: Caller, request: AccessRequest, entry: Conversation, account: Account
) -> rules.AccessQuestion:
    me = asked.member.id
    people = [request.asked_by, entry.logged_by, *entry.details.people]
    return rules.AccessQuestion(
        request,
        entry.as_read_by(me),
        reader=me,
        today=local_day(asked, scope.now),
        owns=account.owner == request.asked_by,
        names=members.names_of(scope, people),
    )


def _answers(scope: Scope, reader: Caller, request_id: str) -> list[rules.AccessAnswer]:
    found = []
    for request, entry, _ in _told_together(scope, reader, ANSWER, request_id):
        is_readable = entry.may_be_read_by(reader.member.id)
        is_true = is_readable if request.state is RequestState.GRANTED else not is_readable
        if is_true and not request.is_open and request.asked_by == reader.member.id and entry.undone_at is None:
            names = members.names_of(scope, [request.decided_by or ""])
            found.append(rules.AccessAnswer(request, entry.without_words(), local_day(reader, scope.now), names))
    return found


def _told_together(
    scope: Scope, reader: Caller, kind: str, request_id: str
) -> Sequence[tuple[AccessRequest, Conversation, Account]]:
    """The requests that one message tells, with their entries and accounts."""
    me = reader.member.id
    found = []
    for batched_subject in batching.batched_subjects(scope, kind=kind, subject=request_id, target=me):
        request = access_requests.find(scope, batched_subject)
        entry = conversations.find(scope, request.conversation_id) if request else None
        account = accounts.find(scope, entry.account_id) if entry else None
        if request and entry and account:
            found.append((request, entry, account))
    return found


def _reader(scope: Scope, delivery: Delivery) -> Caller | None:
    """Whom a message goes to; None while Slack has not said who that is."""
    workspace = workspaces.find(scope)
    member = members.find(scope, delivery.target)
    return Caller(workspace, member) if workspace and member and member.is_known else None


def _audit(scope: Scope, caller: Caller, action: str, request: AccessRequest) -> None:
    people = {"asked by": request.asked_by, "asked of": request.asked_of}
    audit_log.write(scope, caller, action, request.conversation_id, **people)


ACCESS_REQUEST = quiet_hours.direct_message(REQUEST, "A question about something private", render)
ACCESS_ANSWER = quiet_hours.direct_message(ANSWER, "The answer about something private", render_answer)
