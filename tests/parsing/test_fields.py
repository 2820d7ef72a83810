"""The small fields of the form: kind, day, duration, contacts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.conversations.fields import Field, Filled
from bot.domain.conversations.model import State
from bot.domain.errors import Incomplete
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.forms.conversation_form import read, shown
from tests.parsing.form_cast import ANA, CHEN, DEE, ENTRY, MONDAY, NAMES, edited, filled_in, wrong


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("20m", 20),
        (" 45 mins ", 45),
        ("1h", 60),
        ("1h30", 90),
        ("1h 30", 90),
        ("1H 30M", 90),
        ("1.5h", 90),
        ("1 hour and 5 minutes", 65),
        ("25", 25),
        ("1", 1),
        ("720", 720),
        ("12h", 720),
        ("", None),
        ("  ", None),
    ],
)
def test_a_duration_reads_as_it_does_behind_the_command(typed: str, minutes: int | None) -> None:
    assert filled_in(duration=typed).minutes == minutes


@pytest.mark.parametrize("typed", ["0", "721", "13h", "99999", "-5", "1h 3", "20m call", "20m,", "half a week", "٣٠"])
def test_what_is_no_duration_is_said_under_it(typed: str) -> None:
    assert wrong(duration=typed) == {Field.DURATION: "Write it as 20m, 45 mins, 1h30 or 1.5h: 1 minute to 12 hours."}


@pytest.mark.parametrize("minutes", [1, 20, 59, 60, 65, 90, 119, 719, 720])
def test_minutes_are_shown_as_they_can_be_typed(minutes: int) -> None:
    assert filled_in(duration=shown(replace(ENTRY, minutes=minutes), NAMES).duration).minutes == minutes


@pytest.mark.parametrize(("minutes", "typed"), [(None, ""), (20, "20m"), (60, "1h"), (65, "1h05"), (90, "1h30")])
def test_a_duration_is_shown_short(minutes: int | None, typed: str) -> None:
    assert shown(replace(ENTRY, minutes=minutes), NAMES).duration == typed


@pytest.mark.parametrize(
    ("today", "on", "is_taken"),
    [
        (date(2026, 11, 23), date(2025, 11, 22), True),
        (date(2026, 11, 23), date(2025, 11, 21), False),
        (date(2024, 12, 31), date(2023, 12, 31), True),  # 366 days: there was a 29 February
        (date(2024, 12, 31), date(2023, 12, 30), False),
        (date(2025, 2, 28), date(2024, 2, 28), True),  # 366 days, the 29th within
        (date(2025, 3, 1), date(2024, 2, 29), True),
        (date(2025, 3, 2), date(2024, 2, 29), False),
    ],
)
def test_a_day_up_to_366_days_back_can_be_logged(today: date, on: date, is_taken: bool) -> None:
    filled = Filled(on=on.isoformat())
    if is_taken:
        assert read(filled, author=ANA, today=today).on == on
    else:
        with pytest.raises(Incomplete) as refused:
            read(filled, author=ANA, today=today)
        assert refused.value.fields == {
            Field.ON: "Choose a later day: this one is 367 days ago, at most 366 can be logged."
        }


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "2026-02-29", "20261123", "2026-W48-1", "2026-11-23T09:00", "٢٠٢٦-١١-٢٣"]
)
def test_what_is_no_day_is_said_under_it(typed: str) -> None:
    assert wrong(on=typed) == {Field.ON: "Choose the day, past or to come."}


@pytest.mark.parametrize(
    ("days", "state"), [(-1, State.HELD), (0, State.HELD), (1, State.PLANNED), (4000, State.PLANNED)]
)
def test_a_day_ahead_is_a_plan(days: int, state: State) -> None:
    on = MONDAY + timedelta(days=days)
    assert (filled_in(on=on.isoformat()).state, filled_in(on=on.isoformat()).on) == (state, on)


def test_a_29_february_ahead_is_a_plan() -> None:
    assert filled_in(on="2028-02-29").state is State.PLANNED


@pytest.mark.parametrize("days", [-400, -1, 0, 1])
def test_a_plan_stays_one_until_its_day_is_changed(days: int) -> None:
    plan = replace(ENTRY, state=State.PLANNED, on=MONDAY + timedelta(days=days))
    assert edited(plan, note="bring the offer") == replace(plan, note="bring the offer", named=(CHEN, DEE))
    assert edited(plan, on="2026-11-20").state is State.HELD
    assert edited(plan, on="2026-11-30").state is State.PLANNED


def test_what_was_held_stays_so_where_its_day_is_not_yet_over_for_whoever_edits_it() -> None:
    in_singapore = replace(ENTRY, on=MONDAY + timedelta(days=1))
    assert edited(in_singapore, duration="20m") == replace(in_singapore, minutes=20)


@pytest.mark.parametrize("typed", ["", "Call", "phone", "nonsense"])
def test_without_a_kind_it_says_so(typed: str) -> None:
    assert wrong(kind=typed) == {Field.KIND: "Choose how you reached them."}


@pytest.mark.parametrize(
    ("typed", "contacts"),
    [
        ("", ()),
        (" , ;\n& and ", ()),
        ("Jo Lee", ("Jo Lee",)),
        ("Jo  Lee, Sam Park; Ana\nDee", ("Jo Lee", "Sam Park", "Ana", "Dee")),
        ("Jo and Sam & Ana&Dee AND Eli", ("Jo", "Sam", "Ana", "Dee", "Eli")),
        ("Jo, and Sam", ("Jo", "Sam")),
        ("and Jo and", ("Jo",)),
        ("Sandy Andersson, Fernand Brand", ("Sandy Andersson", "Fernand Brand")),
        ("jo lee, Jo Lee, JO LEE, Sam", ("jo lee", "Sam")),
    ],
)
def test_contacts_stand_between_commas_semicolons_line_breaks_and_and(typed: str, contacts: tuple[str, ...]) -> None:
    assert filled_in(contacts=typed).contacts == contacts


def test_a_name_that_is_none_is_said_under_the_contacts() -> None:
    assert filled_in(contacts="J" * NAME_LIMIT).contacts == ("J" * NAME_LIMIT,)
    assert wrong(contacts="Sam, " + "J" * (NAME_LIMIT + 1)) == {
        Field.CONTACTS: "Put a comma between people: a name has at most 120 characters."
    }


def test_a_stored_name_keeps_the_signs_in_it() -> None:
    firm = replace(ENTRY, contacts=("Smith, Jones and Partners", "R&D", "Jo"))
    assert edited(firm, private=True).contacts == firm.contacts
    assert edited(firm, contacts="Smith, Jones and Partners, R&D, Jo and Sam").contacts == (*firm.contacts, "Sam")
    crowd = replace(ENTRY, contacts=("x" * 200, "Jo"))
    assert edited(crowd, contacts="x" * 200 + ", Sam").contacts == ("x" * 200, "Sam")
    assert edited(firm, contacts="Jo, Smith").contacts == ("Jo", "Smith")
