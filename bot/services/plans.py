"""The one question a plan leads to, on the working day after it: did it happen? (PRODUCT.md §1, "What counts")."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain import plans as rules
from bot.domain import schedule
from bot.domain.conversations import Conversation, State
from bot.domain.deliveries import TOO_LATE, Delivery
from bot.domain.members import Caller, Workspace
from bot.domain.schedule import Daily, Occurrence, Rule
from bot.messages import plans as drawn
from bot.messages.blocks import Message
from bot.services.conversations import local_today
from bot.services.deps import Deps
from bot.services.outcomes import Not
from bot.storage import closed_days, conversations, entries, members, outbox, pledges, workspaces
from bot.storage.engine import Session

PLANS = "plans"
_ASKED = Daily(time(9))


def enqueue_questions(deps: Deps, workspace: Workspace) -> list[str]:
    """Put a question into the outbox for everybody who had a plan for the working day before; the lines of what is new.

    One message a person and day, at nine of their morning.
    """
    now = deps.now()
    with deps.database.reading() as session:
        missing = _missing(session, workspace, now)
    return [line for person, occurrence in missing for line in _enqueue(deps, workspace, person, occurrence, now)]


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


def _missing(session: Session, workspace: Workspace, now: datetime) -> list[tuple[str, Occurrence]]:
    today = schedule.local_date(now, ZoneInfo(workspace.zone))
    closed = closed_days.of(session, workspace.id)
    passed = entries.plans(session, workspace.id, rules.earliest_asked_about(today, closed), today)
    found = []
    people = members.of(session, workspace.id, _asked(session, workspace.id, passed).values())
    for person in people.values():
        occurrence = schedule.latest_occurrence(_ASKED, ZoneInfo(person.profile.zone or workspace.zone), now)
        days = rules.days_asked_about(occurrence.on, closed) if occurrence else None
        if occurrence is None or days is None or not _asked_of(session, workspace.id, person.id, *days):
            continue
        if not outbox.stands(session, workspace.id, PLANS, occurrence.subject, target=person.id):
            found.append((person.id, occurrence))
    return found


def _enqueue(deps: Deps, workspace: Workspace, person: str, occurrence: Occurrence, now: datetime) -> list[str]:
    late = schedule.has_expired(occurrence.due_at, now, schedule.NUDGE_LIFE)
    with deps.database.transaction() as session:
        is_new = outbox.enqueue(
            session,
            workspace.id,
            kind=PLANS,
            subject=occurrence.subject,
            target=person,
            due_at=occurrence.due_at,
            now=now,
            too_late=TOO_LATE if late else None,
        )
    return [f"{workspace.id} {PLANS} {occurrence.subject}: {'expired' if late else 'enqueued'}"] if is_new else []


def _asked_of(session: Session, workspace_id: str, person: str, first: date, last: date) -> list[Conversation]:
    """The plans of these days that this person is asked about."""
    passed = entries.plans(session, workspace_id, first, last)
    asked = _asked(session, workspace_id, passed)
    return [plan for plan in passed if asked[plan.id] == person]


def _asked(session: Session, workspace_id: str, plans: Iterable[Conversation]) -> dict[str, str]:
    """Who is asked about each plan: whoever was to hold it, but nobody who never logged or named a number."""
    plans = list(plans)
    holders = [plan.details.held_by for plan in plans]
    enrolled = entries.authors(session, workspace_id, holders) | pledges.givers(session, workspace_id, holders)
    return {plan.id: plan.details.held_by if plan.details.held_by in enrolled else plan.logged_by for plan in plans}


def _people(plans: Iterable[Conversation]) -> list[str]:
    return [person for plan in plans for person in plan.details.people]
