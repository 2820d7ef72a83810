"""Initech: a workspace with two members and nothing else."""

import pytest

from bot.db.engine import Database
from tests.storage.filled import INITECH, create_workspace


@pytest.fixture
def initech(database: Database) -> Database:
    with database.transaction() as session:
        create_workspace(session, INITECH)
    return database
