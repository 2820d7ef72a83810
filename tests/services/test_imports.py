"""A CSV file going in: in portions, beside others who write, with owners who may own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.engine import Session
from bot.domain.accounts.model import Account
from bot.domain.workspace.members import Profile
from bot.services.deps import Deps
from bot.storage.accounts import accounts
from bot.storage.workspace import members, workspaces
from bot.storage.workspace import tables as workspace_tables
from bot.transfer import import_file, import_result
from bot.transfer.import_file import ImportResult
from bot.transfer.imports import accounts as portions
from tests.examples import FOLDER, example_file
from tests.scopes import scope_of, scoped
from tests.storage.filled import ACME, ANA, BO, INITECH

THREE = b"External id,Name,Aliases\n1,Acme,zeta;\xc3\x89mile;a b;AB\n2,Globex,\n3,Hooli,\n"


def import_accounts(deps: Deps, workspace_id: str, content: bytes) -> ImportResult:
    return import_file.accounts(deps, workspace_id, content, by=None)


def stored(deps: Deps) -> list[Account]:
    with deps.reading(INITECH) as scope:
        return sorted(accounts.every(scope), key=lambda account: account.name)


def stamp(deps: Deps) -> int:
    with deps.reading(INITECH) as scope:
        workspace = workspaces.find(scope)
        assert workspace is not None
        return workspace.accounts_version


def transactions(deps: Deps, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by the number of accounts that stand at the end of each transaction that adds some."""
    sizes: list[int] = []
    real = deps.database.transaction

    @contextmanager
    def watched(*given: Any) -> Iterator[Session]:
        with real(*given) as session:
            yield session
            standing = accounts.count(scope_of(session, INITECH))
            sizes.extend([standing] if standing not in sizes else [])

    monkeypatch.setattr(deps.database, "transaction", watched)
    return sizes


def test_the_same_file_again_changes_nothing_on_disk(deps: Deps) -> None:
    first = import_accounts(deps, INITECH, THREE)
    assert (first.added, first.changed, first.same) == (3, 0, 0)
    before = stored(deps), stamp(deps)
    again = import_accounts(deps, INITECH, THREE)
    assert (again.added, again.changed, again.same) == (0, 0, 3)
    assert (stored(deps), stamp(deps)) == before


def test_what_a_file_changes_is_changed_and_the_rest_is_left(deps: Deps) -> None:
    import_accounts(deps, INITECH, THREE)
    done = import_accounts(deps, INITECH, b"External id,Name,Tier,Aliases\n2,Globex Corp,strategic,Glo\n3,Hooli,,\n")
    assert (done.added, done.changed, done.same) == (0, 1, 1)
    globex = next(each for each in stored(deps) if each.external_id == "2")
    assert (globex.name, globex.tier.value, globex.aliases) == ("Globex Corp", "strategic", ("Glo",))
    assert len(stored(deps)[0].aliases) == 4


def test_a_file_goes_in_by_portions_and_its_names_are_announced_once(
    deps: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "BATCH", 2)
    sizes = transactions(deps, monkeypatch)
    import_accounts(deps, INITECH, THREE)
    assert sizes == [2, 3]
    assert stamp(deps) == 1


def test_what_is_in_when_it_breaks_off_is_announced_and_the_same_file_does_the_rest(
    deps: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "BATCH", 2)
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(portions, "yield_lock", interrupt)
        import_accounts(deps, INITECH, THREE)
    assert (len(stored(deps)), stamp(deps)) == (2, 1)
    assert import_accounts(deps, INITECH, THREE).added == 1
    assert (len(stored(deps)), stamp(deps)) == (3, 2)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_of_two_imports_at_once_neither_loses_a_row(deps: Deps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "BATCH", 1)
    real, begun = import_result.yield_lock, threading.Event()
    meanwhile: list[ImportResult] = []

    def another(*given: Any) -> None:
        real(*given)
        if not begun.is_set():
            begun.set()
            meanwhile.append(import_accounts(deps, INITECH, THREE))

    monkeypatch.setattr(portions, "yield_lock", another)
    done = import_accounts(deps, INITECH, THREE)
    assert (done.added, meanwhile[0].added, meanwhile[0].same) == (1, 2, 1)
    assert [each.name for each in stored(deps)] == ["Acme", "Globex", "Hooli"]


