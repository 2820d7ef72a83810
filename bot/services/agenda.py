"""Where a round has something to do: the ids of the workspaces, for each job."""

from datetime import timedelta

from bot.domain import plans
from bot.services.departments import ASKED_EVERY
from bot.services.departures import LOOKED_EVERY
from bot.services.deps import Deps
from bot.storage import agenda

_ANY_ZONE = timedelta(days=1)
"""By how much a date on some wall may differ from that of UTC."""


def with_posts_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_posts_due(session, now=deps.now())


def with_plans_to_ask_about(deps: Deps) -> list[str]:
    today, late = deps.now().date(), plans.A_DAY + _ANY_ZONE
    with deps.database.reading() as session:
        recent = agenda.with_plans(session, today - plans.ASKED_WITHIN - late, today + _ANY_ZONE)
        held = agenda.with_plans_behind_closed_days(session, today - plans.CLOSED_AT_MOST - late, today)
    return sorted({*recent, *held})


def with_expired_leases(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_expired_leases(session)


def with_unknown_members(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_unknown_members(session)


def with_rosters_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_rosters_due(session, now=deps.now(), latest=deps.now() + LOOKED_EVERY)


def with_departments_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_departments_due(session, now=deps.now(), latest=deps.now() + ASKED_EVERY)
