"""The first words to a member: said once, with their first line, their first number, or on their Home tab."""

from bot.db.scope import Scope
from bot.domain.workspace.members import Caller
from bot.services.deps import Deps
from bot.services.setup import first_run
from bot.storage.workspace import members


def are_due(scope: Scope, caller: Caller) -> bool:
    """Whether somebody reads them now, within the transaction of what they did: from then on they have."""
    if not (caller.member.is_new and caller.member.is_known):
        return False
    return members.say_first_words(scope, caller.member.id)


def say(deps: Deps, caller: Caller) -> bool:
    """Whether they are said on the Home tab, which is opened now. An admin has the list of first steps there."""
    if not (caller.member.is_new and caller.member.is_known):
        return False
    with deps.reading(caller.workspace.id) as scope:
        if first_run.steps_for(scope, deps, caller) is not None:
            return False
    with deps.transaction(caller.workspace.id) as scope:
        return are_due(scope, caller)
