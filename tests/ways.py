"""The ways to Slack and the disk that tests go, and how a table of cases goes them in turn."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

WAYS = ("sqlite-socket", "postgresql-http")
"""Both databases and both ways to Slack; SQLite over HTTP is what `open_house` opens."""


def in_turn(
    names: Sequence[str],
    cases: Iterable[Any],
    *,
    app: str = "app",
    ids: Callable[[Any], str | None] | None = None,
) -> pytest.MarkDecorator:
    """Parametrize by a table: each case by one way, the ways in turn.

    For cases that differ in words or rights, not in what a database or a connection does: each is checked once, and
    all of them together still go both ways. `house` is the fixture that takes the way.
    """
    rows = [case if isinstance(case, tuple) else (case,) for case in cases]
    ways = [(WAYS[number % len(WAYS)], *row) for number, row in enumerate(rows)]
    return pytest.mark.parametrize((app, *names), ways, indirect=[app], ids=ids)
