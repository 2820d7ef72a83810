"""What took place, what did not, and what is still to come, in the four languages whose verbs are known."""

from datetime import date

import pytest

from bot.domain.conversations.model import Kind, State
from bot.parsing.line import NoLine, explain
from tests.parsing.natural import read

NOT_HELD = """
talked to nobody at Acme yet
Acme no call today
no Acme call this week
nobody at Acme picked up
Acme: nobody answered
stood up by Acme
waiting for Acme to call back
Acme won't take my calls
moved the Acme call to thursday
Acme meeting moved
Kein Termin mit Acme diese Woche
Niemand bei Acme ging ans Telefon
Acme war nicht erreichbar
Personne chez Acme n'a répondu
pas pu joindre Acme
Acme a annulé notre rdv
No pude hablar con Acme
Nadie en Acme contestó
No hubo reunión con Acme
""".strip().splitlines()

HEARD = """
read in the news that Acme raised 40m
rumour: Acme is for sale
saw on LinkedIn that Acme's CTO left
Gehört, dass Acme verkauft wird
""".strip().splitlines()

TO_COME = """
should ring Acme
I need to call Acme
must remember to email Acme
setting up a call with Acme
I will send Acme the prices
Ich muss Acme anrufen
Il faut appeler Acme
Tengo que llamar a Acme
Acme ruft zurück
Acme meldet sich
""".strip().splitlines()

PLANNED = {
    "I need to call Acme on Friday": "2026-11-27",
    "must call Acme tomorrow": "2026-11-25",
    "going to see Acme thursday": "2026-11-26",
    "flying to see Acme on 3 December": "2026-12-03",
    "Muss morgen Acme anrufen": "2026-11-25",
    "Je dois appeler Acme demain": "2026-11-25",
    "Tengo que llamar a Acme el viernes": "2026-11-27",
    "Acme call in 20 min": "2026-11-24",
    "Acme ruft morgen zurück": "2026-11-25",
    "Acme ruft am Freitag wegen der Rechnung zurück": "2026-11-27",
    "Ich rufe Acme morgen an": "2026-11-25",
    "Acme calls back on Friday": "2026-11-27",
    "Acme nous rappelle demain": "2026-11-25",
    "Acme me llama mañana": "2026-11-25",
}

PAST = {
    "Had a call with Acme on Thursday": "2026-11-19",
    "Visité Acme el lunes": "2026-11-23",
    "Am Montag mit Acme gesprochen": "2026-11-23",
    "Rencontré Acme vendredi": "2026-11-20",
    "Acme 30m on thursday 19th": "2026-11-19",
    "met Acme on the 10th": "2026-11-10",
}

LISTS = {
    "Acme 20m, and Globex 10 min": [20, 10],
    "Acme renewal 20 min, y con Globex 10 min": [20, 10],
    "20m with Acme and 10m with Globex": [20, 10],
    "Acme (20m), Globex (10m)": [20, 10],
    "called Acme 20m, then Globex 10m, both fine": [20, 10],
    "Acme, Globex both 20 min": [20, 20],
    "Acme und Globex je 20 Minuten": [20, 20],
    "Acme and Globex 15m each": [15, 15],
    "Acme 20m, Globex no answer, Hooli 15m": [20, None, 15],
    "Acme and Globex, 20m and 30m": [20, 30],
    "Acme, Globex and Hooli: 10m, 20m and 30m": [10, 20, 30],
    "20m and 30m with Acme and Globex": [20, 30],
    "Acme and Globex (20m, 30m)": [20, 30],
    "Acme and Globex, 20m and 30m respectively": [20, 30],
    "Acme and Globex 1 hour and 30 min": [90, 90],
    "Acme and Globex, 20m and 30m outage": [20, 20],
}


@pytest.mark.parametrize("line", NOT_HELD)
def test_where_nobody_was_spoken_to_no_conversation_counts(line: str) -> None:
    (entry,) = read(line).entries
    assert (entry.account.account, entry.details.kind, entry.details.counts) == ("Acme Corp", Kind.ATTEMPT, False)


@pytest.mark.parametrize("line", HEARD)
def test_what_was_read_or_heard_elsewhere_is_no_conversation_and_has_no_length(line: str) -> None:
    (entry,) = read(line).entries
    assert (entry.details.kind, entry.details.minutes) == (Kind.HEARD, None)


@pytest.mark.parametrize("line", TO_COME)
def test_what_is_to_come_and_has_no_day_is_not_logged(line: str) -> None:
    read_so = read(line)
    assert (read_so.no_line, read_so.about, read_so.entries) == (NoLine.AHEAD, "Acme Corp", ())


@pytest.mark.parametrize(("line", "day"), PLANNED.items())
def test_what_is_to_come_on_a_day_is_planned(line: str, day: str) -> None:
    (entry,) = read(line).entries
    assert (entry.details.state, entry.details.on.isoformat()) == (State.PLANNED, day)


