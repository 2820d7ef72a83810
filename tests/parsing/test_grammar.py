"""The grammar of a line: each line of the tables becomes exactly what the text says, no more and no less."""

import pytest

from bot.domain.errors import Refusal
from bot.parsing.line import LINE_LIMIT, LineTooLong
from tests.parsing import lines_of_facts as facts
from tests.parsing import lines_of_words as words
from tests.parsing.cast import AUTHOR, expected, flat, read

TABLE = [
    *(facts.DURATIONS + facts.KINDS + facts.DATES + facts.PLANS + facts.PEOPLE),
    *(words.SPECIFIED + words.NOTES + words.INSIGHTS + words.FOLLOW_UPS + words.ACCOUNTS),
]


def test_the_table_is_long_and_says_each_line_once() -> None:
    lines = [line for line, _ in TABLE]
    assert len(lines) == len(set(lines)) >= 350


def test_a_line_becomes_exactly_what_the_grammar_says() -> None:
    assert {line: flat(read(line)) for line, _ in TABLE} == {line: expected(**said) for line, said in TABLE}


def test_people_inside_the_note_or_an_insight_are_only_named() -> None:
    line = "Nike <@U0ANA> says <@U0BO> and <@U0ANA> heard it #like <@U0CHEN> a lot <@U0BO>"
    details = read(line).details
    assert (details.colleagues, details.named) == (("U0ANA",), ("U0BO", "U0CHEN"))


def test_whoever_held_it_is_not_named_beside() -> None:
    details = read("Nike by <@U0CEO>: <@U0CEO> and <@U0BO> were asked about it").details
    assert (details.held_by, details.named) == ("U0CEO", ("U0BO",))


def test_what_a_person_types_as_a_mention_names_and_credits_nobody() -> None:
    details = read("Nike &lt;@U0CEO&gt; by &lt;@U0CEO&gt; next: call for &lt;@U0CEO&gt;").details
    assert (details.named, details.colleagues, details.held_by) == ((), (), AUTHOR)
    assert details.follow_up is not None and details.follow_up.assignee == AUTHOR


@pytest.mark.parametrize("line", ["Nike", " nike: ", '"Nike"', "", "  ", "Nike -", "Nike."])
def test_a_bare_account_and_an_empty_line_say_nothing_yet(line: str) -> None:
    assert not read(line).has_facts_or_words


@pytest.mark.parametrize("line", ["Nike 20m", "Nike x", "spoke to Nike", "Nike #like x", "Nike next: x", "20m"])
def test_a_fact_a_word_or_a_filler_says_something(line: str) -> None:
    assert read(line).has_facts_or_words


def test_a_line_of_3000_characters_is_read_and_a_longer_one_given_back() -> None:
    longest = "Nike 20m " + "x" * (LINE_LIMIT - 9)
    assert read(longest).details.note == "x" * (LINE_LIMIT - 9)
    with pytest.raises(LineTooLong) as refused:
        read(longest + "x")
    assert refused.value.typed == longest + "x"
    assert "3000" in str(refused.value) and "3001" in str(refused.value)
    assert isinstance(refused.value, Refusal) and isinstance(refused.value, ValueError)


def test_the_limit_is_on_what_was_typed_not_on_slack_s_entities() -> None:
    assert read("Nike " + "&amp;" * (LINE_LIMIT - 5)).details.note == "&" * (LINE_LIMIT - 5)


def test_the_same_line_read_twice_is_the_same() -> None:
    line = "Microsft talked about <@U0BO> #risk next: call for <@U0BO> fri"
    assert read(line) == read(line)
