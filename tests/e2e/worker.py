"""Workers to be killed: the program's own senders and rounds, fifteen times as fast, for several workspaces.

Run as a module it is their foreman: for each line it reads it forks a worker and writes its process id. When its input
ends, so do they. A fork takes milliseconds where the imports alone would take a second of each worker's short life.
"""

import json
import logging
import os
import signal
import sys
import threading
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot import bootstrap, clock, logs
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
    runtime = build(orders)
    with bootstrap.beating(runtime):
        stopping.wait()
    runtime.close()


def build(orders: Orders) -> bootstrap.Runtime:
    """The program's parts, with one token for all workspaces: they share the sandbox's one."""
    drawing.KINDS[ERRAND] = drawing.Kind(_draw, drawing.EVENT_LIFE, to_channel=False)
    runtime = bootstrap.build(_settings(orders), Database(orders.database_url), clock=clock.read, timings=TIMINGS)
    slack = GATEWAYS[orders.gateway](
        api_url=orders.api_url, token_of=lambda _: TOKEN, send_timeout=TIMINGS.send_timeout
    )
    awake = threading.Event()
    deps = replace(runtime.deps, slack=slack, wake=awake.set)
    return replace(runtime, deps=deps, gateway=slack, senders=Senders(deps, awake=awake))


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


def lead(orders: Orders) -> None:
    """Be the foreman until the input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        worker = os.fork()
        if worker == 0:
            work(orders)
            os._exit(0)
        print(worker, flush=True)


if __name__ == "__main__":
    logs.configure(logging.WARNING)
    lead(Orders(**json.loads(sys.argv[1])))
