"""On which day, and when on it, somebody is asked how many customers they spoke to."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.setup.pause import Pause
from bot.domain.weekly.digests import DigestItem, ItemKind, Rhythm, due_time
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.weekly.thursdays import (
    ContactedAccount,
    NumberQuestion,
    digest_of_tap,
    first_question,
    next_question,
    question_item,
    tap_key,
)
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.preferences import DIGEST, THURSDAY, Mode, Preferences, Switch

MONDAY, TUESDAY, WEDNESDAY, THURSDAY_26, FRIDAY, SATURDAY, SUNDAY = (date(2026, 11, 23 + day) for day in range(7))
A_DAY = timedelta(days=1)
QUESTION = question_item("bo", THURSDAY_26)


def days_asked(of: Rhythm, item: DigestItem = QUESTION) -> list[date]:
    every = (MONDAY + number * A_DAY for number in range(14))
    return [day for day in every if of.is_permitted(day) and of.takes(item, day)]


def rhythm(*, away: Span | None = None, **switches: Switch) -> Rhythm:
    return Rhythm(Preferences(switches, (away,) if away else ()))


def test_whoever_names_a_number_until_thursday_is_asked_then_and_whoever_does_later_is_not() -> None:
    week = [MONDAY + number * A_DAY for number in range(7)]
    asked = [first_question("bo", MONDAY, today) for today in week]
    assert asked == [QUESTION] * 4 + [None] * 3


def test_the_question_is_put_on_its_day_and_on_no_other() -> None:
    assert days_asked(rhythm()) == [THURSDAY_26]
    assert rhythm().next_day([QUESTION], MONDAY) == THURSDAY_26
    assert rhythm().next_day([QUESTION], FRIDAY) is None
    assert [QUESTION.is_over(day) for day in (THURSDAY_26, FRIDAY)] == [False, True]


@pytest.mark.parametrize(
    "of",
    [
        rhythm(thursday=Switch(Mode.OFF)),
        rhythm(thursday=Switch(snoozed_until=MONDAY + 7 * A_DAY)),
        rhythm(digest=Switch(Mode.OFF)),
        rhythm(digest=Switch(Mode.MONDAYS)),
        rhythm(digest=Switch(snoozed_until=FRIDAY)),
        rhythm(away=Span(THURSDAY_26, THURSDAY_26)),
        replace(rhythm(), closed={THURSDAY_26}),
        replace(rhythm(), pause=Pause("ana", None)),
        replace(rhythm(), is_enrolled=False),
    ],
    ids=["stopped", "snoozed", "digests off", "mondays", "digests snoozed", "away", "closed", "paused", "not enrolled"],
)
def test_whoever_is_to_be_left_alone_is_not_asked_on_that_day_nor_later(of: Rhythm) -> None:
    assert days_asked(of) == []


def test_stopping_the_question_stops_nothing_else_of_the_morning() -> None:
    of = rhythm(thursday=Switch(Mode.OFF))
    assert of.is_permitted(THURSDAY_26) and not of.may_ask(THURSDAY_26)
    assert of.takes(DigestItem("bo", ItemKind.FOLLOW_UP_DUE, "c1", THURSDAY_26), THURSDAY_26)
    assert (DIGEST, THURSDAY) == ("digest", "thursday")  # they stand on disk


def test_alone_it_comes_in_the_afternoon_and_with_anything_else_in_the_morning() -> None:
    alone = (ItemKind.NUMBER_QUESTION, ItemKind.SUGGESTED)
    assert due_time(alone, THURSDAY_26) == time(15)
    assert due_time([*alone, ItemKind.FOLLOW_UP_DUE], THURSDAY_26) == time(9)
    assert due_time(alone, FRIDAY) == time(9)  # who asked for tomorrow asked for the morning


@given(st.dates(MONDAY, SUNDAY + 7 * A_DAY), st.dates(MONDAY, SUNDAY))
def test_it_is_put_off_to_the_next_day_within_its_week_and_never_beyond(today: date, day: date) -> None:
    again = next_question("bo", day, today)
    if again is not None:
        assert again.on == today + A_DAY and monday_of(again.on) == monday_of(day)
        assert again.subject != question_item("bo", today).subject
    else:
        assert monday_of(today + A_DAY) != monday_of(day)


def test_a_tap_knows_under_which_question_it_was_pressed() -> None:
    assert digest_of_tap(tap_key("U0BO", THURSDAY_26, "a1")) == ("U0BO", THURSDAY_26)
    keys = {tap_key(who, day, "a1") for who in ("U0BO", "U0ANA") for day in (THURSDAY_26, FRIDAY)}
    assert len(keys) == 4


def test_it_is_settled_when_the_number_is_reached_or_its_week_is_over() -> None:
    asked = NumberQuestion(THURSDAY_26, THURSDAY_26, meant=1)
    assert not asked.is_reached and not asked.is_past and asked.may_wait
    assert replace(asked, contacted=(ContactedAccount("Acme", MONDAY),)).is_reached
    assert [replace(asked, today=day).is_past for day in (SUNDAY, SUNDAY + A_DAY)] == [False, True]
    assert not replace(asked, today=FRIDAY).may_wait
