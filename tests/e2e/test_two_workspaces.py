"""Initech and globex in one database, with the same names of people and accounts: neither sees a row of the other."""

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.cli import environment
from bot.cli.data import export_
from bot.db.engine import Database
from bot.domain.deliveries.model import DeliveryState, NotTried
from bot.domain.setup.first_run import FIRST_RUN
from bot.domain.transfers import Dataset
from bot.domain.weekly.digests import ItemKind
from bot.domain.weekly.posts import MONTHLY
from bot.outbox import queue
from bot.outbox import tables as outbox_tables
from bot.services.accounts.assignments import ASSIGNMENT
from bot.services.workspace import workspaces
from bot.services.workspace.permissions import PROGRAMME_OWNER
from bot.storage.weekly import digests
from bot.storage.workspace import roles
from jobs import due_jobs, senders
from tests.app_fixture import CUSTOMERS
from tests.databases import DATABASES, as_engine_url, lent_database
from tests.e2e import bolt_harness
from tests.e2e.bolt_harness import BoltHarness
from tests.e2e.canaries import CANARY, plant_canaries, without_canaries
from tests.e2e.dataset import (
    ADMIN,
    MEMBER,
    OWNER,
    PROPOSER,
    SPARE,
    FilledWorkspace,
    on_disk,
    put_back,
    set_down,
    settle_in,
)
from tests.e2e.entry_points import EntryPoint, knocked_at, opens
from tests.e2e.entry_points_accounts import ENTRY_POINTS as OF_ACCOUNTS
from tests.e2e.entry_points_conversations import ENTRY_POINTS as OF_CONVERSATIONS
from tests.e2e.entry_points_insights import ENTRY_POINTS as OF_INSIGHTS
from tests.e2e.envelopes import Envelope, command, event
from tests.e2e.permissions_table import BY_SLACK, CELLS, DONE, PEOPLE, UNSEEN
from tests.scopes import scope_of, scoped
from tests.storage.filled import GLOBEX, INITECH, NOW

ENTRY_POINTS = (*OF_ACCOUNTS, *OF_CONVERSATIONS, *OF_INSIGHTS)
ROBIN, MAGPIE = "robin", "magpie"


class TwoWorkspaces:
    """Robins are in both workspaces, and called the same; the magpies are initech's alone, the canaries globex's."""

    def __init__(self, app: BoltHarness) -> None:
        self.app = app
        self.database: Database = app.runtime.deps.database
        with self.database.transaction() as session:
            for workspace_id in (INITECH, GLOBEX):
                settle_in(scope_of(session, workspace_id))
        self.ours, self.theirs = (set_down(app, at, f" {ROBIN}") for at in (INITECH, GLOBEX))
        self.magpies = set_down(app, INITECH, f" {MAGPIE}", first=51)
        self.canaries = set_down(app, GLOBEX, f" {CANARY}", first=51)
        with self.database.transaction() as session:
            plant_canaries(session, self.canaries)
        for workspace_id in (INITECH, GLOBEX):
            workspaces.take_channel(app.runtime.deps, workspace_id, CUSTOMERS)

    def leaks(self, said: str, *, into: str, asked: str = "") -> list[str]:
        """What stands in words for one workspace that is the other's, but for what was in the request."""
        theirs = (self.theirs, self.canaries) if into == INITECH else (self.ours, self.magpies)
        for name in [name for filled in theirs for name in filled.names if name in asked]:
            said = said.replace(name, "")
        ids = [each for filled in theirs for each in filled.parts.values() if each in said and each not in asked]
        secret = CANARY if into == INITECH else MAGPIE
        return [*ids, *([said] if secret in said.casefold() else [])]


@pytest.fixture(params=DATABASES)
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TwoWorkspaces]:
    with (
        lent_database(request.param, request, tmp_path) as url,
        bolt_harness.opened(as_engine_url(url), tmp_path, NOW) as app,
    ):
        yield TwoWorkspaces(app)