def test_thousands_of_accounts_never_hold_the_lock_for_more_than_a_portion(
    deps: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = transactions(deps, monkeypatch)
    rows = "".join(f"{number},Company {number},Alias {number}\n" for number in range(5000))
    assert import_accounts(deps, INITECH, f"External id,Name,Aliases\n{rows}".encode()).added == 5000
    assert sizes == list(range(250, 5001, 250))


def test_whoever_adds_an_account_in_between_is_not_added_again(deps: Deps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "BATCH", 1)

    real = deps.database.transaction

    @contextmanager
    def followed(*given: Any) -> Iterator[Session]:
        with real(*given) as session:
            yield session
        with real() as session:
            in_initech = scope_of(session, INITECH)
            if accounts.count(in_initech) == 1:
                accounts.add(in_initech, replace(ACME, name="globex", aliases=()), by=ANA)

    monkeypatch.setattr(deps.database, "transaction", followed)
    done = import_accounts(deps, INITECH, THREE)
    assert (done.added, done.changed) == (2, 1)
    assert [(each.name, each.external_id) for each in stored(deps)] == [
        ("Acme", "1"),
        ("Globex", "2"),
        ("Hooli", "3"),
    ]


def test_a_name_alone_that_several_have_is_a_row_not_read(deps: Deps) -> None:
    file = b"External id,Name,Tier\n,Acme,strategic\n1,Acme,\n2,Acme,\n"
    done = import_accounts(deps, INITECH, file)
    assert [(row.line, row.reason) for row in done.bad] == [
        (2, "several accounts have this name: give its external id")
    ]
    assert {each.external_id for each in stored(deps)} == {"1", "2"}


@pytest.mark.parametrize("owner", ["U0ANA", "U012AB3CD", "W7XYZABCD", "UABCDEFGH"])
def test_an_owner_with_the_id_of_a_person_owns(deps: Deps, owner: str) -> None:
    with deps.transaction(INITECH) as scope:
        members.mention(scope, ["UABCDEFGH"])  # old ids may be without a digit
    done = import_accounts(deps, INITECH, f"Name,Owner\nAcme,{owner}\n".encode())
    told = [] if owner == "U0ANA" else [f"owner {owner}: not known here yet"]
    assert [each.reason for each in done.noted] == told
    assert [each.owner for each in stored(deps)] == [owner]
    with deps.reading(INITECH) as scope:
        assert owner in members.of(scope, [owner])


@pytest.mark.parametrize("owner", ["WILL", "WILLIAMSON", "URSULA", "Will Smith", "U1", "u012ab3cd", "X012AB3CD"])
def test_an_owner_who_is_no_id_is_left_out_and_told(deps: Deps, owner: str) -> None:
    done = import_accounts(deps, INITECH, f"Name,Owner\nAcme,\nGlobex,{owner}\n".encode())
    assert [(cell.line, cell.reason) for cell in done.noted] == [(3, f"owner not found, write the Slack id: {owner}")]
    assert [(each.name, each.owner) for each in stored(deps)] == [("Acme", None), ("Globex", None)]
    assert (done.added, done.bad) == (2, ())


@pytest.mark.parametrize("who", [{"is_guest": True}, {"is_deactivated": True}])
def test_a_known_guest_or_somebody_who_left_owns_nothing(deps: Deps, who: dict[str, Any]) -> None:
    with scoped(deps.database.transaction(), INITECH) as scope:
        members.remember(scope, Profile("U0GUS", "Gus", None, **who))
    done = import_accounts(deps, INITECH, b"Name,Owner\nAcme,U0GUS\n")
    assert [cell.reason for cell in done.noted] == ["owner a guest, a bot or somebody who left: U0GUS"]
    assert [each.owner for each in stored(deps)] == [None]


def test_accounts_stand_in_the_order_of_the_file(deps: Deps) -> None:
    rows = [f"Company {number:02}" for number in range(40, 0, -1)]
    import_accounts(deps, INITECH, "\n".join(["Name", *rows]).encode())
    with deps.reading(INITECH) as scope:
        assert [account.name for account in accounts.every(scope)] == rows


def test_what_was_imported_is_in_the_audit_log(deps: Deps) -> None:
    import_accounts(deps, INITECH, THREE)
    import_accounts(deps, INITECH, THREE)
    with deps.database.reading() as session:
        logged = session.execute(select(workspace_tables.audit.c.actor, workspace_tables.audit.c.action)).all()
    assert [tuple(row) for row in logged] == [("import", "import accounts")]


SPELLINGS = [
    "Caf\u00e9 Noir",
    "Cafe\u0301 Noir",
    "Caf\u00e9\u200b Noir",
    "\u2060CAF\u00c9  NOIR",
    "Ca\u00adf\u00e9\u00a0Noir",
    "\u202aCafe Noir\u202c",
]


@pytest.mark.parametrize("first", SPELLINGS)
def test_a_name_spelt_with_other_characters_is_the_same_account(deps: Deps, first: str) -> None:
    import_accounts(deps, INITECH, f"Name,Tier\n{first},\nCaf\u00e9 Noir GmbH,\n".encode())
    for spelling in SPELLINGS:
        done = import_accounts(deps, INITECH, f"Name,Tier\n{spelling},strategic\n".encode())
        assert (done.added, done.changed + done.same) == (0, 1)
    assert [each.tier.value for each in stored(deps)] == ["strategic", "standard"]
    kept = stored(deps)[0].name
    assert kept.casefold() in ("caf\u00e9 noir", "cafe noir")
    again = import_accounts(deps, INITECH, "\n".join(["Name", *SPELLINGS]).encode())
    assert (again.added, again.same, len(again.bad)) == (0, 1, len(SPELLINGS) - 1)


def test_of_two_that_stand_under_spellings_of_one_name_the_one_to_the_letter_is_meant(deps: Deps) -> None:
    with scoped(deps.database.transaction(), INITECH) as scope:
        for name in ("Cafe Noir", "Caf\u00e9 Noir"):
            accounts.add(scope, replace(ACME, name=name, aliases=()), by=ANA)
    done = import_accounts(deps, INITECH, "Name,Tier\nCaf\u00e9 Noir,standard\nCaf\u00c8 noir,standard\n".encode())
    assert [each.name for each in stored(deps)] == ["Cafe Noir", "Caf\u00e9 Noir"]
    assert [row.reason for row in done.bad] == ["the same account as line 2"]


def test_cells_that_cannot_be_read_are_told_by_line_and_column_and_their_accounts_go_in(deps: Deps) -> None:
    rows = "Name,ARR,Customer since\nAcme,lots,2021\nGlobex,\u20b9500,soon\nHooli,12 500 kr,3/15/24\n"
    done = import_accounts(deps, INITECH, rows.encode())
    assert (done.added, done.bad) == (3, ())
    assert [(each.line, each.reason) for each in done.noted] == [
        (2, "ARR: 'lots' is no amount"),
        (3, "Customer since: 'soon' is no date: write it as 2019-03-01"),
    ]
    assert [each.value for each in stored(deps)] == [None, 500, 12_500]


@pytest.mark.parametrize("names", ["names-composed.csv", "names-decomposed.csv", "names-zero-width.csv"])
def test_the_example_files_of_names_are_two_accounts_in_whatever_order(deps: Deps, names: str) -> None:
    every = ("names-composed.csv", "names-decomposed.csv", "names-zero-width.csv")
    for name in (names, *every):
        import_accounts(deps, INITECH, example_file(name, FOLDER / "files").read_bytes())
    assert [each.name for each in stored(deps)] == ["Caf\u00e9 Noir", "S\u00e3o Paulo Ltda"]


def test_who_owned_an_account_that_a_file_gives_to_another_is_in_the_audit_log(deps: Deps) -> None:
    for owner in (ANA, BO, BO):
        import_accounts(deps, INITECH, f"Name,Owner\nAcme,{owner}\n".encode())
    with deps.database.reading() as session:
        logged = session.execute(
            select(workspace_tables.audit).where(workspace_tables.audit.c.action == "account: owner")
        ).all()
    assert [row.details for row in logged] == [f'{{"from": "{ANA}", "to": "{BO}"}}']
