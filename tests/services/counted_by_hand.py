"""The figures of a week counted by hand: from the rows as they lie on disk, one by one and without any query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select

from bot.db.engine import Session
from bot.domain.weekly.fridays import Numbers
from bot.storage.accounts import tables as account_tables
from bot.storage.conversations import tables as conversation_tables
from bot.storage.weekly import tables as weekly_tables
from bot.storage.workspace import tables as workspace_tables

SPOKE = {"call", "video", "meeting", "visit", "event"}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Rows:
    """Everything that is on disk of one workspace."""

    members: dict[str, Row]
    accounts: dict[str, Row]
    conversations: list[Row]
    participants: list[Row]
    insights: set[str]
    contacts: set[str]
    pledges: list[Row]
    closed: set[date]
    absences: list[Row]
    groups: dict[str, set[str]]

    @classmethod
    def read(cls, session: Session, at: str) -> "Rows":
        def of(table: Table) -> list[Row]:
            found = session.execute(select(table).where(table.c.workspace_id == at)).mappings()
            return [{str(name): value for name, value in row.items()} for row in found]

        groups: dict[str, set[str]] = {}
        for row in of(workspace_tables.department_members):
            groups.setdefault(row["group_id"], set()).add(row["member_id"])
        return cls(
            members={row["id"]: row for row in of(workspace_tables.members)},
            accounts={row["id"]: row for row in of(account_tables.accounts)},
            conversations=of(conversation_tables.conversations),
            participants=of(conversation_tables.participants),
            insights={row["conversation_id"] for row in of(conversation_tables.insights)},
            contacts={row["conversation_id"] for row in of(account_tables.conversation_contacts)},
            pledges=of(weekly_tables.pledges),
            closed={row["day"] for row in of(workspace_tables.closed_days)},
            absences=of(workspace_tables.absences),
            groups=groups,
        )

    def days_off(self, person: str) -> set[date]:
        """Closed days, and those on which this person said they are away."""
        own = [row for row in self.absences if row["member_id"] == person]
        lengths = [(row, (row["last_day"] - row["first_day"]).days + 1) for row in own]
        return self.closed | {row["first_day"] + timedelta(days=n) for row, days in lengths for n in range(days)}

    def is_ours(self, person: str) -> bool:
        row = self.members[person]
        return row["known_at"] is not None and not row["is_guest"]

    def held_between(self, first: date, last: date) -> list[Row]:
        return [
            row
            for row in self.conversations
            if row["undone_at"] is None and row["state"] == "held" and row["kind"] in SPOKE
            if first <= row["on_date"] <= last and self.is_ours(row["logged_by"])
        ]

    def stage(self, conversation: Row) -> str:
        return str(self.accounts[conversation["account_id"]]["stage"])

    def people(self, conversation: Row) -> set[str]:
        return {
            row["member_id"]
            for row in self.participants
            if row["conversation_id"] == conversation["id"] and row["role"] in ("holder", "colleague")
            if self.is_ours(row["member_id"])
        }

    def has_words(self, conversation: Row) -> bool:
        return bool(conversation["note"]) or conversation["id"] in self.insights | self.contacts


def places_by_hand(rows: Rows, monday: date) -> dict[str, tuple[int, int, int, int]]:
    """Place, customers, conversations and minutes of everybody who has a place."""
    figures = {}
    for person in rows.members:
        held = [
            row
            for row in rows.held_between(monday, monday + timedelta(days=6))
            if person in rows.people(row) and rows.has_words(row) and rows.stage(row) != "internal"
        ]
        if held and not rows.members[person]["opted_out"]:
            customers = {row["account_id"] for row in held if rows.stage(row) == "customer"}
            figures[person] = (len(customers), len(held), sum(row["minutes"] or 30 for row in held))
    return {
        person: (1 + sum(other[:2] > mine[:2] for other in figures.values()), *mine) for person, mine in figures.items()
    }


def numbers_by_hand(rows: Rows, monday: date) -> Numbers | None:
    """Nobody's conversations make up for another's number."""
    named = [row for row in rows.pledges if row["week"] == monday and row["number"] and rows.is_ours(row["member_id"])]
    if not named:
        return None
    reached = {row["member_id"]: own_reached(rows, row["member_id"], monday) for row in named}
    keepers = sorted(row["member_id"] for row in named if reached[row["member_id"]] >= row["number"])
    return Numbers(
        meant=sum(row["number"] for row in named),
        reached=sum(min(row["number"], reached[row["member_id"]]) for row in named),
        people=len(named),
        keepers=len(keepers),
        kept=tuple(each for each in keepers if not rows.members[each]["opted_out"]),
    )


def own_reached(rows: Rows, person: str, monday: date) -> int:
    those = rows.held_between(monday, monday + timedelta(days=6))
    return len(
        {
            each["account_id"]
            for each in those
            if person in rows.people(each) and rows.stage(each) in ("customer", "prospect")
        }
    )


def streak_by_hand(spoke_on: set[date], off: set[date], this_monday: date) -> int:
    """A walk back from the end of this week, day by day."""
    found, spoke, worked = 0, False, False
    day = this_monday + timedelta(days=6)
    while day >= min(spoke_on, default=this_monday) - timedelta(days=7):
        spoke = spoke or day in spoke_on
        worked = worked or (day.isoweekday() < 6 and day not in off)
        if day.isoweekday() == 1:
            if not spoke and worked and day != this_monday:
                break
            found, spoke, worked = found + spoke, False, False
        day -= timedelta(days=1)
    return found
