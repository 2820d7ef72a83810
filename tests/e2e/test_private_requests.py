"""Who is asked for what is private, also where people left, and what asking twice, together or in vain comes to."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.messages.conversations import access_requests
from bot.sandbox import PostedMessage
from bot.storage.workspace import members, roles
from tests.databases import as_engine_url
from tests.e2e.privacy_fixture import ADMIN, AUTHOR, CREDITED, HOLDER, OTHER, PrivacyFixture
from tests.e2e.test_private_attacks import SOMETHING, Vault, a_member_takes_it
from tests.handlers.reading import elements
from tests.waiting import wait_until

LOGGED = "logged it as private"


@pytest.fixture
def vault(database_url: str) -> Iterator[Vault]:
    with PrivacyFixture.open(as_engine_url(database_url), socket=False) as opened:
        yield Vault(opened)


def leaves(vault: Vault, person: str) -> None:
    """Slack tells that somebody left, and the bot has heard of it."""
    known = vault.app.sandbox.workspace.people[person]
    vault.app.sandbox.change_person(replace(known, deleted=True))
    wait_until(lambda: person in _gone(vault))


def _gone(vault: Vault) -> set[str]:
    with vault.app.runtime.deps.reading(vault.app.team.id) as scope:
        return set(members.deactivated(scope))


def name_programme_owner(vault: Vault, *people: str) -> None:
    with vault.app.runtime.deps.transaction(vault.app.team.id) as scope:
        roles.give(scope, "programme owner", people)


def asked(vault: Vault, person: str) -> list[PostedMessage]:
    vault.app.pass_time()
    dm = vault.app.sandbox.workspace.dm_of(person)
    return [each for each in vault.app.sandbox.messages(dm) if "*May " in each.text]


def test_where_its_author_left_its_holder_is_asked(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    leaves(vault, AUTHOR)
    card = vault.card(person)
    assert "something private by Bo, who left, Mon 23 Nov" in card.text and "Ask Dee" in str(card.blocks)
    vault.asks(person)
    (question,) = asked(vault, HOLDER)
    assert "Bo, who left, logged it as private; you held it." in question.text
    vault.press_in_dm(HOLDER, question, access_requests.PASS_ON)
    vault.privacy.who_reads()
    answer = vault.message_to(person, "passes on what is private")
    vault.app.sandbox.press(person, answer, access_requests.READ)
    assert person in vault.privacy.who_reads()


def test_where_author_and_holder_left_a_programme_owner_passes_it_on_unread(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    name_programme_owner(vault, ADMIN)
    leaves(vault, AUTHOR)
    leaves(vault, HOLDER)
    vault.asks(person)
    vault.privacy.who_reads()
    (question,) = asked(vault, ADMIN)
    assert "You pass it on without reading it" in question.text
    vault.press_in_dm(ADMIN, question, access_requests.PASS_ON)
    answer = vault.message_to(person, "Ana passes on what is private")
    assert vault.privacy.who_reads() == set()
    vault.app.sandbox.press(person, answer, access_requests.READ)
    assert vault.privacy.who_reads() == {person}
    assert (ADMIN, "read private: granted") in vault.audited()


def test_a_programme_owner_who_reads_it_is_not_told_otherwise(vault: Vault) -> None:
    vault.app.reads(ADMIN, "/owner Vault @ana")
    vault.app.clock.forward(minutes=1)
    vault.app.reads(AUTHOR, "/logcall Vault private 22m: an ibis says")
    vault.app.reads(ADMIN, "/owner Vault none")
    name_programme_owner(vault, ADMIN)
    person = a_member_takes_it(vault)
    leaves(vault, AUTHOR)
    leaves(vault, HOLDER)
    vault.asks(person)
    (question,) = asked(vault, ADMIN)
    assert "an ibis says" in question.text and "without reading it" not in question.text


def test_a_press_asks_whom_it_names_and_nobody_else(vault: Vault) -> None:
    vault.app.clock.forward(minutes=1)
    vault.app.reads(AUTHOR, "/logcall Vault private 22m: an ibis says")
    person = a_member_takes_it(vault)
    name_programme_owner(vault, ADMIN)
    leaves(vault, AUTHOR)
    assert all(each in str(vault.card(person).blocks) for each in ("Ask Ana", "Ask Dee"))
    vault.asks(person)
    assert (len(asked(vault, ADMIN)), len(asked(vault, HOLDER))) == (1, 0)
    assert "Ask Dee" in str(vault.card(person).blocks) and "You asked Ana." in vault.card(person).text


def test_a_question_that_reached_nobody_can_be_asked_again(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    vault.asks(person)
    vault.app.reads(person, "/owner Vault none")
    assert asked(vault, AUTHOR) == []
    a_member_takes_it(vault)
    assert "You asked" not in vault.card(person).text
    assert "You asked Bo." in vault.asks(person).text
    assert len(asked(vault, AUTHOR)) == 1


def test_a_card_from_before_a_merger_still_asks(vault: Vault) -> None:
    card = vault.card(a_member_takes_it(vault))
    vault.app.reads(ADMIN, "/account add Trove enterprise @zoe")
    vault.app.confirms(ADMIN, "/account merge Vault into Trove")
    assert "You asked Bo." in vault.app.press(OTHER, f"{access_requests.ASK}:0", card).text
    assert len(asked(vault, AUTHOR)) == 1


def test_nobody_passes_it_on_to_themself(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    name_programme_owner(vault, person)
    leaves(vault, AUTHOR)
    leaves(vault, HOLDER)
    card = vault.card(person)
    assert "Nobody who could pass it on is here" in card.text and "private_ask" not in str(card.blocks)


def test_who_was_asked_and_left_without_an_answer_is_followed_by_the_next(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    vault.asks(person)
    assert len(asked(vault, AUTHOR)) == 1
    leaves(vault, AUTHOR)
    assert "Ask Dee" in str(vault.card(person).blocks)
    vault.asks(person)
    assert len(asked(vault, HOLDER)) == 1


def test_asked_twice_it_is_one_question(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    card = vault.card(person)
    for _ in range(2):
        vault.app.sandbox.press(person, card, f"{access_requests.ASK}:0")
        vault.app.settle()
        vault.app.clock.forward(hours=2)
        vault.app.pass_time()
    assert len(asked(vault, AUTHOR)) == 1


def test_several_within_the_hour_are_one_message_and_answered_one_by_one(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    vault.asks(person)
    assert len(asked(vault, AUTHOR)) == 1
    vault.app.reads(person, "/owner Vault none")
    for number in (1, 2):
        vault.app.clock.forward(minutes=1)
        vault.app.reads(AUTHOR, f"/logcall Vault private 2{number}m: canary {number}")
    a_member_takes_it(vault)
    assert "2 private entries by Bo" in vault.card(person).text
    ask = next(
        each["action_id"]
        for block in vault.card(person).blocks or []
        if str((each := block.get("accessory", {})).get("action_id", "")).startswith(access_requests.ASK)
    )
    vault.app.press(person, ask, vault.card(person))
    assert len(asked(vault, AUTHOR)) == 1
    vault.app.clock.forward(hours=1)
    _, together = asked(vault, AUTHOR)
    assert together.text.count("*May ") == 2
    left = vault.press_in_dm(AUTHOR, together, f"{access_requests.KEEP}:0")
    assert left.text.count("*May ") == 1
    assert vault.press_in_dm(AUTHOR, left, access_requests.PASS_ON).text.startswith("Passed on")
    assert len(elements(left)) > 0


def test_given_back_before_the_answer_nothing_is_passed_on(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    vault.asks(person)
    (question,) = asked(vault, AUTHOR)
    vault.app.reads(person, "/owner Vault none")
    vault.privacy.who_reads()
    vault.app.sandbox.press(AUTHOR, question, access_requests.PASS_ON)
    vault.app.settle()
    assert "Zoe neither owns nor sponsors Vault any more" in vault.app.last_seen(AUTHOR).text
    vault.pry(person)
    assert person not in vault.privacy.who_reads()
    assert ("read private: granted") not in {action for _, action in vault.audited()}


def test_the_owner_of_an_account_it_is_merged_into_reads_none_of_it(vault: Vault) -> None:
    vault.app.reads(ADMIN, "/account add Trove enterprise @zoe")
    vault.app.confirms(ADMIN, "/account merge Vault into Trove")
    vault.pry(OTHER)
    assert OTHER not in vault.privacy.who_reads()
    assert SOMETHING in vault.app.reads(OTHER, "/account Trove")


def test_who_neither_owns_nor_sponsors_it_is_told_of_nothing(vault: Vault) -> None:
    a_member_takes_it(vault)
    assert "something private" in vault.card(OTHER).text
    assert "something private" not in vault.card(CREDITED).text
