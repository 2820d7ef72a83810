"""The question about a plan, on the working day after it: did it happen?"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.conversations import plans as rules
from bot.domain.conversations.model import Conversation, State
from bot.domain.deliveries.model import Delivery, ExpiryReason
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller, Workspace
from bot.domain.workspace.schedule import Daily, Occurrence, Rule
from bot.messages.blocks import Message
from bot.messages.conversations import plans as drawn
from bot.outbox import queue, rescheduling
from bot.outbox.message_types import MessageType, Skip
from bot.services.deps import Deps
from bot.services.local_days import local_today
from bot.storage.conversations import conversations, member_conversations, plans
from bot.storage.weekly import pledges
from bot.storage.workspace import closed_days, members, workspaces

PLANS = "plans"
_ASKED = Daily(rules.ASKED_AT)
_AT_ONCE = 100
"""So many plans are looked at in one transaction: others wait for it."""

_Question = tuple[str, Occurrence]
"""Whom it asks, and on which morning."""


@dataclass(frozen=True)
class _Look:
    """What is found of one plan: it belongs to a `question` that is due, or it is looked at `again`, or no more."""

    plan: Conversation
    question: _Question | None = None
    again: datetime | None = None


def enqueue_questions(deps: Deps, workspace: Workspace) -> list[str]:
    """Put a question into the outbox for everybody who had a plan for the working day before; the lines of what is new.

    One message a person and day, at nine of their morning. It is noted when to look at a plan again, so that most
    rounds find none, however many there are.
    """
    lines = list[str]()
    looks: list[_Look] | None = None
    # Several short transactions: between two of them whoever logs gets the write lock.
    while looks is None or len(looks) == _AT_ONCE:
        with deps.transaction(workspace.id) as scope:
            looks = _looks(scope, workspace)
            for person, asked in sorted({look.question for look in looks if look.question}, key=_person):
                lines += _enqueue(scope, workspace, person, asked)
            for look in looks:
                plans.mark_checked(scope, look.plan, at=scope.now, next_at=look.again)
    return lines


def asking_times(deps: Deps, workspace_id: str) -> list[tuple[Rule, ZoneInfo]]:
    """When people are asked, in every zone that somebody is in."""
    with deps.reading(workspace_id) as scope:
        people = members.of(scope, members.names(scope))
    return [(_ASKED, ZoneInfo(zone)) for zone in sorted({one.profile.zone or "UTC" for one in people.values()})]


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """The plans that nobody has said anything of yet; to somebody Slack has said is a member."""
    person = members.find(scope, delivery.target)
    if person is None or not person.is_known:
        return Skip.NOT_READY
    closed = closed_days.of(scope)
    days = rules.days_asked_about(date.fromisoformat(delivery.subject), closed)
    waiting = _asked_of(scope, person.id, *days) if days else []
    if not waiting or not person.may_take_part:
        return Skip.STALE
    names = members.names_of(scope, _people(waiting))
    workspace = workspaces.find(scope)
    zone = ZoneInfo(person.profile.zone or (workspace.zone if workspace else "UTC"))
    return drawn.question(waiting, names, schedule.local_date(scope.now, zone))


def asked_on(deps: Deps, caller: Caller, plan_id: str) -> date | None:
    """The day on which a plan is asked about, before it is answered; None where it is none."""
    with deps.reading(caller.workspace.id) as scope:
        plan = conversations.find(scope, plan_id)
        closed = closed_days.of(scope)
    is_plan = plan is not None and plan.details.state is State.PLANNED
    return rules.day_asked(plan.details.on, closed) if plan is not None and is_plan else None


def still_asked(deps: Deps, caller: Caller, asked: date | None) -> Message | None:
    """What is left of the question of the day `asked` once one of its plans was answered; None where nothing is."""
    today = local_today(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        closed = closed_days.of(scope)
        days = rules.days_asked_about(asked, closed) if asked is not None else None
        if days is None:
            return None
        waiting = _asked_of(scope, caller.member.id, *days)
        names = members.names_of(scope, _people(waiting))
    return drawn.question(waiting, names, today) if waiting else None


def _looks(scope: Scope, workspace: Workspace) -> list[_Look]:
    """What is found of the plans to be looked at, which nobody else changes or looks at until the transaction ends."""
    due = plans.lock_due(scope, limit=_AT_ONCE)
    held = conversations.those(scope, due)
    closed, asked = closed_days.of(scope), _asked(scope, held)
    people = members.of(scope, {each for plan in held for each in _concerned(plan)})
    zones = {each: ZoneInfo(member.profile.zone or workspace.zone) for each, member in people.items()}
    return [_look(plan, asked[plan.id], zones, ZoneInfo(workspace.zone), closed, scope.now) for plan in held]


def _look(
    plan: Conversation, person: str, zones: Mapping[str, ZoneInfo], other: ZoneInfo, closed: Set[date], now: datetime
) -> _Look:
    """Whether its question is due, or will be; where its morning has passed it is not asked about.

    It may become another's question meanwhile: so it is looked at on the morning of whoever is concerned first.
    """
    on = rules.day_asked(plan.details.on, closed)
    latest = schedule.latest_occurrence(_ASKED, zones.get(person, other), now)
    if latest is None or latest.on < on:
        wall = datetime.combine(on, rules.ASKED_AT)
        mornings = [schedule.instant_of(wall, zones.get(each, other)) for each in (person, *_concerned(plan))]
        return _Look(plan, again=min(morning for morning in mornings if morning > now))
    is_due = latest.on == on and person in zones and plan.undone_at is None
    return _Look(plan, question=(person, latest) if is_due else None)


def _concerned(plan: Conversation) -> tuple[str, str]:
    return plan.details.held_by, plan.logged_by


def _person(question: _Question) -> str:
    return question[0]


def _enqueue(scope: Scope, workspace: Workspace, person: str, asked: Occurrence) -> list[str]:
    late = schedule.has_expired(asked.due_at, scope.now, schedule.NUDGE_LIFE)
    is_new = queue.enqueue(
        scope,
        kind=PLANS,
        subject=asked.subject,
        target=person,
        due_at=asked.due_at,
        expired=ExpiryReason.TOO_LATE if late else None,
    )
    if not is_new and not late:
        is_new = rescheduling.reopen(scope, kind=PLANS, subject=asked.subject, target=person, due_at=asked.due_at)
    return [f"{workspace.id} {PLANS} {asked.subject}: {'expired' if late else 'enqueued'}"] if is_new else []


def _asked_of(scope: Scope, person: str, first: date, last: date) -> list[Conversation]:
    """The plans of these days that this person is asked about."""
    passed = member_conversations.plans(scope, first, last, of=person)
    asked = _asked(scope, passed)
    return [plan for plan in passed if asked[plan.id] == person]


def _asked(scope: Scope, found: Iterable[Conversation]) -> dict[str, str]:
    """Who is asked about each plan: whoever was to hold it, but nobody who never logged or named a number."""
    found = list(found)
    holders = [plan.details.held_by for plan in found]
    enrolled = member_conversations.authors(scope, holders) | pledges.givers(scope, holders)
    return {plan.id: plan.details.held_by if plan.details.held_by in enrolled else plan.logged_by for plan in found}


def _people(plans: Iterable[Conversation]) -> list[str]:
    return [person for plan in plans for person in plan.details.people]


PLAN_QUESTION = MessageType(PLANS, "The question whether a plan happened", render, lifetime=schedule.NUDGE_LIFE)