@pytest.mark.parametrize(("line", "day"), PAST.items())
def test_a_past_verb_turns_a_weekday_back(line: str, day: str) -> None:
    (entry,) = read(line).entries
    assert (entry.details.state, entry.details.on.isoformat()) == (State.HELD, day)


@pytest.mark.parametrize(("line", "minutes"), LISTS.items())
def test_each_customer_of_a_list_has_its_own_length(line: str, minutes: list[int | None]) -> None:
    assert [entry.details.minutes for entry in read(line).entries] == minutes


DAYS = {
    "Acme 30m yesterday and again 20m today": [(30, "2026-11-23"), (20, "2026-11-24")],
    "Acme mon 20m, wed 30m pricing": [(20, "2026-11-23"), (30, "2026-11-18")],
    "30m yesterday and 20m today with Acme": [(30, "2026-11-23"), (20, "2026-11-24")],
    "Acme 20m today, 30m outage yesterday": [(20, "2026-11-24")],
}


@pytest.mark.parametrize(("line", "entries"), DAYS.items())
def test_each_day_with_a_length_of_its_own_is_a_conversation(line: str, entries: list[tuple[int, str]]) -> None:
    found = read(line).entries
    assert [(entry.details.minutes, entry.details.on.isoformat()) for entry in found] == entries
    assert {entry.account.account for entry in found} == {"Acme Corp"}


def test_what_is_said_behind_several_days_is_told_once() -> None:
    first, last = read("Acme 30m yesterday, 20m today pricing #risk churn next: send deck").entries
    assert (first.details.note, first.details.insights, first.details.follow_up) == ("", (), None)
    assert (last.details.note, len(last.details.insights)) == ("pricing", 1) and last.details.follow_up


@pytest.mark.parametrize("line", ["heard from Jo at Acme, 10m call", "heard from Jo at Acme on a 10m call"])
def test_who_was_heard_in_a_call_that_lasted_was_spoken_to(line: str) -> None:
    (entry,) = read(line).entries
    details = entry.details
    assert (details.kind, details.minutes, details.contacts) == (Kind.CALL, 10, ("Jo Lee",))


@pytest.mark.parametrize("line", ["Acme deadline is tomorrow", "Acme contract ends friday", "Acme rappelle que demain"])
def test_a_day_of_something_else_plans_no_conversation(line: str) -> None:
    (entry,) = read(line).entries
    assert (entry.details.state, entry.details.on.isoformat()) == (State.HELD, "2026-11-24")


def test_what_was_tried_stays_an_attempt_where_they_call_back() -> None:
    (entry,) = read("Acme voicemail, ruft morgen zurück").entries
    assert (entry.details.kind, entry.details.on.isoformat()) == (Kind.ATTEMPT, "2026-11-24")


def test_a_day_that_a_list_gives_once_is_that_of_all() -> None:
    for line in ("Acme 20m yesterday, Globex 10m", "Acme 20m, Globex 10m yesterday", "yesterday: Acme 20m, Globex 10m"):
        assert {entry.details.on.isoformat() for entry in read(line).entries} == {"2026-11-23"}


def test_a_weekday_that_says_which_thing_is_meant_is_no_day_of_ours() -> None:
    assert read("Acme friday release is too late").details.on.isoformat() == "2026-11-24"


def test_a_greeting_or_an_undo_with_a_customer_is_no_line() -> None:
    assert [read(line).no_line for line in ("hi Acme", "undo that Acme call", "Reminder: Acme renewal on Friday")] == [
        NoLine.GREETING,
        NoLine.UNDO,
        NoLine.REQUEST,
    ]


def test_promises_in_a_pasted_list_are_joined_without_their_bullets() -> None:
    step = read("Acme 20m\nNext steps\n- send pricing\n- book demo").details.follow_up
    assert step is not None and step.text == "send pricing; book demo"


def test_a_months_end_of_which_something_is_said_is_no_day_of_the_conversation() -> None:
    details = read("Acme 15m with Jo Lee: month's end was quiet for once").details
    assert (details.state, details.note) == (State.HELD, "month's end was quiet for once")
    assert read("Acme call end of month").details.state is State.PLANNED


@pytest.mark.parametrize("label", ["Subject", "Topic", "Title"])
def test_the_label_of_a_pasted_title_is_no_word_of_the_note(label: str) -> None:
    assert read(f"{label}: Acme renewal\nNotes:\n- they grow").details.note == "renewal \n- they grow"


def test_the_day_of_one_promise_in_a_pasted_list_leaves_no_gap_before_the_next() -> None:
    step = read("Acme 20m\nNext steps:\n- send pricing by friday\n- book demo\n- call back").details.follow_up
    assert step is not None and (step.text, step.due) == ("send pricing; book demo; call back", date(2026, 11, 27))


def test_an_explanation_says_that_a_line_is_private() -> None:
    assert "private: " in explain(read("Acme 20m private: layoffs"))
    assert "private: " not in explain(read("Acme 20m layoffs"))
