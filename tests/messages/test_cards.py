"""The card of an account: a year of history, and one nobody ever spoke to, both within what Slack takes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.accounts.cards import Card, KnownContact, OpenFollowUp, QuotedInsight
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.concurrent_edits import Changer
from bot.domain.conversations.model import FollowUp, Kind
from bot.domain.insights.model import InsightKind
from bot.domain.sponsors.coverage import Breadth
from bot.messages.accounts.accounts import small_print
from bot.messages.accounts.cards import card
from bot.messages.blocks import TEXT_LIMIT
from tests.messages.views import HOSTILE, NAMES, TODAY, TUESDAY, conversation, named, plan, problems_of, rings

ACME = Account(
    "a1", "Acme Corp", Stage.CUSTOMER, Tier.ENTERPRISE, date(2025, 1, 7), owner="U0ANA", value=48_000,
    customer_since=date(2019, 1, 1),
)  # fmt: skip


def card_of(account: Account = ACME, *, people: tuple[str, ...] = (), **facts: Any) -> Card:
    last = facts.get("last")
    standing = AccountStatus(account, TODAY, last=last.details.on if last else None)
    return Card(standing, Breadth(people), **{"names": NAMES, **facts})


def year(text: str) -> Card:
    """Everything a card can say, said with `text`, by people called that."""
    said = QuotedInsight(InsightKind.COMPLAINT, text, date(2026, 9, 7))
    last = conversation(on=TODAY - timedelta(days=41), held_by="U0BO", contacts=(text, "Jo Lee"), note=text)
    return card_of(
        Account(
            "a" * 32, text or "Acme", Stage.DORMANT, Tier.STRATEGIC, date(2025, 1, 7), aliases=(text,) * 9,
            rested_on=date(2026, 11, 2), value=10**12, customer_since=date(2019, 1, 1),
        ),
        people=("U0BO", "U0CHEN"),
        last=last,
        touch=conversation(2, on=TUESDAY, held_by="U0CHEN", kind=Kind.ATTEMPT),
        plan=plan(3, on=TODAY + timedelta(days=2), held_by="U0BO"),
        met=tuple(KnownContact(f"{number} {text}", number) for number in range(30, 0, -1)),
        ours=tuple(f"U{number}" for number in range(25)),
        ask=said,
        owed=tuple(OpenFollowUp(FollowUp(text, date(2026, 11, 20), "U1"), date(2026, 11, 19)) for _ in range(4)),
        about=(said,) * 3,
        sponsor="U0CHEN",
        sponsor_since=date(2026, 8, 12),
        may_take=True,
        may_change=True,
        names={**NAMES, **{f"U{number}": text for number in range(25)}},
    )  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, "we would pay for exports that just work " * 9, "Ö" * 400])
def test_a_year_of_anything_fits_and_rings_for_nobody(text: str) -> None:
    message = card(year(text), also_changed_by=Changer(text))
    assert problems_of(list(message.payload()["blocks"])) == []
    assert rings(message.blocks) == [] and rings({"type": "mrkdwn", "text": message.text, "verbatim": True}) == []
    assert sum(len(each["text"]) for each in named(message.blocks, "text") if isinstance(each, dict)) < 13_000


def test_a_year_of_ordinary_words_is_told_in_full_in_the_text() -> None:
    message = card(year("the exports stop at 10,000 rows, and month's end takes three people two days; " * 2))
    assert len(message.text) <= TEXT_LIMIT


def test_the_card_of_messages_8() -> None:
    shown = card_of(
        people=("U0BO",),
        last=conversation(
            on=TODAY - timedelta(days=41), held_by="U0BO", contacts=("Jo Lee",), note="worried about exports."
        ),
        touch=conversation(2, on=TUESDAY, held_by="U0CHEN", kind=Kind.ATTEMPT),
        met=(KnownContact("Jo Lee", 4), KnownContact("Sam Park", 1)),
        ours=("U0BO",),
        ask=QuotedInsight(InsightKind.COMPLAINT, "exports failed at month's end", date(2026, 9, 7)),
        owed=(OpenFollowUp(FollowUp("pricing", date(2026, 11, 27), "U0ANA"), TODAY),),
        about=(QuotedInsight(InsightKind.ABOUT, "opening a plant in Lyon in spring", date(2026, 10, 12)),),
        sponsor="U0CHEN",
        sponsor_since=date(2026, 8, 12),
    )
    assert card(shown).text.splitlines() == [
        "Acme Corp",
        "*Ask:* They were unhappy on Mon 7 Sep: “exports failed at month's end”. Is it better?",
        "*We owe them:* pricing, Fri 27 Nov, Ana.",
        "*Last:* Bo called Jo Lee 41 days ago, 20 min: “worried about exports”. "
        "Waiting since Sat 14 Nov (every 30 days). Attempt by Chen, Tue 24 Nov.",
        "*About them:* opening a plant in Lyon in spring (Mon 12 Oct)",
        "*People:* Jo Lee, 4 conversations · Sam Park, 1.",
        "*Ours:* Ana (owner), Chen (sponsor, Wed 12 Aug) and Bo. *Only Bo spoke to them in 90 days.*",
        "Enterprise customer since 2019 · 48,000 a year",
    ]


def test_the_card_of_one_nobody_ever_spoke_to_says_what_to_ask_and_nothing_of_breadth() -> None:
    initech = Account("a2", "Initech", Stage.CUSTOMER, Tier.STANDARD, TODAY - timedelta(days=33))
    message = card(card_of(initech, may_take=True))
    assert message.text.splitlines() == [
        "Initech",
        "*Ask:* What made you choose us? *Nobody has spoken to Initech yet*; here 33 days.",
        "No owner yet.",
        "Standard customer",
    ]
    assert problems_of(list(message.blocks)) == []


def test_a_lost_one_is_not_said_to_hang_on_anybody() -> None:
    lost = Account("a3", "Hooli", Stage.LOST, Tier.STANDARD, TODAY)
    assert "in 90 days" not in card(card_of(lost, last=conversation(), ours=("U0ANA",))).text


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (Stage.CUSTOMER, "Enterprise customer since 2019"),
        (Stage.LOST, "Enterprise account, lost; customer from 2019"),
        (Stage.DORMANT, "Enterprise account at rest; customer from 2019"),
    ],
)
def test_since_when_one_was_a_customer_is_not_since_when_it_is_lost(stage: Stage, said: str) -> None:
    assert small_print(replace(ACME, stage=stage, value=None)) == said
