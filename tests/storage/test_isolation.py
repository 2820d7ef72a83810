"""Initech and globex in one database: nothing of one is seen, changed or pointed to from the other."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.domain import sponsors
from bot.domain.deliveries import DeliveryState
from bot.domain.departments import UserGroup
from bot.domain.errors import Conflict
from bot.domain.insights import InsightKind
from bot.domain.members import Profile
from bot.domain.pace import Lane
from bot.storage import (
    accounts,
    arrivals,
    audit,
    closed_days,
    contacts,
    conversations,
    departments,
    drafts,
    edits,
    entries,
    installations,
    members,
    mergers,
    outbox,
    pace,
    parts,
    pledges,
    promptings,
    revisions,
    roles,
    schedules,
    schema,
    sponsorships,
    standings,
    stuck,
    talks,
    transfers,
    workspaces,
)
from bot.storage.arrivals import Arrival
from bot.storage.engine import Database, Session
from bot.storage.schema import metadata
from tests.storage.filled import (
    ANA,
    BO,
    CHANNEL,
    GLOBEX,
    HELD,
    INITECH,
    NOW,
    TODAY,
    create_workspace,
    deliver,
    draft,
    fill,
    log,
    rows_by_table,
)

_LONG_AGO = NOW - timedelta(days=9)
_MODULES = (
    audit, installations, transfers, arrivals,
    closed_days, edits, pledges,
    departments, contacts, mergers, promptings, roles, sponsorships, standings, stuck,
    accounts, conversations, drafts, entries, members, outbox, pace, parts, revisions, schedules, talks, workspaces
)  # fmt: skip
Query = Callable[[Session, str], object]
_WEEK = (TODAY - timedelta(days=7), TODAY + timedelta(days=7))


@pytest.fixture
def filled(database: Database) -> Database:
    """Initech has a row in every table; globex is a workspace with the same two people, and nothing else."""
    with database.transaction() as session:
        fill(session, INITECH)
        create_workspace(session, GLOBEX)
    return database


def ids(session: Session) -> Mapping[str, str]:
    """The ids of initech's records, which somebody in globex might guess."""
    tables = {"account": schema.accounts, "conversation": schema.conversations, "draft": schema.drafts}
    found = {name: session.execute(select(table.c.id)).scalar_one() for name, table in tables.items()}
    found["transfer"] = session.execute(select(schema.transfers.c.id)).scalar_one()
    found["sponsorship"] = session.execute(select(schema.sponsorships.c.id)).scalar_one()
    return {**found, "delivery": session.execute(select(schema.deliveries.c.id)).scalar_one()}


