"""Retry of a use case whose transaction met a conflict: what it read may be outdated, so it runs anew."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from bot.domain.errors import Conflict
from bot.domain.workspace.members import Caller
from bot.services.deps import Deps
from bot.storage.workspace import workspaces

TRIES = 3

P = ParamSpec("P")
Result = TypeVar("Result")
UseCase = Callable[Concatenate[Deps, Caller, P], Result]


def retried(use_case: UseCase[P, Result]) -> UseCase[P, Result]:
    """Run a use case anew, from its first read on, while another transaction was first: nothing of it was kept.

    Raises Conflict after so many tries.
    """

    @wraps(use_case)
    def run(deps: Deps, caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> Result:
        for _ in range(TRIES - 1):
            try:
                return use_case(deps, caller, *args, **kwargs)
            except Conflict:
                caller = _anew(deps, caller)
        return use_case(deps, caller, *args, **kwargs)

    return run


def _anew(deps: Deps, caller: Caller) -> Caller:
    """The caller with the workspace as it is now: names of accounts are kept for as long as its version stands."""
    with deps.reading(caller.workspace.id) as scope:
        workspace = workspaces.find(scope)
    return caller if workspace is None else replace(caller, workspace=workspace)
