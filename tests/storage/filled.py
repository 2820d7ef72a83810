"""Workspaces with a row in every table, so that what is lost or seen where it should not be is noticed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from bot.db.columns import metadata
from bot.db.engine import Session
from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Details, FollowUp, Insight, Kind, Source, State
from bot.domain.sponsors.model import Step, taken
from bot.domain.transfers import Dataset, Direction
from bot.domain.weekly.digests import DigestItem, ItemKind
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.departments import UserGroup
from bot.domain.workspace.members import Profile
from bot.outbox import queue, rate_limit
from bot.storage.accounts import accounts, cadences, contacts
from bot.storage.conversations import access_requests, conversations, drafts, readers
from bot.storage.conversations.conversations import NewConversation
from bot.storage.conversations.drafts import Draft
from bot.storage.insights import questions
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests, goals, pledges
from bot.storage.workspace import audit, closed_days, departments, members, preferences, roles, schedules, workspaces
from bot.storage.workspace.schedules import Schedule
from bot.transfer import requests

INITECH, GLOBEX = "T0INITECH", "T0GLOBEX"
ANA, BO = "U0ANA", "U0BO"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TODAY = NOW.date()
CHANNEL = "C0CUSTOMERS"
ACME = Account(
    id="", name="Acme Corp", stage=Stage.CUSTOMER, tier=Tier.STANDARD, added_on=TODAY, aliases=("Acme",), owner=BO
)
HELD = Details(
    state=State.HELD,
    kind=Kind.CALL,
    minutes=20,
    on=TODAY,
    held_by=ANA,
    colleagues=(BO,),
    contacts=("Jane Doe", "Max"),
    note="renewal chat",
    insights=(Insight("complaint", "exports are slow"), Insight("request", "single sign-on")),
    follow_up=FollowUp("send the offer", TODAY + timedelta(days=2), BO),
)


REPORTED = DigestItem(BO, ItemKind.WAITING, "acme", TODAY, reported_on=TODAY)


def create_workspace(scope: Scope) -> None:
    """A workspace with two members and nothing else."""
    workspaces.create(scope, name=scope.workspace_id.title())
    for member_id, name in ((ANA, "Ana"), (BO, "Bo")):
        members.remember(scope, Profile(member_id, name, "Europe/Berlin"))


def add_account(scope: Scope, name: str = "Acme Corp", **facts: object) -> Account:
    wanted = replace(ACME, name=name, **facts)  # type: ignore[arg-type]
    added = accounts.add(scope, wanted, by=ANA)
    assert added is not None
    return added


def log(
    scope: Scope,
    account_id: str,
    *,
    details: Details = HELD,
    logged_by: str = ANA,
    source: Source = Source.COMMAND,
    idempotency_key: str | None = None,
) -> str | None:
    entry = NewConversation(account_id, details, logged_by, "Acme Corp 20m renewal chat", source, idempotency_key)
    return conversations.add(scope, entry)


def fill(scope: Scope) -> None:
    """A row, or more, in every table."""
    create_workspace(scope)
    workspaces.record_installation(scope, app_id="A0", bot_id="B0", bot_user_id="U0BOT", scopes="commands")
    account = add_account(scope, external_id="crm-1", channel="C0ACME")
    contacts.add(scope, account.id, "Never Met")
    conversation_id = log(scope, account.id, idempotency_key="key-1")
    assert conversation_id is not None
    correct(scope, conversation_id, note="renewal")
    correct(scope, conversation_id, note="renewal chat")
    readers.grant(scope, conversation_id, BO, by=ANA)
    access_requests.ask(scope, conversation_id, by=BO, of=ANA)
    questions.add(scope, conversation_id, 0, "which renewal?", by=BO, of=ANA, idempotency_key="V2")
    asked = sponsorships.propose(scope, account.id, BO, by=ANA)
    assert asked is not None
    sponsorships.record(scope, asked, taken(asked, Step.ACCEPT, by=BO, at=NOW))
    roles.give(scope, "executive", [BO])
    departments.choose(scope, {"S0SALES": "Sales"})
    departments.fill(scope, UserGroup("S0SALES", "Sales", frozenset({ANA, BO})))
    members.remember(scope, Profile(ANA, "Ana", "Europe/Berlin", title="CEO"))
    pledges.give(scope, ANA, TODAY, 3)
    goals.choose(scope, ANA, 50)
    closed_days.choose(scope, [TODAY + timedelta(days=4)])
    tell(scope)
    drafts.keep(scope, draft("key-2"))
    begin_transfer(scope)
    schedules.add(scope, Schedule("friday", 4, time(16), NOW))
    cadences.choose(scope, {Tier.STANDARD: 30})
    members.say_first_words(scope, ANA)
    deliver(scope, subject=conversation_id)
    rate_limit.take(scope, CHANNEL, seconds=1.0)
    audit.record(scope, actor=ANA, action="add account", subject=account.id)


def tell(scope: Scope) -> None:
    """Something that was told, something that is to be, and what somebody chose."""
    digests.suggest(scope, [REPORTED], TODAY)
    digests.add(scope, [DigestItem(ANA, ItemKind.SPOKEN, "c2", TODAY)])
    preferences.snooze(scope, BO, "digest", TODAY + timedelta(days=1))
    preferences.add_absence(scope, BO, Span(TODAY, TODAY))


def begin_transfer(scope: Scope) -> bool:
    begun = requests.begin(
        scope, direction=Direction.IMPORT, dataset=Dataset.ACCOUNTS, name="accounts.csv", by=ANA, idempotency_key="V1"
    )
    return begun is not None


def correct(scope: Scope, conversation_id: str, **facts: object) -> None:
    held = conversations.lock(scope, conversation_id)
    assert held is not None
    details = replace(held.details, **facts)  # type: ignore[arg-type]
    conversations.change(scope, held, held.account_id, details, by=BO)


def draft(key: str | None) -> Draft:
    return Draft("", ANA, "Amce 20m", TODAY, CHANNEL, Source.CHAT, key, NOW + timedelta(days=1))


def deliver(scope: Scope, *, kind: str = "friday", subject: str = "2026-W48", target: str = "friday") -> bool:
    return queue.enqueue(scope, kind=kind, subject=subject, target=target, due_at=NOW - timedelta(hours=1))


def rows_by_table(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in metadata.tables.items()
    }


def day(text: str) -> date:
    return date.fromisoformat(text)