QUERIES: dict[str, Query] = {
    "accounts.find": lambda session, at: accounts.find(session, at, ids(session)["account"]),
    "accounts.every": accounts.every,
    "accounts.count": accounts.count,
    "accounts.of_owners": lambda session, at: accounts.of_owners(session, at, [BO]),
    "accounts.those": lambda session, at: accounts.those(session, at, [ids(session)["account"]]),
    "accounts.owned": accounts.owned,
    "accounts.linked_to": lambda session, at: accounts.linked_to(session, at, "C0ACME"),
    "accounts.names": accounts.names,
    "accounts.hold_names": accounts.hold_names,
    "accounts.named": lambda session, at: accounts.named(session, at, "ACME  corp", "crm-1"),
    "conversations.find": lambda session, at: conversations.find(session, at, ids(session)["conversation"]),
    "conversations.by_trigger": lambda session, at: conversations.by_trigger(session, at, "trigger-1"),
    "conversations.standing": conversations.standing,
    "conversations.of_account": lambda session, at: conversations.of_account(
        session, at, ids(session)["account"], limit=9
    ),
    "conversations.same_again": lambda session, at: conversations.same_again(
        session,
        at,
        conversations.Entry(ids(session)["account"], HELD, ANA, None, None),
        since=NOW - timedelta(minutes=10),
    ),
    "conversations.any_held": lambda session, at: conversations.any_held(session, at, [HELD.kind], *_WEEK),
    "conversations.line_of": lambda session, at: conversations.line_of(session, at, ids(session)["conversation"]),
    "conversations.hold": lambda session, at: conversations.hold(session, at, ids(session)["conversation"]),
    "conversations.those": lambda session, at: conversations.those(session, at, [ids(session)["conversation"]]),
    "closed_days.of": closed_days.of,
    "departments.names": departments.names,
    "departments.every": departments.every,
    "departments.ask_at": departments.ask_at,
    "drafts.unfinished": lambda session, at: drafts.unfinished(session, at, ANA, now=NOW),
    "installations.scopes": installations.scopes,
    "transfers.find": lambda session, at: transfers.find(session, at, ids(session)["transfer"]),
    "entries.of": lambda session, at: entries.of(session, at, ANA, limit=9),
    "entries.authors": lambda session, at: entries.authors(session, at, [ANA]),
    "entries.credited_to": lambda session, at: entries.credited_to(session, at, BO, since=TODAY),
    "revisions.find": lambda session, at: revisions.find(session, at, ids(session)["conversation"], 1),
    "revisions.last_changed_by": lambda session, at: revisions.last_changed_by(
        session, at, ids(session)["conversation"]
    ),
    "accounts.hold": lambda session, at: accounts.hold(session, at, ids(session)["account"]),
    "contacts.named": lambda session, at: contacts.named(session, at, ids(session)["account"]),
    "contacts.accounts_of": lambda session, at: contacts.accounts_of(session, at, "jane  DOE", reader=ANA),
    "audit.last_actor": lambda session, at: audit.last_actor(session, at, ids(session)["account"], action="add acc"),
    "mergers.conversations_of": lambda session, at: mergers.conversations_of(session, at, ids(session)["account"]),
    "pledges.of_week": lambda session, at: pledges.of_week(session, at, TODAY),
    "pledges.of_member": lambda session, at: pledges.of_member(session, at, ANA, TODAY),
    "pledges.weeks_of": lambda session, at: pledges.weeks_of(session, at, ANA),
    "pledges.any_before": lambda session, at: pledges.any_before(session, at, _WEEK[1]),
    "pledges.givers": lambda session, at: pledges.givers(session, at, [ANA]),
    "roles.of": lambda session, at: roles.of(session, at, BO),
    "roles.having": lambda session, at: roles.having(session, at, "executive"),
    "sponsorships.find": lambda session, at: sponsorships.find(session, at, ids(session)["sponsorship"]),
    "sponsorships.hold": lambda session, at: sponsorships.hold(session, at, ids(session)["sponsorship"]),
    "sponsorships.of_account": lambda session, at: sponsorships.of_account(session, at, ids(session)["account"]),
    "sponsorships.standing": sponsorships.standing,
    "sponsorships.every": sponsorships.every,
    "arrivals.known": lambda session, at: arrivals.known(session, at, [_arrival(session)]),
    "arrivals.alike": lambda session, at: arrivals.alike(session, at, [_arrival(session)]),
    "sponsorships.of_member": lambda session, at: sponsorships.of_member(session, at, BO),
    "sponsorships.accepted_by": lambda session, at: sponsorships.accepted_by(session, at, [BO]),
    "sponsorships.sponsor_of": lambda session, at: sponsorships.sponsor_of(session, at, ids(session)["account"]),
    "standings.worries": lambda session, at: standings.worries(session, at, list(InsightKind), since=_WEEK[0]),
    "parts.contact_names": lambda session, at: parts.contact_names(session, at, [ids(session)["conversation"]]),
    "drafts.find": lambda session, at: drafts.find(session, at, ids(session)["draft"]),
    "schedules.of": schedules.of,
    "schedules.hold": schedules.hold,
    "outbox.due": lambda session, at: outbox.due(session, at, now=NOW, limit=9),
    "outbox.find": lambda session, at: outbox.find(session, at, ids(session)["delivery"]),
    "outbox.lock": lambda session, at: outbox.lock(session, at, ids(session)["delivery"]),
    "outbox.in_states": lambda session, at: outbox.in_states(session, at, list(DeliveryState)),
    "parts.of": lambda session, at: (
        parts.of(session, at, [ids(session)["conversation"]])[ids(session)["conversation"]].insights
    ),
    "talks.of_member": lambda session, at: talks.of_member(session, at, ANA, *_WEEK),
    "talks.phrases": lambda session, at: talks.phrases(session, at, ["complaint"], *_WEEK, limit=9),
    "talks.between": lambda session, at: talks.between(session, at, *_WEEK),
    "talks.last_before": lambda session, at: talks.last_before(session, at, ids(session)["account"], but=""),
    "talks.last_by_account": talks.last_by_account,
    "talks.first_day": talks.first_day,
    "talks.first_days": talks.first_days,
    "talks.heard_between": lambda session, at: talks.heard_between(session, at, *_WEEK),
}


