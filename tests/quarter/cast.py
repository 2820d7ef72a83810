"""Forty people in five zones with their habits, their 120 accounts, and the days on which nobody works."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Details, Insight, Kind, Source, State
from bot.domain.sponsors.model import Sponsorship, SponsorState
from bot.domain.workspace.closed_days import Span
from bot.sandbox import Team, TeamChannel, TeamPerson
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from bot.storage.conversations.conversations import NewConversation
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import closed_days, roles
from tests.app_fixture import CUSTOMERS

BEGINS = date(2026, 10, 19)
"""A Monday: clocks go back in Europe six days later and in America a week after that, and in week 11 the year ends."""

CLOSED = (date(2026, 10, 30), date(2026, 11, 26), *(date(2026, 12, 24) + timedelta(days=n) for n in range(9)))
"""Friday's post moves before the first and Thursday's digests behind the second; a whole week is closed at the end."""

ZONES = ("Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Singapore", "Asia/Kolkata")
BUSY_OWNS, SELLER_OWNS, SPONSORED = 60, 5, 8


@dataclass(frozen=True)
class Person:
    """Somebody with habits: `logs` is the chance of a line on a working day, `number` what they press on Mondays.

    `stops` and `mondays_only` are the weeks from which on they want no digest, or only Monday's. `keeps` is the chance
    that they press Done on the day of a promise.
    """

    id: str
    name: str
    zone: str
    logs: float = 0.0
    number: int | None = None
    owns: int = 0
    sponsors: int = 0
    keeps: float = 0.5
    stops: int | None = None
    mondays_only: int | None = None
    is_hidden: bool = False
    leave: Span | None = None

    @property
    def handle(self) -> str:
        return self.name.lower()

    def local(self, now: datetime) -> datetime:
        return now.astimezone(ZoneInfo(self.zone))


_NAMES = (
    "Ana Bo Chen Dee Eli Fumi Gita Hugo Ines Jonas Kira Lars Mara Nils Olga Petra Quinn Rosa Sami Tove Ugo Vera Wim "
    "Xenia Yara Zeno Abel Bela Cleo Dora Emil Finn Greta Hana Ivo Jule Kofi Lena Milo Nora"
).split()

ADMIN, BUSY = "U0ANA", "U0BO"


def _habits(number: int, one: Person) -> Person:
    """The first runs it, the second has 60 accounts, twelve have five, four sponsor two each, the others build."""
    logs = (0.0, 0.15, 0.3, 0.5, 0.9)[number % 5]
    one = replace(one, logs=logs, number=(None, 1, 3, None, 5)[number % 5], keeps=(0.2, 0.6, 0.9)[number % 3])
    if number == 1:
        return replace(one, logs=0.9, number=5, owns=BUSY_OWNS)
    if 2 <= number < 14:
        return replace(one, owns=SELLER_OWNS)
    return replace(one, sponsors=SPONSORED // 4) if 14 <= number < 18 else one


def _people() -> tuple[Person, ...]:
    people = {
        name: _habits(number, Person(f"U0{name.upper()}", name, ZONES[number % len(ZONES)]))
        for number, name in enumerate(_NAMES)
    }
    exceptions: dict[str, dict[str, Any]] = {
        "Dee": {"stops": 1}, "Jonas": {"stops": 2, "logs": 0.5}, "Lena": {"mondays_only": 1, "logs": 0.5},
        "Gita": {"mondays_only": 1}, "Hugo": {"is_hidden": True}, "Chen": {"logs": 0.9},
        "Ines": {"leave": Span(BEGINS + timedelta(days=8), BEGINS + timedelta(days=13)), "logs": 0.9},
        "Kira": {"leave": Span(BEGINS + timedelta(days=10), BEGINS + timedelta(days=31))},
        "Lars": {"leave": Span(BEGINS + timedelta(days=42), BEGINS + timedelta(days=55)), "logs": 0.5},
    }  # fmt: skip
    return tuple(replace(one, **exceptions.get(name, {})) for name, one in people.items())


PEOPLE = _people()
BY_ID = {each.id: each for each in PEOPLE}
BY_NAME = {each.name: each for each in PEOPLE}

TEAM = Team(
    id="T0QUARTER",
    name="Initech",
    domain="initech",
    people=tuple(TeamPerson(each.id, each.handle, each.name, each.zone, is_admin=each.id == ADMIN) for each in PEOPLE),
    channels=(TeamChannel(CUSTOMERS, "customers", members=tuple(each.id for each in PEOPLE)),),
    zone=BY_ID[ADMIN].zone,
)

_FIRST = "Amber Birch Cobalt Dorado Ember Falcon Granite Harbor Indigo Juniper Krypton Lagoon".split()
_SECOND = "Foundry Textiles Marine Optics Logistics Dairy Robotics Pharma Energy Rail".split()
ACCOUNTS = tuple(f"{first} {second}" for second in _SECOND for first in _FIRST)
_TIERS = (Tier.STANDARD, Tier.MID_MARKET, Tier.STANDARD, Tier.ENTERPRISE, Tier.MID_MARKET, Tier.STRATEGIC)


def settle_in(scope: Scope) -> dict[str, Account]:
    """The accounts with owners, sponsors and what was said before, by name; closed days and who leads."""
    closed_days.choose(scope, CLOSED)
    roles.give(scope, "programme owner", [ADMIN])
    roles.give(scope, "executive", [each.id for each in PEOPLE if each.sponsors])
    owners = [each.id for each in PEOPLE for _ in range(each.owns)]
    added = accounts.add_all(
        scope, [_account(number, name, owners[number]) for number, name in enumerate(ACCOUNTS)], by=ADMIN
    )
    sponsors = [each.id for each in PEOPLE for _ in range(each.sponsors)]
    spread = range(0, len(added), len(added) // len(sponsors))
    sponsorships.add_all(
        scope, [_sponsorship(scope, added[at], who) for at, who in zip(spread, sponsors, strict=False)]
    )
    for number, each in enumerate(added):
        if number % 3:
            _talked(scope, each, owners[number], days_ago=3 + 7 * number % 80, unhappy=number % 10 == 1)
    return {each.name: each for each in added}


def _account(number: int, name: str, owner: str) -> Account:
    stage = Stage.PROSPECT if number % 8 == 3 else Stage.CUSTOMER
    added_on = BEGINS - timedelta(days=5 + 11 * number % 120)
    return Account("", name, stage, _TIERS[number % len(_TIERS)], added_on, owner=owner, value=1000 * number)


def _sponsorship(scope: Scope, account: Account, member: str) -> Sponsorship:
    decided = {"decided_at": scope.now, "decided_by": member}
    return Sponsorship("", account.id, member, SponsorState.ACCEPTED, ADMIN, scope.now, **decided)  # type: ignore[arg-type]


def _talked(scope: Scope, account: Account, owner: str, *, days_ago: int, unhappy: bool) -> None:
    said = (Insight("complaint", "invoices are late again"),) if unhappy else ()
    details = Details(
        State.HELD, Kind.CALL, 30, BEGINS - timedelta(days=days_ago), owner, note="as usual", insights=said
    )
    conversations.add(scope, NewConversation(account.id, details, owner, None, Source.IMPORT, None))
