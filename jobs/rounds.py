"""One round of every job, for every workspace: the whole of what a beat or `touchbase tick` does before sending."""

import logging
from collections.abc import Callable

from bot.domain.errors import TouchbaseError
from bot.domain.members import Workspace
from bot.services import deliveries, members, plans, workspaces
from bot.services.deps import Deps

Job = Callable[[Deps, Workspace], list[str]]
"""Does what is due in one workspace and returns a line for each thing done."""

_log = logging.getLogger("touchbase.jobs")


def run(deps: Deps) -> list[str]:
    """One round; the lines of what was done. One workspace's trouble is no other's: the first is raised at the end."""
    lines: list[str] = []
    troubles: list[Exception] = []
    for workspace in workspaces.every(deps):
        for job in _JOBS:
            try:
                lines += job(deps, workspace)
            except Exception as trouble:
                _log.error("%s in %s failed: %r", job.__name__, workspace.id, trouble)
                troubles.append(trouble)
    for line in lines:
        _log.info(line)
    if troubles:
        raise troubles[0]
    return lines


def run_safely(deps: Deps) -> None:
    """One round, at the metronome's door: an error is logged, the next beat tries again."""
    try:
        run(deps)
    except TouchbaseError as error:
        _log.error("a round failed: %s", error)
    except Exception:
        _log.exception("a round failed")


def _enqueue(deps: Deps, workspace: Workspace) -> list[str]:
    return deliveries.enqueue_due(deps, workspace)


def _ask_about_plans(deps: Deps, workspace: Workspace) -> list[str]:
    return plans.enqueue_questions(deps, workspace)


def _park(deps: Deps, workspace: Workspace) -> list[str]:
    parked = deliveries.park_expired_leases(deps, workspace.id)
    return [f"{workspace.id} {parked} to be verified: their sender stopped"] if parked else []


def _look_up(deps: Deps, workspace: Workspace) -> list[str]:
    found = members.look_up_unknown(deps, workspace)
    return [f"{workspace.id} members looked up: {found}"] if found else []


_JOBS: tuple[Job, ...] = (_enqueue, _ask_about_plans, _park, _look_up)
