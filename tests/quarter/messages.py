"""What the bot wrote of its own accord: each message with when, to whom, of which type, and how it is printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from bot.db.scope import Scope
from bot.domain.weekly.digests import ItemKind
from bot.outbox.tables import deliveries
from bot.sandbox import Accepted
from bot.storage.weekly import digests
from tests.app_fixture import CUSTOMERS, AppFixture
from tests.quarter.cast import ADMIN, BY_ID, TEAM, Person

WAITS_FOR_NOTHING = frozenset({"complaint", "sponsor proposal", "follow up", "access request"})
"""Types of what cannot wait: a complaint or risk, a question put to somebody, a promise of today or tomorrow."""

ANSWERS = frozenset({"sponsor answer", "access answer", "transfer"})
"""Types of what answers something that its reader did, or to which they are a party: they asked for it."""


@dataclass(frozen=True)
class Button:
    """What may be pressed below a message."""

    label: str
    action_id: str
    value: str


@dataclass(frozen=True)
class Written:
    """One message that nobody typed a command for. `person` is None in the channel; `tells` is what a digest tells."""

    at: datetime
    kind: str
    subject: str
    person: Person | None
    text: str
    buttons: tuple[Button, ...]
    tells: frozenset[ItemKind] = frozenset()

    @property
    def local(self) -> datetime:
        return BY_ID[self.person.id if self.person else ADMIN].local(self.at)

    @property
    def day(self) -> date:
        return self.local.date()

    @property
    def week(self) -> date:
        return self.day - timedelta(days=self.day.weekday())

    @property
    def could_wait(self) -> bool:
        """Whether it counts for the limit of one a day."""
        return self.kind not in WAITS_FOR_NOTHING | ANSWERS

    @property
    def is_of_its_day(self) -> bool:
        """Whether it came for a promise or a plan of that very day, which comes beside the two digests a week."""
        return any(each.is_dated for each in self.tells)

    def __str__(self) -> str:
        who = self.person.name if self.person else "#customers"
        pressed = f"\n    [{'] ['.join(button.label for button in self.buttons)}]" if self.buttons else ""
        words = self.text.replace("\n", "\n    ")
        return f"{self.local:%a %d %b %H:%M} to {who} ({self.kind})\n    {words}{pressed}"


def newly_written(app: AppFixture, seen: int) -> list[Written]:
    """What was posted after the first `seen` posts, as of now; answers to what somebody typed are left out."""
    new = app.sandbox.posts("chat.postMessage")[seen:]
    if not new:
        return []
    ids = {_delivery_id(each): each for each in new}
    with app.runtime.deps.reading(TEAM.id) as scope:
        rows = scope.session.execute(select(deliveries).where(deliveries.c.id.in_([key for key in ids if key]))).all()
        told = {row.id: _told_by(scope, row) for row in rows if row.kind == "digest"}
    order = {key: number for number, key in enumerate(ids)}
    return [
        _written(app.clock.now, row.kind, row.subject, ids[row.id], told.get(row.id, frozenset()))
        for row in sorted(rows, key=lambda row: order[row.id])
    ]


def print_all(written: Iterable[Written]) -> None:
    for each in written:
        print(f"{each}\n")


def _told_by(scope: Scope, row: Row[Any]) -> frozenset[ItemKind]:
    return frozenset(each.kind for each in digests.reported_on(scope, row.target, date.fromisoformat(row.subject)))


def _delivery_id(post: Accepted) -> str | None:
    payload = (post.metadata or {}).get("event_payload") or {}
    return payload.get("id")


def _written(at: datetime, kind: str, subject: str, post: Accepted, tells: frozenset[ItemKind]) -> Written:
    person = None if post.channel == CUSTOMERS else BY_ID["U" + post.channel[1:]]
    return Written(at, kind, subject, person, post.text, tuple(_buttons(post.blocks)), tells)


def _buttons(blocks: Iterable[object]) -> Iterator[Button]:
    for block in blocks:
        if isinstance(block, dict):
            elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
            for each in elements:
                if each.get("type") == "button":
                    yield Button(each["text"]["text"], each["action_id"], each["value"])
