"""What members ask each other about something a customer said. A form that comes twice asks once."""

from dataclasses import dataclass, fields

from sqlalchemy import select

from bot.db.engine import insert_once
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.storage.insights.tables import quote_questions


@dataclass(frozen=True)
class QuoteQuestion:
    """A question about the passage at `position` of a conversation. People are member ids."""

    id: str
    conversation_id: str
    position: int
    asked_by: str
    asked_of: str
    question: str


def add(
    scope: Scope, conversation_id: str, position: int, question: str, *, by: str, of: str, idempotency_key: str
) -> str | None:
    """Keep a question; its id, or None where its key was used before."""
    row = {
        "workspace_id": scope.workspace_id,
        "id": new_id(scope.now),
        "conversation_id": conversation_id,
        "position": position,
        "asked_by": by,
        "asked_of": of,
        "question": question,
        "asked_at": scope.now,
        "idempotency_key": idempotency_key,
    }
    return str(row["id"]) if insert_once(scope.session, quote_questions, [row]) else None


def find(scope: Scope, question_id: str) -> QuoteQuestion | None:
    row = scope.session.execute(
        select(*(quote_questions.c[field.name] for field in fields(QuoteQuestion))).where(
            quote_questions.c.workspace_id == scope.workspace_id, quote_questions.c.id == question_id
        )
    ).one_or_none()
    return None if row is None else QuoteQuestion(**row._mapping)
