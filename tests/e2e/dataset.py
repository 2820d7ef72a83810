"""One account and everything that hangs on it, each part somebody else's: what a door can lead to."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Row, Table, delete, insert, select, update

from bot.db.columns import metadata
from bot.db.engine import Database, Session
from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.access_requests import RequestState
from bot.domain.conversations.model import Details, FollowUp, Insight, Kind, Source, State
from bot.domain.deliveries.model import DeliveryState
from bot.domain.sponsors.model import Step, ended_by_leaving, taken
from bot.domain.weekly.digests import DigestItem, ItemKind
from bot.domain.workspace.members import Profile
from bot.outbox import queue
from bot.outbox.tables import deliveries
from bot.storage.accounts import accounts, contacts
from bot.storage.conversations import access_requests, conversations, drafts, readers
from bot.storage.conversations.conversations import NewConversation
from bot.storage.conversations.drafts import Draft
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests
from bot.storage.workspace import members, roles, schedules, workspaces
from bot.storage.workspace.schedules import Schedule
from tests.e2e.bolt_harness import BoltHarness
from tests.e2e.envelopes import Envelope
from tests.scopes import scope_of
from tests.storage.filled import NOW

TODAY = NOW.date()
WEEK = "2026-W48"

AUTHOR, HOLDER, MEMBER = "U0AUTHOR", "U0HOLDER", "U0MEMBER"
OWNER, SPONSOR, EXECUTIVE, PROGRAMME = "U0OWNER", "U0SPONSOR", "U0EXECUTIVE", "U0PROGRAMME"
PROPOSER, ASKED, SPARE = "U0PROPOSER", "U0ASKED", "U0SPARE"
ADMIN, NAMED = "U0ADMIN", "U0NAMED"
GUEST, OTHER, GONE = "U0GUEST", "U0OTHER", "U0GONE"

MEMBERS = (AUTHOR, HOLDER, MEMBER, OWNER, SPONSOR, EXECUTIVE, PROGRAMME, PROPOSER, ASKED, SPARE, ADMIN, NAMED)


@dataclass(frozen=True)
class FilledWorkspace:
    """Ids and names of what was just put down in a workspace; `mark` stands in whatever words it has."""

    app: BoltHarness
    workspace_id: str
    mark: str
    acme: Account  # the owner's, with a sponsor, a contact and an alias
    free: Account  # nobody's, without a sponsor
    asked_for: Account  # the owner's, with a proposal that waits
    resting: Account
    fresh: Account  # added by the author just now, nobody ever spoke to it
    left: Account  # of somebody who left
    lapsed: Account  # its sponsor left
    taken_over: Account  # the owner's, who took it over
    entry: str  # a message of the author's by the holder, of last year, that names the spare one; the member promises
    undone: str
    secret: str  # private, and what it promises too
    withheld: str  # private, of before its account was the owner's
    request: str  # the owner asks for another like it
    answer: str  # the owner asked for `secret` as well, and it was passed on
    plan: str  # of yesterday
    draft: str
    sponsorship: str
    proposal: str
    failed_delivery: str  # a delivery that nobody knows the fate of

    @property
    def parts(self) -> dict[str, str]:
        """The ids of all that is here, by what it is."""
        found = {name: each.id if isinstance(each, Account) else each for name, each in vars(self).items()}
        return {name: found[name] for name in found.keys() - {"app", "workspace_id", "mark"}}

    @property
    def names(self) -> list[str]:
        """What the accounts are called."""
        called = [each for each in vars(self).values() if isinstance(each, Account)]
        return [name for each in called for name in (each.name, *each.aliases)]

    def opened(self, person: str, envelope: Envelope) -> dict[str, Any]:
        """The form that this request opens for somebody."""
        answer = self.app.ask(self.workspace_id, person, envelope)
        assert answer.views, (person, envelope, answer)
        return answer.views[-1]


def people(workspace_id: str) -> list[Profile]:
    """Everybody there is, as Slack tells of them."""
    able = [Profile(each, each.removeprefix("U0").title(), "Europe/Berlin", is_admin=each == ADMIN) for each in MEMBERS]
    return [
        *able,
        Profile(GUEST, "Guest", "Europe/Berlin", is_guest=True),
        Profile(OTHER, "Other", "Europe/Berlin", is_guest=True),
        Profile(GONE, "Gone", "Europe/Berlin", is_deactivated=True),
    ]


def settle_in(scope: Scope) -> None:
    """A workspace with its people and what settings name them."""
    workspaces.create(scope, name=scope.workspace_id.title())
    workspaces.record_installation(
        scope, app_id="A0", bot_id="B0", bot_user_id="U0BOT", scopes="commands,files:read,files:write"
    )
    for profile in people(scope.workspace_id):
        members.remember(scope, profile)
        members.say_first_words(scope, profile.id)
    for role, member in (("executive", EXECUTIVE), ("admin", NAMED), ("programme owner", PROGRAMME)):
        roles.give(scope, role, [member])
    schedules.add(scope, Schedule("monday", 0, time(9), NOW))
    workspaces.close_setup(scope)


def set_down(app: BoltHarness, workspace_id: str, mark: str, *, first: int = 1) -> FilledWorkspace:
    """Put one scene down. Its names are numbered from `first` on, and end with the mark."""
    with app.runtime.deps.database.transaction() as session:
        return _set_down(session, app, _Adder(session, workspace_id, mark, first))


def _set_down(session: Session, app: BoltHarness, add: "_Adder") -> FilledWorkspace:
    workspace_id, mark = add.workspace_id, add.mark
    acme = add.account("Acme", owner=OWNER, alias=True)
    contacts.add(scope_of(session, workspace_id), acme.id, f"Max{mark}")
    free = add.account("Freehold", owner=None)
    asked_for = add.account("Askham", owner=OWNER)
    lapsed = add.account("Lapsedale", owner=OWNER)
    add.sponsorship(lapsed, GONE, is_accepted=True, has_left=True)
    sponsorship = add.sponsorship(acme, SPONSOR, is_accepted=True)
    taken_over = add.account("Overham", owner=None)
    withheld, asked = (add.entry(taken_over, private=True, on=TODAY - timedelta(days=n)) for n in range(2))
    taken_over = add.take(taken_over, OWNER)
    secret = add.entry(acme, private=True, follow_up=FollowUp(f"call them{mark}", None, MEMBER))
    plan = add.entry(acme, state=State.PLANNED, on=TODAY - timedelta(days=1), minutes=None)
    for member in (AUTHOR, HOLDER):
        digests.add(scope_of(session, workspace_id), [DigestItem(member, ItemKind.PLAN_QUESTION, plan, TODAY)])
    return FilledWorkspace(
        app,
        workspace_id,
        mark,
        acme=acme,
        free=free,
        asked_for=asked_for,
        resting=add.account(
            "Restwell",
            owner=OWNER,
            stage=Stage.DORMANT,
            rested_on=TODAY,
            rested_from=Stage.CUSTOMER,
            channel="C0RESTWELL",
        ),
        fresh=add.account("Freshfield", owner=OWNER),
        left=add.account("Leftfield", owner=GONE),
        lapsed=lapsed,
        taken_over=taken_over,
        withheld=withheld,
        request=add.request(asked),
        answer=add.request(secret, is_granted=True),
        entry=add.entry(
            acme,
            kind=Kind.MESSAGE,
            on=date(2025, 12, 31),
            note=f"renewal chat, says <@{SPARE}>{mark}",
            named=(SPARE,),
            follow_up=FollowUp(f"send pricing{mark}", TODAY + timedelta(days=4), MEMBER),
        ),
        undone=add.entry(acme, note=f"taken back{mark}", undone=True),
        secret=secret,
        plan=plan,
        draft=add.draft("Amce 20m a kept line"),
        sponsorship=sponsorship,
        proposal=add.sponsorship(asked_for, ASKED),
        failed_delivery=add.failed_delivery(),
    )


class _Adder:
    def __init__(self, session: Session, workspace_id: str, mark: str, first: int) -> None:
        self.workspace_id = workspace_id
        self.mark = mark
        self._session = session
        self._numbers = itertools.count(first)

    def account(self, name: str, *, alias: bool = False, **facts: Any) -> Account:
        number = next(self._numbers)
        wanted = Account(
            id="",
            name=f"{name} {number}{self.mark}",
            stage=facts.pop("stage", Stage.CUSTOMER),
            tier=Tier.ENTERPRISE,
            added_on=TODAY,
            aliases=(f"{name[0]}{number}X{self.mark}",) if alias else (),
            **facts,
        )
        added = accounts.add(scope_of(self._session, self.workspace_id), wanted, by=AUTHOR)
        assert added is not None
        return added

    def entry(self, account: Account, *, undone: bool = False, **facts: Any) -> str:
        details = Details(
            **{
                "state": State.HELD,
                "kind": Kind.CALL,
                "minutes": 20,
                "on": TODAY,
                "held_by": HOLDER,
                "contacts": (f"Jo Lee{self.mark}",),
                "note": f"renewal chat{self.mark}",
                "insights": (Insight("complaint", f"exports are slow{self.mark}"),),
                **facts,
            }
        )
        line = f'"{account.name}" 20m renewal chat{self.mark}'
        entry = NewConversation(account.id, details, AUTHOR, line, Source.CHAT, f"t{next(self._numbers)}")
        made = conversations.add(scope_of(self._session, self.workspace_id), entry)
        assert made is not None
        if undone:
            conversations.set_undone(scope_of(self._session, self.workspace_id), made, by=AUTHOR, at=NOW)
        return made

    def take(self, account: Account, owner: str) -> Account:
        accounts.change(scope_of(self._session, self.workspace_id), replace(account, owner=owner))
        return replace(account, owner=owner)

    def request(self, conversation_id: str, *, is_granted: bool = False) -> str:
        session, at = self._session, self.workspace_id
        asked = access_requests.ask(scope_of(session, at), conversation_id, by=OWNER, of=AUTHOR)
        assert asked is not None
        if is_granted:
            access_requests.decide(scope_of(session, at), asked, RequestState.GRANTED, by=AUTHOR)
            readers.grant(scope_of(session, at), conversation_id, OWNER, by=AUTHOR)
        return asked.id

    def draft(self, line: str) -> str:
        kept = Draft(
            "",
            AUTHOR,
            f"{line}{self.mark}",
            TODAY,
            None,
            Source.CHAT,
            f"t{next(self._numbers)}",
            NOW + timedelta(days=1),
        )
        return drafts.keep(scope_of(self._session, self.workspace_id), kept).id

    def sponsorship(self, account: Account, member: str, *, is_accepted: bool = False, has_left: bool = False) -> str:
        asked = sponsorships.propose(scope_of(self._session, self.workspace_id), account.id, member, by=PROPOSER)
        assert asked is not None
        said = taken(asked, Step.ACCEPT, by=member, at=NOW) if is_accepted else asked
        sponsorships.record(scope_of(self._session, self.workspace_id), asked, said)
        if has_left:
            sponsorships.record(scope_of(self._session, self.workspace_id), said, ended_by_leaving(said, NOW))
        return asked.id

    def failed_delivery(self) -> str:
        subject = f"stuck {next(self._numbers)}"
        queue.enqueue(
            scope_of(self._session, self.workspace_id), kind="share", subject=subject, target="C0", due_at=NOW
        )
        mine = (deliveries.c.workspace_id == self.workspace_id) & (deliveries.c.subject == subject)
        self._session.execute(update(deliveries).where(mine).values(state=DeliveryState.UNKNOWN.value, next_at=NOW))
        return str(self._session.execute(select(deliveries.c.id).where(mine)).scalar_one())


Rows = Mapping[str, Sequence[Row[Any]]]
"""Every row of every table, by the table's name."""


def on_disk(database: Database, workspace_id: str | None = None) -> Rows:
    """What is there: all of it, or what is one workspace's."""
    with database.reading() as session:
        return {
            table.name: sorted(session.execute(_rows(table, workspace_id)).all(), key=repr)
            for table in metadata.sorted_tables
        }


def put_back(database: Database, rows: Rows) -> None:
    """Let exactly these rows be there."""
    with database.transaction() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(delete(table))
        for table in metadata.sorted_tables:
            if rows[table.name]:
                session.execute(insert(table), [dict(row._mapping) for row in rows[table.name]])


def _rows(table: Table, workspace_id: str | None) -> Any:
    if workspace_id is None:
        return select(table)
    return select(table).where((table.c.id if table.name == "workspaces" else table.c.workspace_id) == workspace_id)
