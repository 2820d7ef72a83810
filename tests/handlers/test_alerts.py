"""Who reads of a complaint or a risk: its owner, and who stands in for one that is away or not there; each once."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.workspace.closed_days import Span
from bot.messages.conversations.receipts import UNDO
from bot.sandbox import PostedMessage
from bot.services.workspace import permissions
from bot.storage.workspace import preferences, roles
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons
from tests.handlers.test_posting import paused
from tests.handlers.test_sponsors import sponsored

TUESDAY_NIGHT = datetime(2026, 11, 24, 20, tzinfo=UTC)
WEDNESDAY_AT_EIGHT = datetime(2026, 11, 25, 7, tzinfo=UTC)
A_WEEK = Span(date(2026, 11, 20), date(2026, 11, 27))
MONDAY_AFTER = MONDAY_9AM + timedelta(weeks=1)


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """Acme and Globex are ana's, everybody is known."""
    for name in ("Acme", "Globex"):
        app.reads(ANA, f"/account add {name} enterprise @ana")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account")
    return app


def messages(app: AppFixture, person: str, at: datetime | None = None) -> list[PostedMessage]:
    """What the bot has written to somebody directly by then."""
    app.pass_time(at)
    return list(app.sandbox.messages(app.sandbox.workspace.dm_of(person)))


def texts(app: AppFixture, person: str, at: datetime | None = None) -> list[str]:
    return [each.text for each in messages(app, person, at)]


def goes_away(app: AppFixture, people: Iterable[str] = (ANA,)) -> None:
    with app.runtime.deps.transaction(app.team.id) as scope:
        for person in people:
            preferences.add_absence(scope, person, A_WEEK)


def names_programme_owner(app: AppFixture, person: str = DEE) -> None:
    with app.runtime.deps.transaction(app.team.id) as scope:
        roles.give(scope, permissions.PROGRAMME_OWNER, [person])


def test_those_of_a_night_are_one_message_and_one_that_is_taken_back_leaves_it(acme: AppFixture) -> None:
    acme.clock.now = TUESDAY_NIGHT
    receipt = acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    assert "Ana (owner) reads the complaint tomorrow at 08:00." in receipt
    acme.pass_time()
    first = acme.last_seen(BO)
    acme.reads(BO, "/logcall Globex 20m #risk they may leave")
    (told,) = messages(acme, ANA, WEDNESDAY_AT_EIGHT)
    assert told.text == (
        "*Acme is unhappy.*\n> exports fail\nBo heard it yesterday.\n\n"
        "*Globex may be lost.*\n> they may leave\nBo heard it yesterday."
    )
    assert buttons(told) == ["Card", "I’ll call", "Plan"] * 2
    acme.press(BO, UNDO, first)
    (told,) = messages(acme, ANA)
    assert told.text.startswith("*Acme*: withdrawn by Bo.\n\n*Globex may be lost.*")


def test_of_two_accounts_in_one_line_their_owner_is_told_of_once_on_the_receipt_and_once_in_the_morning(
    acme: AppFixture,
) -> None:
    line = "/logcall Acme + Globex 20m #complaint exports fail"
    assert acme.reads(BO, line).count("Ana (owner) reads the complaint now.") == 1
    before = len(messages(acme, ANA, MONDAY_9AM + timedelta(minutes=61)))
    acme.clock.now = TUESDAY_NIGHT
    assert acme.reads(BO, line).count("Ana (owner) reads the complaint tomorrow at 08:00.") == 1
    (together,) = texts(acme, ANA, WEDNESDAY_AT_EIGHT)[before:]
    assert together.count("is unhappy") == 2


def test_the_first_goes_now_and_those_of_the_hour_as_one_and_the_receipts_say_so(acme: AppFixture) -> None:
    assert "reads the complaint now." in acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    assert len(messages(acme, ANA)) == 1
    for words in ("#complaint invoices too", "#risk they may leave"):
        assert "within the hour." in acme.reads(BO, f"/logcall Globex 20m {words}")
    assert len(messages(acme, ANA)) == 1
    _, together = texts(acme, ANA, acme.clock.now + timedelta(minutes=61))
    assert "invoices too" in together and "they may leave" in together


