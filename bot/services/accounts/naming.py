"""Find the account that a command names: what is changed must be named exactly, or a question comes back."""

from dataclasses import dataclass

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.conversations.receipts import Choice
from bot.domain.workspace.members import Caller
from bot.parsing.names.matching import Directory, Match, find
from bot.services.conversations import questions
from bot.services.deps import Deps
from bot.services.local_days import local_day
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import accounts


@dataclass(frozen=True)
class AmbiguousAccount:
    """No account is clearly meant; `choices` are the nearest, or those where a contact of that name is known."""

    typed: str
    choices: tuple[Choice, ...]
    is_contact: bool = False


def directory(deps: Deps, caller: Caller) -> Directory:
    """The names by which the workspace's accounts are found. Raises Refusal to somebody Slack has not told us of."""
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        return deps.directories.of(scope, caller.workspace)


def directory_shown_to(deps: Deps, caller: Caller) -> Directory:
    """As `directory`; nothing to somebody Slack has not told us of."""
    return directory(deps, caller) if caller.member.is_known else Directory(())


def named(deps: Deps, caller: Caller, typed: str) -> Account | AmbiguousAccount:
    """The account that `typed` names, alias and legal endings aside; one that is only guessed is asked about."""
    with deps.reading(caller.workspace.id) as scope:
        found = find(deps.directories.of(scope, caller.workspace), typed)
        if isinstance(found, Match):
            account = accounts.find(scope, found.account_id)
            if account is not None and not found.guessed:
                return account
        return _unclear(scope, caller, typed, found)


def _unclear(scope: Scope, caller: Caller, typed: str, found: object) -> AmbiguousAccount:
    candidates = getattr(found, "candidates", ())
    ids = [found.account_id] if isinstance(found, Match) else [candidate.account_id for candidate in candidates]
    today = local_day(caller, scope.now)
    return AmbiguousAccount(typed, questions.choices(scope, ids, today=today))
