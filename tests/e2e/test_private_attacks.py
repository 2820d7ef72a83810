"""Whoever comes to own or sponsor an account after something private was logged reads none of it, and may ask for it.

Each way of becoming that is gone from beginning to end, by somebody who looks everywhere at every step.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.messages.accounts import cards
from bot.messages.conversations import access_requests
from bot.messages.sponsors import sponsors
from bot.sandbox import PostedMessage
from bot.storage.workspace.tables import audit
from tests.databases import as_engine_url, migrated_database
from tests.e2e.privacy_fixture import ADMIN, AUTHOR, CANARY, CREDITED, OTHER, WORDS, PrivacyFixture
from tests.handlers.reading import buttons, value_of
from tests.ways import WAYS, in_turn

OPEN_WORDS = "a pelican everybody may know of"
SOMETHING = "There is something private by Bo, Mon 23 Nov"


class Vault:
    """An account nobody owns: bo logged something private there that dee held, and something that is not."""

    def __init__(self, privacy: PrivacyFixture) -> None:
        self.privacy = privacy
        self.app = privacy.app
        self.app.reads(ADMIN, "/account add Vault enterprise")
        self.app.reads(AUTHOR, f"/logcall Vault 20m: {OPEN_WORDS}")
        self.app.reads(AUTHOR, f"/logcall Vault private {WORDS}")
        self.entry = self.app.last_seen(AUTHOR)
        privacy.who_reads()

    def pry(self, person: str) -> None:
        """Look everywhere, and wherever this account stands."""
        self.privacy.look_everywhere(person)
        for rest in ("account Vault", "sponsor Vault", "owner Vault"):
            self.app.type(person, f"/{rest}")
        self.app.type(person, "/account Vault")
        card = self.app.last_seen(person)
        for action_id in (cards.LOG, cards.WORDS, cards.PLAN, cards.HISTORY):
            self.app.sandbox.press(person, card, action_id)
        self.app.pass_time()

    def card(self, person: str) -> PostedMessage:
        self.app.type(person, "/account Vault")
        return self.app.last_seen(person)

    def message_to(self, person: str, words: str) -> PostedMessage:
        """The last direct message with these words, once what is due was sent."""
        self.app.pass_time()
        dm = self.app.sandbox.workspace.dm_of(person)
        return [each for each in self.app.sandbox.messages(dm) if words in each.text][-1]

    def press_in_dm(self, person: str, message: PostedMessage, action_id: str) -> PostedMessage:
        """Press a button of a direct message; the message as it then reads."""
        self.app.sandbox.press(person, message, action_id)
        self.app.settle()
        return next(each for each in self.app.sandbox.messages(message.channel) if each.ts == message.ts)

    def asks(self, person: str) -> PostedMessage:
        """Ask for it with the press on the card; the card as it then reads."""
        return self.app.press(person, f"{access_requests.ASK}:0", self.card(person))

    def audited(self) -> list[tuple[str, str]]:
        """Who did what to the account and to its entries, in order."""
        with self.app.runtime.deps.database.reading() as session:
            rows = session.execute(select(audit.c.actor, audit.c.action).order_by(audit.c.at, audit.c.id))
            return [(row.actor, row.action) for row in rows]


def a_member_takes_it(vault: Vault) -> str:
    vault.app.press(OTHER, cards.TAKE, vault.card(OTHER))
    return OTHER


def an_admin_takes_it(vault: Vault) -> str:
    vault.app.reads(ADMIN, "/owner Vault @ana")
    return ADMIN


def two_members_make_one_sponsor(vault: Vault) -> str:
    vault.app.reads(CREDITED, "/sponsor Vault @zoe")
    vault.press_in_dm(OTHER, vault.message_to(OTHER, "executive sponsor?"), sponsors.YES)
    return OTHER


def one_who_offered_herself_is_confirmed(vault: Vault) -> str:
    vault.app.reads(OTHER, "/sponsor Vault @zoe")
    vault.app.reads(ADMIN, "/sponsor Vault")
    vault.app.press(ADMIN, f"{sponsors.CONFIRM}:0")
    return OTHER


WAYS_IN: dict[str, Callable[[Vault], str]] = {
    each.__name__: each
    for each in (
        a_member_takes_it,
        an_admin_takes_it,
        two_members_make_one_sponsor,
        one_who_offered_herself_is_confirmed,
    )
}
"""How somebody comes to own or sponsor it; each returns who."""


@pytest.fixture(params=WAYS)
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    kind, _, wire = request.param.partition("-")
    url = as_engine_url(migrated_database(kind, request, tmp_path))
    with PrivacyFixture.open(url, socket=wire == "socket") as opened:
        yield Vault(opened)


@in_turn(["way"], WAYS_IN, app="vault")
def test_who_owns_or_sponsors_it_since_reads_nothing_and_what_is_not_private(vault: Vault, way: str) -> None:
    person = WAYS_IN[way](vault)
    vault.pry(person)
    assert person not in vault.privacy.who_reads()
    assert "Vault" not in vault.app.reads(person, "/account Jo Canary")
    vault.privacy.who_reads()  # the name they typed themselves
    card = vault.card(person)
    assert SOMETHING in card.text and "Ask Bo" in str(card.blocks)
    vault.app.clock.forward(minutes=1)
    vault.app.reads(AUTHOR, f"/logcall Vault 15m: {OPEN_WORDS}")
    assert OPEN_WORDS in vault.card(person).text
    vault.app.reads(person, "/owner Vault none" if way.endswith("takes_it") else "/sponsor Vault none")
    vault.pry(person)
    assert person not in vault.privacy.who_reads()
    assert SOMETHING not in vault.card(person).text
    by = {actor for actor, action in vault.audited() if action.startswith(("account: owner", "sponsor: "))}
    assert person in by


@in_turn(["way"], reversed(WAYS_IN), app="vault")  # the other way round: in all, each goes both ways
def test_its_author_passes_it_on_to_who_asked_and_to_nobody_else(vault: Vault, way: str) -> None:
    person = WAYS_IN[way](vault)
    assert "You asked Bo." in vault.asks(person).text
    question = vault.message_to(AUTHOR, "You logged it as private.")
    assert CANARY in question.text.casefold() and buttons(question)[-1] == "Keep it private"
    assert person not in vault.privacy.who_reads()
    done = vault.press_in_dm(AUTHOR, question, access_requests.PASS_ON)
    assert done.text.startswith("Passed on: ")
    answer = vault.message_to(person, "passes on what is private")
    assert vault.privacy.who_reads() == set()
    vault.app.sandbox.press(person, answer, access_requests.READ)
    assert vault.privacy.who_reads() == {person}
    assert CANARY in vault.card(person).text.casefold()
    others = {ADMIN, CREDITED, OTHER} - {person}
    for other in others:
        vault.pry(other)
        vault.app.deliver_press(other, access_requests.READ, value_of(answer, access_requests.READ))
    assert not vault.privacy.who_reads() & others
    assert {"read private: asked", "read private: granted"} <= {action for _, action in vault.audited()}


def test_kept_private_it_is_kept_kindly_and_nobody_asks_again(vault: Vault) -> None:
    person = a_member_takes_it(vault)
    vault.asks(person)
    kept = vault.press_in_dm(AUTHOR, vault.message_to(AUTHOR, "You logged it as private."), access_requests.KEEP)
    assert kept.text == "It stays private. Zoe hears that you would rather keep it, and is shown nothing."
    assert vault.message_to(person, "would rather").text == (
        "*Bo would rather keep it private:* *Vault* · call · Mon 23 Nov. What is not private stands on the card."
    )
    card = vault.card(person)
    assert f"{SOMETHING}; it stays so." in card.text and "Ask Bo" not in str(card.blocks)
    assert person not in vault.privacy.who_reads()


def test_nobody_says_yes_for_who_offered_herself_by_asking_her(vault: Vault) -> None:
    vault.app.reads(OTHER, "/sponsor Vault @zoe")
    said = vault.app.reads(CREDITED, "/sponsor Vault @zoe")
    assert said == "Zoe offered to be Vault’s executive sponsor: an admin confirms it with /sponsor Vault."
    vault.app.pass_time()
    dm = vault.app.sandbox.workspace.dm_of(OTHER)
    assert not [each for each in vault.app.sandbox.messages(dm) if "executive sponsor?" in each.text]
    assert "*Zoe offered*" in vault.app.reads(ADMIN, "/sponsor Vault")
    assert "confirmed by you on their behalf" in vault.app.press(ADMIN, f"{sponsors.CONFIRM}:0").text
    assert "confirmed by Ana" in vault.app.reads(CREDITED, "/sponsor Vault")
