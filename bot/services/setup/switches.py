"""What a member chose of the messages to them, and whether leaderboards name them."""

from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.preferences import SWITCHED, Mode
from bot.messages.error_messages import UNREADABLE
from bot.services.deps import Deps, Guard
from bot.storage.workspace import members, preferences


def choose(deps: Deps, caller: Caller, kind: str, mode: Mode, *, guard: Guard) -> None:
    """Let the caller get this kind of message so, from now on. Raises Refusal for what its switch does not offer."""
    if mode not in SWITCHED.get(kind, ()):
        raise Refusal(UNREADABLE)
    with deps.transaction(caller.workspace.id, guard) as scope:
        members.mention(scope, [caller.member.id])
        preferences.choose(scope, caller.member.id, kind, mode)


def opt_out(deps: Deps, caller: Caller, is_opted_out: bool, *, guard: Guard) -> None:
    """Leave the caller out of leaderboards from the next on, or name them again; what they log counts all the same."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        members.mention(scope, [caller.member.id])
        members.choose_opted_out(scope, caller.member.id, is_opted_out)