def test_where_the_reader_is_the_morning_is_theirs(acme: AppFixture) -> None:
    acme.reads(ANA, "/owner Acme @chen")
    acme.clock.now = MONDAY_9AM + timedelta(hours=5)  # nine in the evening in Singapore
    receipt = acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    assert "Chen (owner) reads the complaint tomorrow at 08:00, their time." in receipt
    told = texts(acme, CHEN, datetime(2026, 11, 24, 0, tzinfo=UTC))[-1]
    assert "Bo heard it yesterday." in told


def test_nobody_reads_that_it_was_heard_tomorrow(acme: AppFixture) -> None:
    acme.clock.now = datetime(2026, 11, 23, 17, tzinfo=UTC)  # one in the night of Tuesday in Singapore
    acme.reads(CHEN, "/logcall Acme 20m #complaint exports fail")
    assert "Chen heard it today." in texts(acme, ANA)[-1]


def test_what_was_told_at_once_is_not_told_again_by_the_digest(acme: AppFixture) -> None:
    acme.reads(ANA, "/logcall Globex 20m hello")
    acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    acme.reads(BO, "/logcall Globex 20m the renewal")
    told, digest = texts(acme, ANA, MONDAY_9AM + timedelta(days=3))
    assert "exports fail" in told
    assert "Globex" in digest and "Acme" not in digest.partition("Yours that wait")[0]


def test_the_sponsor_reads_it_while_the_owner_is_away_who_reads_it_once_back(acme: AppFixture) -> None:
    sponsored(acme, "Acme")
    goes_away(acme)
    receipt = acme.reads(BO, "/logcall Acme 20m with Jo Lee #complaint exports fail")
    assert "Dee (sponsor) reads the complaint now; Ana is away." in receipt
    assert "*Acme is unhappy.*" in texts(acme, DEE)[-1]
    before = texts(acme, ANA, MONDAY_9AM + timedelta(days=3))
    assert not any("exports fail" in each for each in before)
    back = messages(acme, ANA, MONDAY_AFTER)[-1]
    assert back.text.startswith(
        "*While you were away: Acme is unhappy.* Bo heard it on Mon 23 Nov from Jo Lee; Dee read it then.\n"
        "> exports fail"
    )
    assert back.text.count("Acme") == 1
    assert buttons(back)[:3] == ["Card", "I’ll call", "Plan"]


def test_without_a_sponsor_the_programme_owner_stands_in_and_without_either_it_waits_for_the_owner(
    acme: AppFixture,
) -> None:
    goes_away(acme)
    acme.reads(BO, "/logcall Acme 20m #complaint exports fail")
    names_programme_owner(acme)
    receipt = acme.reads(BO, "/logcall Globex 20m #complaint invoices too")
    assert "Dee (programme owner) reads the complaint now; Ana is away." in receipt
    assert "invoices too" in texts(acme, DEE)[-1] and "exports fail" not in texts(acme, DEE)[-1]
    alert, digest = texts(acme, ANA, MONDAY_AFTER)[-2:]
    assert "exports fail" in alert and "invoices too" in digest


def test_what_is_private_goes_to_nobody_who_does_not_read_it(acme: AppFixture) -> None:
    names_programme_owner(acme)
    goes_away(acme)
    receipt = acme.reads(BO, "/logcall Acme 20m private #complaint canary")
    assert "Dee" not in receipt
    assert "canary" not in str(texts(acme, DEE))
    assert "canary" in texts(acme, ANA, MONDAY_AFTER)[-1]


def test_of_an_account_without_an_owner_the_programme_owner_hears(acme: AppFixture) -> None:
    names_programme_owner(acme)
    acme.reads(ANA, "/owner Acme none")
    assert "Dee (programme owner) reads the complaint now." in acme.reads(BO, "/logcall Acme 20m #complaint it fails")
    assert "it fails" in texts(acme, DEE)[-1]


def test_a_pause_holds_no_complaint_and_says_so(acme: AppFixture) -> None:
    paused(acme)
    assert "What cannot wait, such as a complaint, still reaches whom it is for." in str(acme.sandbox.views(ANA)[-1])
    acme.reads(BO, "/logcall Acme 20m #complaint it fails")
    assert "it fails" in texts(acme, ANA)[-1]


def test_who_stands_in_and_heard_it_themself_is_not_told(acme: AppFixture) -> None:
    names_programme_owner(acme)
    goes_away(acme)
    assert "reads the complaint" not in acme.reads(DEE, "/logcall Acme 20m #complaint it fails")
    assert texts(acme, DEE) == []
    assert "it fails" in texts(acme, ANA, MONDAY_AFTER)[-1]
