"""Letters that case-blind matching takes for i, s and k: a line with them is read, and no word of it is one of ours."""

import pytest

from bot.domain.conversations.model import Kind
from tests.parsing.cast import read

WORDS = (
    "#rısk freeze",
    "vıdeo",
    "vıſit 20m",
    "last frı",
    "next ſun",
    "1ſt dec",
    "3 dayſ ago",
    "next: call frı",
    "İnsights",
)


@pytest.mark.parametrize("words", WORDS)
def test_a_letter_that_only_looks_like_ours_makes_no_word_of_ours(words: str) -> None:
    line = read(f"Nike 20m {words}")
    assert line.details.kind is Kind.CALL
    assert not line.details.insights


@pytest.mark.parametrize("words", WORDS)
def test_every_place_such_a_word_may_stand_can_be_read(words: str) -> None:
    for text in (
        f"{words} Nike",
        f"Nike {words}",
        f"Nike {words}: hello",
        f"Nike 20m hello {words}",
        f"Nike next: {words}",
    ):
        assert read(text).text
