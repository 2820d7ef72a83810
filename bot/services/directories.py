"""The names by which accounts are found, kept in memory until the workspace's version of them changes."""

import threading
from collections import OrderedDict

from bot.domain.members import Workspace
from bot.parsing.matching import AccountName, Directory
from bot.storage import accounts
from bot.storage.engine import Session

_KEPT = 64


class Directories:
    """The most recently used workspaces' directories. Safe between threads; a directory itself never changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int], Directory] = OrderedDict()

    def of(self, session: Session, workspace: Workspace) -> Directory:
        """The directory of `workspace`, read anew only when its `accounts_version` is a new one."""
        key = (workspace.id, workspace.accounts_version)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        directory = _read(session, workspace.id)
        with self._lock:
            self._kept[key] = directory
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return directory


def _read(session: Session, workspace_id: str) -> Directory:
    return Directory(
        AccountName(account_id=row.account_id, account=row.account, name=row.name, is_alias=row.is_alias)
        for row in accounts.names(session, workspace_id)
    )
