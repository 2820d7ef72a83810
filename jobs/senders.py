"""Sending what the outbox holds: claim, send outside any transaction, record."""

import logging
import math
import os
import random
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.domain.deliveries.edits import EditResult
from bot.domain.deliveries.model import Delivery, DeliveryState, NotTried, Outcome
from bot.domain.errors import StorageAway, TouchbaseError
from bot.outbox import editing, sending
from bot.outbox.ports import Outbox
from bot.outbox.sending import Claimed, Ended

THREADS = 16
POLL_SECONDS = 1.0
_RECORD_AGAIN_SECONDS = 0.2
_GAVE_UP = "gave_up_before_the_call"
STOP_WITHIN = 25.0
"""Seconds that what is in flight gets to finish after SIGTERM."""

Recorded = TypeVar("Recorded")

_log = logging.getLogger("touchbase.senders")


class Senders:
    """A dispatcher and its threads. `wake` is called by rounds and commits; between them it looks every second."""

    def __init__(self, outbox: Outbox, *, awake: threading.Event, threads: int = THREADS) -> None:
        self._outbox = outbox
        self._owner = owner_name()
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sender")
        self._awake = awake
        self._stopping = threading.Event()
        self._in_hand: set[str] = set()
        self._got_on = False
        self._lock = threading.Lock()
        self._dispatcher = threading.Thread(target=self._dispatch, name="dispatcher", daemon=True)

    def start(self) -> None:
        self._dispatcher.start()

    def wake(self) -> None:
        self._awake.set()

    def claim_no_more(self) -> None:
        """What is in flight goes on."""
        self._stopping.set()
        self._awake.set()

    def stop(self) -> None:
        """Claim nothing more; what is in flight may finish."""
        self.claim_no_more()
        until = time.monotonic() + STOP_WITHIN
        if self._dispatcher.is_alive():
            self._dispatcher.join(STOP_WITHIN)
        while self._is_busy() and time.monotonic() < until:
            time.sleep(0.05)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _is_busy(self) -> bool:
        with self._lock:
            return bool(self._in_hand)

    def _dispatch(self) -> None:
        while not self._stopping.is_set():
            self._awake.wait(POLL_SECONDS)
            self._awake.clear()
            try:
                self._hand_out()
            except TouchbaseError as error:
                _log.error("the outbox cannot be read: %s", error)
            except Exception:
                _log.exception("the dispatcher failed")

    def _hand_out(self) -> None:
        """Give every thread something to do, and as much again to go on with; more is asked for before one is idle.

        Every replica sees the same deliveries: each takes others, and of as many workspaces as there are. What another
        has sent meanwhile comes to nothing; so no more is taken than is soon done.
        """
        self._got_on = False
        waiting = sending.workspaces_with_due(self._outbox)
        random.shuffle(waiting)
        for number, workspace_id in enumerate(waiting):
            share = math.ceil(self._room() / (len(waiting) - number))
            if not share:
                return
            due = sending.due(self._outbox, workspace_id)
            random.shuffle(due)
            for delivery_id in self._take(due, share):
                self._pool.submit(self._send, workspace_id, delivery_id)

    def _room(self) -> int:
        """For how many deliveries there is room: two for each thread."""
        with self._lock:
            return 0 if self._stopping.is_set() else 2 * self._threads - len(self._in_hand)

    def _take(self, due: list[str], most: int) -> list[str]:
        """The first that nobody here has in hand."""
        with self._lock:
            taken = [each for each in due if each not in self._in_hand][:most]
            self._in_hand.update(taken)
            return taken

    def _send(self, workspace_id: str, delivery_id: str) -> None:
        line = None
        try:
            line = None if self._stopping.is_set() else attempt(self._outbox, workspace_id, delivery_id, self._owner)
            if line is not None:
                _log.info("delivery %s: %s", delivery_id, line)
        except TouchbaseError as error:
            _log.error("delivery %s: %s", delivery_id, error)
        finally:
            with self._lock:
                self._in_hand.discard(delivery_id)
                self._got_on = self._got_on or line is not None
                is_short_of_work = self._got_on and len(self._in_hand) in (self._threads - 1, 0)
        if is_short_of_work:
            self._awake.set()


def attempt(outbox: Outbox, workspace_id: str, delivery_id: str, owner: str) -> str | None:
    """`send`, where one that cannot be drawn keeps no other waiting: it is put off, and the log says why."""
    try:
        return send(outbox, workspace_id, delivery_id, owner=owner)
    except TouchbaseError:
        raise
    except Exception as trouble:
        _log.exception("delivery %s failed", delivery_id)
        sending.put_off(outbox, workspace_id, delivery_id, error=type(trouble).__name__)
        return f"{workspace_id} {delivery_id}: put off ({type(trouble).__name__})"


