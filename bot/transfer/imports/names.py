"""Which account a row means: by another system's id, or by a name that is exactly one account's. No guess is made."""

from collections import defaultdict

from bot.domain.accounts.model import Account
from bot.parsing.names.matching import Directory
from bot.parsing.names.normal_form import normal_name
from bot.services.deps import Deps
from bot.storage.accounts import accounts
from bot.storage.accounts.accounts import key_of
from bot.storage.workspace import workspaces
from bot.transfer.imports.people import UnreadableCell, shown


class AccountNames:
    """All accounts of a workspace as they are under `stamp`, and by which names they are found."""

    def __init__(self, stamp: int, standing: list[Account], directory: Directory) -> None:
        self.stamp = stamp
        self._directory = directory
        self._by_external: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for account in standing:
            self._by_name[key_of(account.name)].append(account.id)
            if account.external_id:
                self._by_external[account.external_id].append(account.id)

    def id_of(self, name: str, external_id: str) -> str:
        """Raises UnreadableCell where no account is meant, or more than one."""
        named = self._by_name.get(key_of(name), [])
        known = self._by_external.get(external_id, []) if external_id else []
        found = [each for each in known if each in named] or known or named or self._found(name)
        if len(found) > 1:
            raise UnreadableCell(f"several accounts could be meant by {shown(name or external_id)}")
        if not found:
            raise UnreadableCell(
                f"no account is called {shown(name or external_id)}" if name or external_id else "no account"
            )
        return found[0]

    def _found(self, name: str) -> list[str]:
        """As a line finds them, short aliases too: `Acme` is Acme Corp."""
        return list(self._directory.exact(normal_name(name), short_aliases=True)) if name else []


def account_names(deps: Deps, workspace_id: str) -> AccountNames:
    with deps.reading(workspace_id) as scope:
        workspace = workspaces.find(scope)  # before the accounts: they are never older than its stamp
        if workspace is None:
            raise LookupError(workspace_id)
        standing = accounts.every(scope)
        return AccountNames(workspace.accounts_version, standing, deps.directories.of(scope, workspace))
