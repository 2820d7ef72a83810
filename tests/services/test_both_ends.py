"""A workspace with nothing, with one account, with one person, and one with 2,000 people and 5,000 accounts whose names
are as long as they may be: what the jobs send and the Home tab shows is within Slack's limits, and reads well."""

import itertools
import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy import text as sql

from bot import bootstrap
from bot.db.engine import Database
from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Details, Insight, Kind, Source, State
from bot.domain.deliveries.model import Delivery, DeliveryState
from bot.domain.insights.model import InsightKind
from bot.domain.sponsors.model import Step, taken
from bot.domain.weekly.digests import DigestReader, ItemKind
from bot.domain.weekly.iso_weeks import monday_of, week_subject
from bot.domain.workspace.departments import UserGroup
from bot.domain.workspace.members import Caller, Profile
from bot.domain.workspace.preferences import Mode
from bot.messages.accounts import cards as card_messages
from bot.messages.accounts import waiting as waiting_messages
from bot.messages.accounts import words_to_ask as words_messages
from bot.messages.blocks import TEXT_LIMIT, Message, View
from bot.messages.setup import away, posting
from bot.messages.sponsors import coverage as coverage_messages
from bot.messages.views import as_modal
from bot.messages.weekly import digests as digest_messages
from bot.messages.weekly import leaderboard as leaderboard_messages
from bot.messages.weekly import own_week as own_week_messages
from bot.messages.workspace import home as home_messages
from bot.messages.workspace import settings as settings_messages
from bot.services.accounts import cards, waiting, words_to_ask
from bot.services.deps import Deps, NoSlack
from bot.services.setup import posting as posting_services
from bot.services.setup import previews
from bot.services.sponsors import coverage
from bot.services.weekly import digest_lines, leaderboard, own_week
from bot.services.workspace import home, members, settings
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from bot.storage.conversations.conversations import NewConversation
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import pledges as stored_pledges
from bot.storage.workspace import departments, roles, workspaces
from bot.storage.workspace import members as stored_members
from bot.storage.workspace import tables as workspace_tables
from tests.messages.views import problems, problems_of
from tests.scopes import scoped
from tests.storage.filled import NOW, create_workspace

ANA, BO, DEE = "U0ANA", "U0BO", "U0DEE"
VIEW_BYTES = 250_000
TODAY = NOW.date()
CHANNEL = "C0CUSTOMERS"

_numbers = itertools.count(1)
_LATIN = "Württembergische Maschinenbau & Söhne <Holding> "
_CJK, _RTL = "株式会社日本顧客関係管理研究所", "شركة العملاء المتحدة "


def name_of(number: int) -> str:
    """A name at its longest: Latin with marks, Chinese and Japanese, and from right to left, in turn."""
    letters = (_LATIN, _CJK, _RTL)[number % 3]
    return f"{(letters * 60)[: 120 - 6].strip()} {number}"


