"""The jobs of a tick: each finds the workspaces where it has something to do, and runs there."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.errors import TouchbaseError
from bot.domain.workspace.members import Workspace
from bot.outbox import sending
from bot.services.accounts import offboarding
from bot.services.conversations import drafts, kept_lines
from bot.services.deps import Deps
from bot.services.weekly import digests, occurrences
from bot.services.workspace import departments, due_workspaces, members, workspaces

_log = logging.getLogger("touchbase.jobs")


@dataclass(frozen=True)
class Job:
    """One thing that is done when it is due.

    `find_workspaces` asks once, across all, where there is something to do; `run` does it in one of them and returns a
    line for each thing done.
    """

    name: str
    find_workspaces: Callable[[Deps], list[str]]
    run: Callable[[Deps, Workspace], list[str]]


def run(deps: Deps) -> list[str]:
    """Run every job where it is due; the lines of what was done. Raises the first error, at the end."""
    lines, errors = attempt(deps)
    if errors:
        raise errors[0]
    return lines


def attempt(deps: Deps) -> tuple[list[str], list[Exception]]:
    """Run every job where it is due: what was done, and the errors, which stop no other workspace and no other job."""
    lines: list[str] = []
    errors: list[Exception] = []
    with deps.outbox.metrics.timing_round():
        for job in JOBS:
            for workspace_id in _workspaces_of(job, deps, errors):
                lines += _run_in(job, deps, workspace_id, errors)
    for line in lines:
        _log.info(line)
    return lines, errors


def run_safely(deps: Deps) -> None:
    """Run every job, as the scheduler calls it: an error is logged, and the next tick tries again."""
    try:
        run(deps)
    except TouchbaseError as error:
        _log.error("a tick failed: %s", error)
    except Exception:
        _log.exception("a tick failed")


def _workspaces_of(job: Job, deps: Deps, errors: list[Exception]) -> list[str]:
    try:
        return job.find_workspaces(deps)
    except Exception as error:
        _log.error("job %s: its workspaces cannot be found: %r", job.name, error)
        errors.append(error)
        return []


def _run_in(job: Job, deps: Deps, workspace_id: str, errors: list[Exception]) -> list[str]:
    try:
        return job.run(deps, workspaces.known(deps, workspace_id))
    except Exception as error:
        _log.error("job %s failed in %s: %r", job.name, workspace_id, error)
        errors.append(error)
        return []


def _park(deps: Deps, workspace: Workspace) -> list[str]:
    parked = sending.park_expired_leases(deps.outbox, workspace.id)
    return [f"{workspace.id} {parked} to be verified: their sender stopped"] if parked else []


def _shorten_waits(deps: Deps, workspace: Workspace) -> list[str]:
    shortened = sending.shorten_waits(deps.outbox, workspace.id)
    return [f"{workspace.id} {shortened} put off by a clock that was ahead: they go now"] if shortened else []


def _look_up(deps: Deps, workspace: Workspace) -> list[str]:
    found = members.look_up_unknown(deps, workspace)
    return [f"{workspace.id} members looked up: {found}"] if found else []


def _look_for_leavers(deps: Deps, workspace: Workspace) -> list[str]:
    changed = offboarding.look_for_leavers(deps, workspace)
    return [f"{workspace.id} members who are not what they were: {changed}"] if changed else []


def _refresh_departments(deps: Deps, workspace: Workspace) -> list[str]:
    refreshed = departments.refresh(deps, workspace)
    return [f"{workspace.id} departments looked at: {refreshed}"] if refreshed else []


def _delete_drafts(deps: Deps, workspace: Workspace) -> list[str]:
    deleted = drafts.delete_expired(deps, workspace.id)
    return [f"{workspace.id} kept lines deleted: {deleted}"] if deleted else []


JOBS = (
    Job("enqueue posts", due_workspaces.with_posts_due, occurrences.enqueue_due),
    Job("enqueue digests", due_workspaces.with_digests_due, digests.enqueue_due),
    Job("shorten waits", lambda deps: sending.workspaces_with_waits_too_long(deps.outbox), _shorten_waits),
    Job("park expired leases", lambda deps: sending.workspaces_with_expired_leases(deps.outbox), _park),
    Job("look up members", due_workspaces.with_unknown_members, _look_up),
    Job("log kept lines", due_workspaces.with_lines_to_log, kept_lines.log_of_known),
    Job("look for leavers", due_workspaces.with_rosters_due, _look_for_leavers),
    Job("refresh departments", due_workspaces.with_departments_due, _refresh_departments),
    Job("delete kept lines", due_workspaces.with_expired_drafts, _delete_drafts),
)
