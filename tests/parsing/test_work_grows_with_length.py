"""The work for a line grows no faster than its length, whatever stands in it, and hardly with the accounts.

Work is counted, not timed: calls of Python functions and of the C functions that search, match and compare.
"""

from collections.abc import Callable
from cProfile import Profile
from functools import cache, partial

import pytest

from bot.parsing.names.matching import Directory
from tests.parsing.cast import directory_of, read

REPEATED = {
    "plain words": "they want more exports ",
    "one long word": "x",
    "facts": "20m ",
    "dates": "1 dec ",
    "half a date": "booked for ",
    "numbers": "20 ",
    "mentions": "<@U1> ",
    "mentions joined": "<@U1> and ",
    "names": "Jo ",
    "lists of names": "with Jo Lee, ",
    "joiners": "and , ",
    "hashtags": "#like ",
    "insights": "#like x ",
    "people in insights": "#like <@U1> ",
    "follow-ups": "next: x fri ",
    "fillers": "spoke to ",
    "quotes": '"',
    "single quotes": "' x'",
    "apostrophes": "'x",
    "dots": "a.",
    "bangs": "!",
    "letters a name drops": "ʼ ",
    "dashes": "- ",
    "colons": ": ",
    "commas": "Nike, ",
    "tokens left open": "<@",
    "entities": "&amp;lt;",
    "kinds": "call ",
    "typos": "Microsft ",
}
SHORT, LONG = 350, 1_400


BEGINNINGS = ("", "Nike ", "Nike 20m with ", "Nike x ", "Nike next: ", "Microsft ", "met with ")


@pytest.mark.parametrize("what", REPEATED)
def test_four_times_the_line_is_at_most_four_times_the_work(what: str) -> None:
    for begin in BEGINNINGS:
        short, long = (_work(partial(read, _line(begin, what, size))) for size in (SHORT, LONG))
        assert long <= LONG / SHORT * short * 1.1 + 200, f"after {begin!r}"


@pytest.mark.parametrize("line", ["Nike 20m sizing", "Nike talked about sizing 25m", "Customer 7 20m", "Custmer 7 20m"])
def test_a_hundred_times_the_accounts_are_hardly_more_work(line: str) -> None:
    few, many = (_work(partial(read, line, directory=_accounts(count))) for count in (50, 5_000))
    assert many <= 3 * few


def test_the_count_sees_work_that_grows_with_the_square() -> None:
    def square(size: int) -> list[int]:
        return [len("x") for _ in range(size) for _ in range(size)]

    few, many = (_work(partial(square, size)) for size in (20, 80))
    assert many > 4 * few * 1.1 + 200


def _line(begin: str, what: str, size: int) -> str:
    unit = REPEATED[what]
    return begin + unit * (size // len(unit))


@cache
def _accounts(count: int) -> Directory:
    return directory_of(dict.fromkeys(["Nike, Inc.", *(f"Customer {number}" for number in range(count))], ()))


def _work(task: Callable[[], object]) -> int:
    task()  # what is kept between calls is not the line's work
    profile = Profile()
    profile.runcall(task)
    return sum(entry.callcount for entry in profile.getstats())
