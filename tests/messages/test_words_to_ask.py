"""Words to ask for twenty minutes: three sentences from what is true, to be copied and sent by a person."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.accounts.cards import QuotedInsight
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.accounts.words_to_ask import Asking, worth_naming
from bot.domain.insights.model import InsightKind
from bot.messages.accounts.words_to_ask import letter, words_to_ask
from tests.messages.views import HOSTILE, TODAY, problems, rings

CLOSING = "Would you have 20 minutes for me this week or next, with nothing to sell?"


def asking(stage: Stage = Stage.CUSTOMER, **facts: Any) -> Asking:
    active = facts.pop("last_activity", None)
    return Asking(Account("a1", "Acme", stage, Tier.STANDARD, TODAY, last_activity=active), TODAY, **facts)


def insight(kind: InsightKind, text: str = "exports stop at 10,000 rows", on: date = date(2026, 9, 7)) -> QuotedInsight:
    return QuotedInsight(kind, text, on)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (
            asking(contact="Jo Lee", last=TODAY, insights=insight(InsightKind.COMPLAINT)),
            "Hello Jo Lee,\nIn September you told us what does not work for you: “exports stop at 10,000 rows”. "
            f"Is it better now, and what else should we do about it? {CLOSING}",
        ),
        (
            asking(insights=insight(InsightKind.REQUEST, "one page.", TODAY - timedelta(days=3))),
            "Hello,\nOn 22 November you told us what you wish for: “one page”. "
            f"Do you still, and what would it change for you? {CLOSING}",
        ),
        (
            asking(insights=insight(InsightKind.ABOUT, "a plant in Lyon", date(2025, 12, 1))),
            "Hello,\nIn December 2025 you told us what is ahead of you: “a plant in Lyon”. "
            f"How does it go, and how could we serve you better? {CLOSING}",
        ),
        (
            asking(last=TODAY - timedelta(days=41)),
            "Hello,\nIt is 41 days since we spoke. How are we doing for you, and what do you want most this year? "
            + CLOSING,
        ),
        (
            asking(),
            "Hello,\nYou chose us, and I would like to know why. "
            f"What made you decide, and what should we do better? {CLOSING}",
        ),
        (
            asking(Stage.PROSPECT),
            "Hello,\nI would like to understand what you want most this year. "
            f"What worries you, and what would help? {CLOSING}",
        ),
    ],
)
def test_three_sentences_say_why_what_and_how_long(given: Asking, written: str) -> None:
    assert letter(given) == written


def test_an_account_that_came_with_history_is_not_said_never_to_have_been_asked() -> None:
    assert "You chose us" not in letter(asking(last_activity=TODAY - timedelta(days=300)))


def test_a_complaint_or_a_wish_goes_first_and_risks_and_rivals_are_kept_to_ourselves() -> None:
    every = [
        insight(kind) for kind in (InsightKind.RISK, InsightKind.COMPETITOR, InsightKind.ABOUT, InsightKind.REQUEST)
    ]
    assert worth_naming(every) == insight(InsightKind.REQUEST)
    assert worth_naming(every[:3]) == insight(InsightKind.ABOUT)
    assert worth_naming(every[:2]) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_any_words_fit_and_ring_for_nobody(text: str) -> None:
    view = words_to_ask(asking(contact=text, insights=insight(InsightKind.COMPLAINT, text)))
    assert problems(view) == [] and rings(view) == []
