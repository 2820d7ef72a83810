"""Closed days: an admin types them on the Home tab; posts move, plans are asked about later, others' changes stand."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages.workspace.closed_days import CHANGE, FIELD
from bot.sandbox.views import View
from bot.storage.workspace import closed_days
from bot.storage.workspace import tables as workspace_tables
from tests import forms
from tests.app_fixture import ANA, BO, FAY, GUS, AppFixture
from tests.handlers.test_settings import words_of

SUNDAY = datetime(2026, 12, 20, 12, tzinfo=UTC)
XMAS_EVE, SECOND_OF_XMAS = date(2026, 12, 24), date(2026, 12, 26)


@pytest.fixture
def app(open_app: Callable[..., AppFixture]) -> AppFixture:
    return open_app(now=SUNDAY, mondays=True)


def opened(app: AppFixture, person: str) -> View:
    app.press_in(person, app.home(person), CHANGE)
    return app.form(person)


def change(app: AppFixture, person: str, typed: str) -> dict[str, Any]:
    opened(app, person)
    return app.save(person, **{FIELD: typed})


def closed(app: AppFixture) -> list[date]:
    with app.runtime.deps.reading(app.team.id) as scope:
        return sorted(closed_days.of(scope))


def test_an_admin_closes_days_and_reads_where_the_posts_go(app: AppFixture) -> None:
    form = opened(app, ANA)
    assert forms.shown(form.given, FIELD) is None
    app.save(ANA, **{FIELD: "mon 21 dec\n24 - 26 dec\n2027-01-01"})
    assert words_of(app.sandbox.views(ANA)[-1]) == (
        "*Closed now:* Mon 21 Dec, Thu 24 Dec to Sat 26 Dec and Fri 1 Jan 2027\n"
        "Monday's post of week 52 goes out on Tue 22 Dec.\n"
        "Friday's post of week 52 goes out on Wed 23 Dec.\n"
        "Friday's post of week 53 goes out on Thu 31 Dec."
    )
    assert "*Closed:* Mon 21 Dec, Thu 24 Dec to Sat 26 Dec and Fri 1 Jan 2027" in words_of(app.home(ANA))
    assert forms.shown(opened(app, ANA).given, FIELD) == "Mon 21 Dec\nThu 24 Dec to Sat 26 Dec\nFri 1 Jan 2027"
    assert app.pass_time(datetime(2026, 12, 21, 12, tzinfo=UTC)) == []
    assert [line.split(": ")[1] for line in app.pass_time(datetime(2026, 12, 22, 8, tzinfo=UTC))] == [
        "enqueued (Mon 21 Dec is closed)",
        "sent",
    ]


def test_days_that_open_again_let_the_posts_return_and_it_is_written_down(app: AppFixture) -> None:
    change(app, ANA, "21 dec to 25 dec")
    assert "Monday's post of week 52 is left out: no working day is left for it." in words_of(
        app.sandbox.views(ANA)[-1]
    )
    change(app, ANA, "")
    assert words_of(app.sandbox.views(ANA)[-1]) == (
        "*Open again:* Mon 21 Dec to Fri 25 Dec\n"
        "Monday's post of week 52 goes out on Mon 21 Dec.\n"
        "Friday's post of week 52 goes out on Fri 25 Dec."
    )
    change(app, ANA, "")
    assert words_of(app.sandbox.views(ANA)[-1]) == "Nothing was changed."
    with app.runtime.deps.database.reading() as session:
        rows = session.execute(select(workspace_tables.audit).order_by(workspace_tables.audit.c.id)).all()
    written = [(row.actor, json.loads(row.details)) for row in rows if row.subject == "closed days"]
    closing = {"closed": "2026-12-21/2026-12-25", "opened": ""}
    opening = {"closed": "", "opened": "2026-12-21/2026-12-25"}
    assert len(written) == 2 and all((ANA, each) in written for each in (closing, opening))


def test_today_stays_what_it_is_as_its_posts_may_be_out_already(app: AppFixture) -> None:
    assert "Only days to come" in change(app, ANA, "2026-12-20")["errors"][FIELD]
    app.save(ANA, **{FIELD: "21 dec\n24 dec"})
    app.clock.forward(days=1)
    assert forms.shown(opened(app, ANA).given, FIELD) == "Thu 24 Dec"
    app.save(ANA, **{FIELD: ""})
    assert closed(app) == [date(2026, 12, 21)]


def test_a_post_for_which_only_a_past_day_is_left_goes_out_today(app: AppFixture) -> None:
    change(app, ANA, "24 dec")
    app.clock.forward(days=4)
    change(app, ANA, "25 dec")
    assert words_of(app.sandbox.views(ANA)[-1]) == (
        "*Closed now:* Fri 25 Dec\nFriday's post of week 52 goes out today."
    )
    assert f"{app.team.id} friday 2026-W52: sent" in app.pass_time()


def test_a_line_that_is_no_day_comes_back_with_what_to_do_and_nothing_is_saved(app: AppFixture) -> None:
    answer = change(app, ANA, "24 dec\nxmas")
    assert answer["errors"] == {
        FIELD: "Line 2, “xmas”: Write a day as 24 Dec or 2026-12-24, several in a row as 24 Dec to 1 Jan."
    }
    assert closed(app) == []
    app.save(ANA, **{FIELD: "24 dec\n26 dec"})
    assert closed(app) == [XMAS_EVE, SECOND_OF_XMAS]


def test_what_another_admin_saved_meanwhile_stands(app: AppFixture) -> None:
    form = opened(app, ANA)
    with app.runtime.deps.transaction(app.team.id) as scope:
        closed_days.choose(scope, [date(2026, 12, 20), SECOND_OF_XMAS])
    app.deliver_form(ANA, form, **{FIELD: "24 dec"})
    assert closed(app) == [date(2026, 12, 20), XMAS_EVE, SECOND_OF_XMAS]


def test_a_form_that_was_opened_before_midnight_still_means_its_own_days(app: AppFixture) -> None:
    change(app, ANA, "21 dec\n24 dec")
    opened(app, ANA)
    app.clock.forward(hours=12)
    app.save(ANA, **{FIELD: "Mon 21 Dec\n24 dec\n26 dec"})
    assert closed(app) == [date(2026, 12, 21), XMAS_EVE, SECOND_OF_XMAS]
    assert forms.shown(opened(app, ANA).given, FIELD) == "Thu 24 Dec\nSat 26 Dec"


def test_days_that_are_past_are_kept_when_the_others_change(app: AppFixture) -> None:
    change(app, ANA, "21 dec\n24 dec")
    app.clock.forward(days=2)
    change(app, ANA, "26 dec")
    assert closed(app) == [date(2026, 12, 21), SECOND_OF_XMAS]


def test_who_is_no_admin_sees_and_changes_nothing(app: AppFixture) -> None:
    form = opened(app, ANA)
    for person in (BO, GUS, FAY):
        app.sandbox.open_home(person)
        assert app.deliver_form(person, form, **{FIELD: "24 dec"})["response_action"] == "errors"
        app.deliver_press(person, CHANGE, "home")
    app.settle()
    assert closed(app) == []
    assert app.sandbox.views(BO) == []


def test_what_was_planned_for_closed_days_is_asked_about_when_they_are_over(app: AppFixture) -> None:
    change(app, ANA, "24 dec to 1 jan")
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme visit 2026-12-23: the new plant")
    for day in (24, 28, 31):
        app.pass_time(datetime(2026, 12, day, 8, tzinfo=UTC))
    conversation = app.sandbox.workspace.dm_of(BO)
    assert list(app.sandbox.messages(conversation)) == []
    app.pass_time(datetime(2027, 1, 4, 8, tzinfo=UTC))
    (question,) = app.sandbox.messages(conversation)
    assert question.text.startswith("*Acme, Wed 23 Dec 2026: did it happen?*")
    app.pass_time(datetime(2027, 1, 5, 8, tzinfo=UTC))
    assert len(app.sandbox.messages(conversation)) == 1
