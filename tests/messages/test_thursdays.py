"""Thursday's question as it reads: what is known, whom to tap, whom to call, and the ways to be left alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.accounts.cards import QuotedInsight
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.weekly.thursdays import ContactedAccount, NumberQuestion
from bot.domain.workspace.preferences import Mode
from bot.messages.blocks import TEXT_LIMIT, Message
from bot.messages.weekly import thursdays
from bot.messages.weekly.digests import digest
from tests.messages.views import HOSTILE, NAMES, labels, of_type, problems_of, rings, sections

TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)
ADDED = date(2026, 10, 22)


def account(name: str = "Vandelay", last: date | None = date(2026, 10, 21), **facts: object) -> AccountStatus:
    it = Account(name.lower(), name, Stage.CUSTOMER, Tier.ENTERPRISE, added_on=ADDED)
    return AccountStatus(replace(it, **facts), THURSDAY, last=last)  # type: ignore[arg-type]


ASKED = NumberQuestion(
    THURSDAY,
    THURSDAY,
    3,
    (ContactedAccount("Acme Corp", TUESDAY),),
    (account(), account("Initech", None), account("Cyberdyne")),
    account(),
    QuotedInsight("complaint", "invoices come late", date(2026, 9, 7)),
    NAMES,
)


def message(asked: NumberQuestion = ASKED) -> Message:
    """The question alone, as it is sent."""
    it = digest(thursdays.lines(asked), Mode.ON)
    assert problems_of(it.payload()["blocks"]) == [] and rings(it.payload()["blocks"]) == []
    assert len(it.text) <= TEXT_LIMIT
    return it


def test_it_says_what_is_known_offers_whom_to_tap_and_names_one_with_a_reason() -> None:
    it = message()
    first, tap, not_yet = sections(it.blocks)
    known = "I have 1 from you: Acme Corp, Tue 24 Nov. You had 3 in mind."
    assert first == f"*How many customers did you speak to this week?* {known}"
    assert tap == "Tap whom you spoke to; I put it down for today, 30 min, and you can change it."
    assert not_yet == (
        "Not yet? *Vandelay* would be glad to hear from you: 36 days. "
        "They were unhappy on Mon 7 Sep: “invoices come late”. Is it better?"
    )
    assert it.text == f"{first}\n{tap}\n{not_yet}"
    assert labels(it.blocks) == [
        "Vandelay", "Initech", "Cyberdyne", "Someone else",
        "Words to ask for 20 minutes", "Tomorrow morning", "Not this week", "Stop these",
    ]  # fmt: skip


def test_none_logged_is_said_without_a_word_of_blame() -> None:
    first, *_ = sections(message(replace(ASKED, contacted=())).blocks)
    assert first.endswith(" I have none from you yet. You had 3 in mind.")


def test_of_many_the_first_are_named() -> None:
    many = tuple(ContactedAccount(f"Account {number}", TUESDAY) for number in range(8))
    first, *_ = sections(message(replace(ASKED, contacted=many, meant=20)).blocks)
    assert "I have 8 from you: Account 0, Tue 24 Nov; " in first and "; and 3 more. You had 20 in mind." in first


@pytest.mark.parametrize(
    ("stage", "question"),
    [(Stage.CUSTOMER, "Ask what made them choose us."), (Stage.PROSPECT, "Ask what they want most this year.")],
)
def test_whoever_nobody_ever_spoke_to_is_asked_something_else(stage: Stage, question: str) -> None:
    initech = account("Initech", None, stage=stage)
    *_, last = sections(message(replace(ASKED, suggested=initech, ask=None)).blocks)
    assert last == f"Not yet? *Initech* has been here 35 days and nobody has spoken to them. {question}"


def test_whoever_owns_nothing_may_call_anybody() -> None:
    it = message(replace(ASKED, offered=(), suggested=None, ask=None))
    assert sections(it.blocks)[1:] == [
        "Spoke to someone? Put it down here.",
        "Not yet? Any customer counts; `/account` shows who waits.",
    ]
    assert labels(it.blocks) == ["Log a conversation", "Tomorrow morning", "Not this week", "Stop these"]


def test_on_friday_there_is_no_tomorrow_morning() -> None:
    assert "Tomorrow morning" not in labels(message(replace(ASKED, today=THURSDAY + timedelta(days=1))).blocks)


def test_what_is_settled_says_so_and_asks_nothing() -> None:
    reached = message(replace(ASKED, meant=1))
    assert (reached.text, labels(reached.blocks)) == ("You spoke to 1 this week; you had 1 in mind.", [])
    past = message(replace(ASKED, today=THURSDAY + timedelta(days=5)))
    assert (past.text, labels(past.blocks)) == ("That week you spoke to 1.", [])
    nothing = message(replace(ASKED, today=THURSDAY + timedelta(days=5), contacted=()))
    assert nothing.text == "That week is over."


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_and_words_ring_nobody(hostile: str) -> None:
    hostile_account = replace(account(), account=replace(account().account, name=hostile))
    asked = replace(
        ASKED,
        contacted=tuple(ContactedAccount(hostile, TUESDAY) for _ in range(8)),
        meant=999,
        offered=(hostile_account,) * 3,
        suggested=hostile_account,
        ask=QuotedInsight("complaint", hostile, TUESDAY),
    )
    it = message(asked)
    ids = [each["action_id"] for each in of_type(it.blocks, "button")]
    assert len(ids) == len(set(ids))


def test_every_answer_to_a_press_can_be_sent() -> None:
    answers = (
        thursdays.again_tomorrow(), thursdays.no_more_this_week(), thursdays.not_this_week(), thursdays.stopped(),
        thursdays.turned_on(),
    )  # fmt: skip
    assert [problems_of(each.payload()["blocks"]) for each in answers] == [[]] * len(answers)
    assert labels(thursdays.stopped().blocks) == ["Ask me again"]
