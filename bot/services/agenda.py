"""Where a round has something to do: the ids of the workspaces, for each job."""

from bot.services.departments import ASKED_EVERY
from bot.services.departures import LOOKED_EVERY
from bot.services.deps import Deps
from bot.storage import agenda


def with_posts_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_posts_due(session, now=deps.now())


def with_plans_to_ask_about(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_plans(session, now=deps.now())


def with_expired_leases(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_expired_leases(session)


def with_unknown_members(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_unknown_members(session)


def with_lines_to_log(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_lines_to_log(session)


def with_rosters_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_rosters_due(session, now=deps.now(), latest=deps.now() + LOOKED_EVERY)


def with_departments_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_departments_due(session, now=deps.now(), latest=deps.now() + ASKED_EVERY)


def with_drafts_over(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return agenda.with_drafts_over(session, now=deps.now())
