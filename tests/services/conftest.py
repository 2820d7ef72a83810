"""Initech with ana, an admin, and bo, who are known; services without Slack."""

from collections.abc import Callable

import pytest

from bot import bootstrap
from bot.db.engine import Database
from bot.domain.workspace.members import Caller
from bot.services.deps import Deps, NoSlack
from bot.services.workspace import members
from tests.scopes import scoped
from tests.storage.filled import INITECH, NOW, create_workspace


class InTime:
    """A guard with all the time there is."""

    def before_commit(self) -> None:
        return

    def after_commit(self) -> None:
        return


@pytest.fixture
def deps(database: Database) -> Deps:
    with scoped(database.transaction(), INITECH) as scope:
        create_workspace(scope)
    return bootstrap.build_deps(database, lambda: NOW, NoSlack())


@pytest.fixture
def caller(deps: Deps) -> Callable[[str], Caller]:
    """Whoever has this id, as the door recognises them."""
    return lambda member_id: members.recognise(deps, INITECH, member_id)
