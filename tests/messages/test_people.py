"""People without a name yet, and how long ago something was: the same words everywhere."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.accounts.cards import Card
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.conversations.model import Conversation, Details, Insight, Kind, State
from bot.domain.sponsors.coverage import Breadth
from bot.messages.accounts.cards import card
from bot.messages.conversations.complaints import complaint
from bot.messages.formatting import ago, person, with_names

TODAY = date(2026, 11, 25)
ACME = Account("a", "Acme", Stage.CUSTOMER, Tier.STANDARD, date(2026, 8, 1))
HELD = Details(State.HELD, Kind.CALL, 20, date(2026, 11, 24), "U0ANA", insights=(Insight("complaint", "slow"),))
CONVERSATION = Conversation("c", "a", "Acme", "U0ANA", datetime(2026, 11, 24, 9, tzinfo=UTC), HELD)


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "today"), (0, "today"), (1, "yesterday"), (41, "41 days ago"), (1200, "1,200 days ago")]
)
def test_how_long_ago_reads_as_people_say_it(days: int, words: str) -> None:
    assert ago(days) == words


def test_who_has_no_name_yet_is_somebody_everywhere() -> None:
    assert person("U0ANA", {}) == person("U0ANA", {"U0ANA": ""}) == "somebody"
    assert with_names("ask <@U0ANA>", ["U0ANA"], {}) == "ask @somebody"
    spoken = AccountStatus(ACME, TODAY, last=CONVERSATION.details.on)
    told = card(Card(spoken, Breadth(("U0ANA",)), last=CONVERSATION, ours=("U0ANA",))).text
    assert "somebody called them yesterday" in told and "*Ours:* somebody." in told
    assert complaint(CONVERSATION, {}, today=TODAY).text.endswith("Somebody heard it yesterday.")


def test_a_known_name_is_never_changed() -> None:
    assert complaint(CONVERSATION, {"U0ANA": "bo"}, today=TODAY).text.endswith("bo heard it yesterday.")


def without_conversation(account: Account) -> Card:
    return Card(AccountStatus(account, TODAY), Breadth(()))


def test_an_imported_account_that_was_active_is_not_said_to_be_unspoken_to() -> None:
    imported = replace(ACME, last_activity=date(2026, 8, 1))
    assert (
        "*No conversation with Acme is logged yet*; last activity Sat 1 Aug."
        in card(without_conversation(imported)).text
    )
    assert "*Nobody has spoken to Acme yet*; here 116 days." in card(without_conversation(ACME)).text
