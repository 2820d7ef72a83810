"""A log, a form or a kept line, while the account it is for is merged into another, renamed or deleted."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.workspace.members import Caller
from bot.parsing.line import read_line
from bot.services.accounts import accounts as account_services
from bot.services.accounts import removals
from bot.services.workspace import members
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from tests.app_fixture import ANA, BO, AppFixture
from tests.handlers.reading import value_of


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """An app with Acme and Globex."""
    app.reads(ANA, "/account add Acme")
    app.reads(ANA, "/account add Globex")
    return app


class Free:
    """A guard that lets everything pass."""

    def before_commit(self) -> None: ...

    def after_commit(self) -> None: ...

    def on_commit(self, message: str) -> "Free":
        return self


def caller(app: AppFixture, person: str) -> Caller:
    return members.recognise(app.runtime.deps, app.team.id, person)


def account_id(app: AppFixture, name: str) -> str:
    with app.runtime.deps.reading(app.team.id) as scope:
        return next(each.id for each in accounts.every(scope) if each.name == name)


def merge(app: AppFixture, name: str = "Acme", into: str = "Globex") -> None:
    deps, ana = app.runtime.deps, caller(app, ANA)
    going, staying = (account_services.existing(deps, ana, account_id(app, each)) for each in (name, into))
    removals.merge(deps, ana, going, staying, guard=Free())


def kept(app: AppFixture) -> list[tuple[str, str]]:
    return [(each.account_name, each.details.note) for each in app.kept]


@pytest.fixture
def read_then(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Let something happen once, after the next line was read and before it is written."""

    def arrange(happens: Callable[[], None]) -> None:
        left = [happens]

        def reading(*args: Any, **kwargs: Any) -> Any:
            line = read_line(*args, **kwargs)
            if left:
                thread = threading.Thread(target=left.pop())
                thread.start()
                thread.join(20)
            return line

        monkeypatch.setattr("bot.services.line_reading.read_line", reading)

    return arrange


Arrange = Callable[[Callable[[], None]], None]


def test_a_line_stands_at_the_account_that_remains(acme: AppFixture, read_then: Arrange) -> None:
    read_then(lambda: merge(acme))
    assert acme.reads(BO, "/logcall Acme 20m about exports").startswith("*Globex* · call · 20 min")
    assert kept(acme) == [("Globex", "about exports")]


def test_a_line_whose_account_was_renamed_meanwhile_is_logged_with_it(acme: AppFixture, read_then: Arrange) -> None:
    read_then(lambda: print(acme.reads(ANA, "/account Acme name Umbrella")))
    acme.reads(BO, "/logcall Acme 20m about exports")
    assert kept(acme) == [("Umbrella", "about exports")]


def test_a_line_whose_account_was_deleted_meanwhile_is_kept_and_asked_about(
    acme: AppFixture, read_then: Arrange
) -> None:
    read_then(lambda: print(acme.confirms(ANA, "/account delete Acme")))
    told = acme.reads(BO, "/logcall Acme 20m about exports")
    if kept(acme):
        pytest.fail("there is no account that it could stand at")
    assert "Nothing is saved yet; your line is kept until tomorrow." in told


def test_a_form_that_was_open_while_its_account_was_merged_is_saved_with_what_remains(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    acme.form(BO)
    merge(acme)
    acme.save(BO, note="about exports")
    assert kept(acme) == [("Globex", "about exports")]


def test_a_kept_line_is_logged_with_what_its_account_was_merged_into(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli")
    acme.reads(BO, "/logcall Acmee Globx Holi 20m about exports")
    acme.reads(BO, "/logcall Akme 20m about exports")
    draft = value_of(acme.last_seen(BO), "draft_choose_0").split(" ")[0]
    gone = account_id(acme, "Acme")
    merge(acme)
    merge(acme, "Globex", "Hooli")
    acme.deliver_press(BO, "draft_choose_0", f"{draft} {gone}")
    assert kept(acme) == [("Hooli", "about exports")]


def test_a_merge_waits_for_a_line_that_is_being_written(acme: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    add, writing, merged = conversations.add, threading.Event(), threading.Event()

    def slowly(*args: Any, **kwargs: Any) -> str | None:
        made = add(*args, **kwargs)
        writing.set()
        merged.wait(0.3)  # nothing to wait for: the merge waits for us
        return made

    monkeypatch.setattr(conversations, "add", slowly)
    log = threading.Thread(target=lambda: acme.reads(BO, "/logcall Acme 20m about exports"))
    log.start()
    assert writing.wait(10)
    merge(acme)
    merged.set()
    log.join(10)
    assert kept(acme) == [("Globex", "about exports")]


def test_many_lines_and_merges_at_once_lose_none(acme: AppFixture) -> None:
    names = [f"Acme Works {number}" for number in range(6)]
    for name in names:
        acme.reads(ANA, f'/account add "{name}"')
    told: list[str] = []

    def log(name: str) -> None:
        told.append(acme.reads(BO, f'/logcall "{name}" 20m about {name}'))

    for name in names:
        both = [threading.Thread(target=log, args=(name,)), threading.Thread(target=merge, args=(acme, name, "Globex"))]
        for each in both:
            each.start()
        for each in both:
            each.join(20)
    assert [line for line in told if "NOT saved" in line] == []
    assert sorted(kept(acme)) == [("Globex", f"about {name}") for name in names]
