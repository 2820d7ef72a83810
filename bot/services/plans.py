"""The one question a plan leads to, on the working day after it: did it happen? (PRODUCT.md §1, "What counts")."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain import plans as rules
from bot.domain import schedule
from bot.domain.conversations import Conversation, State
from bot.domain.deliveries import TOO_LATE, Delivery
from bot.domain.members import Caller, Member, Workspace
from bot.domain.schedule import Daily, Occurrence, Rule
from bot.messages import plans as drawn
from bot.messages.blocks import Message
from bot.services.conversations import local_today
from bot.services.deps import Deps
from bot.services.outcomes import Not
from bot.storage import closed_days, conversations, entries, members, outbox, plans, pledges, workspaces
from bot.storage.engine import Session

PLANS = "plans"
_ASKED = Daily(rules.ASKED_AT)
_AT_ONCE = 500
"""So many plans of a workspace are looked at in one round."""


_Question = tuple[str, Occurrence]
"""Whom it asks, and on which morning."""


@dataclass(frozen=True)
class _Look:
    """What is found of one plan: it belongs to a `question` that is due, or to none now, and is looked at `again`."""

    plan: Conversation
    question: _Question | None
    again: datetime | None


def enqueue_questions(deps: Deps, workspace: Workspace) -> list[str]:
    """Put a question into the outbox for everybody who had a plan for the working day before; the lines of what is new.

    One message a person and day, at nine of their morning. It is noted when to look at a plan again: so a round in
    which nobody is to be asked finds none, however many there are.
    """
    now = deps.now()
    with deps.database.reading() as session:
        looks = _looks(session, workspace, now)
    by_question: dict[_Question | None, list[_Look]] = defaultdict(list)
    for look in looks:
        by_question[look.question].append(look)
    return [line for question, its in by_question.items() for line in _note(deps, workspace, question, its, now)]


def asking_times(deps: Deps, workspace_id: str) -> list[tuple[Rule, ZoneInfo]]:
    """When people are asked, in every zone that somebody is in."""
    with deps.database.reading() as session:
        people = members.of(session, workspace_id, members.names(session, workspace_id))
    return [(_ASKED, ZoneInfo(zone)) for zone in sorted({one.profile.zone or "UTC" for one in people.values()})]


def draw(session: Session, delivery: Delivery, now: datetime) -> Message | Not:
    """The plans that nobody has said anything of yet; to somebody Slack has said is a member."""
    person = members.find(session, delivery.workspace_id, delivery.target)
    if person is None or not person.is_known:
        return Not.YET
    closed = closed_days.of(session, delivery.workspace_id)
    days = rules.days_asked_about(date.fromisoformat(delivery.subject), closed)
    waiting = _asked_of(session, delivery.workspace_id, person.id, *days) if days else []
    if not waiting or not person.may_take_part:
        return Not.TRUE
    names = members.names_of(session, delivery.workspace_id, _people(waiting))
    workspace = workspaces.find(session, delivery.workspace_id)
    zone = ZoneInfo(person.profile.zone or (workspace.zone if workspace else "UTC"))
    return drawn.question(waiting, names, schedule.local_date(now, zone))


def asked_on(deps: Deps, caller: Caller, plan_id: str) -> date | None:
    """The day on which a plan is asked about, before it is answered; None where it is none."""
    with deps.database.reading() as session:
        plan = conversations.find(session, caller.workspace.id, plan_id)
        closed = closed_days.of(session, caller.workspace.id)
    is_plan = plan is not None and plan.details.state is State.PLANNED
    return rules.day_asked(plan.details.on, closed) if plan is not None and is_plan else None


def still_asked(deps: Deps, caller: Caller, asked: date | None) -> Message | None:
    """What is left of the question of the day `asked` once one of its plans was answered; None where nothing is."""
    today = local_today(deps, caller)
    with deps.database.reading() as session:
        closed = closed_days.of(session, caller.workspace.id)
        days = rules.days_asked_about(asked, closed) if asked is not None else None
        if days is None:
            return None
        waiting = _asked_of(session, caller.workspace.id, caller.member.id, *days)
        names = members.names_of(session, caller.workspace.id, _people(waiting))
    return drawn.question(waiting, names, today) if waiting else None


def _looks(session: Session, workspace: Workspace, now: datetime) -> list[_Look]:
    waiting = entries.to_look_at(session, workspace.id, now=now, limit=_AT_ONCE)
    closed, asked = closed_days.of(session, workspace.id), _asked(session, workspace.id, waiting)
    people = members.of(session, workspace.id, asked.values())
    return [_look(plan, asked[plan.id], people.get(asked[plan.id]), workspace, closed, now) for plan in waiting]


def _look(
    plan: Conversation, person: str, member: Member | None, workspace: Workspace, closed: Set[date], now: datetime
) -> _Look:
    """Whether its question is due, or will be; where its morning has passed it is not asked about."""
    zone = ZoneInfo((member.profile.zone if member else None) or workspace.zone)
    on = rules.day_asked(plan.details.on, closed)
    latest = schedule.latest_occurrence(_ASKED, zone, now)
    if latest is None or latest.on < on:
        return _Look(plan, None, again=schedule.instant_of(datetime.combine(on, rules.ASKED_AT), zone))
    if latest.on > on or member is None or plan.undone_at is not None:
        return _Look(plan, None, again=None)
    # Once more on the next morning: until the question is drawn a day may be closed, and what it asks about wait.
    following = schedule.next_occurrence(_ASKED, zone, now)
    return _Look(plan, (person, latest), again=following.due_at if following else None)


def _note(deps: Deps, workspace: Workspace, question: _Question | None, looks: list[_Look], now: datetime) -> list[str]:
    """Put a question into the outbox, where there is one, and write down when to look at its plans again."""
    with deps.database.transaction() as session:
        lines = [] if question is None else _enqueue(session, workspace, *question, now)
        for look in looks:
            plans.looked(session, workspace.id, look.plan, at=now, next_at=look.again)
    return lines


def _enqueue(session: Session, workspace: Workspace, person: str, asked: Occurrence, now: datetime) -> list[str]:
    late = schedule.has_expired(asked.due_at, now, schedule.NUDGE_LIFE)
    is_new = outbox.enqueue(
        session,
        workspace.id,
        kind=PLANS,
        subject=asked.subject,
        target=person,
        due_at=asked.due_at,
        now=now,
        too_late=TOO_LATE if late else None,
    )
    return [f"{workspace.id} {PLANS} {asked.subject}: {'expired' if late else 'enqueued'}"] if is_new else []


def _asked_of(session: Session, workspace_id: str, person: str, first: date, last: date) -> list[Conversation]:
    """The plans of these days that this person is asked about."""
    passed = entries.plans(session, workspace_id, first, last)
    asked = _asked(session, workspace_id, passed)
    return [plan for plan in passed if asked[plan.id] == person]


def _asked(session: Session, workspace_id: str, found: Iterable[Conversation]) -> dict[str, str]:
    """Who is asked about each plan: whoever was to hold it, but nobody who never logged or named a number."""
    found = list(found)
    holders = [plan.details.held_by for plan in found]
    enrolled = entries.authors(session, workspace_id, holders) | pledges.givers(session, workspace_id, holders)
    return {plan.id: plan.details.held_by if plan.details.held_by in enrolled else plan.logged_by for plan in found}


def _people(plans: Iterable[Conversation]) -> list[str]:
    return [person for plan in plans for person in plan.details.people]
