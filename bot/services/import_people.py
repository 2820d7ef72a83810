"""Whom the cells of a file mean: people by their Slack id, or by a name that one of them has."""

import re
from collections import defaultdict
from collections.abc import Iterable

from bot.domain.errors import NotAllowed
from bot.domain.members import Caller, Member
from bot.domain.roles import Action
from bot.services import rights
from bot.storage import members, workspaces
from bot.storage.engine import Session

_MEMBER_ID = re.compile(r"[UW](?:0[A-Z0-9]{2,30}|(?=[A-Z]*[0-9])[A-Z0-9]{7,30})")
"""WILLIAMSON is a name. Old ids may do without a digit too: they are taken from whoever is known already."""
_MOST_SHOWN = 60
_ADMINS_IMPORT = "An admin imports: ask one."


class Unclear(ValueError):
    """Nobody is meant, or nobody who may; the message is the reason."""


class People:
    """Everybody of a workspace, as they were when this was made."""

    def __init__(self, everybody: Iterable[Member]) -> None:
        self._by_id = {member.id: member for member in everybody}
        self._by_name: dict[str, list[Member]] = defaultdict(list)
        for member in self._by_id.values():
            if member.profile.name:
                self._by_name[_key(member.profile.name)].append(member)

    def id_of(self, cell: str) -> str:
        """The Slack id of whoever is meant, also of somebody nobody told us of yet. Raises Unclear."""
        if cell in self._by_id or _MEMBER_ID.fullmatch(cell):
            return cell
        named = self._by_name.get(_key(cell), [])
        named = [member for member in named if member.may_take_part] or named
        if len(named) > 1:
            raise Unclear(f"several people are called {shown(cell)}: write the Slack id")
        if not named:
            raise Unclear(f"not found: {shown(cell)}")
        return named[0].id

    def one_who_may(self, cell: str) -> str:
        """As `id_of`; raises Unclear for guests, bots and whoever left too."""
        member_id = self.id_of(cell)
        if member_id in self._by_id and not self._by_id[member_id].may_take_part:
            raise Unclear(f"a guest, a bot or somebody who left: {shown(cell)}")
        return member_id


def people_of(session: Session, workspace_id: str, cells: Iterable[str]) -> People:
    """Whoever the cells may mean, by id or by name."""
    ids = {*members.names(session, workspace_id), *cells}
    return People(members.of(session, workspace_id, ids).values())


def is_id(text: str) -> bool:
    """Whether it is written like the Slack id of a person."""
    return _MEMBER_ID.fullmatch(text) is not None


def require_importer(session: Session, workspace_id: str, by: str | None) -> None:
    """Raise NotAllowed unless `by` may import; None is whoever sits at the machine."""
    if by is None:
        return
    workspace, member = workspaces.find(session, workspace_id), members.find(session, workspace_id, by)
    if workspace is None or member is None:
        raise NotAllowed(_ADMINS_IMPORT)
    rights.require(Action.IMPORT, rights.in_workspace(session, Caller(workspace, member)), _ADMINS_IMPORT)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def shown(cell: str) -> str:
    return cell if len(cell) <= _MOST_SHOWN else f"{cell[: _MOST_SHOWN - 1]}…"
