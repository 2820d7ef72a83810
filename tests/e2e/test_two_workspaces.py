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
from bot.domain.transfers import Dataset
from bot.outbox import tables as outbox_tables
from bot.services.workspace import workspaces
from jobs import due_jobs, senders
from tests.databases import DATABASES, as_engine_url, lent_database
from tests.e2e import gatehouse
from tests.e2e.doors import Door, knocked_at, opens
from tests.e2e.doors_accounts import DOORS as OF_ACCOUNTS
from tests.e2e.doors_talks import DOORS as OF_TALKS
from tests.e2e.envelopes import Envelope, command, event
from tests.e2e.gatehouse import Gatehouse
from tests.e2e.haunting import CANARY, haunt, unhaunted
from tests.e2e.rights_table import BY_SLACK, CELLS, DONE, PEOPLE
from tests.e2e.scene import ADMIN, MEMBER, OWNER, PROPOSER, SPARE, Scene, on_disk, put_back, set_down, settle_in
from tests.house import CUSTOMERS
from tests.storage.filled import GLOBEX, INITECH, NOW

DOORS = (*OF_ACCOUNTS, *OF_TALKS)
ROBIN, MAGPIE = "robin", "magpie"


class Town:
    """Robins are in both workspaces, and called the same; the magpies are initech's alone, the canaries globex's."""

    def __init__(self, house: Gatehouse) -> None:
        self.house = house
        self.database: Database = house.runtime.deps.database
        with self.database.transaction() as session:
            for workspace_id in (INITECH, GLOBEX):
                settle_in(session, workspace_id)
        self.ours, self.theirs = (set_down(house, at, f" {ROBIN}") for at in (INITECH, GLOBEX))
        self.magpies = set_down(house, INITECH, f" {MAGPIE}", first=51)
        self.canaries = set_down(house, GLOBEX, f" {CANARY}", first=51)
        with self.database.transaction() as session:
            haunt(session, self.canaries)
        for workspace_id in (INITECH, GLOBEX):
            workspaces.take_channel(house.runtime.deps, workspace_id, CUSTOMERS)

    def leaks(self, said: str, *, into: str, asked: str = "") -> list[str]:
        """What stands in words for one workspace that is the other's, but for what was in the request."""
        theirs = (self.theirs, self.canaries) if into == INITECH else (self.ours, self.magpies)
        for name in [name for scene in theirs for name in scene.names if name in asked]:
            said = said.replace(name, "")
        ids = [each for scene in theirs for each in scene.parts.values() if each in said and each not in asked]
        secret = CANARY if into == INITECH else MAGPIE
        return [*ids, *([said] if secret in said.casefold() else [])]


@pytest.fixture(params=DATABASES)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    with (
        lent_database(request.param, request, tmp_path) as url,
        gatehouse.opened(as_engine_url(url), tmp_path, NOW) as house,
    ):
        yield Town(house)


def test_a_canary_is_in_every_column_that_has_words(town: Town) -> None:
    with town.database.reading() as session:
        assert unhaunted(session, GLOBEX) == set()
        assert MAGPIE not in str(on_disk(town.database, GLOBEX))


