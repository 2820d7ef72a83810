"""People a line may mean are found by their names, and known to whom their conversations are for."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.db.engine import Database
from bot.storage.accounts import contacts
from bot.storage.conversations import conversations
from tests.scopes import scoped
from tests.storage.filled import ANA, BO, HELD, INITECH, NOW, add_account, log
from tests.storage.test_week_of_member import steps

ALONE = replace(HELD, colleagues=(), private=True)


def test_people_are_known_to_the_readers_of_what_they_stand_in(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        acme = add_account(scope, owner=None)
        log(scope, acme.id, details=replace(ALONE, contacts=("Jo Private",)))
        log(scope, acme.id, details=replace(ALONE, contacts=("Jo Open",), private=False))
        undone = log(scope, acme.id, details=replace(ALONE, contacts=("Jo Undone",), private=False))
        conversations.set_undone(scope, undone or "", by=ANA, at=NOW)
        contacts.add(scope, acme.id, "Jo Named")
        contacts.add_all(scope, [(acme.id, "Joanna Other")])
        found = {
            reader: [name for _, name in contacts.beginning_with(scope, ["jo"], reader=reader)]
            for reader in (ANA, BO, None)
        }
    assert found == {
        ANA: ["Jo Named", "Jo Open", "Jo Private"],
        BO: ["Jo Named", "Jo Open"],
        None: ["Jo Named", "Jo Open"],
    }


def test_a_line_without_words_is_about_nobody(initech: Database) -> None:
    with scoped(initech.reading(), INITECH) as scope:
        assert contacts.beginning_with(scope, (), reader=None) == []


@pytest.mark.parametrize("words", [["jane"], ["jane", "max", "acme"]])
def test_people_are_found_without_walking_through_everybody(initech: Database, words: Sequence[str]) -> None:
    with scoped(initech.transaction(), INITECH) as scope, steps(initech, scope.session) as found:
        contacts.beginning_with(scope, words, reader=ANA)
    if initech.is_sqlite:
        by_name = "SEARCH contacts USING INDEX ix_contacts_name (workspace_id=? AND name_key>? AND name_key<?)"
        standing = "ix_conversation_contacts_contact (workspace_id=? AND contact_id=?)"
        assert [step for step in found if "contacts" in step] == [
            *[by_name] * len(words),
            f"SEARCH conversation_contacts USING INDEX {standing}",
        ]


def test_an_account_is_found_by_the_whole_name_of_somebody_there(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope, steps(initech, scope.session) as found:
        contacts.accounts_of(scope, "Jane Doe", reader=ANA)
    if initech.is_sqlite:
        assert found[0] == "SEARCH contacts USING INDEX ix_contacts_name (workspace_id=? AND name_key=?)"
