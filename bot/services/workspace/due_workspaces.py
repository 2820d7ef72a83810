"""Find the workspaces in which a job has something to do: one function a job."""

from bot.services.accounts.offboarding import LOOKED_EVERY
from bot.services.deps import Deps
from bot.services.workspace.departments import ASKED_EVERY
from bot.storage.workspace import due_workspaces


def with_posts_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return due_workspaces.with_posts_due(session, now=deps.now())


def with_digests_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return due_workspaces.with_digests_due(session, now=deps.now())


def with_unknown_members(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return due_workspaces.with_unknown_members(session)


def with_lines_to_log(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return due_workspaces.with_lines_to_log(session)


def with_rosters_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return due_workspaces.with_rosters_due(session, now=deps.now(), latest=deps.now() + LOOKED_EVERY)


def with_departments_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return due_workspaces.with_departments_due(session, now=deps.now(), latest=deps.now() + ASKED_EVERY)


def with_expired_drafts(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return due_workspaces.with_expired_drafts(session, now=deps.now())
