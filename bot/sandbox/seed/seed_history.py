"""What the people of the seeded workspace typed in twelve weeks and a half: accounts first, then conversations.

Weeks count back from the current ISO week (0); hours are Berlin's. Bo types in New York's working day, Chen in
Singapore's. One row of a week is `day time person line`, and the line is what stands behind `/logcall`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.seed.first_half import FIRST_HALF
from bot.sandbox.seed.second_half import SECOND_HALF
from bot.sandbox.seed.seed_team import SEEDED

FIRST_WEEK = -12
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Line:
    """One typed command. `weekday` is 0 for Monday; `person` a handle; `text` begins with the slash."""

    week: int
    weekday: int
    hour: int
    minute: int
    person: str
    text: str

    def instant(self, today: date) -> datetime:
        """When it was typed, told on `today` (the team's date): aware, in the team's zone."""
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(weeks=self.week, days=self.weekday)
        return datetime.combine(day, time(self.hour, self.minute), ZoneInfo(SEEDED.zone))


ACCOUNTS = """
ana  "Acme Corp" strategic @ana
ana  Globex strategic @ines
ana  "Northwind Traders" strategic @ana
ana  Hooli enterprise @bo
ana  "Vandelay Industries" enterprise @ana
ana  Cyberdyne enterprise @ines
ana  Umbrella enterprise @bo
ana  "Stark Foods" enterprise @ines
ana  "Wayne Logistics" enterprise
ines "Kestrel Air" prospect strategic @ines
ines "Aperture Labs" prospect enterprise @ines
bo   Initech mid-market @bo
bo   "Wonka Sweets" mid-market @ana
bo   "Tyrell Optics" mid-market @ines
bo   "Dunder Paper" mid-market @bo
bo   "Oceanic Freight" mid-market
bo   "Massive Dynamics" mid-market @ines
bo   "Pied Piper" mid-market @bo
ana  "Monarch Shipping" prospect mid-market @ana
dee  "Lumon Health" prospect mid-market
mara "Sirius Books" standard @bo
mara "Bluth Homes" standard
mara "Gringotts Savings" standard
ana  "Prestige Tours" standard @ana
"""


def _accounts(table: str) -> Iterator[Line]:
    """One a minute, on the first Monday morning."""
    for minute, row in enumerate(table.strip().splitlines()):
        person, words = row.split(maxsplit=1)
        yield Line(FIRST_WEEK, 0, 8, minute, person, f"/account add {words}")


def _conversations(weeks: Mapping[int, str]) -> Iterator[Line]:
    for week, table in weeks.items():
        for row in table.strip().splitlines():
            day, at, person, words = row.split(maxsplit=3)
            hour, minute = at.split(":")
            yield Line(week, _DAYS.index(day), int(hour), int(minute), person, f"/logcall {words}")


HISTORY: tuple[Line, ...] = (*_accounts(ACCOUNTS), *_conversations({**FIRST_HALF, **SECOND_HALF}))

NUMBERS: Mapping[int, Mapping[str, int]] = {
    -1: {"U0ANA": 5, "U0BO": 3, "U0CHEN": 1, "U0INES": 5},
    0: {"U0ANA": 5, "U0CHEN": 1, "U0DEE": 1, "U0INES": 3},
}
"""How many customers people said on Monday that they would speak to; each is a button of the post."""

PROPOSAL = Line(-1, 4, 15, 59, "ana", '/sponsor "Vandelay Industries" @petra')
"""The first of its kind, on last week's Friday: from then on the bot tells of sponsors."""
