"""/week in words, and /goal."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.weekly.own_week import Goal, OwnWeek, Streak
from bot.messages.blocks import Message
from bot.messages.weekly.own_week import goal, own_week

WEEK = "*Week 48 (23–27 Nov): "
QUIET = OwnWeek(date(2026, 11, 23), 0, 0, None, 0, Streak(0, has_this_week=False))
BUSY = replace(QUIET, customers=2, prospects=1, meant=5, minutes=190, streak=Streak(4, has_this_week=True))


@pytest.mark.parametrize(
    ("mine", "said"),
    [
        (
            QUIET,
            "nobody spoken to yet.* No time with customers in the last 6 weeks yet; from 2 h on products get better.",
        ),
        (
            BUSY,
            "3 of your 5 customers (2 customers, 1 prospect).* 4 weeks in a row with a conversation. "
            "3 h 10 min with customers in the last 6 weeks.",
        ),
        (
            replace(BUSY, prospects=0, minutes=50, streak=Streak(1, has_this_week=True)),
            "2 of your 5 customers.* 50 min with customers in the last 6 weeks; from 2 h on products get better.",
        ),
        (
            replace(BUSY, customers=0, prospects=0, streak=Streak(3, has_this_week=False)),
            "your 5 customers still to come.* 3 weeks in a row; one conversation makes it 4. "
            "3 h 10 min with customers in the last 6 weeks.",
        ),
        (
            replace(BUSY, customers=0, prospects=0, meant=None, streak=Streak(3, has_this_week=False), is_away=True),
            "nobody spoken to yet.* 3 weeks in a row; a week away does not break it. "
            "3 h 10 min with customers in the last 6 weeks.",
        ),
        (
            replace(BUSY, meant=2, goal=Goal(50), streak=Streak(1, has_this_week=True)),
            "2 customers, 1 prospect; you meant 2.* 3 h 10 min with customers in the last 6 weeks. "
            "That is 1 % of a 40-hour week; your goal is 50 %.",
        ),
        (
            replace(BUSY, meant=None, prospects=0, goal=Goal(None), streak=Streak(1, has_this_week=True)),
            "2 customers.* 3 h 10 min with customers in the last 6 weeks. "
            "That is 1 % of a 40-hour week; `/goal 50` sets what you mean to spend.",
        ),
        (
            replace(BUSY, minutes=45, meant=None, prospects=0, goal=Goal(50), streak=Streak(1, has_this_week=True)),
            "2 customers.* 45 min with customers in the last 6 weeks; from 2 h on products get better. "
            "That is under 1 % of a 40-hour week; your goal is 50 %.",
        ),
        (
            replace(BUSY, minutes=0, meant=None, prospects=0, goal=Goal(None), streak=Streak(1, has_this_week=True)),
            "2 customers.* No time with customers in the last 6 weeks yet; from 2 h on products get better. "
            "`/goal 50` sets what you mean to spend with customers.",
        ),
        (
            replace(BUSY, meant=1, customers=0, goal=None, streak=Streak(0, has_this_week=False)),
            "1 of your 1 customer (1 prospect).* 3 h 10 min with customers in the last 6 weeks.",
        ),
    ],
)
def test_the_week_in_one_line(mine: OwnWeek, said: str) -> None:
    message = own_week(mine)
    assert message.text == WEEK + said
    assert len(message.blocks) == 1


def test_a_goal_is_one_press_away_and_so_is_having_none() -> None:
    none, half = goal(Goal(None)), goal(Goal(50))
    assert none.text == "You have no goal. Founders do well with 50 %; only you see it, with `/week`."
    assert half.text.startswith("*Your goal: 50 % of a 40-hour week with customers.*")
    assert labels(none) == ["25 %", "50 %", "75 %"]
    assert labels(half) == ["25 %", "75 %", "No goal"]


def labels(message: Message) -> list[str]:
    return [each["text"]["text"] for each in message.blocks[-1]["elements"]]
