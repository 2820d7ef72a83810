"""Lines as people type them: of the examples, and of lists written beforehand, nearly all are as meant."""

from pathlib import Path

import pytest

from tests.examples import NATURAL, example_file
from tests.parsing.natural import HURRIED_KNOWN, WITH_COMMON_WORDS, WITH_TOYOTA, examples, judge, read

DICTATED = Path(__file__).parent / "data" / "spoken-lines.jsonl"
TYPED = Path(__file__).parent / "data" / "typed-lines.jsonl"
UNSEEN = Path(__file__).parent / "data" / "unseen-lines.jsonl"
HURRIED = Path(__file__).parent / "data" / "hurried-lines.jsonl"


def test_at_least_107_of_the_112_examples_are_as_meant_and_none_is_logged_as_something_else() -> None:
    lines = examples(example_file(NATURAL))
    verdicts = {example["line"]: judge(example, read(example["line"])) for example in lines}
    wrong = {line: verdict.wrong for line, verdict in verdicts.items() if verdict.wrong}
    assert len(lines) == 112
    assert len(wrong) <= 5, wrong
    assert [line for line, verdict in verdicts.items() if verdict.is_harmful] == []


def test_at_least_145_of_150_lines_that_were_written_before_the_parser_are_as_meant() -> None:
    lines = examples(DICTATED)
    wrong = {one["line"]: found.wrong for one in lines if (found := judge(one, read(one["line"]))).wrong}
    assert len(lines) == 150
    assert len(wrong) <= 5, wrong


def test_at_least_116_of_120_lines_that_were_written_before_their_rules_are_as_meant() -> None:
    lines = examples(TYPED)
    verdicts = {one["line"]: judge(one, read(one["line"], directory=WITH_COMMON_WORDS)) for one in lines}
    wrong = {line: verdict.wrong for line, verdict in verdicts.items() if verdict.wrong}
    assert len(lines) == 120
    assert len(wrong) <= 4, wrong
    assert [line for line, verdict in verdicts.items() if verdict.is_harmful] == []


def test_of_383_lines_of_every_kind_at_most_five_are_read_wrong_and_none_is_logged_as_something_it_is_not() -> None:
    lines = examples(UNSEEN)
    verdicts = {one["line"]: judge(one, read(one["line"])) for one in lines}
    wrong = {line: verdict.wrong for line, verdict in verdicts.items() if verdict.wrong}
    assert len(lines) == 383
    assert len(wrong) <= 5, wrong
    assert [line for line, verdict in verdicts.items() if verdict.is_harmful] == []


def test_of_208_lines_typed_in_a_hurry_at_most_23_lack_something_and_one_that_was_not_held_is_logged() -> None:
    lines = examples(HURRIED)
    found = {one["line"]: read(one["line"], directory=WITH_TOYOTA, people=HURRIED_KNOWN) for one in lines}
    wrong = {one["line"]: verdict.wrong for one in lines if (verdict := judge(one, found[one["line"]])).wrong}
    assert len(lines) == 208
    assert len(wrong) <= 23, wrong
    elsewhere = [line for line, reasons in wrong.items() if any(why.startswith(_HARMFUL) for why in reasons)]
    unasked = [line for line in elsewhere if found[line].entries and not found[line].needs_eye]
    assert len(unasked) <= 1, unasked


_HARMFUL = ("accounts", "date", "held")


@pytest.mark.parametrize("example", examples(DICTATED), ids=lambda example: example["line"][:60])
def test_no_line_is_logged_for_an_account_it_is_not_about(example: dict[str, object]) -> None:
    line = read(str(example["line"]))
    meant = example.get("accounts") or [example.get("account")]
    logged = [entry.account.account for entry in line.entries] if line.has_facts_or_words else []
    assert not logged or logged == meant
