"""Days behind /touchbase away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.domain.workspace.closed_days import Span
from bot.parsing.commands.away import read_away

WEDNESDAY = date(2026, 11, 25)


def span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("until 5 dec", span("2026-11-25", "2026-12-05")),
        ("Until Friday.", span("2026-11-25", "2026-11-27")),
        ("till tomorrow", span("2026-11-25", "2026-11-26")),
        ("until next week", span("2026-11-25", "2026-11-29")),
        ("bis freitag", span("2026-11-25", "2026-11-27")),
        ("1 dec - 5 dec", span("2026-12-01", "2026-12-05")),
        ("from 1 dec to 5 dec", span("2026-12-01", "2026-12-05")),
        ("1-5 dec", span("2026-12-01", "2026-12-05")),
        ("dec 1-5", span("2026-12-01", "2026-12-05")),
        ("1st to 5th dec", span("2026-12-01", "2026-12-05")),
        ("1.12.-5.12.", span("2026-12-01", "2026-12-05")),
        ("10/12 - 12/12", span("2026-12-10", "2026-12-12")),
        ("2026-12-01 - 2026-12-05", span("2026-12-01", "2026-12-05")),
        ("28 dec – 3 jan", span("2026-12-28", "2027-01-03")),
        ("thu 26 nov - fri 27 nov", span("2026-11-26", "2026-11-27")),
        ("24 nov - 27 nov", span("2026-11-24", "2026-11-27")),
        ("mon to fri", span("2026-11-23", "2026-11-27")),
        ("mon - tue", span("2026-11-30", "2026-12-01")),
        ("next mon - next fri", span("2026-11-30", "2026-12-04")),
        ("today", span("2026-11-25", "2026-11-25")),
        ("25 nov", span("2026-11-25", "2026-11-25")),
        ("tomorrow", span("2026-11-26", "2026-11-26")),
        ("on 5 dec", span("2026-12-05", "2026-12-05")),
        ("2026-12-01", span("2026-12-01", "2026-12-01")),
        ("this week", span("2026-11-25", "2026-11-27")),
        ("next week", span("2026-11-30", "2026-12-04")),
        ("for two weeks", span("2026-11-25", "2026-12-08")),
        ("3 days", span("2026-11-25", "2026-11-27")),
        ("off", None),
        ("I’m back", None),
    ],
)
def test_days_are_read_as_people_type_them(text: str, days: Span | None) -> None:
    assert read_away(text, WEDNESDAY) == days


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("soon", "I read no days in that: nothing is changed. Name them as in: until 5 dec"),
        ("until", "I read no days in that"),
        ("29 feb", "I read no days in that"),
        ("until 40 dec", "I read no days in that"),
        ("for 9999999 days", "I read no days in that"),
        ("tomorrow and friday", "I read no days in that"),
        ("<@U0BO>", "I read no days in that"),
        ("yesterday", "Those days are over"),
        ("16 nov - 20 nov", "Those days are over"),
        ("until 20 nov", "Those days are over"),
        ("5 dec - 1 dec", "The last day is before the first"),
        ("5 dec 2026 - 1 dec 2026", "The last day is before the first"),
        ("until 5 dec 2030", "That is more than a year"),
    ],
)
def test_what_is_no_days_to_come_is_refused_with_what_to_type(text: str, answer: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_away(text, WEDNESDAY)
    assert refused.value.words.startswith(answer)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 150), st.integers(0, 40))
def test_two_dates_written_without_a_year_are_the_coming_ones(today: date, ahead: int, length: int) -> None:
    first = today + timedelta(days=ahead)
    last = first + timedelta(days=length)
    assert read_away(f"{first:%-d %b} - {last:%-d %b}", today) == Span(first, last)
    assert read_away(f"until {last:%-d %b}", today) == Span(today, last)


@given(st.text(max_size=40) | st.text("0123456789-./ untildec to", max_size=30))
def test_whatever_is_typed_is_days_to_come_or_refused(text: str) -> None:
    try:
        found = read_away(text, WEDNESDAY)
    except Refusal:
        return
    assert found is None or found.first <= found.last >= WEDNESDAY
