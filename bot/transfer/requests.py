"""Imports and exports that somebody asked for in chat: begun once a form, ended once."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, select, update

from bot.db.engine import insert_once
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.domain.transfers import Dataset, Direction, Result, ResultLine, Transfer
from bot.transfer.tables import transfers


def begin(
    scope: Scope, *, direction: Direction, dataset: Dataset, name: str, by: str, idempotency_key: str
) -> Transfer | None:
    """Note that somebody wants this; None where the same form asked for it before."""
    begun = Transfer(new_id(scope.now), direction, dataset, name, by, scope.now)
    row = {
        "workspace_id": scope.workspace_id,
        "id": begun.id,
        "idempotency_key": idempotency_key,
        "direction": direction.value,
        "dataset": dataset.value,
        "name": name,
        "asked_by": by,
        "asked_at": scope.now,
    }
    return begun if insert_once(scope.session, transfers, [row]) == 1 else None


def find(scope: Scope, transfer_id: str) -> Transfer | None:
    row = scope.session.execute(
        select(transfers).where(transfers.c.workspace_id == scope.workspace_id, transfers.c.id == transfer_id)
    ).one_or_none()
    return None if row is None else _as_transfer(row)


def end(scope: Scope, transfer_id: str, *, result: Result | None, problem: str | None) -> bool:
    """Write down what it came to. Says whether it had not ended before."""
    ended = scope.session.execute(
        update(transfers)
        .where(
            transfers.c.workspace_id == scope.workspace_id,
            transfers.c.id == transfer_id,
            transfers.c.ended_at.is_(None),
        )
        .values(ended_at=scope.now, result=None if result is None else json.dumps(asdict(result)), problem=problem)
    )
    return ended.rowcount == 1


def _as_transfer(row: Row[Any]) -> Transfer:
    return Transfer(
        id=row.id,
        direction=Direction(row.direction),
        dataset=Dataset(row.dataset),
        name=row.name,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        result=None if row.result is None else _as_result(json.loads(row.result)),
        problem=row.problem,
    )


def _as_result(kept: dict[str, Any]) -> Result:
    lines = {name: tuple(ResultLine(**line) for line in kept[name]) for name in ("bad", "noted")}
    return Result(**{**kept, **lines, "unknown_headers": tuple(kept["unknown_headers"])})
