"""Executives: whom settings name, or else whose title in Slack says so."""

from bot.db.scope import Scope
from bot.domain.sponsors import titles
from bot.domain.sponsors.model import Executives
from bot.domain.workspace.members import Caller
from bot.services.workspace import permissions
from bot.storage.workspace import members, roles


def of(scope: Scope) -> Executives:
    """The executives of a workspace."""
    named = roles.having(scope, permissions.EXECUTIVE)
    if named:
        return Executives(named=frozenset(named))
    titled = members.titled(scope)
    leaders = (each.id for each in titled if each.may_take_part and titles.is_executive(each.profile.title))
    return Executives(by_title=frozenset(leaders))


def is_one(scope: Scope, caller: Caller) -> bool:
    """Whether the caller is an executive or a founder."""
    me = caller.member.id
    named = roles.having(scope, permissions.EXECUTIVE)
    if me in named or me in roles.having(scope, permissions.FOUNDER):
        return True
    return not named and titles.is_executive(caller.member.profile.title)
