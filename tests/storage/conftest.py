"""Initech: a workspace with two members and nothing else."""

import pytest

from bot.db.engine import Database
from tests.scopes import scoped
from tests.storage.filled import INITECH, create_workspace


@pytest.fixture
def initech(database: Database) -> Database:
    with scoped(database.transaction(), INITECH) as scope:
        create_workspace(scope)
    return database
