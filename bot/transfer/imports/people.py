"""Whom the cells of a file mean: people by their Slack id, or by a name that one of them has."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from bot.db.scope import Scope
from bot.domain.errors import NotAllowed
from bot.domain.workspace.members import Caller, Member, Profile
from bot.domain.workspace.roles import Action
from bot.parsing.names.normal_form import shown_form
from bot.services.deps import Deps
from bot.services.workspace import permissions
from bot.storage.workspace import members, workspaces

_MEMBER_ID = re.compile(r"[UW](?:0[A-Z0-9]{2,30}|(?=[A-Z]*[0-9])[A-Z0-9]{7,30})")
"""WILLIAMSON is a name. Old ids may do without a digit too: they are taken from whoever is known already."""
_MOST_SHOWN = 60
_ADMINS_IMPORT = "An admin imports: ask one."


class UnreadableCell(ValueError):
    """What a cell says cannot be taken: nobody or nothing is meant, or more than one; the message is the reason."""


_PAGES_AT_MOST = 30


class PersonFinder:
    """Those of a workspace whom we know, and those whom only Slack knows, as they were when this was made.

    `is_everybody` says that Slack knows no others.
    """

    def __init__(self, ours: Iterable[Member], others: Iterable[Profile] = (), *, is_everybody: bool = False) -> None:
        known = {member.id: member for member in ours}
        in_slack = {other.id: Member(other, is_known=True) for other in others}
        self._by_id = {**known, **in_slack, **{each.id: each for each in known.values() if each.is_known}}
        self._by_name = _by_name(known.values())
        self._in_slack = _by_name(in_slack.values())
        self._is_everybody = is_everybody

    def finds(self, cell: str) -> bool:
        """Whether it is the id or the name of one of these."""
        return self.knows(cell) or _key(cell) in self._by_name or _key(cell) in self._in_slack

    def id_of(self, cell: str) -> str:
        """The Slack id of whoever is meant, also of somebody nobody told us of yet. Raises UnreadableCell."""
        if cell in self._by_id or _MEMBER_ID.fullmatch(cell):
            return cell
        named = self._by_name.get(_key(cell)) or self._in_slack.get(_key(cell), [])
        named = [member for member in named if member.may_take_part] or named
        if len(named) > 1:
            raise UnreadableCell(f"several people are called {shown(cell)}: write the Slack id")
        if not named:
            raise UnreadableCell(f"not found{'' if self._is_everybody else ', write the Slack id'}: {shown(cell)}")
        return named[0].id

    def one_who_may(self, cell: str) -> str:
        """As `id_of`; raises UnreadableCell for guests, bots and whoever left too."""
        member_id = self.id_of(cell)
        if member_id in self._by_id and not self._by_id[member_id].may_take_part:
            raise UnreadableCell(f"a guest, a bot or somebody who left: {shown(cell)}")
        return member_id

    def knows(self, member_id: str) -> bool:
        """Whether Slack told us who that is: an id may be mistyped."""
        return member_id in self._by_id and self._by_id[member_id].is_known


def people_of(deps: Deps, workspace_id: str, cells: Collection[str]) -> PersonFinder:
    """Whoever the cells may mean. On the day one imports hardly anybody is known here: Slack tells of the others."""
    with deps.reading(workspace_id) as scope:
        ours = members.every(scope)
    known = PersonFinder(ours)
    if all(known.finds(cell) for cell in cells):
        return known
    others: list[Profile] = []
    cursor = None
    for _ in range(_PAGES_AT_MOST):
        page = deps.slack.roster(workspace_id, cursor)
        if page is None:
            break
        others += page.people
        cursor = page.cursor
        if cursor is None:
            return PersonFinder(ours, others, is_everybody=True)
    return PersonFinder(ours, others)


def is_id(text: str) -> bool:
    """Whether it is written like the Slack id of a person."""
    return _MEMBER_ID.fullmatch(text) is not None


def require_importer(scope: Scope, by: str | None) -> None:
    """Raise NotAllowed unless `by` may import; None is whoever sits at the machine."""
    if by is None:
        return
    workspace, member = workspaces.find(scope), members.find(scope, by)
    if workspace is None or member is None:
        raise NotAllowed(_ADMINS_IMPORT)
    permissions.require(Action.IMPORT, permissions.in_workspace(scope, Caller(workspace, member)), _ADMINS_IMPORT)


def _by_name(people: Iterable[Member]) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = defaultdict(list)
    for member in people:
        for key in {_key(name) for name in (member.profile.name, *member.profile.real_names) if name}:
            found[key].append(member)
    return found


def _key(name: str) -> str:
    """Case, white space, how letters are composed and what nobody sees aside."""
    return shown_form(name).casefold()


def shown(cell: str) -> str:
    return cell if len(cell) <= _MOST_SHOWN else f"{cell[: _MOST_SHOWN - 1]}…"