def send(
    outbox: Outbox,
    workspace_id: str,
    delivery_id: str,
    *,
    owner: str,
    monotonic: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> str | None:
    """Send a delivery or end it, find out what became of it, edit it; a line that says so, None with nothing to do."""
    began = monotonic(), wall()

    def is_in_time() -> bool:
        return max(monotonic() - began[0], wall() - began[1]) <= outbox.timings.guard

    until = began[0] + outbox.timings.lease
    claimed = sending.claim(outbox, workspace_id, delivery_id, owner=owner)
    if claimed is None:
        line = _verify(outbox, workspace_id, delivery_id)
        return line or _edit(outbox, workspace_id, delivery_id, is_in_time, until=until, monotonic=monotonic)
    if isinstance(claimed, Ended):
        return _line(claimed.delivery, claimed.state, claimed.why)
    outcome = outbox.transport.prepare(workspace_id, claimed.channel)
    if outcome is None:
        outcome = _post(outbox, claimed) if is_in_time() else NotTried(_GAVE_UP)
    outbox.metrics.count_send(_name(outcome))
    step = _recorded(
        lambda jitter: sending.record(outbox, claimed, outcome, jitter=jitter), until=until, monotonic=monotonic
    )
    return _line(claimed.delivery, step.state, step.error)


def send_all(outbox: Outbox, *, within: float, monotonic: Callable[[], float] = time.monotonic) -> Iterator[str]:
    """Send until nothing is due or `within` seconds have passed; yields a line for each try."""
    owner, until = owner_name(), monotonic() + within
    while monotonic() < until and (waiting := sending.waiting(outbox)):
        sent = 0
        for workspace_id in waiting:
            for delivery_id in sending.due(outbox, workspace_id):
                line = attempt(outbox, workspace_id, delivery_id, owner)
                if line is not None:
                    sent += 1
                    yield line
        if not sent:
            time.sleep(0.1)


def owner_name() -> str:
    """Names this worker in the outbox: no two have the same, not even after a restart with the same process id."""
    return f"{socket.gethostname()[:24]}:{os.getpid()}:{secrets.token_hex(4)}"


def _verify(outbox: Outbox, workspace_id: str, delivery_id: str) -> str | None:
    verified = sending.verify(outbox, workspace_id, delivery_id)
    if verified is None:
        return None
    delivery, step = verified
    return _line(delivery, step.state, step.error)


def _line(delivery: Delivery, state: DeliveryState, why: str | None) -> str:
    return f"{delivery.workspace_id} {delivery.kind} {delivery.subject}: {state}{f' ({why})' if why else ''}"


def _name(outcome: object) -> str:
    """What came of a try, as the metrics call it: "sent", "rate limited"."""
    return re.sub("(?<!^)(?=[A-Z])", " ", type(outcome).__name__).lower()


def _edit(
    outbox: Outbox,
    workspace_id: str,
    delivery_id: str,
    is_in_time: Callable[[], bool],
    *,
    until: float,
    monotonic: Callable[[], float],
) -> str | None:
    claimed = editing.claim(outbox, workspace_id, delivery_id)
    if claimed is None:
        return None
    outcome = editing.edit(outbox, claimed) if is_in_time() else NotTried(_GAVE_UP)
    outbox.metrics.count_edit(_name(outcome))
    step: EditResult = _recorded(
        lambda jitter: editing.record(outbox, claimed, outcome, jitter=jitter), until=until, monotonic=monotonic
    )
    delivery, error = claimed.delivery, f" ({step.error})" if step.error else ""
    return f"{delivery.workspace_id} {delivery.kind} {delivery.subject}: {'not ' if error else ''}edited{error}"


def _recorded(record: Callable[[float], Recorded], *, until: float, monotonic: Callable[[], float]) -> Recorded:
    """Write down what became of it: again and again while the lease lasts, as it is compare-and-set."""
    jitter = secrets.randbelow(1000) / 1000
    while True:
        try:
            return record(jitter)
        except StorageAway:
            if monotonic() >= until:
                raise
            time.sleep(_RECORD_AGAIN_SECONDS)


def _post(outbox: Outbox, claimed: Claimed) -> Outcome:
    return outbox.transport.post(
        claimed.delivery.workspace_id, claimed.channel, claimed.message, delivery_id=claimed.delivery.id
    )
