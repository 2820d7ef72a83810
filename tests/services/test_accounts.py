"""An account that stands is never added a second time without a word."""

from collections.abc import Callable

import pytest

from bot.db.engine import Database
from bot.domain.accounts.cards import Card
from bot.domain.accounts.model import Stage
from bot.domain.errors import Refusal, StorageAway
from bot.domain.workspace.members import Caller, Member, Profile, Workspace
from bot.parsing.commands.account_add import AddAccount
from bot.services.accounts import accounts, cards
from bot.services.accounts.accounts import Added, existing_or_added
from bot.services.deps import Deps
from bot.services.weekly import leaderboard
from bot.storage.accounts import accounts as stored
from bot.storage.workspace import members
from bot.transfer import import_file
from tests.scopes import scope_of, scoped
from tests.services.conftest import InTime
from tests.storage.filled import ANA, BO, INITECH, add_account, log

As = Callable[[str], Caller]


def add(deps: Deps, caller: Caller, name: str, owner: str | None = None) -> Added:
    return accounts.add(deps, caller, AddAccount(name, owner=owner), guard=InTime())


def names(deps: Deps) -> list[str]:
    with deps.reading(INITECH) as scope:
        return [account.name for account in stored.every(scope)]


@pytest.mark.parametrize("typed", ["Acme Corp", "acme", "ACME, Inc.", "The Acme Corporation", "Big Ace"])
def test_an_imported_account_stands_however_it_is_written(deps: Deps, caller: As, typed: str) -> None:
    import_file.accounts(deps, INITECH, b"External id,Name,Aliases,Owner\n1,Acme Corp,Big Ace,U0BO\n", by=None)
    added = add(deps, caller(ANA), typed)
    assert (added.account.name, added.owner, added.is_new) == ("Acme Corp", "Bo", False)
    assert names(deps) == ["Acme Corp"]


def test_a_name_that_is_only_alike_is_another_account(deps: Deps, caller: As) -> None:
    add(deps, caller(ANA), "Globex")
    assert add(deps, caller(ANA), "Globez").is_new
    assert add(deps, caller(ANA), "Globex Foods").is_new


def test_a_name_that_several_accounts_could_have_is_refused_with_theirs(deps: Deps, caller: As) -> None:
    import_file.accounts(deps, INITECH, b"External id,Name\n1,Acme GmbH\n2,Acme Inc\n", by=None)
    with pytest.raises(Refusal, match="here already: Acme GmbH, Acme Inc"):
        add(deps, caller(ANA), "Acme")
    assert not add(deps, caller(ANA), "Acme Inc.").is_new
    assert names(deps) == ["Acme GmbH", "Acme Inc"]


def test_what_stands_is_found_in_the_transaction_that_would_add_it(deps: Deps, caller: As) -> None:
    ana = caller(ANA)  # asked before the import: her names are old
    import_file.accounts(deps, INITECH, b'External id,Name\n1,"Globex, Inc."\n2,Acme GmbH\n3,Acme Inc\n', by=None)
    with deps.transaction(ana.workspace.id) as scope:
        found = [existing_or_added(scope, deps, ana, name, Stage.PROSPECT) for name in ("GLOBEX", "Globez", "Acme")]
    assert [account.name for account in found] == ["Globex, Inc.", "Globez", "Acme"]
    assert [account.stage for account in found] == [Stage.CUSTOMER, Stage.PROSPECT, Stage.PROSPECT]


def test_nobody_else_adds_an_account_between_looking_and_adding(deps: Deps, caller: As) -> None:
    other = Database(deps.database.url.render_as_string(hide_password=False), wait=0.05)
    with deps.transaction(caller(ANA).workspace.id) as scope:
        existing_or_added(scope, deps, caller(ANA), "Acme", Stage.CUSTOMER)
        with pytest.raises(StorageAway), other.transaction() as second:
            stored.lock_names(scope_of(second, INITECH))
    other.close()


def test_a_known_owner_is_named_and_a_new_one_is_a_colleague(deps: Deps, caller: As) -> None:
    assert add(deps, caller(ANA), "Acme", BO).owner == "Bo"
    assert add(deps, caller(ANA), "Globex", "U0NEW").owner == "a colleague"


@pytest.fixture
def stranger(deps: Deps) -> Caller:
    """Somebody for whom Slack did not answer."""
    workspace = Workspace(INITECH, "Initech", "UTC", None, None, 0)
    return Caller(workspace, Member(Profile("U0NEW", "", None), is_known=False))


@pytest.mark.parametrize(
    "look",
    [
        lambda deps, caller: cards.show(deps, caller, "Acme"),
        lambda deps, caller: accounts.look_for(deps, caller, "Ac"),
        lambda deps, caller: leaderboard.answer_for(deps, caller, ""),
        lambda deps, caller: add(deps, caller, "Acme"),
    ],
    ids=["card", "type-ahead", "leaderboard", "what stands"],
)
def test_whom_slack_has_not_confirmed_is_shown_nothing(
    deps: Deps, caller: As, stranger: Caller, look: Callable[[Deps, Caller], object]
) -> None:
    add(deps, caller(ANA), "Acme", BO)
    with pytest.raises(Refusal, match="Slack has not told me who you are yet: send it again in a minute"):
        look(deps, stranger)
    assert look(deps, caller(ANA))


def test_whom_slack_has_not_confirmed_may_add_what_is_new(deps: Deps, stranger: Caller) -> None:
    assert add(deps, stranger, "Acme").is_new


def test_the_card_leaves_out_what_no_member_typed(deps: Deps, caller: As) -> None:
    with scoped(deps.database.transaction(), INITECH) as scope:
        account = add_account(scope)
        members.remember(scope, Profile("U0GUS", "Gus", None, is_guest=True))
        members.mention(scope, ["U0NEW"])
        for author in ("U0GUS", "U0NEW"):
            log(scope, account.id, logged_by=author)
    card = cards.show(deps, caller(ANA), "Acme Corp")
    assert isinstance(card, Card)
    assert (card.last, card.met, card.ours) == (None, (), ())
    assert not isinstance(cards.show(deps, caller(ANA), "Jane Doe"), Card)
    with scoped(deps.database.transaction(), INITECH) as scope:
        members.remember(scope, Profile("U0NEW", "New", None))
    card = cards.show(deps, caller(ANA), "Jane Doe")
    assert isinstance(card, Card) and card.last is not None
    assert [met.conversations for met in card.met] == [1, 1]