def test_a_canary_is_in_every_column_that_has_words(both: TwoWorkspaces) -> None:
    with scoped(both.database.reading(), GLOBEX) as scope:
        assert without_canaries(scope) == set()
        assert MAGPIE not in str(on_disk(both.database, GLOBEX))


def test_every_door_of_initech_leads_to_initech_alone(both: TwoWorkspaces, caplog: pytest.LogCaptureFixture) -> None:
    """As it is meant, and with globex's ids and names put into it by a forger who may do everything in initech."""
    caplog.set_level(logging.DEBUG, logger="touchbase")
    rows, globex = on_disk(both.database), on_disk(both.database, GLOBEX)
    troubles = []
    for door in ENTRY_POINTS:
        person = _who_may(door)
        own = door.through(both.ours)
        for envelope in (*_forged(both, own), own):
            for each in dict.fromkeys((person, ADMIN) if envelope is not own else (person,)):
                answer = both.app.ask(INITECH, each, envelope)
                leaks = both.leaks(answer.words, into=INITECH, asked=json.dumps(envelope))
                troubles += [(door.name, each, leak) for leak in leaks]
                troubles += [(door.name, each, str(answer.error))] if envelope is own and answer.error else []
        if on_disk(both.database, GLOBEX) != globex:
            troubles.append((door.name, person, "changed a row of globex"))
        put_back(both.database, rows)
    assert troubles == []
    assert [each for each in both.app.listener_names() if not _is_driven(each, both)] == BY_SLACK
    assert both.app.slack.files and all(at == INITECH for at, _, _ in both.app.slack.files)
    assert not any(both.leaks(file.content.decode(), into=INITECH) for _, _, file in both.app.slack.files)
    assert CANARY not in caplog.text.casefold()


def test_who_leaves_initech_has_left_initech_alone(both: TwoWorkspaces) -> None:
    globex = on_disk(both.database, GLOBEX)
    both.app.ask(INITECH, OWNER, _leaves(OWNER, INITECH))
    assert on_disk(both.database, GLOBEX) == globex
    assert "Touchbase is for members of" in both.app.ask(INITECH, OWNER, command("/account", "")).words
    assert "Touchbase is for members of" not in both.app.ask(GLOBEX, OWNER, command("/account", "")).words


def test_every_job_and_delivery_tells_each_workspace_its_own(both: TwoWorkspaces) -> None:
    """A week of everything that leaves by itself, in both."""
    deps = both.app.runtime.deps
    for filled in (both.magpies, both.canaries):
        _let_all_kinds_be_due(both.app, filled)
    for hours in (2, 28, 52, 76, 105):
        both.app.now = NOW + timedelta(hours=hours)
        due_jobs.run(deps)
        list(senders.send_all(deps.outbox, within=10))
        for at in (INITECH, GLOBEX):
            both.app.ask(at, OWNER, _leaves(OWNER, at))
    assert _kinds_sent(both.database) == {(at, kind) for at in (INITECH, GLOBEX) for kind in deps.outbox.types}
    for at, secret in ((INITECH, MAGPIE), (GLOBEX, CANARY)):
        posted = [
            json.dumps(message.payload(), ensure_ascii=False) for to, _, message in both.app.slack.posted if to == at
        ]
        assert [leak for each in posted for leak in both.leaks(each, into=at)] == []
        assert any(secret in each for each in posted)


@pytest.fixture
def read_anew() -> Iterator[None]:
    """The settings are read once a process, and the tests of a worker are one process."""
    environment.settings.cache_clear()
    yield
    environment.settings.cache_clear()


