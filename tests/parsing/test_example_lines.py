"""The example lines that come with the project, with the 503 companies as accounts."""

import json
from typing import Any

import pytest

from tests.examples import LINES, example_file
from tests.parsing.cast import Customers, directory_of, flat, read

EXAMPLES = [json.loads(line) for line in example_file(LINES).read_text(encoding="utf-8").splitlines()]


def test_there_are_503_companies_and_46_lines(the_503: Customers) -> None:
    assert (len(the_503), len(EXAMPLES)) == (503, 46)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["line"])
def test_an_example_line_becomes_what_it_says(example: dict[str, Any], the_503: Customers) -> None:
    became = flat(read(example["line"], directory=directory_of(the_503)))
    assert {"line": example["line"]} | became == example
