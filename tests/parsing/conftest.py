"""Long lists of customers: one written for these tests, and the 503 companies where the example data is at hand."""

import csv

import pytest

from bot.parsing.names.matching import Directory
from tests.examples import COMPANIES as EXAMPLE
from tests.examples import example_file
from tests.parsing.cast import Customers, directory_of
from tests.parsing.companies import COMPANIES


@pytest.fixture(scope="session")
def the_503() -> Customers:
    """The companies of the example data."""
    with example_file(EXAMPLE).open(encoding="utf-8-sig", newline="") as file:
        return {row["Company name"]: (row["Company short name"],) for row in csv.DictReader(file)}


@pytest.fixture(scope="session", params=["written", "the 503"])
def customers(request: pytest.FixtureRequest) -> Customers:
    """Each of the two lists."""
    listed: Customers = COMPANIES if request.param == "written" else request.getfixturevalue("the_503")
    return listed


@pytest.fixture(scope="session")
def directory(customers: Customers) -> Directory:
    return directory_of(customers)