def _arrival(session: Session) -> Arrival:
    """Initech's own conversation, coming once more."""
    entry = conversations.Entry(ids(session)["account"], HELD, ANA, None, None)
    return Arrival(ids(session)["conversation"], NOW, entry)


def test_every_query_finds_its_own_and_nothing_of_another_workspace(filled: Database) -> None:
    with filled.reading() as session:
        found = {name: (bool(query(session, INITECH)), bool(query(session, GLOBEX))) for name, query in QUERIES.items()}
    assert found == dict.fromkeys(QUERIES, (True, False))


def test_no_function_of_storage_is_left_out_here() -> None:
    assert set(QUERIES) | set(CHANGES) | ELSEWHERE == {
        f"{module.__name__.rsplit('.', 1)[1]}.{name}"
        for module in _MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if list(inspect.signature(function).parameters)[:2] == ["session", "workspace_id"]
    }


def test_a_calendars_delivery_stands_only_in_its_own_workspace(filled: Database) -> None:
    with filled.transaction() as session:
        assert deliver(session, INITECH)
        assert outbox.stands(session, INITECH, "friday", "2026-W48")
        assert not outbox.stands(session, GLOBEX, "friday", "2026-W48")


def test_expired_leases_are_seen_and_parked_only_in_their_own_workspace(filled: Database) -> None:
    with filled.transaction() as session:
        delivery = outbox.lock(session, INITECH, ids(session)["delivery"])
        assert delivery is not None
        outbox.claim(session, delivery, owner="sender", channel=CHANNEL, lease=-1.0, drawn=0)
        assert not outbox.has_expired_leases(session, GLOBEX)
        assert outbox.park_expired_leases(session, GLOBEX, settle=0.0) == 0
        assert outbox.has_expired_leases(session, INITECH)
        assert outbox.park_expired_leases(session, INITECH, settle=0.0) == 1
        assert outbox.find_unverified(session, GLOBEX, delivery.id) is None
        assert outbox.find_unverified(session, INITECH, delivery.id) is not None


def test_the_same_person_is_somebody_of_their_own_in_each_workspace(filled: Database) -> None:
    with filled.transaction() as session:
        members.mention(session, INITECH, ["U0NEW"])
        assert members.unknown(session, INITECH, limit=9) == ["U0NEW"]
        assert members.unknown(session, GLOBEX, limit=9) == []
        assert members.find(session, GLOBEX, "U0NEW") is None
        assert set(members.of(session, INITECH, [ANA, "U0NEW"])) == {ANA, "U0NEW"}
        assert set(members.of(session, GLOBEX, [ANA, "U0NEW"])) == {ANA}
        assert [each.id for each in members.every(session, GLOBEX)] == [ANA, "U0BO"]
        members.remember(session, INITECH, Profile(ANA, "Ana of Initech", None), now=NOW)
        assert members.names(session, GLOBEX) == members.names_of(session, GLOBEX, [ANA, "U0BO"])
        assert members.names(session, GLOBEX) == {ANA: "Ana", "U0BO": "Bo"}
        schema_row = schema.members.c.workspace_id == INITECH
        session.execute(schema.members.update().where(schema_row).values(opted_out=True))
        assert ANA in members.opted_out(session, INITECH)
        assert members.opted_out(session, GLOBEX) == frozenset()


def test_who_left_and_what_they_sponsored_is_known_in_their_own_workspace_alone(filled: Database) -> None:
    with filled.transaction() as session:
        bo = Profile(BO, "Bo", "Europe/Berlin", is_admin=True)
        for each in (bo, replace(bo, is_deactivated=True), replace(bo, is_deactivated=True)):
            members.remember(session, INITECH, each, now=NOW)
        assert members.hold(session, INITECH, BO) == NOW and members.hold(session, GLOBEX, BO) is None
        assert members.deactivated(session, INITECH) == {BO: NOW} and members.deactivated(session, GLOBEX) == {}
        assert members.admins(session, INITECH) == [BO] and members.admins(session, GLOBEX) == []
        (standing,) = sponsorships.standing(session, INITECH)
        sponsorships.record(session, INITECH, standing, sponsors.left(standing, NOW))
        assert [each.id for each in sponsorships.ended_by_leaving(session, INITECH)] == [standing.id]
        assert sponsorships.ended_by_leaving(session, GLOBEX) == []
        members.remember(session, INITECH, bo, now=NOW + timedelta(days=1))
        assert members.deactivated(session, INITECH) == {} and sponsorships.ended_by_leaving(session, INITECH) == []


