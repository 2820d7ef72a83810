"""Tiers: how many days an account of each may go without a conversation, as an admin says."""

from collections.abc import Mapping

from bot.db.scope import Scope
from bot.domain.accounts.cadences import LONGEST, Cadences, at_most, but_usual
from bot.domain.accounts.model import Tier
from bot.domain.errors import Incomplete
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.services import audit_log
from bot.services.deps import Deps, Guard
from bot.services.setup.posting import WHO
from bot.services.workspace import permissions
from bot.storage.accounts import cadences
from bot.storage.workspace import workspaces

Days = Mapping[Tier, int]


def to_change(deps: Deps, caller: Caller) -> Cadences:
    """How they stand, for an admin to change. Raises NotAllowed."""
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), WHO)
        return cadences.of(scope)


def typed(words: Mapping[Tier, str]) -> dict[Tier, int]:
    """The days that were typed for each tier. Raises Incomplete, with words under each field that is wrong."""
    problems = {
        tier.value: f"A whole number of days from 1 to {LONGEST:,}."
        for tier, text in words.items()
        if not (text.strip().isascii() and text.strip().isdigit() and 1 <= int(text) <= LONGEST)
    }
    if problems:
        raise Incomplete(problems)
    return {tier: int(text) for tier, text in words.items()}


def change(deps: Deps, caller: Caller, opened: Days, left: Days, *, guard: Guard) -> tuple[Cadences, tuple[Tier, ...]]:
    """Write the tiers that an admin changed in the form; what others saved in between stands. How all stand now, and
    which are different. Raises NotAllowed."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        return _write(scope, caller, {tier: days for tier, days in left.items() if days != opened.get(tier)})


def choose_longest(deps: Deps, caller: Caller, days: int, *, guard: Guard) -> Cadences:
    """No account may go longer than so many days, whatever its tier. Raises NotAllowed."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        return _write(scope, caller, at_most(days))[0]


def _write(scope: Scope, caller: Caller, wanted: Days) -> tuple[Cadences, tuple[Tier, ...]]:
    workspaces.lock(scope)
    permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), WHO)
    before = cadences.of(scope)
    after = Cadences(but_usual({**before.by_tier, **wanted}))
    changed = tuple(tier for tier in Tier if before.of_tier(tier) != after.of_tier(tier))
    if changed:
        cadences.choose(scope, after.chosen)
        days = {tier.value: str(after.of_tier(tier)) for tier in changed}
        audit_log.write(scope, caller, "change settings", "tiers", **days)
    return after, changed
