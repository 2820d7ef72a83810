"""Whether sponsors, coverage and departments are shown: in a small company not until somebody first uses them."""

from bot.db.scope import Scope
from bot.domain.workspace.members import Workspace
from bot.domain.workspace.settings import NamedRoles
from bot.services.deps import Deps
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import departments, roles

SMALL = 25
"""With fewer people everybody knows who speaks to whom."""


def are_sponsors_in_sight(scope: Scope, workspace: Workspace) -> bool:
    if workspace.headcount is not None and workspace.headcount >= SMALL:
        return True
    return (
        bool(roles.having(scope, NamedRoles.EXECUTIVE.value))
        or sponsorships.any_proposed(scope)
        or bool(departments.names(scope))
    )


def are_sponsors_shown(deps: Deps, workspace: Workspace) -> bool:
    with deps.reading(workspace.id) as scope:
        return are_sponsors_in_sight(scope, workspace)