@pytest.mark.usefixtures("read_anew")
def test_every_export_has_the_rows_of_one(both: TwoWorkspaces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", str(both.database.url))
    for at, secret in ((INITECH, MAGPIE), (GLOBEX, CANARY)):
        for dataset in Dataset:
            done = CliRunner().invoke(export_, [dataset.value, "--workspace", at, "--include-private"])
            assert done.exit_code == 0, done
            assert both.leaks(done.stdout, into=at) == []
            assert secret in done.stdout or dataset is Dataset.SPONSORSHIPS


def _who_may(door: EntryPoint) -> str:
    """The first of those who come through."""
    return next(person for person, cell in zip(PEOPLE, CELLS[door.name], strict=True) if cell in (DONE, UNSEEN))


def _forged(both: TwoWorkspaces, own: Envelope) -> list[Envelope]:
    """The request with globex's ids in it: of the canaries, and of what is called the same; and with canaries' names.

    Names in a form are what its reader wrote: they are theirs.
    """
    said, ours = json.dumps(own), both.ours
    other = [{each: filled.parts[name] for name, each in ours.parts.items()} for filled in (both.canaries, both.theirs)]
    if own.get("type") != "view_submission":
        other.append(dict(zip(ours.names, both.canaries.names, strict=True)))
    forged = dict.fromkeys(_replaced(said, each) for each in other)
    return [json.loads(each) for each in forged if each != said]


def _replaced(said: str, other: Mapping[str, str]) -> str:
    for before, after in other.items():
        said = said.replace(before, after)
    return said


def _is_driven(listened: str, both: TwoWorkspaces) -> bool:
    return any(opens(listened, knocked_at(door.through(both.ours))) for door in ENTRY_POINTS)


def _leaves(person: str, workspace_id: str) -> Envelope:
    return event("user_change", user={"id": person, "name": person, "deleted": True, "team_id": workspace_id})


def _let_all_kinds_be_due(app: BoltHarness, filled: FilledWorkspace) -> None:
    """What people do of which somebody hears later."""
    doors = {door.name: door for door in ENTRY_POINTS}
    line = f'"{filled.acme.name}" 20m talked{filled.mark} #complaint exports time out{filled.mark}'
    app.ask(filled.workspace_id, MEMBER, command("/logcall", line))
    promise = f'"{filled.acme.name}" 20m with them{filled.mark} next: <@{OWNER}> calls back{filled.mark} tomorrow'
    app.ask(filled.workspace_id, MEMBER, command("/logcall", promise))
    app.ask(filled.workspace_id, PROPOSER, command("/sponsor", f'"{filled.free.name}" <@{SPARE}>'))
    app.ask(filled.workspace_id, ADMIN, command("/owner", f'"{filled.free.name}" <@{MEMBER}>'))
    app.ask(filled.workspace_id, "U0BOT", event("member_joined_channel", channel=CUSTOMERS))
    app.slack.about_files = NotTried("not now")
    for name in (
        "share_form",
        "sponsor_decline_form",
        "export_form",
        "private_ask",
        "private_pass_on",
        "quote_question",
    ):
        answer = app.ask(filled.workspace_id, _who_may(doors[name]), doors[name].through(filled))
        assert answer.error is None, answer
    with scoped(app.runtime.deps.database.transaction(), filled.workspace_id) as scope:
        queue.enqueue(scope, kind=FIRST_RUN, subject=ADMIN, target=ADMIN, due_at=NOW)
        # Told by the digest today; a message of its own may still wait from before.
        told = digests.untold(scope, MEMBER, (NOW + timedelta(days=7)).date())
        change = next(item.subject for item in told if item.kind is ItemKind.ASSIGNMENT)
        queue.enqueue(scope, kind=ASSIGNMENT, subject=change, target=MEMBER, due_at=NOW)
        roles.give(scope, PROGRAMME_OWNER, [MEMBER])
        queue.enqueue(scope, kind=MONTHLY, subject="2026-11", target=MONTHLY, due_at=NOW)


def _kinds_sent(database: Database) -> set[tuple[str, str]]:
    with database.reading() as session:
        sent = outbox_tables.deliveries.c.state == DeliveryState.SENT.value
        rows = session.execute(
            select(outbox_tables.deliveries.c.workspace_id, outbox_tables.deliveries.c.kind).where(sent)
        )
        return {(row.workspace_id, row.kind) for row in rows}
