from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.formatting import (
    count,
    customers_and_prospects,
    date_words,
    day_words,
    duration,
    listing,
    name,
    one_line,
    ordinal,
    with_names,
)

TODAY = date(2026, 11, 24)


def test_a_date_can_be_placed() -> None:
    assert date_words(date(2026, 11, 24), TODAY) == "Tue 24 Nov"


def test_a_date_of_another_year_carries_it() -> None:
    assert date_words(date(2025, 12, 31), TODAY) == "Wed 31 Dec 2025"
    assert date_words(date(2027, 1, 1), TODAY) == "Fri 1 Jan 2027"


@pytest.mark.parametrize(
    ("on", "said"),
    [("2026-11-24", "today"), ("2026-11-23", "yesterday"), ("2026-11-25", "tomorrow"), ("2026-11-26", "Thu 26 Nov")],
)
def test_a_near_day_is_said_as_people_say_it(on: str, said: str) -> None:
    assert day_words(date.fromisoformat(on), TODAY) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (20, "20 min"), (60, "1 h"), (120, "2 h"), (400, "6 h 40 min"), (60_001, "1,000 h 1 min")],
)
def test_minutes_read_as_hours_and_minutes(minutes: int, said: str) -> None:
    assert duration(minutes) == said


def test_a_count_has_its_unit_in_the_right_number() -> None:
    assert [count(number, "customer") for number in (0, 1, 14, 1204)] == [
        "0 customers",
        "1 customer",
        "14 customers",
        "1,204 customers",
    ]
    assert count(2, "person", "people") == "2 people"


def test_customers_and_prospects_are_said_apart_and_what_is_nothing_is_left_out() -> None:
    assert customers_and_prospects(14, 5) == "14 customers, 5 prospects"
    assert customers_and_prospects(1, 1, " and ") == "1 customer and 1 prospect"
    assert customers_and_prospects(14, 0) == "14 customers"
    assert customers_and_prospects(0, 5) == "5 prospects"
    assert customers_and_prospects(0, 0) == "0 customers"


def test_a_list_reads_as_a_sentence() -> None:
    assert [listing(items) for items in ([], ["Ana"], ["Ana", "Bo"], ["Ana", "Bo", "Dee"])] == [
        "",
        "Ana",
        "Ana and Bo",
        "Ana, Bo and Dee",
    ]


def test_a_long_list_says_how_many_more() -> None:
    assert listing(["Ana", "Bo", "Chen", "Dee"], most=2) == "Ana, Bo and 2 more"
    assert listing(["Ana", "Bo"], most=2) == "Ana and Bo"


def test_places_are_ordinals() -> None:
    said = [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111)]
    assert said == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "103rd", "111th"]


def test_a_name_stays_on_one_line() -> None:
    assert name("Ana\n*Admin*\r\n\tsays\u2028so") == "Ana *Admin* says so"


def test_a_long_name_is_cut() -> None:
    assert name("x" * 120) == "x" * 59 + "…"
    assert len(name("y" * 61)) == 60


def test_a_name_cannot_turn_the_words_around_it() -> None:
    assert name("Ana\u202eoB\u2066") == "AnaoB"
    assert name("שרה") == "\u2068שרה\u2069"


def test_a_name_of_joined_emoji_stays_whole() -> None:
    assert name("Bo 👩‍🚀") == "Bo 👩‍🚀"


@pytest.mark.parametrize("invisible", ["", " ", "\n", "\u200b", "\u200d", "\u202e", "\ud800"])
def test_a_name_with_nothing_to_see_is_said_to_be_none(invisible: str) -> None:
    assert name(invisible) == "(no name)"


def test_people_named_in_text_are_shown_by_name() -> None:
    text = "<@U1> and <@W2|bo> and <@U9> but not &lt;@U1&gt; or <!channel>"
    assert with_names(text, ["U1", "W2", "U9"], {"U1": "Ana", "W2": "Bo"}) == (
        "@Ana and @Bo and @somebody but not &lt;@U1&gt; or <!channel>"
    )


def test_a_mention_that_was_typed_by_hand_stays_what_it_is() -> None:
    assert with_names("<@U0CEO> said so", [], {"U0CEO": "Petra"}) == "<@U0CEO> said so"


@given(st.text(st.characters(), max_size=200), st.integers(2, 80))
def test_any_name_is_short_visible_and_can_be_sent(words: str, limit: int) -> None:
    shown = name(words, limit)
    assert shown.strip() and "\n" not in shown
    assert len(shown) <= max(limit + 2, len("(no name)"))  # the two marks around a right-to-left name
    shown.encode()


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing(words: str) -> None:
    assert one_line(one_line(words)) == one_line(words)


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=30), st.integers(1, 10))
def test_no_item_of_a_list_is_lost_without_being_counted(items: list[str], most: int) -> None:
    said = listing(items, most)
    assert all(item in said for item in items[:most])
    assert len(items) <= most or said.endswith(f" and {len(items) - most} more")
