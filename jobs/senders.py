"""The threads that send what the outbox holds: claim, send outside any transaction, record."""

import logging
import math
import os
import queue
import random
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
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

_Key = tuple[str, str]
"""A workspace and the id of one of its deliveries."""

Recorded = TypeVar("Recorded")

_log = logging.getLogger("touchbase.senders")


class Senders:
    """A dispatcher that fills a bounded queue with what is due, and threads that empty it.

    `wake` is called by ticks and commits; without it the dispatcher looks every second.
    """

    def __init__(self, outbox: Outbox, *, awake: threading.Event, threads: int = THREADS) -> None:
        self._outbox = outbox
        self._owner = owner_name()
        self._awake = awake
        self._stopping = threading.Event()
        self._most_in_hand = 2 * threads  # one in flight for each thread, and the next one
        # With room for the word to stop, one for each thread: putting something in never waits.
        self._queue: queue.Queue[_Key | None] = queue.Queue(self._most_in_hand + threads)
        self._in_hand: set[_Key] = set()
        self._lock = threading.Lock()
        self._has_progressed = False
        self._dispatcher = threading.Thread(target=self._dispatch, name="dispatcher", daemon=True)
        self._senders = [
            threading.Thread(target=self._send_queued, name=f"sender {number}", daemon=True)
            for number in range(threads)
        ]

    def start(self) -> None:
        for thread in (self._dispatcher, *self._senders):
            thread.start()

    def wake(self) -> None:
        self._awake.set()

    def stop_claiming(self) -> None:
        """What is in flight goes on; what is only queued is left to others, or to the next start."""
        self._stopping.set()
        self._awake.set()

    def stop(self) -> None:
        """Claim nothing more, and wait until what is in flight has finished, for `STOP_WITHIN` seconds at most."""
        self.stop_claiming()
        until = time.monotonic() + STOP_WITHIN
        for _ in self._senders:
            self._queue.put(None)
        for thread in (self._dispatcher, *self._senders):
            if thread.is_alive():
                thread.join(max(until - time.monotonic(), 0.0))

    def _dispatch(self) -> None:
        while not self._stopping.is_set():
            self._awake.wait(POLL_SECONDS)
            self._awake.clear()
            try:
                self._fill_queue()
            except TouchbaseError as error:
                _log.error("the outbox cannot be read: %s", error)
            except Exception:
                _log.exception("the dispatcher failed")

    def _fill_queue(self) -> None:
        """Queue what is due, as much as there is room for, of as many workspaces as there are.

        Every replica sees the same deliveries. So each takes others, in random order, and not more than it soon sends:
        what another has sent by then comes to nothing at the claim, but costs a look.
        """
        self._has_progressed = False
        workspaces = sending.workspaces_with_due(self._outbox)
        random.shuffle(workspaces)
        for number, workspace_id in enumerate(workspaces):
            share = math.ceil(self._room() / (len(workspaces) - number))
            if not share or self._stopping.is_set():
                return
            due = sending.due(self._outbox, workspace_id)
            random.shuffle(due)
            for key in self._take([(workspace_id, delivery_id) for delivery_id in due], share):
                self._queue.put(key)

    def _room(self) -> int:
        with self._lock:
            return self._most_in_hand - len(self._in_hand)

    def _take(self, due: list[_Key], most: int) -> list[_Key]:
        """The first of these that this replica has not in hand already."""
        with self._lock:
            taken = [key for key in due if key not in self._in_hand][:most]
            self._in_hand.update(taken)
            return taken

    def _send_queued(self) -> None:
        while (key := self._queue.get()) is not None:
            if not self._stopping.is_set():
                self._send(key)
            with self._lock:
                self._in_hand.discard(key)
            # Where nothing came of anything, others have it, or it waits: then the next tick is soon enough.
            if self._has_progressed and self._queue.empty():
                self._awake.set()

    def _send(self, key: _Key) -> None:
        workspace_id, delivery_id = key
        try:
            line = attempt(self._outbox, workspace_id, delivery_id, self._owner)
        except TouchbaseError as error:
            _log.error("delivery %s: %s", delivery_id, error)
        except Exception:
            _log.exception("delivery %s failed", delivery_id)
        else:
            if line is not None:
                self._has_progressed = True
                _log.info("delivery %s: %s", delivery_id, line)


def attempt(outbox: Outbox, workspace_id: str, delivery_id: str, owner: str) -> str | None:
    """Send a delivery; one that cannot be rendered is retried later, so that it keeps no other waiting."""
    try:
        return send(outbox, workspace_id, delivery_id, owner=owner)
    except TouchbaseError:
        raise
    except Exception as error:
        _log.exception("delivery %s failed", delivery_id)
        sending.postpone_after_error(outbox, workspace_id, delivery_id, error=type(error).__name__)
        return f"{workspace_id} {delivery_id}: put off ({type(error).__name__})"


def send(
    outbox: Outbox,
    workspace_id: str,
    delivery_id: str,
    *,
    owner: str,
    monotonic: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> str | None:
    """Send, verify or edit a delivery, whichever is due; a line that says what was done, None with nothing to do."""
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
    result = _recorded(
        lambda jitter: sending.record(outbox, claimed, outcome, jitter=jitter), until=until, monotonic=monotonic
    )
    return _line(claimed.delivery, result.state, result.error)


def send_all(outbox: Outbox, *, within: float, monotonic: Callable[[], float] = time.monotonic) -> Iterator[str]:
    """Send until nothing is due or `within` seconds have passed; yields a line for each try."""
    owner, until = owner_name(), monotonic() + within
    while monotonic() < until and (waiting := sending.workspaces_waiting(outbox)):
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
    """A name for this worker that no other has, not even after a restart with the same process id."""
    return f"{socket.gethostname()[:24]}:{os.getpid()}:{secrets.token_hex(4)}"


def _verify(outbox: Outbox, workspace_id: str, delivery_id: str) -> str | None:
    verified = sending.verify(outbox, workspace_id, delivery_id)
    if verified is None:
        return None
    delivery, result = verified
    return _line(delivery, result.state, result.error)


def _line(delivery: Delivery, state: DeliveryState, why: str | None) -> str:
    return f"{delivery.workspace_id} {delivery.kind} {delivery.subject}: {state}{f' ({why})' if why else ''}"


def _name(outcome: object) -> str:
    """The outcome's name in the metrics: "sent", "rate limited"."""
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
    result: EditResult = _recorded(
        lambda jitter: editing.record(outbox, claimed, outcome, jitter=jitter), until=until, monotonic=monotonic
    )
    delivery, error = claimed.delivery, f" ({result.error})" if result.error else ""
    return f"{delivery.workspace_id} {delivery.kind} {delivery.subject}: {'not ' if error else ''}edited{error}"


def _recorded(record: Callable[[float], Recorded], *, until: float, monotonic: Callable[[], float]) -> Recorded:
    """Record the outcome, retrying while the lease lasts: it is compare-and-set, so trying again does no harm."""
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
