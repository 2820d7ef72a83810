"""What a line does not say plainly is told as a doubt, never decided in silence."""

from datetime import date

import pytest

from bot.domain.conversations.doubts import Doubt, DoubtKind
from bot.parsing.names.matching import Ambiguous
from tests.parsing.natural import read


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("acme hung up on me after 2 min", 2),
        ("acmes new cfo, 30m intro", 30),
    ],
)
def test_a_length_of_time_that_nothing_ties_to_the_conversation_is_offered(text: str, minutes: int) -> None:
    assert read(text).doubts == (Doubt(DoubtKind.RANGE, other_minutes=minutes),)


@pytest.mark.parametrize(
    "text",
    [
        "Acme 20m, they made us wait 2 hours",
        "Acme: export broken, 3 hours outage",
        "Acme says we answer after 2 hours",
        "emailed Acme, 30m slots offered",
    ],
)
def test_one_that_is_of_something_else_is_not_asked_about(text: str) -> None:
    assert read(text).doubts == ()


def test_a_meeting_on_a_day_to_come_in_the_note_is_asked_about_where_nobody_is_said_to_have_spoken() -> None:
    line = read("Hooli migration planned, kickoff call with them on Thursday 26th 9am")
    assert line.doubts == (Doubt(DoubtKind.REPORTED_DATE, other_day=date(2026, 11, 26)),)
    assert read("Hooli 20m, they want a call on Thursday 26th").doubts == ()


@pytest.mark.parametrize("text", ["logged globex 20 min yesterday but it was umbrella", "Globex 20m, not Hooli"])
def test_another_customer_who_is_meant_instead_is_asked_about(text: str) -> None:
    assert [doubt.kind for doubt in read(text).doubts] == [DoubtKind.ONE_OF_SEVERAL]


def test_of_two_customers_one_that_cancelled_is_an_entry_of_its_own() -> None:
    entries = read("met hooli, globex cancelled").entries
    assert [(entry.account.account, entry.details.counts) for entry in entries] == [("Hooli", True), ("Globex", False)]


def test_a_weekday_and_the_number_of_a_day_are_of_one_day() -> None:
    assert read("Acme call on Thursday 26th 9am").details.on == date(2026, 11, 26)


@pytest.mark.parametrize(
    "text",
    [
        "acme 25m. pls keep btw us: jo is expecting",
        "umbrella 15 fyi confidential they got acquired",
        "Note to self, not for the team: Jo at Acme hinted they talk to a competitor. 15 min call.",
    ],
)
def test_a_phrase_that_asks_for_discretion_makes_a_line_private_wherever_it_stands(text: str) -> None:
    assert read(text).details.private


def test_days_that_are_typed_short_are_read() -> None:
    assert read("wk ago stark foods lunch 90m").details.on == date(2026, 11, 17)
    assert read("last nite late call umbrella 1h").details.on == date(2026, 11, 23)


@pytest.mark.parametrize("typed", ["31 feb", "feb 31", "32/13/2026", "1 jan 2020"])
def test_a_day_that_cannot_be_is_not_passed_over_for_today(typed: str) -> None:
    assert read(f"Acme 20m {typed}").doubts == (Doubt(DoubtKind.UNREAD_DAY, typed=typed),)
    assert read(f"Acme 20m, {typed} days of it").doubts == ()


def test_a_length_that_no_conversation_has_is_not_passed_over() -> None:
    assert read("Acme 99h").doubts == (Doubt(DoubtKind.UNREAD_LENGTH, typed="99h"),)
    assert read("Acme 20m, 99h of downtime").doubts == ()


def test_a_first_name_that_several_accounts_know_is_asked_about() -> None:
    asked = read("lunch with Sam 30m").account
    assert isinstance(asked, Ambiguous)
    assert [candidate.account for candidate in asked.candidates] == ["Acme Corp", "Globex"]
