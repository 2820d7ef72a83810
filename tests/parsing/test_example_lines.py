"""The example lines that come with the project, with the 503 companies as accounts."""

import json
from typing import Any

import pytest

from tests.parsing.cast import companies, company_directory, flat, read, shared_file

LINES = [json.loads(line) for line in shared_file("logcall-lines.jsonl").read_text(encoding="utf-8").splitlines()]


def test_there_are_503_companies_and_46_lines() -> None:
    assert (len(companies()), len(LINES)) == (503, 46)


@pytest.mark.parametrize("example", LINES, ids=lambda example: example["line"])
def test_an_example_line_becomes_what_it_says(example: dict[str, Any]) -> None:
    became = flat(read(example["line"], directory=company_directory()))
    assert {"line": example["line"]} | became == example


EVERY_NAME = [row["Company name"] for row in companies()]


@pytest.mark.parametrize("behind", [" 20m pricing", ": pricing", " talked about pricing", "", " with Jo"])
def test_every_company_is_found_by_its_own_name(behind: str) -> None:
    wrong = []
    for name in EVERY_NAME:
        account = read(name + behind, directory=company_directory()).account
        if getattr(account, "account", None) != name or getattr(account, "guessed", None):
            wrong.append((name, account))
    assert wrong == []
