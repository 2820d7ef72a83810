"""Workers to be killed: the program's own senders and rounds, fifteen times as fast, for several workspaces."""

import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot import bootstrap, clock
from bot.config import Settings
from bot.db.engine import Database
from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery, Found, LookupResult, NotFound, Timings
from bot.messages.blocks import Message, section
from bot.outbox.message_types import MessageType, Rerendered, by_name
from bot.slack.api.gateway import Gateway
from jobs import senders
from jobs.senders import Senders
from tests.app_fixture import SECRET, TOKEN

FASTER = 15.0
TIMINGS = Timings().divided_by(FASTER)
SCRIPTED = "errand"
"""A kind of message of the tests' own: nothing but its subject is needed to draw it."""

CONFIDENCE = "their board wants to sell"
"""Words of every errand that no log may have."""


class Retrying(Gateway):
    """Without verification: what may have arrived is taken for lost, and sent again."""

    def find_post(
        self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float
    ) -> LookupResult:
        return NotFound()


class AtMostOnce(Gateway):
    """Without verification: what may have arrived is taken for sent."""

    def find_post(
        self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float
    ) -> LookupResult:
        return Found("never looked up")


GATEWAYS: dict[str, type[Gateway]] = {"verified": Gateway, "retrying": Retrying, "at most once": AtMostOnce}


@dataclass(frozen=True)
class Orders:
    """Where a worker works, which of GATEWAYS it takes, and how much faster than the program it does everything."""

    database_url: str
    api_url: str
    gateway: str = "verified"
    faster: float = FASTER

    @property
    def timings(self) -> Timings:
        return Timings().divided_by(self.faster)


@dataclass(frozen=True)
class Clocks:
    """How wrong a worker's clocks are, in seconds: `now` is ahead by so much; `wall`, which the guard reads beside the
    monotonic one, jumps by up to so much, forth and back."""

    now: float = 0.0
    wall: float = 0.0


def work(orders: Orders, clocks: Clocks) -> None:
    """Send what is due until SIGTERM."""
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    # In this process alone, which was forked for it: what is bound at import is out of reach for a parameter.
    senders.send = partial(senders.send, wall=_jumping(clocks.wall))
    gateway = GATEWAYS[orders.gateway](**of_sandbox(orders))
    runtime = build(orders, Database(orders.database_url), gateway, ahead=clocks.now)
    with bootstrap.running_jobs(runtime):
        # Half of a life of two seconds would be over before the first look.
        runtime.senders.wake()
        stopping.wait()
    runtime.close()


def build(orders: Orders, database: Database, slack: Gateway, *, ahead: float = 0.0) -> bootstrap.Runtime:
    """The program's parts around this database and this gateway, by a clock that is so many seconds ahead."""
    runtime = bootstrap.build(
        _settings(orders), database, clock=lambda: clock.read() + timedelta(seconds=ahead), timings=orders.timings
    )
    awake = threading.Event()
    types = by_name([*bootstrap.MESSAGE_TYPES, MessageType(SCRIPTED, "An errand", _render, _rerender)])
    outbox = replace(runtime.deps.outbox, transport=slack, types=types, wake=awake.set)
    deps = replace(runtime.deps, slack=slack, outbox=outbox)
    return replace(runtime, deps=deps, gateway=slack, senders=Senders(outbox, awake=awake))


def of_sandbox(orders: Orders) -> dict[str, Any]:
    """What a gateway is made of; one token for all workspaces, as they share the sandbox's one."""
    return {"api_url": orders.api_url, "token_of": lambda _: TOKEN, "send_timeout": orders.timings.send_timeout}


def _jumping(by: float) -> Callable[[], float]:
    return lambda: time.time() + random.choice((-by, 0.0, by))


def _render(scope: Scope, delivery: Delivery) -> Message:
    return _saying(f"Errand {delivery.subject}: {CONFIDENCE}")


def _rerender(scope: Scope, delivery: Delivery) -> Rerendered:
    return Rerendered(_saying(f"Errand {delivery.subject}: {CONFIDENCE}, changed {delivery.revision} times"))


def _saying(words: str) -> Message:
    return Message(words, [section(words)])


def _settings(orders: Orders) -> Settings:
    env = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": orders.api_url,
        "DATABASE_URL": orders.database_url,
        "TOUCHBASE_METRONOME": "1",
    }
    return Settings.from_env(env, base=Path("/"))
