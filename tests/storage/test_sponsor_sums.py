"""How many customers their sponsors cover, as the database counts it, is what the rules say of each account."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db.engine import Database
from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Details, Kind, Source, State
from bot.domain.sponsors.coverage import coverage_of
from bot.domain.sponsors.model import CONVERSATION_EVERY, Step, taken
from bot.domain.weekly.months import SponsorSum
from bot.domain.workspace.members import Profile
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations, stats
from bot.storage.conversations.conversations import NewConversation
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import monthly_stats
from bot.storage.workspace import members, workspaces
from tests.scopes import scoped

NOW = datetime(2026, 12, 7, 9, tzinfo=UTC)
TODAY = NOW.date()
PEOPLE = ("U0ANA", "U0BO")
ACCOUNTS = tuple(f"Account {number}" for number in range(4))

WORLDS = st.fixed_dictionaries(
    {
        "kinds": st.lists(
            st.tuples(st.sampled_from(Stage), st.sampled_from(Tier)), min_size=len(ACCOUNTS), max_size=len(ACCOUNTS)
        ),
        "asked": st.dictionaries(
            st.sampled_from(ACCOUNTS),
            st.tuples(st.sampled_from(PEOPLE), st.sampled_from([None, Step.ACCEPT, Step.ACCEPT, Step.DECLINE])),
        ),
        "talks": st.lists(
            st.tuples(
                st.sampled_from(ACCOUNTS),
                st.sampled_from(PEOPLE),
                st.frozensets(st.sampled_from(PEOPLE)),
                st.sampled_from([0, 1, 89, 90, 91, 200]),
                st.sampled_from([Kind.CALL, Kind.VISIT, Kind.MESSAGE]),
                st.booleans(),
            ),
            max_size=8,
        ),
    }
)
_numbers = itertools.count(1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORLDS)
def test_the_sums_are_those_of_the_rules(database: Database, world: dict[str, Any]) -> None:
    at = f"Z{next(_numbers)}"
    with scoped(database.transaction(), at, NOW) as scope:
        _write_down(scope, world)
    with scoped(database.reading(), at, NOW) as scope:
        talks = stats.between(scope, TODAY - timedelta(days=300), TODAY)
        rules = coverage_of(accounts.every(scope), sponsorships.active(scope), talks, TODAY)
        counted = monthly_stats.sponsor_sum(scope, TODAY - CONVERSATION_EVERY)
    with scoped(database.reading(), f"{at}-other", NOW) as scope:
        assert monthly_stats.sponsor_sum(scope, TODAY - CONVERSATION_EVERY) == SponsorSum()
    assert counted == SponsorSum(len(rules.covered), len(rules.named_only), len(rules.lacking))


def _write_down(scope: Scope, world: dict[str, Any]) -> None:
    workspaces.create(scope, name="Initech")
    for person in PEOPLE:
        members.remember(scope, Profile(person, person, "UTC"))
    ids: dict[str, str] = {}
    for name, (stage, tier) in zip(ACCOUNTS, world["kinds"], strict=True):
        added = accounts.add(scope, Account("", name, stage, tier, TODAY), by=PEOPLE[0])
        assert added is not None
        ids[name] = added.id
    for name, (person, step) in world["asked"].items():
        asked = sponsorships.propose(scope, ids[name], person, by=PEOPLE[0])
        assert asked is not None
        if step is not None:
            sponsorships.record(scope, asked, taken(asked, step, by=person, at=NOW))
    for name, holder, joined, days, kind, private in world["talks"]:
        details = Details(
            State.HELD, kind, None, TODAY - timedelta(days=days), held_by=holder,
            colleagues=tuple(sorted(joined - {holder})), private=private,
        )  # fmt: skip
        conversations.add(scope, NewConversation(ids[name], details, holder, None, Source.COMMAND, None))