def test_every_door_of_initech_leads_to_initech_alone(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """As it is meant, and with globex's ids and names put into it by a forger who may do everything in initech."""
    caplog.set_level(logging.DEBUG, logger="touchbase")
    rows, globex = on_disk(town.database), on_disk(town.database, GLOBEX)
    troubles = []
    for door in DOORS:
        person = _who_may(door)
        own = door.through(town.ours)
        for envelope in (*_forged(town, own), own):
            for each in dict.fromkeys((person, ADMIN) if envelope is not own else (person,)):
                answer = town.house.ask(INITECH, each, envelope)
                leaks = town.leaks(answer.words, into=INITECH, asked=json.dumps(envelope))
                troubles += [(door.name, each, leak) for leak in leaks]
                troubles += [(door.name, each, str(answer.error))] if envelope is own and answer.error else []
        if on_disk(town.database, GLOBEX) != globex:
            troubles.append((door.name, person, "changed a row of globex"))
        put_back(town.database, rows)
    assert troubles == []
    assert [each for each in town.house.doors() if not _is_driven(each, town)] == BY_SLACK
    assert town.house.slack.files and all(at == INITECH for at, _, _ in town.house.slack.files)
    assert not any(town.leaks(file.content.decode(), into=INITECH) for _, _, file in town.house.slack.files)
    assert CANARY not in caplog.text.casefold()


def test_who_leaves_initech_has_left_initech_alone(town: Town) -> None:
    globex = on_disk(town.database, GLOBEX)
    town.house.ask(INITECH, OWNER, _leaves(OWNER, INITECH))
    assert on_disk(town.database, GLOBEX) == globex
    assert "Touchbase is for members of" in town.house.ask(INITECH, OWNER, command("/account", "")).words
    assert "Touchbase is for members of" not in town.house.ask(GLOBEX, OWNER, command("/account", "")).words


def test_every_job_and_delivery_tells_each_workspace_its_own(town: Town) -> None:
    """A week of everything that leaves by itself, in both."""
    deps = town.house.runtime.deps
    for scene in (town.magpies, town.canaries):
        _let_all_kinds_be_due(town.house, scene)
    for hours in (2, 28, 52, 76, 105):
        town.house.now = NOW + timedelta(hours=hours)
        due_jobs.run(deps)
        list(senders.send_all(deps.outbox, within=10))
        for at in (INITECH, GLOBEX):
            town.house.ask(at, OWNER, _leaves(OWNER, at))
    assert _kinds_sent(town.database) == {(at, kind) for at in (INITECH, GLOBEX) for kind in deps.outbox.types}
    for at, secret in ((INITECH, MAGPIE), (GLOBEX, CANARY)):
        posted = [
            json.dumps(message.payload(), ensure_ascii=False) for to, _, message in town.house.slack.posted if to == at
        ]
        assert [leak for each in posted for leak in town.leaks(each, into=at)] == []
        assert any(secret in each for each in posted)


@pytest.fixture
def read_anew() -> Iterator[None]:
    """The settings are read once a process, and the tests of a worker are one process."""
    environment.settings.cache_clear()
    yield
    environment.settings.cache_clear()


@pytest.mark.usefixtures("read_anew")
def test_every_export_has_the_rows_of_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", str(town.database.url))
    for at, secret in ((INITECH, MAGPIE), (GLOBEX, CANARY)):
        for dataset in Dataset:
            done = CliRunner().invoke(export_, [dataset.value, "--workspace", at, "--include-private"])
            assert done.exit_code == 0, done
            assert town.leaks(done.stdout, into=at) == []
            assert secret in done.stdout or dataset is Dataset.SPONSORSHIPS


def _who_may(door: Door) -> str:
    """The first of those who come through."""
    return next(person for person, cell in zip(PEOPLE, CELLS[door.name], strict=True) if cell == DONE)


def _forged(town: Town, own: Envelope) -> list[Envelope]:
    """The request with globex's ids in it: of the canaries, and of what is called the same; and with canaries' names.

    Names in a form are what its reader wrote: they are theirs.
    """
    said, ours = json.dumps(own), town.ours
    other = [{each: scene.parts[name] for name, each in ours.parts.items()} for scene in (town.canaries, town.theirs)]
    if own.get("type") != "view_submission":
        other.append(dict(zip(ours.names, town.canaries.names, strict=True)))
    forged = dict.fromkeys(_replaced(said, each) for each in other)
    return [json.loads(each) for each in forged if each != said]


def _replaced(said: str, other: Mapping[str, str]) -> str:
    for before, after in other.items():
        said = said.replace(before, after)
    return said


def _is_driven(listened: str, town: Town) -> bool:
    return any(opens(listened, knocked_at(door.through(town.ours))) for door in DOORS)


def _leaves(person: str, workspace_id: str) -> Envelope:
    return event("user_change", user={"id": person, "name": person, "deleted": True, "team_id": workspace_id})


def _let_all_kinds_be_due(house: Gatehouse, scene: Scene) -> None:
    """What people do of which somebody hears later."""
    doors = {door.name: door for door in DOORS}
    line = f'"{scene.acme.name}" 20m talked{scene.mark} #complaint exports time out{scene.mark}'
    house.ask(scene.workspace_id, MEMBER, command("/logcall", line))
    house.ask(scene.workspace_id, PROPOSER, command("/sponsor", f'"{scene.free.name}" <@{SPARE}>'))
    house.ask(scene.workspace_id, "U0BOT", event("member_joined_channel", channel=CUSTOMERS))
    house.slack.about_files = NotTried("not now")
    for name in ("share_form", "sponsor_decline_form", "export_form", "private_ask", "private_pass_on"):
        answer = house.ask(scene.workspace_id, _who_may(doors[name]), doors[name].through(scene))
        assert answer.error is None, answer


def _kinds_sent(database: Database) -> set[tuple[str, str]]:
    with database.reading() as session:
        sent = outbox_tables.deliveries.c.state == DeliveryState.SENT.value
        rows = session.execute(
            select(outbox_tables.deliveries.c.workspace_id, outbox_tables.deliveries.c.kind).where(sent)
        )
        return {(row.workspace_id, row.kind) for row in rows}