class Shown:
    """One workspace, and everything that somebody of it may be shown."""

    def __init__(self, deps: Deps, workspace_id: str) -> None:
        self.deps, self.workspace_id = deps, workspace_id

    def caller(self, person: str) -> Caller:
        return members.recognise(self.deps, self.workspace_id, person)

    def messages(self) -> Iterator[tuple[str, Message]]:
        for kind, render in previews.RENDERED.items():
            for text_only in (False, True):
                with self.deps.reading(self.workspace_id) as scope:
                    post = render(scope, self._delivery(kind, text_only=text_only))
                assert isinstance(post, Message)
                yield f"{kind} {text_only}", post
        ana = self.caller(ANA)
        lists = waiting.of(self.deps, ana)
        for draw in (waiting_messages.waiting, waiting_messages.mine, waiting_messages.everything):
            yield f"list {draw.__name__}", draw(lists)
        for asked in ("", "last week", "quarter"):
            yield (
                f"leaderboard {asked}",
                leaderboard_messages.leaderboard(leaderboard.answer_for(self.deps, ana, asked)),
            )
        yield "coverage", coverage_messages.coverage(coverage.of(self.deps, ana))
        yield "week", own_week_messages.own_week(own_week.of(self.deps, ana))
        yield "digest", self._digest(ANA)
        with self.deps.reading(self.workspace_id) as scope:
            found = accounts.every(scope)
        for account in found[:3]:
            yield f"card {account.name}", card_messages.card(cards.of(self.deps, ana, account.id))

    def views(self) -> Iterator[tuple[str, View]]:
        for person in (ANA, BO, DEE):
            with self.deps.reading(self.workspace_id) as scope:
                is_here = stored_members.find(scope, person) is not None
            if is_here:
                yield f"home of {person}", home_messages.home(home.of(self.deps, self.caller(person)))
        ana = self.caller(ANA)
        standing, groups = settings.to_change(self.deps, ana)
        yield "settings", settings_messages.form(standing, groups, metadata="{}")
        yield "posting", posting.form(posting_services.to_change(self.deps, ana), "{}")
        yield "away", away.form(TODAY, "{}")
        yield "list in a modal", as_modal("Accounts", waiting_messages.everything(waiting.of(self.deps, ana)))
        with self.deps.reading(self.workspace_id) as scope:
            found = accounts.every(scope)
        for account in found[:3]:
            yield "words", words_messages.words_to_ask(words_to_ask.of(self.deps, ana, account.id))

    def _digest(self, person: str) -> Message:
        kinds = [ItemKind.SUGGESTED, *[ItemKind.WAITING] * 5]
        with self.deps.reading(self.workspace_id) as scope:
            reader, statuses = DigestReader(person, TODAY), waiting.account_statuses(scope, TODAY)
            items = digest_lines.suggestions(scope, reader, statuses, kinds)
            lines = digest_lines.render(scope, reader, items)
        return digest_messages.digest(lines, Mode.ON) if lines else digest_messages.chosen(Mode.ON)

    def _delivery(self, kind: str, *, text_only: bool) -> Delivery:
        subject = f"{TODAY + timedelta(days=31):%Y-%m}" if kind == "monthly" else week_subject(TODAY)
        return Delivery(
            self.workspace_id, "d1", kind, subject, kind, DeliveryState.SENDING, 1, 0, text_only, NOW, None, None, None
        )  # fmt: skip


def opened(database: Database) -> Shown:
    workspace_id = f"E{next(_numbers)}"
    with scoped(database.transaction(), workspace_id) as scope:
        create_workspace(scope)
        workspaces.choose_channel(scope, CHANNEL, by=ANA)
        roles.give(scope, "admin", [ANA])
    return Shown(bootstrap.build_deps(database, lambda: NOW, NoSlack()), workspace_id)


def add(scope: Scope, number: int, name: str, owner: str | None, days: int, tier: Tier = Tier.ENTERPRISE) -> Account:
    stage = Stage.PROSPECT if number % 5 == 4 else Stage.CUSTOMER
    return Account("", name, stage, tier, TODAY - timedelta(days=days), owner=owner)


def talk(account: Account, by: str, on: date, words: str) -> NewConversation:
    details = Details(
        State.HELD, Kind.VISIT, 45, on, held_by=by, note=words, contacts=("Jo Lee " * 15,),
        insights=(Insight(InsightKind.COMPLAINT, words),),
    )  # fmt: skip
    return NewConversation(account.id, details, by, None, Source.COMMAND, None)


