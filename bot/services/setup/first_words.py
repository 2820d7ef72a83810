"""The first words to a member: said once, with their first line, their first number, or on their Home tab."""

from bot.db.scope import Scope
from bot.domain.workspace.members import Caller
from bot.storage.workspace import members


def are_due(scope: Scope, caller: Caller) -> bool:
    """Whether somebody reads them now, within the transaction of what they did: from then on they have."""
    if not (caller.member.is_new and caller.member.is_known):
        return False
    return members.say_first_words(scope, caller.member.id)
