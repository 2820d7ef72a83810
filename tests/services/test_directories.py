"""The names by which accounts are found are read after each change of an account, and made anew only for new names."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.domain.accounts.model import Account, Stage
from bot.domain.workspace.members import Caller
from bot.parsing.names.matching import Directory, Match, find
from bot.services.deps import Deps
from bot.storage.accounts import accounts
from tests.scopes import scope_of
from tests.storage.filled import ANA, GLOBEX, INITECH, add_account, create_workspace

Callers = Callable[[str], Caller]


@pytest.fixture
def acme(deps: Deps) -> Account:
    with deps.transaction(INITECH) as scope:
        return add_account(scope)


def directory_of(deps: Deps, caller: Caller) -> Directory:
    with deps.database.reading() as session:
        return deps.directories.of(scope_of(session, caller.workspace.id), caller.workspace)


def change(deps: Deps, account: Account) -> None:
    with deps.transaction(INITECH) as scope:
        accounts.change(scope, account)


def finds(directory: Directory, typed: str) -> bool:
    return isinstance(find(directory, typed), Match)


def test_a_name_is_found_at_once_and_by_its_old_name_no_more(deps: Deps, caller: Callers, acme: Account) -> None:
    before = directory_of(deps, caller(ANA))
    change(deps, replace(acme, name="Umbrella", aliases=("Parasol",)))
    after = directory_of(deps, caller(ANA))
    assert [finds(after, typed) for typed in ("Umbrella", "Parasol", "Umbrela", "Acme")] == [True, True, True, False]
    assert finds(before, "Acme") and not finds(before, "Umbrella")


def test_a_change_of_no_name_leaves_the_directory_as_it_is(deps: Deps, caller: Callers, acme: Account) -> None:
    before = directory_of(deps, caller(ANA))
    change(deps, replace(acme, stage=Stage.PROSPECT))
    assert caller(ANA).workspace.accounts_version > 0
    assert directory_of(deps, caller(ANA)) is before


def test_all_who_ask_at_once_get_one_directory_that_is_made_once(deps: Deps, caller: Callers, acme: Account) -> None:
    ana = caller(ANA)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: directory_of(deps, ana), range(16)))
    assert len({id(each) for each in made}) == 1
    assert finds(made[0], acme.name)


def test_nobody_finds_an_account_of_another_workspace(deps: Deps, caller: Callers, acme: Account) -> None:
    ours = caller(ANA).workspace
    with deps.transaction(GLOBEX) as scope:
        create_workspace(scope)
    with deps.database.reading() as session:
        theirs = deps.directories.of(scope_of(session, replace(ours, id=GLOBEX).id), replace(ours, id=GLOBEX))
        assert finds(deps.directories.of(scope_of(session, ours.id), ours), acme.name)
    assert len(theirs) == 0