def fill(scope: Scope) -> None:
    """2,000 people in 40 departments, and 5,000 accounts: most of them ana's, a few hundred spoken to this week."""
    people = [f"U{number:05}" for number in range(2_000)]
    row = {"workspace_id": scope.workspace_id, "is_admin": False, "is_guest": False, "is_deactivated": False,
           "opted_out": False, "known_at": NOW, "zone": "Europe/Berlin"}  # fmt: skip
    rows = [{**row, "id": person, "name": name_of(number)} for number, person in enumerate(people)]
    scope.session.execute(insert(workspace_tables.members), rows)
    stored_members.remember(scope, Profile(DEE, name_of(1), "Europe/Berlin", title="CEO"))
    groups = {f"S{number}": name_of(number)[:80] for number in range(40)}
    departments.choose(scope, groups)
    for number, (group, name) in enumerate(groups.items()):
        departments.fill(scope, UserGroup(group, name, frozenset(people[number * 50 : number * 50 + 50])))
    roles.give(scope, "executive", [DEE, *people[:120]])
    roles.give(scope, "programme owner", [ANA])
    added = accounts.add_all(
        scope,
        [
            add(scope, number, name_of(number), (ANA, BO, None)[number % 3], 100 + number % 300)
            for number in range(5_000)
        ],
        by=ANA,
    )
    monday = monday_of(TODAY)
    for number, account in enumerate(added[:300]):
        person = (*people, ANA, BO)[number % 40]
        conversations.add(scope, talk(account, person, monday, name_of(number) * 3))
        conversations.add(scope, talk(account, ANA, monday - timedelta(days=120), "x" * 3_000))
    for account in added[300:340]:
        asked = sponsorships.propose(scope, account.id, DEE, by=ANA)
        assert asked is not None
        sponsorships.record(scope, asked, taken(asked, Step.ACCEPT, by=DEE, at=NOW))
    for account in added[340:360]:
        sponsorships.propose(scope, account.id, DEE, by=ANA)
    for person in (*people[:500], ANA):
        stored_pledges.give(scope, person, monday, 999)


def refused_by_slack(shown: Shown) -> list[str]:
    found = []
    for name, message in shown.messages():
        found += [f"{name}: {problem}" for problem in problems_of(list(message.blocks))]
        found += [f"{name}: {len(message.text)} characters"] * (len(message.payload()["text"]) > TEXT_LIMIT)
        found += [f"{name}: no text"] * (not message.text.strip())
    for name, view in shown.views():
        found += [f"{name}: {problem}" for problem in problems(view)]
        size = len(json.dumps(view, ensure_ascii=False).encode())
        found += [f"{name}: {size:,} bytes"] * (size > VIEW_BYTES)
    return found


def texts(shown: Shown) -> dict[str, str]:
    return {
        **{name: message.text for name, message in shown.messages()},
        **{name: json.dumps(view, ensure_ascii=False) for name, view in shown.views()},
    }


NOTHING_OF = ("0 of", "0 customers", "None", "()", "nan", ": .", "  ", " ,", "1 customers", "1 accounts", "1 people")
"""What no message of a small workspace says."""


@pytest.mark.parametrize("holds", ["nothing", "one account", "one conversation", "no number"])
def test_a_workspace_with_next_to_nothing_reads_well(database: Database, holds: str) -> None:
    shown = opened(database)
    with scoped(database.transaction(), shown.workspace_id, NOW) as scope:
        if holds != "nothing":
            (acme,) = accounts.add_all(scope, [add(scope, 0, "Acme", ANA, 40)], by=ANA)
            if holds != "one account":
                conversations.add(scope, talk(acme, BO, TODAY, "hello"))
    assert refused_by_slack(shown) == []
    said = texts(shown)
    for name, text in said.items():
        assert [words for words in NOTHING_OF if words in text] == [], (name, text)


def test_a_workspace_of_2000_people_and_5000_accounts_is_within_every_limit(database: Database) -> None:
    shown = opened(database)
    with scoped(database.transaction(), shown.workspace_id, NOW) as scope:
        fill(scope)
        # PostgreSQL does so by itself within a minute; before that it may take the tables for empty.
        scope.session.execute(sql("ANALYZE"))
    assert refused_by_slack(shown) == []
