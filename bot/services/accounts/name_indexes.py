"""The names by which accounts are found, kept in memory until the workspace's version of them changes."""

import threading
from collections import OrderedDict

from bot.db.scope import Scope
from bot.domain.workspace.members import Workspace
from bot.parsing.names.matching import AccountName, Directory
from bot.storage.accounts import accounts

_KEPT = 64


class NameIndexes:
    """The most recently used workspaces' directories. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, CachedIndex] = OrderedDict()

    def of(self, scope: Scope, workspace: Workspace) -> Directory:
        """The directory of `workspace`: names are read anew only when its `accounts_version` is a new one."""
        with self._lock:
            standing = self._kept.setdefault(workspace.id, CachedIndex())
            self._kept.move_to_end(workspace.id)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return standing.under(scope, workspace)


class CachedIndex:
    """The directory of one workspace, and the version under which its names were last read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: int | None = None
        self._directory = Directory(())

    def under(self, scope: Scope, workspace: Workspace) -> Directory:
        # After a change all who log at once need the same: one makes it, which takes all of them the time of one.
        with self._lock:
            if self._version != workspace.accounts_version:
                names = _read(scope)
                # An account changes its owner or its stage far more often than its name.
                if names != self._directory.names:
                    self._directory = Directory(names)
                self._version = workspace.accounts_version
            return self._directory


def _read(scope: Scope) -> list[AccountName]:
    return [
        AccountName(account_id=row.account_id, account=row.account, name=row.name, is_alias=row.is_alias)
        for row in accounts.names(scope)
    ]
