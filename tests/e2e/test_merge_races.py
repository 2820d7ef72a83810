"""A log, a form or a kept line, while the account it is for is merged into another, renamed or deleted."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.workspace.members import Caller
from bot.parsing.logcall import read_line
from bot.services.accounts import accounts as account_services
from bot.services.accounts import removals
from bot.services.workspace import members
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from tests.handlers.reading import value_of
from tests.house import ANA, BO, House


@pytest.fixture
def acme(house: House) -> House:
    """A house with Acme and Globex."""
    house.reads(ANA, "/account add Acme")
    house.reads(ANA, "/account add Globex")
    return house


class Free:
    """A guard that lets everything pass."""

    def before_commit(self) -> None: ...

    def after_commit(self) -> None: ...

    def saving(self, what: str) -> "Free":
        return self


def caller(house: House, person: str) -> Caller:
    return members.recognise(house.runtime.deps, house.team.id, person)


def account_id(house: House, name: str) -> str:
    with house.runtime.deps.database.reading() as session:
        return next(each.id for each in accounts.every(session, house.team.id) if each.name == name)


def merge(house: House, name: str = "Acme", into: str = "Globex") -> None:
    deps, ana = house.runtime.deps, caller(house, ANA)
    going, staying = (account_services.existing(deps, ana, account_id(house, each)) for each in (name, into))
    removals.merge(deps, ana, going, staying, guard=Free())


def kept(house: House) -> list[tuple[str, str]]:
    return [(each.account_name, each.details.note) for each in house.kept]


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

        monkeypatch.setattr("bot.services.conversations.log_conversation.read_line", reading)

    return arrange


Arrange = Callable[[Callable[[], None]], None]


def test_a_line_stands_at_the_account_that_remains(acme: House, read_then: Arrange) -> None:
    read_then(lambda: merge(acme))
    assert acme.reads(BO, "/logcall Acme 20m about exports").startswith("*Globex* · call · 20 min")
    assert kept(acme) == [("Globex", "about exports")]


def test_a_line_whose_account_was_renamed_meanwhile_is_logged_with_it(acme: House, read_then: Arrange) -> None:
    read_then(lambda: print(acme.reads(ANA, "/account Acme name Umbrella")))
    acme.reads(BO, "/logcall Acme 20m about exports")
    assert kept(acme) == [("Umbrella", "about exports")]


def test_a_line_whose_account_was_deleted_meanwhile_is_kept_and_asked_about(acme: House, read_then: Arrange) -> None:
    read_then(lambda: print(acme.reads(ANA, "/account delete Acme")))
    told = acme.reads(BO, "/logcall Acme 20m about exports")
    if kept(acme):
        pytest.fail("there is no account that it could stand at")
    assert "Nothing is saved yet; your line is kept until tomorrow." in told


def test_a_form_that_was_open_while_its_account_was_merged_is_saved_with_what_remains(acme: House) -> None:
    acme.type(BO, "/logcall Acme")
    acme.form(BO)
    merge(acme)
    acme.save(BO, note="about exports")
    assert kept(acme) == [("Globex", "about exports")]


def test_a_kept_line_is_logged_with_what_its_account_was_merged_into(acme: House) -> None:
    acme.reads(ANA, "/account add Hooli")
    acme.reads(BO, "/logcall Acmee Globx Holi 20m about exports")
    acme.reads(BO, "/logcall Akme 20m about exports")
    draft = value_of(acme.last_seen(BO), "draft_choose_0").split(" ")[0]
    gone = account_id(acme, "Acme")
    merge(acme)
    merge(acme, "Globex", "Hooli")
    acme.deliver_press(BO, "draft_choose_0", f"{draft} {gone}")
    assert kept(acme) == [("Hooli", "about exports")]


def test_a_merge_waits_for_a_line_that_is_being_written(acme: House, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_many_lines_and_merges_at_once_lose_none(acme: House) -> None:
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
