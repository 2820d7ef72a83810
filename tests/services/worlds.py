"""Worlds for recounts: weeks of a team as hypothesis draws them, and written down as the program would."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Details, Insight, Kind, Source, State
from bot.domain.insights.model import InsightKind
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.departments import UserGroup
from bot.domain.workspace.members import Profile
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from bot.storage.conversations.conversations import NewConversation
from bot.storage.weekly import pledges
from bot.storage.workspace import closed_days, departments, members, preferences, workspaces
from bot.storage.workspace.tables import members as member_rows

WEEKS = 6
SEASONS = (date(2026, 12, 14), date(2027, 3, 8), date(2026, 10, 5))
"""Mondays from which six weeks go across a new year with a week 53, into summer time, and out of it."""

NAMES: Mapping[str, str] = {
    "U0ANA": "Quentin", "U0BO": "Zebulon", "U0CHEN": "Xanthe", "U0DEE": "Ignatius", "U0ELI": "Perpetua",
}  # fmt: skip
PEOPLE = tuple(NAMES)
GUEST, STRANGER = "U0GUS", "U0NEW"
EVERYBODY = (*PEOPLE, GUEST, STRANGER)
ACCOUNTS = {"Acme": Stage.CUSTOMER, "Globex": Stage.CUSTOMER, "Hooli": Stage.CUSTOMER, "Initrode": Stage.PROSPECT,
            "Umbrella": Stage.PARTNER, "Legal": Stage.INTERNAL}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One entry as it was logged, and as somebody left it: edited where `edited` is not None, or taken back."""

    account: str
    details: Details
    logged_by: str
    edited: tuple[str, Details] | None = None
    is_undone: bool = False


@dataclass(frozen=True)
class World:
    entries: tuple[Entry, ...]
    numbers: Mapping[tuple[str, date], int]
    opted_out: frozenset[str]
    closed: frozenset[date]
    away: Mapping[str, Span]
    groups: Mapping[str, frozenset[str]]
    mondays: tuple[date, ...]


def _details(days: st.SearchStrategy[date]) -> st.SearchStrategy[Details]:
    return st.builds(
        _built,
        state=st.sampled_from([*[State.HELD] * 5, State.PLANNED]),
        kind=st.sampled_from([*[Kind.CALL] * 4, *Kind]),
        minutes=st.none() | st.integers(1, 200),
        on=days,
        people=st.lists(st.sampled_from(EVERYBODY), min_size=1, max_size=3, unique=True),
        note=st.sampled_from(["", "exports fail", f"{NAMES['U0BO']} forgot them"]),
        insight=st.none() | st.sampled_from([InsightKind.COMPLAINT, InsightKind.LIKE, InsightKind.ABOUT]),
        named=st.sampled_from(["nobody", *PEOPLE]),
        contact=st.booleans(),
        private=st.sampled_from([False, False, False, True]),
    )


def _built(
    *,
    state: State,
    kind: Kind,
    minutes: int | None,
    on: date,
    people: list[str],
    note: str,
    insight: InsightKind | None,
    named: str,
    contact: bool,
    private: bool,
) -> Details:
    insights = (Insight(insight.value, f"{NAMES.get(named, named)} and the {kind.value}"),) if insight else ()
    return Details(
        state, kind, minutes, on, people[0], tuple(people[1:]), ("Jo Lee",) if contact else (), note, insights,
        private=private,
    )  # fmt: skip


def _from(first: date, more: int) -> Span:
    return Span(first, first + timedelta(days=more))


def _worlds_from(began: date) -> st.SearchStrategy[World]:
    mondays = tuple(began + timedelta(weeks=number) for number in range(WEEKS))
    days = st.integers(-3, 7 * WEEKS + 2).map(lambda number: began + timedelta(days=number))
    entries = st.builds(
        Entry,
        account=st.sampled_from(tuple(ACCOUNTS)),
        details=_details(days),
        logged_by=st.sampled_from([*PEOPLE, *PEOPLE, STRANGER]),
        edited=st.none() | st.none() | st.tuples(st.sampled_from(tuple(ACCOUNTS)), _details(days)),
        is_undone=st.sampled_from([False, False, False, True]),
    )
    return st.builds(
        World,
        entries=st.lists(entries, max_size=25).map(tuple),
        numbers=st.dictionaries(
            st.tuples(st.sampled_from([*PEOPLE, STRANGER]), st.sampled_from(mondays)), st.integers(0, 4), max_size=20
        ),
        opted_out=st.frozensets(st.sampled_from(PEOPLE), max_size=2),
        closed=st.frozensets(st.sampled_from(mondays), max_size=2).map(
            lambda weeks: frozenset(monday + timedelta(days=number) for monday in weeks for number in range(5))
        ),
        away=st.dictionaries(st.sampled_from(PEOPLE), st.builds(_from, days, st.integers(0, 20)), max_size=3),
        groups=st.dictionaries(
            st.sampled_from(["S0SALES", "S0ENG"]), st.frozensets(st.sampled_from([*PEOPLE, GUEST])), max_size=2
        ),
        mondays=st.just(mondays),
    )


WORLDS = st.sampled_from(SEASONS).flatmap(_worlds_from)


def write_down(scope: Scope, world: World) -> None:
    """All of it, late entries and edits too; what was edited or taken back is so by now."""
    workspaces.create(scope, name="Initech")
    for person, name in NAMES.items():
        members.remember(scope, Profile(person, name, "Europe/Berlin"))
    members.remember(scope, Profile(GUEST, "Guest", None, is_guest=True))
    members.mention(scope, [STRANGER])
    opted = member_rows.c.workspace_id == scope.workspace_id, member_rows.c.id.in_(sorted(world.opted_out))
    scope.session.execute(member_rows.update().where(*opted).values(opted_out=True))
    ids = {name: _account(scope, name, stage) for name, stage in ACCOUNTS.items()}
    for entry in world.entries:
        _log(scope, ids, entry)
    for (person, monday), number in world.numbers.items():
        pledges.give(scope, person, monday, number)
    closed_days.choose(scope, world.closed)
    for person, span in world.away.items():
        preferences.add_absence(scope, person, span)
    departments.choose(scope, {each: each.title() for each in world.groups})
    for each, people in world.groups.items():
        departments.fill(scope, UserGroup(each, each.title(), people))


def _account(scope: Scope, name: str, stage: Stage) -> str:
    added = accounts.add(scope, Account("", name, stage, Tier.STANDARD, min(SEASONS)), by=PEOPLE[0])
    assert added is not None
    return added.id


def _log(scope: Scope, ids: Mapping[str, str], entry: Entry) -> None:
    new = NewConversation(ids[entry.account], entry.details, entry.logged_by, None, Source.COMMAND, None)
    members.mention(scope, EVERYBODY)
    conversation_id = conversations.add(scope, new)
    assert conversation_id is not None
    if entry.edited is not None:
        held = conversations.lock(scope, conversation_id)
        assert held is not None
        account, details = entry.edited
        conversations.change(scope, held, ids[account], details, by=entry.logged_by)
    if entry.is_undone:
        conversations.set_undone(scope, conversation_id, by=entry.logged_by, at=scope.now)
