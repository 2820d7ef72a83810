"""How many days the accounts of each tier may go without a conversation, where an admin says so."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from bot.db.scope import Scope
from bot.domain.accounts.cadences import Cadences
from bot.domain.accounts.model import Tier
from bot.storage.workspace.tables import tier_cadences


def of(scope: Scope) -> Cadences:
    rows = scope.session.execute(
        select(tier_cadences.c.tier, tier_cadences.c.days).where(tier_cadences.c.workspace_id == scope.workspace_id)
    )
    return Cadences({row.tier: row.days for row in rows})


def choose(scope: Scope, days: Mapping[Tier, int]) -> None:
    """Let accounts of these tiers wait after so many days; those of the others after their usual ones."""
    scope.session.execute(delete(tier_cadences).where(tier_cadences.c.workspace_id == scope.workspace_id))
    if days:
        rows = [{"workspace_id": scope.workspace_id, "tier": tier, "days": number} for tier, number in days.items()]
        scope.session.execute(insert(tier_cadences), rows)