def test_slack_is_asked_for_everybody_in_each_workspace_at_its_own_time(filled: Database) -> None:
    with filled.transaction() as session:
        workspaces.ask_for_roster(session, INITECH, at=NOW, cursor="next")
        assert workspaces.next_roster(session, INITECH) == (NOW, "next")
        assert workspaces.next_roster(session, GLOBEX) == (None, None)


def test_what_is_told_together_is_known_in_its_own_workspace(filled: Database) -> None:
    told = {"kind": "asked", "target": ANA}
    with filled.transaction() as session:
        deliver(session, INITECH, subject="first", **told)
        promptings.join(session, INITECH, subject="second", joins="first", now=NOW, **told)
        latest = promptings.latest(session, INITECH, **told)
        assert latest is not None and latest.subject == "first"
        assert promptings.latest(session, GLOBEX, **told) is None
        assert promptings.joined(session, INITECH, subject="first", **told) == ["second"]
        assert promptings.joined(session, GLOBEX, subject="first", **told) == []
        assert promptings.told_by(session, INITECH, subject="second", **told) == "first"
        assert promptings.told_by(session, GLOBEX, subject="second", **told) == "second"


CHANGES: dict[str, Callable[[Session], object]] = {
    "conversations.set_undone": lambda session: conversations.set_undone(
        session, GLOBEX, ids(session)["conversation"], by=ANA, at=NOW
    ),
    "contacts.remove": lambda session: contacts.remove(session, GLOBEX, ids(session)["account"], "Never Met"),
    "mergers.remove": lambda session: mergers.remove(session, GLOBEX, ids(session)["account"]),
    "mergers.move": lambda session: mergers.move(
        session, GLOBEX, ids(session)["account"], "elsewhere", by=ANA, now=NOW
    ),
    "promptings.try_again": lambda session: promptings.try_again(
        session, GLOBEX, kind="friday", subject=ids(session)["conversation"], target="friday", due_at=NOW
    ),
    "promptings.bring_forward": lambda session: promptings.bring_forward(
        session, GLOBEX, kind="friday", subject=ids(session)["conversation"], target="friday", due_at=_LONG_AGO
    ),
    "promptings.take_back": lambda session: promptings.take_back(
        session, GLOBEX, kind="friday", target="friday", why="they left"
    ),
    "schedules.looked": lambda session: schedules.looked(session, GLOBEX, "friday", at=_LONG_AGO, next_at=NOW),
    "schedules.begin_by": lambda session: schedules.begin_by(session, GLOBEX, _LONG_AGO, now=NOW),
    "schedules.look_again": lambda session: schedules.look_again(session, GLOBEX, now=NOW),
    "closed_days.choose": lambda session: closed_days.choose(session, GLOBEX, [], now=NOW),
    "pledges.give": lambda session: pledges.give(session, GLOBEX, ANA, TODAY, 9, now=NOW),
    "edits.mark": lambda session: edits.mark(session, GLOBEX, kind="friday", subject=ids(session)["conversation"]),
    "edits.mark_about": lambda session: edits.mark_about(session, GLOBEX, ["friday"], ids(session)["conversation"]),
    "pace.take_turn": lambda session: pace.take_turn(session, GLOBEX, Lane.POSTS, minute=60.0),
    "pace.slow_down": lambda session: pace.slow_down(session, GLOBEX, Lane.POSTS, minute=60.0),
    "departments.choose": lambda session: departments.choose(session, GLOBEX, {}, now=NOW),
    "departments.ask_again": lambda session: departments.ask_again(session, GLOBEX, NOW + timedelta(days=1)),
    "departments.fill": lambda session: departments.fill(session, GLOBEX, UserGroup("S0SALES", "Purchasing")),
    "transfers.end": lambda session: transfers.end(
        session, GLOBEX, ids(session)["transfer"], result=None, problem="no", now=NOW
    ),
    "roles.give": lambda session: roles.give(session, GLOBEX, "executive", [ANA]),
    "sponsorships.record": lambda session: sponsorships.record(
        session, GLOBEX, *[sponsorships.standing(session, INITECH)[0]] * 2
    ),
    "sponsorships.ask_anew": lambda session: sponsorships.ask_anew(
        session, GLOBEX, sponsorships.standing(session, INITECH)[0].id, by=ANA, now=NOW + timedelta(days=1)
    ),
    "drafts.settle": lambda session: drafts.settle(session, GLOBEX, ids(session)["draft"], conversation_id="x"),
    "drafts.forget": lambda session: drafts.forget(session, GLOBEX, ids(session)["draft"], now=NOW),
    "workspaces.release_zone": lambda session: workspaces.release_zone(session, GLOBEX, of=ANA),
    "workspaces.ask_for_roster": lambda session: workspaces.ask_for_roster(session, GLOBEX, at=NOW, cursor="next"),
    "workspaces.take_zone": lambda session: workspaces.take_zone(session, GLOBEX, zone="Asia/Tokyo", of=ANA, now=NOW),
    "workspaces.choose_channel": lambda session: workspaces.choose_channel(session, GLOBEX, "C0OTHER", by=ANA),
    "workspaces.renew_accounts_version": lambda session: workspaces.renew_accounts_version(session, GLOBEX),
    "workspaces.take_channel": lambda session: workspaces.take_channel(session, GLOBEX, "C0OTHER"),
    "workspaces.record_installation": lambda session: workspaces.record_installation(
        session, GLOBEX, app_id="A0", bot_id="B1", bot_user_id="U1", scopes="", now=NOW
    ),
    "members.remember": lambda session: members.remember(session, GLOBEX, Profile(ANA, "Anna", None), now=NOW),
    "accounts.change": lambda session: accounts.change(
        session, GLOBEX, replace(accounts.every(session, INITECH)[0], name="Taken", aliases=())
    ),
    "accounts.change_all": lambda session: accounts.change_all(
        session, GLOBEX, [replace(accounts.every(session, INITECH)[0], name="Taken", aliases=())]
    ),
    "pace.take": lambda session: pace.take(session, GLOBEX, CHANNEL, seconds=500.0),
}


