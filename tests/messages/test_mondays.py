"""Monday's question in words, and what one reads after naming a number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.weekly.fridays import Numbers
from bot.domain.weekly.leaderboard import TeamSum
from bot.domain.weekly.pledges import LastWeek, MondayPost, Pledged, PledgeSum
from bot.messages.blocks import Message
from bot.messages.weekly import mondays
from tests.messages.views import problems_of

TODAY = date(2026, 11, 23)
ACME = Account(id="a1", name="Acme <Corp>", stage=Stage.CUSTOMER, tier=Tier.ENTERPRISE, added_on=date(2026, 1, 5))
FORTY_DAYS = AccountStatus(ACME, TODAY, last=TODAY - timedelta(days=40))
NEW = replace(ACME, id="a2", name="Initech", added_on=TODAY - timedelta(days=32))
KEPT = Numbers(19, 14, people=5, keepers=3)
MISSED = Numbers(19, 4, people=5, keepers=2)


def week(customers: int, prospects: int, numbers: Numbers | None = None, *, others: int = 0) -> LastWeek:
    return LastWeek(TeamSum(customers, prospects, customers + prospects + others, 30, 0), numbers)


POST = MondayPost(
    "2026-W48",
    PledgeSum(5, 17),
    week(11, 5, KEPT),
    (FORTY_DAYS, AccountStatus(NEW, TODAY)),
    {"a1": "worried about\n<exports>."},
)


def buttons(message: Message) -> list[str]:
    found = [
        element for block in message.blocks for element in [*block.get("elements", ()), block.get("accessory", {})]
    ]
    return [element["text"]["text"] for element in found if element.get("type") == "button"]


def test_the_post_asks_counts_looks_back_and_offers_who_waits() -> None:
    drawn = mondays.monday(POST)
    assert drawn.text.splitlines() == [
        "*How many customers will you speak to this week?* "
        "I show only the sum; on Friday I name those who kept theirs.",
        "5 people, 17 customers so far.",
        "Last week: 11 customers, 5 prospects; 14 of the 19 we meant.",
        "*Acme &lt;Corp&gt;*, 40 days; last word “worried about &lt;exports&gt;”",
        "*Initech*, here 32 days, not spoken to yet",
    ]
    assert buttons(drawn) == ["1", "3", "5", "10", "Another number", "I’ll talk to them", "I’ll talk to them"]
    assert problems_of(list(drawn.blocks)) == []


NEW_HERE = "New here: press a number, then type `/logcall Acme 20m what they said`, with your customer’s name for Acme."


@pytest.mark.parametrize(
    ("last", "line"),
    [
        (None, NEW_HERE),
        (week(14, 0), "Last week: 14 customers spoken to. Nobody had named a number."),
        (replace(week(1, 0), is_first=True), f"Last week: 1 customer spoken to. {NEW_HERE}"),
        (week(1, 1), "Last week: 1 customer, 1 prospect spoken to. Nobody had named a number."),
        (week(0, 2, KEPT), "Last week: 2 prospects; 14 of the 19 we meant."),
        (week(3, 0, MISSED), "Last week: 3 customers."),
        (week(0, 0, KEPT, others=2), "Last week: 2 conversations."),
        (week(0, 0), "Nothing was logged last week. If you did speak to someone: `/logcall Acme last friday`."),
        (
            replace(week(0, 0, MISSED), has_touch=True),
            "No customer was spoken to last week. If you did speak to someone: `/logcall Acme last friday`.",
        ),
    ],
)
def test_what_it_says_of_last_week(last: LastWeek | None, line: str) -> None:
    drawn = mondays.monday(replace(POST, last=last, sum=PledgeSum(1, 1), waiting=()))
    assert drawn.text.splitlines()[1:] == ["1 person, 1 customer so far.", line]


def test_before_the_first_number_there_is_no_sum() -> None:
    assert "so far" not in mondays.monday(replace(POST, sum=PledgeSum(0, 0))).text


def test_after_a_number_one_is_asked_whom_first() -> None:
    drawn = mondays.pledged(Pledged(3, POST.waiting))
    assert drawn.text.startswith("*3. Who first?*")
    assert buttons(drawn) == ["Acme <Corp>, 40 days", "Initech, not spoken to yet", "I’ll see"]
    long = replace(ACME, name="x" * 120)
    (offer, _) = buttons(mondays.pledged(Pledged(3, (AccountStatus(long, TODAY),))))
    assert len(offer) <= 75 and offer.endswith("not spoken to yet")


def test_none_is_left_in_peace_and_where_nobody_waits_nobody_is_offered() -> None:
    assert mondays.pledged(Pledged(0, POST.waiting)).text == "0 it is. I leave you in peace this week."
    assert buttons(mondays.pledged(Pledged(3))) == []
