"""A canary in every text column that somebody else's words stand in, and where it is seen."""

import json
from dataclasses import replace

from sqlalchemy import Text, func, insert, select, update

from bot.db.columns import metadata
from bot.db.engine import Session
from bot.db.scope import Scope
from bot.domain.conversations.model import FollowUp
from bot.domain.sponsors.model import Step, taken
from bot.domain.workspace.departments import UserGroup
from bot.domain.workspace.members import Profile
from bot.outbox import tables as outbox_tables
from bot.storage.conversations import conversations
from bot.storage.insights import questions
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import audit, departments, members
from bot.storage.workspace import tables as workspace_tables
from bot.transfer import tables as transfer_tables
from tests.e2e.dataset import AUTHOR, PROPOSER, SPARE, TODAY, FilledWorkspace
from tests.scopes import scope_of
from tests.storage.filled import NOW

CANARY = "canary"

CODES = {
    "accounts.name_key",
    "aliases.name_key",
    "contacts.name_key",
    "passages.words",
    "installations.scopes",
}
"""Text columns that hold no words, or the same ones once more."""


def plant_canaries(session: Session, filled: FilledWorkspace) -> None:
    """Beside the words of the scene, whatever else a workspace can have words in."""
    at = filled.workspace_id
    members.remember(scope_of(session, at), Profile("U0CANARY", "Canary Bird", None, title="Canary keeper"))
    departments.choose(scope_of(session, at), {"S0CANARY": "Canary Breeders"})
    departments.fill(scope_of(session, at), UserGroup("S0CANARY", "Canary Breeders", frozenset({AUTHOR})))
    audit.record(scope_of(session, at), actor=AUTHOR, action="canary", subject="canary", details={"said": "canary"})
    questions.add(scope_of(session, at), filled.entry, 0, "which canary?", by=SPARE, of=AUTHOR, idempotency_key="V9")
    _decline(session, filled)
    _edit(session, filled)
    for table, words in {
        workspace_tables.workspaces: {"name": "Canary & Co", "roster_cursor": "canary"},
        workspace_tables.installations: {"token": "canary"},
        outbox_tables.deliveries: {"last_error": "canary", "edit_error": "canary"},
    }.items():
        mine = table.c.id if table is workspace_tables.workspaces else table.c.workspace_id
        session.execute(update(table).where(mine == at).values(words))
    session.execute(insert(transfer_tables.transfers), [_transfer(at)])


def without_canaries(scope: Scope) -> set[str]:
    """Text columns without a canary in the workspace."""
    columns = [
        (table, column)
        for table in metadata.sorted_tables
        for column in table.columns
        if type(column.type) is Text and f"{table.name}.{column.name}" not in CODES
    ]
    return {
        f"{table.name}.{column.name}"
        for table, column in columns
        if scope.session.execute(
            select(func.count())
            .select_from(table)
            .where(
                (table.c.id if table is workspace_tables.workspaces else table.c.workspace_id) == scope.workspace_id,
                func.lower(column).contains(CANARY),
            )
        ).scalar_one()
        == 0
    }


def _decline(session: Session, filled: FilledWorkspace) -> None:
    asked = sponsorships.propose(scope_of(session, filled.workspace_id), filled.fresh.id, SPARE, by=PROPOSER)
    assert asked is not None
    declined = taken(asked, Step.DECLINE, by=SPARE, at=NOW, reason="a canary told me")
    sponsorships.record(scope_of(session, filled.workspace_id), asked, declined)


def _edit(session: Session, filled: FilledWorkspace) -> None:
    held = conversations.lock(scope_of(session, filled.workspace_id), filled.secret)
    assert held is not None
    details = replace(held.details, follow_up=FollowUp("feed the canary", TODAY, AUTHOR))
    conversations.change(scope_of(session, filled.workspace_id), held, held.account_id, details, by=AUTHOR)


def _transfer(workspace_id: str) -> dict[str, object]:
    result = {"new": 1, "changed": 0, "same": 0, "bad": [], "bad_count": 0, "unknown_headers": ["canary"]}
    return {
        "workspace_id": workspace_id,
        "id": "transferred",
        "idempotency_key": "canary",
        "direction": "import",
        "dataset": "accounts",
        "name": "canary.csv",
        "asked_by": AUTHOR,
        "asked_at": NOW,
        "ended_at": NOW,
        "result": json.dumps(result),
        "problem": "canary",
    }
