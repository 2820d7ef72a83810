"""Find the account that a command names: what is changed must be named exactly, or a question comes back."""

from dataclasses import dataclass

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.conversations.receipts import Choice
from bot.domain.workspace.members import Caller
from bot.parsing.commands.account_prefix import exact_lead
from bot.parsing.names.matching import Directory, Match, find
from bot.parsing.names.normal_form import normal_name
from bot.services.conversations import questions
from bot.services.deps import Deps
from bot.services.local_days import local_day
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import accounts, contacts

_OFFERED = 5


@dataclass(frozen=True)
class AmbiguousAccount:
    """No account is clearly meant; `choices` are the nearest, or those where a contact of that name is known."""

    typed: str
    choices: tuple[Choice, ...]
    is_contact: bool = False


@dataclass(frozen=True)
class NamedAccount:
    """The account that is meant; `by_contact` where the words are the name of somebody there."""

    id: str
    by_contact: bool = False


def directory(deps: Deps, caller: Caller) -> Directory:
    """The names by which the workspace's accounts are found. Raises Refusal to somebody Slack has not told us of."""
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        return deps.directories.of(scope, caller.workspace)


def directory_shown_to(deps: Deps, caller: Caller) -> Directory:
    """As `directory`; nothing to somebody Slack has not told us of."""
    return directory(deps, caller) if caller.member.is_known else Directory(())


def looked_for(deps: Deps, scope: Scope, caller: Caller, typed: str) -> NamedAccount | AmbiguousAccount:
    """The account that `typed` asks to be shown: by an account's exact name first, then by a contact's, then by what
    comes near a name.

    Where several accounts may be meant they are asked about.
    """
    names = deps.directories.of(scope, caller.workspace)
    found = find(names, typed)
    if isinstance(found, Match) and not found.guessed:
        return NamedAccount(found.account_id)
    there = contacts.accounts_of(scope, typed, reader=caller.member.id)
    if isinstance(found, Match) and not there:
        return NamedAccount(found.account_id)
    if len(there) == 1:
        return NamedAccount(there[0], by_contact=True)
    near = [] if isinstance(found, Match) else [candidate.account_id for candidate in found.candidates]
    there = there or ([] if near else _where_first_name(scope, caller, typed))
    near = near or _named_first(names, typed)
    choices = questions.choices(scope, (there or near)[:_OFFERED], today=local_day(caller, scope.now))
    return AmbiguousAccount(typed, choices, is_contact=bool(there))


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


def _named_first(directory: Directory, typed: str) -> list[str]:
    """The ids of the accounts whose name the words begin with (`Acme exports`)."""
    lead = exact_lead(typed, directory)
    return list(directory.exact(normal_name(lead[0]), short_aliases=True)) if lead else []


def _where_first_name(scope: Scope, caller: Caller, typed: str) -> list[str]:
    """The ids of the accounts where the caller may know somebody whose name begins with the word `typed`."""
    word = typed.strip().casefold()
    people = contacts.beginning_with(scope, [word] if word else [], reader=caller.member.id)
    return list(dict.fromkeys(account_id for account_id, _ in people))
