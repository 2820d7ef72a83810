"""Workspaces with a row in every table, so that what is lost or seen where it should not be is noticed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from bot.db.columns import metadata
from bot.db.engine import Session
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Details, FollowUp, Insight, Kind, Source, State
from bot.domain.sponsors.model import Step, taken
from bot.domain.transfers import Dataset, Direction
from bot.domain.workspace.departments import UserGroup
from bot.domain.workspace.members import Profile
from bot.outbox import queue, rate_limit
from bot.storage.accounts import accounts, contacts
from bot.storage.conversations import access_requests, conversations, drafts, readers
from bot.storage.conversations.conversations import NewConversation
from bot.storage.conversations.drafts import Draft
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import pledges
from bot.storage.workspace import audit, closed_days, departments, members, roles, schedules, workspaces
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


def create_workspace(session: Session, workspace_id: str) -> None:
    """A workspace with two members and nothing else."""
    workspaces.create(session, workspace_id, name=workspace_id.title(), now=NOW)
    for member_id, name in ((ANA, "Ana"), (BO, "Bo")):
        members.remember(session, workspace_id, Profile(member_id, name, "Europe/Berlin"), now=NOW)


def add_account(session: Session, workspace_id: str, name: str = "Acme Corp", **facts: object) -> Account:
    wanted = replace(ACME, name=name, **facts)  # type: ignore[arg-type]
    added = accounts.add(session, workspace_id, wanted, by=ANA, now=NOW)
    assert added is not None
    return added


def log(
    session: Session,
    workspace_id: str,
    account_id: str,
    *,
    details: Details = HELD,
    logged_by: str = ANA,
    source: Source = Source.COMMAND,
    idempotency_key: str | None = None,
) -> str | None:
    entry = NewConversation(account_id, details, logged_by, "Acme Corp 20m renewal chat", source, idempotency_key)
    return conversations.add(session, workspace_id, entry, now=NOW)


def fill(session: Session, workspace_id: str) -> None:
    """A row, or more, in every table."""
    create_workspace(session, workspace_id)
    workspaces.record_installation(
        session, workspace_id, app_id="A0", bot_id="B0", bot_user_id="U0BOT", scopes="commands"
    )
    account = add_account(session, workspace_id, external_id="crm-1", channel="C0ACME")
    contacts.add(session, workspace_id, account.id, "Never Met", now=NOW)
    conversation_id = log(session, workspace_id, account.id, idempotency_key="key-1")
    assert conversation_id is not None
    correct(session, workspace_id, conversation_id, note="renewal")
    correct(session, workspace_id, conversation_id, note="renewal chat")
    readers.grant(session, workspace_id, conversation_id, BO, by=ANA, now=NOW)
    access_requests.ask(session, workspace_id, conversation_id, by=BO, of=ANA, now=NOW)
    asked = sponsorships.propose(session, workspace_id, account.id, BO, by=ANA, now=NOW)
    assert asked is not None
    sponsorships.record(session, workspace_id, asked, taken(asked, Step.ACCEPT, by=BO, at=NOW))
    roles.give(session, workspace_id, "executive", [BO])
    departments.choose(session, workspace_id, {"S0SALES": "Sales"}, now=NOW)
    departments.fill(session, workspace_id, UserGroup("S0SALES", "Sales", frozenset({ANA, BO})))
    pledges.give(session, workspace_id, ANA, TODAY, 3, now=NOW)
    closed_days.choose(session, workspace_id, [TODAY + timedelta(days=4)])
    drafts.keep(session, workspace_id, draft("key-2"), now=NOW)
    begin_transfer(session, workspace_id)
    schedules.add(session, workspace_id, Schedule("friday", 4, time(16), NOW))
    deliver(session, workspace_id, subject=conversation_id)
    rate_limit.take(session, workspace_id, CHANNEL, seconds=1.0)
    audit.record(session, workspace_id, actor=ANA, action="add account", subject=account.id, now=NOW)


def begin_transfer(session: Session, workspace_id: str) -> bool:
    begun = requests.begin(
        session,
        workspace_id,
        direction=Direction.IMPORT,
        dataset=Dataset.ACCOUNTS,
        name="accounts.csv",
        by=ANA,
        idempotency_key="V1",
        now=NOW,
    )
    return begun is not None


def correct(session: Session, workspace_id: str, conversation_id: str, **facts: object) -> None:
    held = conversations.lock(session, workspace_id, conversation_id)
    assert held is not None
    details = replace(held.details, **facts)  # type: ignore[arg-type]
    conversations.change(session, workspace_id, held, held.account_id, details, by=BO, now=NOW)


def draft(key: str | None) -> Draft:
    return Draft("", ANA, "Amce 20m", TODAY, CHANNEL, Source.CHAT, key, NOW + timedelta(days=1))


def deliver(
    session: Session, workspace_id: str, *, kind: str = "friday", subject: str = "2026-W48", target: str = "friday"
) -> bool:
    return queue.enqueue(
        session, workspace_id, kind=kind, subject=subject, target=target, due_at=NOW - timedelta(hours=1), now=NOW
    )


def rows_by_table(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in metadata.tables.items()
    }


def day(text: str) -> date:
    return date.fromisoformat(text)
