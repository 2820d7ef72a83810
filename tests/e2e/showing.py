"""Showing everything there is on one stage, and judging what Slack took of it and what its readers would see."""

import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable
from functools import cache, wraps
from importlib import import_module
from itertools import chain
from types import FunctionType
from typing import Any

import pytest

import bot.messages
from tests.app_fixture import ANA, BO, CHEN, DEE
from tests.e2e.hostile_fixture import HostileFixture, Surface
from tests.e2e.pages import Shown, complaints
from tests.messages.views import problems_of, rings

WAYS = ("sqlite-http", "sqlite-socket", "postgresql-http")


def ways_for(words: Iterable[str], first: int) -> list[Any]:
    """Each of the words by one way to Slack and the disk, all ways in turn: together they are what takes the time."""
    return [
        pytest.param(each, WAYS[(first + turn) % 3], id=f"{each}-{WAYS[(first + turn) % 3]}")
        for turn, each in enumerate(words)
    ]


def show_all(hostile: HostileFixture, surfaces: Iterable[Surface]) -> None:
    """Reach every surface, and look at everything that anybody was shown on the way."""
    sandbox = hostile.app.sandbox
    drawn, refused = _record(hostile.patch), len(complaints(sandbox))
    for surface in surfaces:
        drawn.clear()
        surface.reach(hostile)
        hostile.app.settle()
        found = complaints(sandbox)[refused:]
        assert len(found) == surface.provokes, (surface.name, found)
        refused += len(found)
        assert drawn >= set(surface.draws), (surface.name, set(surface.draws) - drawn)
        harmful = [str(each) for each in _news(hostile) if _harm(each)]
        assert harmful == [], surface.name
    assert [post.text for post in sandbox.posts() if post.notifies] == []
    _assert_nobody_is_credited_by_words(hostile)


@cache
def builders() -> dict[str, FunctionType]:
    """Every public function of bot.messages that draws a message or a view, but for the pieces they are made of."""
    found = {}
    for each in pkgutil.walk_packages(bot.messages.__path__, "bot.messages."):
        module = import_module(each.name)
        place = each.name.rpartition(".")[2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_public = function.__module__ == module.__name__ and not name.startswith("_")
            if is_public and f"{place}.{name}" not in _PIECES and _DRAWS.search(inspect.getsource(function)):
                found[f"{place}.{name}"] = function
    return found


_PIECES = {"parts.render_parts", "views.reading", "views.asking"}
_DRAWS = re.compile(r"\) -> (?:Message|View):")


def _news(hostile: HostileFixture) -> list[Shown]:
    given, hostile.answers = hostile.answers, []
    assert [problem for answer in given for problem in problems_of(answer["blocks"])] == []
    return [*chain(*hostile.pages.news().values()), *(Shown(each["blocks"], each["text"]) for each in given)]


def _harm(each: Shown) -> list[str]:
    return rings(each.blocks) + rings({"type": "mrkdwn", "text": each.text, "verbatim": True})


def _assert_nobody_is_credited_by_words(hostile: HostileFixture) -> None:
    everybody = {person for each in hostile.app.kept for person in each.details.people}
    assert everybody <= {ANA, BO, CHEN}
    assert hostile.app.sandbox.ephemerals(DEE) == [] == hostile.app.sandbox.messages("D0DEE")
    assert "says you took part" not in str(hostile.app.home(DEE).given)


def _record(patch: pytest.MonkeyPatch) -> set[str]:
    """From now on the names of the drawing functions that were called come to stand in this set."""
    called: set[str] = set()
    noted = {function: _noted(function, name, called) for name, function in builders().items()}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("bot", "handlers", "jobs"):
            for attribute, value in list(vars(module).items()):
                if isinstance(value, FunctionType) and value in noted:
                    patch.setattr(module, attribute, noted[value])
    return called


def _noted(function: FunctionType, name: str, called: set[str]) -> Callable[..., Any]:
    @wraps(function)
    def noted(*arguments: Any, **options: Any) -> Any:
        called.add(name)
        return function(*arguments, **options)

    return noted