ELSEWHERE = {
    "audit.record",
    "promptings.join",
    "promptings.joined",
    "promptings.latest",
    "promptings.told_by",
    "accounts.add",
    "accounts.add_all",
    "accounts.added",
    "arrivals.add",
    "contacts.add",
    "contacts.add_all",
    "conversations.add",
    "conversations.change",
    "conversations.taken_back_by",
    "drafts.keep",
    "edits.due",
    "edits.is_due",
    "edits.lock",
    "entries.plans",
    "entries.plans_of",
    "members.admins",
    "members.deactivated",
    "members.every",
    "members.find",
    "members.hold",
    "members.mention",
    "members.names",
    "members.names_of",
    "members.of",
    "members.opted_out",
    "members.unknown",
    "outbox.enqueue",
    "outbox.find_unverified",
    "outbox.has_expired_leases",
    "outbox.park_expired_leases",
    "outbox.stands",
    "outbox.unverified",
    "pace.is_free",
    "parts.add",
    "parts.add_all",
    "sponsorships.ended_by_leaving",
    "sponsorships.add_all",
    "sponsorships.propose",
    "stuck.is_there",
    "stuck.leave",
    "stuck.listed",
    "promptings.revive",
    "stuck.send_again",
    "standings.planned",
    "standings.touched",
    "parts.replace",
    "revisions.keep",
    "schedules.add",
    "transfers.begin",
    "workspaces.create",
    "workspaces.find",
    "workspaces.hold",
    "workspaces.next_roster",
    "workspaces.has_others",
}
"""Shown by the tests of their own below and above; what only adds is held by the composite foreign keys."""


def test_a_change_in_one_workspace_leaves_every_row_of_the_other_as_it_was(filled: Database) -> None:
    with filled.transaction() as session:
        before = _rows_of(session, INITECH)
        for name, change in CHANGES.items():
            change(session)
            assert _rows_of(session, INITECH) == before, name


