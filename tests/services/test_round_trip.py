"""What is exported comes back: into an empty workspace, and exported from there, it is byte for byte the same file."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Details, FollowUp, Insight, Kind, Source, State
from bot.domain.insights.model import InsightKind
from bot.domain.sponsors.model import Step, taken
from bot.parsing.slack_text import storable
from bot.services.deps import Deps
from bot.storage.accounts import accounts
from bot.storage.accounts.accounts import key_of
from bot.storage.conversations import conversations
from bot.storage.conversations.conversations import NewConversation
from bot.storage.sponsors import sponsorships
from bot.transfer import exports, import_file
from tests.examples import COMPANIES, example_file
from tests.scopes import scoped
from tests.storage.filled import ANA, BO, HELD, INITECH, NOW, TODAY, create_workspace

_fresh = (f"T0FRESH{number}" for number in itertools.count())
ONCE_A_DATABASE = settings(
    max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fresh_workspace(deps: Deps) -> str:
    """A workspace with its people, and nothing else: to them the database is empty."""
    workspace_id = next(_fresh)
    with deps.transaction(workspace_id) as scope:
        create_workspace(scope)
    return workspace_id


def assert_comes_back(deps: Deps, workspace_id: str) -> None:
    elsewhere = fresh_workspace(deps)
    for what, bring in (("accounts", import_file.accounts), ("conversations", import_file.conversations)):
        before = exports.csv_of(deps, workspace_id, what, include_private=True)
        rows = len(list(exports.rows_of(deps, workspace_id, what))) - 1
        done = bring(deps, elsewhere, before, by=None)
        assert (done.added, done.bad, done.unknown_headers) == (rows, (), ())
        assert exports.csv_of(deps, elsewhere, what, include_private=True) == before
        again = bring(deps, elsewhere, before, by=None)
        assert (again.added, again.changed, again.same) == (0, 0, rows)
    for what in ("accounts", "conversations", "insights"):
        assert exports.csv_of(deps, elsewhere, what) == exports.csv_of(deps, workspace_id, what)


def test_the_503_companies_come_back_with_what_was_made_of_them(deps: Deps) -> None:
    assert import_file.accounts(deps, INITECH, example_file(COMPANIES).read_bytes(), by=None).added == 503
    with scoped(deps.database.transaction(), INITECH) as scope:
        companies = accounts.every(scope)
        accounts.change(scope, replace(companies[0], owner=BO, value=48_000, channel="C0MMM", cadence=10))
        for number, company in enumerate(companies[:60]):
            on = TODAY - timedelta(days=number)
            held = replace(HELD, on=on, private=number % 7 == 0, minutes=None if number % 3 else 45)
            conversations.add(scope, NewConversation(company.id, held, BO, None, Source.COMMAND, None))
        asked = sponsorships.propose(scope, companies[1].id, ANA, by=BO)
        assert asked is not None and sponsorships.propose(scope, companies[2].id, BO, by=ANA)
        sponsorships.record(scope, asked, taken(asked, Step.ACCEPT, by=ANA, at=NOW))
    sponsors = [row[11:13] for row in exports.rows_of(deps, INITECH, "accounts")][2:4]
    assert sponsors == [[ANA, "accepted"], [BO, "proposed"]]
    assert_comes_back(deps, INITECH)


def folded(text: str) -> str:
    return " ".join(storable(text).split())


_CHARACTERS = st.one_of(st.sampled_from("=+-@'\";\\,:<>&|\n\t\u00a0|é漢ЯعA1"), st.characters(exclude_categories=["Cs"]))
_TEXTS = st.text(_CHARACTERS, max_size=12)
_WORDS = _TEXTS.map(folded).filter(bool)
_NAMES = st.builds(lambda start, rest: folded(start + rest), st.sampled_from(["", "=", "'=", "''@", "'", "+"]), _TEXTS)
_ACCOUNT_NAMES = st.sampled_from(["Acme", "ACME", "Acme Inc"]) | _NAMES.filter(lambda name: any(map(str.isalnum, name)))
_NOTES = _TEXTS.map(lambda text: storable(text).replace("\r", "\n").strip())
_DAYS = st.dates(TODAY - timedelta(days=4000), TODAY)

_ACCOUNTS = st.builds(
    Account,
    id=st.just(""),
    name=_ACCOUNT_NAMES,
    stage=st.sampled_from(Stage),
    tier=st.sampled_from(Tier),
    added_on=st.just(TODAY),
    external_id=st.none() | st.sampled_from(["1", "2"]) | _WORDS,
    aliases=st.lists(_WORDS, max_size=3).map(tuple),
    cadence=st.none() | st.integers(1, 3650),
    value=st.none() | st.integers(0, 10**15),
    customer_since=st.none() | st.dates(),
    last_activity=st.none() | _DAYS,
    channel=st.none() | st.just("C0ACME"),
    owner=st.none() | st.sampled_from([ANA, BO, "U0LATER"]),
)
_INSIGHTS = st.builds(Insight, kind=st.sampled_from([kind.value for kind in InsightKind]), text=_WORDS)
_DETAILS = st.builds(
    Details,
    state=st.sampled_from(State),
    kind=st.sampled_from(Kind),
    minutes=st.none() | st.integers(1, 720),
    on=_DAYS,
    held_by=st.sampled_from([ANA, BO, "U0LATER"]),
    colleagues=st.lists(st.sampled_from([ANA, BO, "U0LATER"]), max_size=3, unique=True).map(tuple),
    contacts=st.lists(_WORDS, max_size=3).map(tuple),
    note=_NOTES,
    insights=st.lists(_INSIGHTS, max_size=3).map(tuple),
    follow_up=st.none() | st.builds(FollowUp, _WORDS, st.none() | st.dates(), st.sampled_from([ANA, BO])),
    private=st.booleans(),
)


@given(st.lists(_ACCOUNTS, min_size=1, max_size=5), st.lists(_DETAILS, max_size=4))
@ONCE_A_DATABASE
def test_whatever_anybody_typed_comes_back(deps: Deps, new: list[Account], held: list[Details]) -> None:
    workspace_id = fresh_workspace(deps)
    with scoped(deps.database.transaction(), workspace_id) as scope:
        stands = [added for each in new if (added := add(scope, each))]
        for number, details in enumerate(held):
            account = stands[number % len(stands)]
            if sum(key_of(each.name) == key_of(account.name) for each in stands) == 1:
                conversations.add(scope, NewConversation(account.id, details, BO, None, Source.COMMAND, None))
    assert_comes_back(deps, workspace_id)


def add(scope: Scope, account: Account) -> Account | None:
    return accounts.add(scope, account, by=ANA)


def test_the_day_an_account_was_added_comes_back_with_its_id(deps: Deps) -> None:
    with scoped(deps.database.transaction(), INITECH, NOW - timedelta(days=45)) as scope:
        long_ago = Account("", "Acme", Stage.CUSTOMER, Tier.STANDARD, date(2026, 10, 9))
        assert accounts.add(scope, long_ago, by=ANA)
    assert exports.csv_of(deps, INITECH, "accounts").endswith(b",0.50\n")
    assert_comes_back(deps, INITECH)
