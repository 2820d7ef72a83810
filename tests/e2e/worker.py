"""Workers to be killed: the program's own senders and rounds, fifteen times as fast, for several workspaces."""

import signal
import threading
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import bootstrap, clock
from bot.config import Settings
from bot.domain.deliveries import Delivery, Found, NotFound, Timings, Verdict
from bot.messages.blocks import Message, section
from bot.services import drawing
from bot.slack.gateway import Gateway
from bot.storage.engine import Database, Session
from jobs.senders import Senders
from tests.house import SECRET, TOKEN

TIMINGS = Timings().divided_by(15)
ERRAND = "errand"
"""A kind of message of the tests' own: nothing but its subject is needed to draw it."""


class Retrying(Gateway):
    """Without verification: what may have arrived is taken for lost, and sent again."""

    def find_post(self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float) -> Verdict:
        return NotFound()


class AtMostOnce(Gateway):
    """Without verification: what may have arrived is taken for sent."""

    def find_post(self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float) -> Verdict:
        return Found("never looked up")


GATEWAYS: dict[str, type[Gateway]] = {"verified": Gateway, "retrying": Retrying, "at most once": AtMostOnce}


@dataclass(frozen=True)
class Orders:
    """Where a worker works, and which of GATEWAYS it takes."""

    database_url: str
    api_url: str
    gateway: str = "verified"


def work(orders: Orders) -> None:
    """Send what is due until SIGTERM."""
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    runtime = build(orders, Database(orders.database_url), GATEWAYS[orders.gateway](**of_sandbox(orders)))
    with bootstrap.beating(runtime):
        stopping.wait()
    runtime.close()


def build(orders: Orders, database: Database, slack: Gateway) -> bootstrap.Runtime:
    """The program's parts around this database and this gateway."""
    drawing.KINDS[ERRAND] = drawing.Kind(_draw, drawing.EVENT_LIFE, to_channel=False)
    runtime = bootstrap.build(_settings(orders), database, clock=clock.read, timings=TIMINGS)
    awake = threading.Event()
    deps = replace(runtime.deps, slack=slack, wake=awake.set)
    return replace(runtime, deps=deps, gateway=slack, senders=Senders(deps, awake=awake))


def of_sandbox(orders: Orders) -> dict[str, Any]:
    """What a gateway is made of; one token for all workspaces, as they share the sandbox's one."""
    return {"api_url": orders.api_url, "token_of": lambda _: TOKEN, "send_timeout": TIMINGS.send_timeout}


def _draw(session: Session, delivery: Delivery, now: datetime) -> Message:
    return Message(f"Errand {delivery.subject}", [section(f"Errand {delivery.subject}")])


def _settings(orders: Orders) -> Settings:
    env = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": orders.api_url,
        "DATABASE_URL": orders.database_url,
        "TOUCHBASE_METRONOME": "1",
    }
    return Settings.from_env(env, base=Path("/"))