def test_the_same_names_keys_and_triggers_may_stand_in_both(filled: Database) -> None:
    with filled.transaction() as session:
        _forget_members(session)
        session.execute(schema.workspaces.delete().where(schema.workspaces.c.id == GLOBEX))
        fill(session, GLOBEX)
        assert len(_rows_of(session, GLOBEX)) == len(_rows_of(session, INITECH))


def test_the_fixture_fills_every_table(filled: Database) -> None:
    with filled.reading() as session:
        assert all(rows_by_table(session).values()), rows_by_table(session)


def _children() -> list[Any]:
    return [
        pytest.param(table.name, column, id=f"{table.name}.{column}")
        for table in metadata.sorted_tables
        for column in sorted(key.column_keys[1] for key in table.foreign_key_constraints if len(key.column_keys) == 2)
    ]


@pytest.mark.parametrize(("table", "column"), _children())
def test_a_row_cannot_point_into_another_workspace(filled: Database, table: str, column: str) -> None:
    child = metadata.tables[table]
    with pytest.raises(Conflict), filled.transaction() as session:
        row = session.execute(select(child).where(child.c.workspace_id == INITECH)).mappings().first()
        assert row is not None
        _forget_members(session)
        stranger = {**row, "workspace_id": GLOBEX}
        # Every other parent is brought along, so that only the one looked at is missing.
        _bring_parents(session, child, row, but=column)
        session.execute(insert(child), [stranger])


def test_every_table_but_workspaces_begins_its_keys_with_the_workspace() -> None:
    for table in metadata.sorted_tables:
        if table.name == "workspaces":
            continue
        assert next(iter(table.primary_key.columns)).name == "workspace_id", table.name
        for key in table.foreign_key_constraints:
            assert key.column_keys[0] == "workspace_id", table.name
            assert key.ondelete is None, table.name


def test_a_workspace_that_is_not_there_can_have_no_rows(database: Database) -> None:
    with pytest.raises(Conflict), database.transaction() as session:
        members.mention(session, "T0NOBODY", [ANA])


def test_two_workspaces_log_under_the_same_trigger_without_a_word_of_each_other(filled: Database) -> None:
    with filled.transaction() as session:
        drafts.keep(session, GLOBEX, draft("trigger-2"), now=NOW)
        account = accounts.add(session, GLOBEX, accounts.every(session, INITECH)[0], by=ANA, now=NOW)
        assert account is not None
        own = log(session, GLOBEX, account.id, trigger_id="trigger-1")
        assert own is not None
        found = conversations.by_trigger(session, GLOBEX, "trigger-1")
        assert found is not None and found.id == own
        assert [each.id for each in conversations.standing(session, GLOBEX)] == [own]


def _rows_of(session: Session, workspace_id: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for name, table in metadata.tables.items():
        column = table.c.id if name == "workspaces" else table.c.workspace_id
        rows += [(name, *row) for row in session.execute(select(table).where(column == workspace_id))]
    return sorted(rows, key=repr)


def _bring_parents(session: Session, child: Any, row: Mapping[str, Any], *, but: str) -> None:
    for key in child.foreign_key_constraints:
        if len(key.column_keys) != 2 or key.column_keys[1] == but:
            continue
        parent = key.referred_table
        own = (
            session.execute(
                select(parent).where(parent.c.workspace_id == INITECH, parent.c.id == row[key.column_keys[1]])
            )
            .mappings()
            .one()
        )
        _bring_parents(session, parent, own, but=but)
        session.execute(insert(parent), [{**own, "workspace_id": GLOBEX}])


def _forget_members(session: Session) -> None:
    session.execute(schema.members.delete().where(schema.members.c.workspace_id == GLOBEX))


def test_nothing_of_another_workspace_can_be_changed_or_replaced(filled: Database) -> None:
    with filled.reading() as session:
        before = _rows_of(session, INITECH)
        guessed, account = conversations.standing(session, INITECH)[0], ids(session)["account"]
    for replaces in (
        lambda session: conversations.change(session, GLOBEX, guessed, account, HELD, by=ANA, now=NOW),
        lambda session: parts.replace(session, GLOBEX, guessed.id, account, HELD, now=NOW),
    ):
        with pytest.raises(Conflict), filled.transaction() as session:
            replaces(session)
    with filled.reading() as session:
        assert _rows_of(session, INITECH) == before
