"""What cannot wait comes at once by day; at night, at weekends and on days off it waits for its reader's morning."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.workspace.closed_days import Span
from bot.messages.conversations.receipts import UNDO
from bot.storage.workspace import preferences
from tests.app_fixture import ANA, BO, AppFixture

TUESDAY_NIGHT = datetime(2026, 11, 24, 20, tzinfo=UTC)
WEDNESDAY_AT_SEVEN = datetime(2026, 11, 25, 6, tzinfo=UTC)
WEDNESDAY_AT_EIGHT = datetime(2026, 11, 25, 7, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """Acme is ana's; it is night."""
    app.reads(ANA, "/account add Acme @ana")
    app.reads(BO, "/account")
    app.clock.now = TUESDAY_NIGHT
    return app


def texts(app: AppFixture, person: str, at: datetime) -> list[str]:
    """What the bot has written to somebody directly by then."""
    app.pass_time(at)
    return [each.text for each in app.sandbox.messages(app.sandbox.workspace.dm_of(person))]


def test_a_complaint_at_night_is_told_in_the_morning_and_the_receipt_does_not_say_now(acme: AppFixture) -> None:
    assert "now" not in acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    assert texts(acme, ANA, TUESDAY_NIGHT) == []
    assert texts(acme, ANA, WEDNESDAY_AT_SEVEN) == []
    (told,) = texts(acme, ANA, WEDNESDAY_AT_EIGHT)
    assert "exports fail" in told
    acme.clock.forward(minutes=61)
    assert "Ana (owner) reads the complaint now." in acme.reads(BO, "/logcall Acme 25m #complaint invoices too")
    assert len(texts(acme, ANA, acme.clock.now)) == 2


def test_what_was_taken_back_until_the_morning_is_not_told(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    acme.pass_time()
    acme.press(BO, UNDO)
    assert texts(acme, ANA, WEDNESDAY_AT_EIGHT) == []


def test_all_that_is_asked_in_a_night_is_one_message(acme: AppFixture) -> None:
    for name in ("Globex", "Hooli", "Initrode"):
        acme.reads(ANA, f"/account add {name} enterprise @ana")
        acme.reads(ANA, f"/sponsor {name} @bo")
        acme.pass_time(acme.clock.now + timedelta(hours=2))
    (told,) = texts(acme, BO, WEDNESDAY_AT_EIGHT)
    assert told.startswith("*Will you be the executive sponsor of 3 accounts?*")


def test_on_days_off_it_waits_for_the_first_day_back_and_for_no_more_once_they_are_taken_back(acme: AppFixture) -> None:
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        preferences.add_absence(scope, ANA, Span(date(2026, 11, 25), date(2026, 12, 4)))
    acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    for number in range(2):
        assert texts(acme, ANA, WEDNESDAY_AT_EIGHT + number * A_DAY) == []
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        preferences.end_absences(scope, ANA, last=date(2026, 11, 26))
    assert len(texts(acme, ANA, WEDNESDAY_AT_EIGHT + 2 * A_DAY)) == 1


def test_a_round_at_night_does_nothing_about_what_is_held(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    acme.pass_time()
    assert acme.pass_time(WEDNESDAY_AT_SEVEN) == []
