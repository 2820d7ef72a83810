"""Being away, as people type it and press it; and the switches of one's own on the Home tab."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.preferences import DIGEST, Mode, Preferences
from bot.messages.setup import away, switches
from bot.messages.weekly import digests
from bot.storage.workspace import closed_days, members, preferences
from tests.app_fixture import ANA, BO, GUS, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons
from tests.messages.views import sections

MONDAY = MONDAY_9AM.date()
FRIDAY, NEXT_MONDAY = MONDAY + timedelta(days=4), MONDAY + timedelta(days=7)
NEXT_FRIDAY = NEXT_MONDAY + timedelta(days=4)


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme enterprise @ana")
    app.reads(BO, "/logcall Acme 20m hello")
    return app


def chosen(app: AppFixture, person: str = BO) -> Preferences:
    with app.runtime.deps.reading(app.team.id) as scope:
        return preferences.of(scope, person)


def absences(app: AppFixture) -> tuple[Span, ...]:
    return chosen(app).absences


def test_what_stands_is_shown_with_days_to_press_and_the_way_back(acme: AppFixture) -> None:
    assert acme.reads(BO, "/touchbase away").startswith("*You are not away.* While you are away I send you no morning")
    assert buttons(acme.last_seen(BO)) == ["Today", "This week", "Next week", "Other days…"]
    for number, days in enumerate([Span(MONDAY, MONDAY), Span(MONDAY, FRIDAY), Span(NEXT_MONDAY, NEXT_FRIDAY)]):
        acme.reads(BO, "/touchbase away")
        acme.press(BO, f"{away.DAYS}:{number}")
        assert absences(acme) == (days,)
        assert buttons(acme.last_seen(BO)) == ["I’m not away", "Other days…"]
        assert acme.press(BO, away.BACK).text.startswith("*You are not away.*")
        assert absences(acme) == ()


def test_days_are_typed_and_what_was_said_last_holds(acme: AppFixture) -> None:
    assert acme.reads(BO, "/touchbase away until 5 dec") == (
        "*Away until Sat 5 Dec.* Back on Mon 7 Dec. Until then only a complaint reaches you."
    )
    assert acme.reads(BO, "/touchbase away until fri").startswith("*Away until Fri 27 Nov.* Back on Mon 30 Nov.")
    assert absences(acme) == (Span(MONDAY, FRIDAY),)
    acme.reads(BO, "/touchbase away 7 dec - 11 dec")
    shown = acme.reads(BO, "/touchbase away")
    assert shown.startswith("*Away until Fri 27 Nov and Mon 7 Dec to Fri 11 Dec.* While you are away")
    acme.clock.forward(days=2)
    assert acme.reads(BO, "/touchbase away off").startswith("*You are not away.*")
    assert absences(acme) == (Span(MONDAY, MONDAY + timedelta(days=1)),)  # they were, until yesterday


def test_the_first_day_back_is_one_on_which_people_work(acme: AppFixture) -> None:
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        closed_days.choose(scope, [NEXT_MONDAY])
    assert "Back on Tue 1 Dec." in acme.reads(BO, "/touchbase away this week")


def test_what_names_no_days_is_given_back_with_what_to_type(acme: AppFixture) -> None:
    answer = acme.reads(BO, "/touchbase away when I am back")
    assert answer.startswith("I read no days in that: nothing is changed. Name them as in: until 5 dec, 1 dec - 5 dec")
    assert "/touchbase away when I am back" in answer
    assert acme.reads(BO, "/touchbase away last week").startswith("Those days are over: nothing is changed.")
    assert absences(acme) == ()
    assert "members of Initech" in acme.reads(GUS, "/touchbase away tomorrow")


def test_other_days_are_chosen_in_a_form_and_home_shows_them(acme: AppFixture) -> None:
    assert "*Away:* not now" in sections(acme.home(BO).given)
    acme.press_in(BO, acme.home(BO), away.OTHER)
    wrong = acme.save(BO, **{away.FIRST: NEXT_FRIDAY.isoformat(), away.LAST: NEXT_MONDAY.isoformat()})
    assert "The last day is before the first" in str(wrong)
    acme.save(BO, **{away.FIRST: NEXT_MONDAY.isoformat(), away.LAST: NEXT_FRIDAY.isoformat()})
    assert absences(acme) == (Span(NEXT_MONDAY, NEXT_FRIDAY),)
    home = acme.home(BO)
    assert "*Away:* Mon 30 Nov to Fri 4 Dec" in sections(home.given)
    acme.press_in(BO, home, away.BACK)
    assert "*Away:* not now" in sections(acme.home(BO).given) and absences(acme) == ()


def test_while_somebody_is_away_no_morning_message_comes_and_what_waited_is_told_when_they_are_back(
    acme: AppFixture,
) -> None:
    acme.reads(ANA, "/owner Acme @bo")
    acme.reads(BO, "/touchbase away until fri")
    acme.reads(ANA, "/logcall Acme 45m: they renew")
    direct = acme.sandbox.workspace.dm_of(BO)
    for day in range(1, 5):
        acme.pass_time(MONDAY_9AM + timedelta(days=day, hours=1))
    assert not [each for each in acme.sandbox.messages(direct) if "they renew" in each.text]
    acme.pass_time(MONDAY_9AM + timedelta(days=7, hours=1))
    assert [each for each in acme.sandbox.messages(direct) if "they renew" in each.text]


def test_a_week_away_does_not_break_the_row_of_weeks_and_is_said_so(acme: AppFixture) -> None:
    acme.reads(BO, "/touchbase away next week")
    acme.clock.forward(days=8)
    assert "1 week in a row; a week away does not break it." in acme.reads(BO, "/week")
    acme.clock.forward(days=7)
    assert "1 week in a row; one conversation makes it 2." in acme.reads(BO, "/week")
    acme.reads(BO, "/logcall Acme 20m hello again")
    assert "2 weeks in a row with a conversation." in acme.reads(BO, "/week")


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.MONDAYS])
def test_each_kind_of_message_is_turned_down_and_up_on_the_home_tab(acme: AppFixture, mode: Mode) -> None:
    for wanted in (mode, Mode.ON):
        acme.press_in(BO, acme.home(BO), f"{switches.CHOOSE}:{DIGEST}", **option(wanted.value))
        assert chosen(acme).switch(DIGEST).mode is wanted
        assert option_shown(acme) == wanted.value


def test_what_is_chosen_in_the_message_itself_stands_on_the_home_tab(acme: AppFixture) -> None:
    acme.deliver_press(BO, digests.OFF, "digest")
    assert option_shown(acme) == Mode.OFF.value


@pytest.mark.parametrize(("kind", "value"), [("friday", "off"), ("", "off"), (DIGEST, "never"), (DIGEST, "")])
def test_a_switch_that_is_none_changes_nothing(acme: AppFixture, kind: str, value: str) -> None:
    acme.deliver_press(BO, f"{switches.CHOOSE}:{kind}" if kind else switches.CHOOSE, value)
    assert chosen(acme) == Preferences()


def test_whoever_wants_no_place_on_the_leaderboard_is_left_out_and_counts_for_the_team(acme: AppFixture) -> None:
    acme.reads(ANA, "/logcall Acme 20m hello from ana")
    assert "Bo" in leaderboard(acme, ANA)
    acme.press_in(BO, acme.home(BO), switches.OPT_OUT)
    assert opted_out(acme) == {BO}
    assert "Bo" not in leaderboard(acme, ANA)
    assert "You are in no table; your 1 conversation counts for the team." in leaderboard(acme, BO)
    acme.press_in(BO, acme.home(BO), switches.OPT_IN)
    assert opted_out(acme) == set() and "Bo" in leaderboard(acme, ANA)


def test_the_days_of_a_button_that_was_shown_long_ago_are_over(acme: AppFixture) -> None:
    acme.deliver_press(BO, f"{away.DAYS}:0", away.as_value(Span(date(2026, 1, 5), date(2026, 1, 9))))
    acme.deliver_press(BO, f"{away.DAYS}:0", "2026-01-05")
    assert absences(acme) == ()


def option(value: str) -> dict[str, Any]:
    return {"selected_option": {"text": {"type": "plain_text", "text": "…"}, "value": value}}


def option_shown(app: AppFixture) -> str:
    menu, *_ = [
        block["accessory"]
        for block in app.home(BO).given["blocks"]
        if block.get("accessory", {}).get("type") == "static_select"
    ]
    return str(menu["initial_option"]["value"])


def leaderboard(app: AppFixture, person: str) -> str:
    app.type(person, "/leaderboard")
    app.settle()
    return app.last_seen(person).text


def opted_out(app: AppFixture) -> set[str]:
    with app.runtime.deps.reading(app.team.id) as scope:
        return set(members.opted_out(scope))
