"""A sender that ends, as by kill -9, or freezes at one named step of its errand."""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.db.engine import Database, Guard, Session
from bot.domain.deliveries.model import LookupResult, Outcome
from bot.messages.blocks import Message
from bot.outbox import queue
from bot.slack.api.gateway import Gateway
from jobs import senders
from tests.e2e.worker import Orders, build, of_sandbox
from tests.scopes import scoped

CLAIM, RECORD, SETTLE = "claim", "record", "settle"
TRANSACTIONS = (CLAIM, RECORD, SETTLE, f"second {CLAIM}", f"second {RECORD}")
"""What a delivery writes, in order: the third and those after it only where the first try's fate is unknown."""

EDIT_TRANSACTIONS = ("take", "note", "second take", "second note")
"""What an edit writes, in order: a second time only where the fate of the first is unknown."""


@dataclass(frozen=True)
class ScriptedDelivery:
    """One delivery to be sent, or edited, to its end, or until a step; steps that were passed are written into `file`.

    `edits` says that it is to be edited.
    """

    workspace_id: str
    delivery_id: str
    file: str
    dies: str | None = None
    freezes: str | None = None
    edits: bool = False

    @property
    def passed(self) -> list[str]:
        return Path(self.file).read_text().splitlines() if Path(self.file).exists() else []


class Steps:
    def __init__(self, errand: ScriptedDelivery) -> None:
        self._errand = errand

    def reach(self, step: str) -> None:
        """Write the step down, and end or freeze here if it is the one."""
        with Path(self._errand.file).open("a") as file:
            file.write(f"{step}\n")
        if step == self._errand.dies:
            os._exit(9)
        if step == self._errand.freezes:
            os.kill(os.getpid(), signal.SIGSTOP)

    @contextmanager
    def around(self, call: str) -> Iterator[None]:
        self.reach(f"before {call}")
        yield
        self.reach(f"after {call}")


class CrashingDatabase(Database):
    """Every transaction is three steps: before it, before its commit and after it. Readings leave nothing behind."""

    def __init__(self, url: str, steps: Steps, names: Sequence[str]) -> None:
        super().__init__(url)
        self._steps = steps
        self._names = iter(names)

    @contextmanager
    def transaction(self, guard: Guard | None = None) -> Iterator[Session]:
        name = next(self._names)
        with self._steps.around(name), super().transaction(guard) as session:
            yield session
            self._steps.reach(f"in {name}")


class CrashingGateway(Gateway):
    def __init__(self, orders: Orders, steps: Steps) -> None:
        super().__init__(**of_sandbox(orders))
        self._steps = steps
        self._tries = 0

    def prepare(self, workspace_id: str, target: str) -> Outcome | None:
        self._tries += 1
        with self._steps.around(self._named("prepare")):
            return super().prepare(workspace_id, target)

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        with self._steps.around(self._named("post")):
            return super().post(workspace_id, target, message, delivery_id=delivery_id)

    def update(self, workspace_id: str, target: str, ts: str, message: Message, *, redacts: bool) -> Outcome:
        self._tries += 1
        with self._steps.around(self._named("update")):
            return super().update(workspace_id, target, ts, message, redacts=redacts)

    def find_post(
        self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float
    ) -> LookupResult:
        with self._steps.around("look-up"):
            return super().find_post(workspace_id, target, delivery_id=delivery_id, oldest=oldest, latest=latest)

    def _named(self, call: str) -> str:
        return call if self._tries == 1 else f"second {call}"


def run(orders: Orders, errand: ScriptedDelivery) -> None:
    """Send one delivery, look up what became of it and send it again, or edit it, until the last step is reached."""
    steps = Steps(errand)
    names = EDIT_TRANSACTIONS if errand.edits else TRANSACTIONS
    deps = build(orders, CrashingDatabase(orders.database_url, steps, names), CrashingGateway(orders, steps)).deps
    pause = threading.Event()
    while not _is_final(deps.database, errand):
        senders.send(deps.outbox, errand.workspace_id, errand.delivery_id, owner=senders.owner_name())
        pause.wait(0.05)


def _is_final(database: Database, errand: ScriptedDelivery) -> bool:
    with scoped(database.reading(), errand.workspace_id) as scope:
        found = queue.find(scope, errand.delivery_id)
    return found is None or (not found.is_outdated if errand.edits else found.state.is_final)
