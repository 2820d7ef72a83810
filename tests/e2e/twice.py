"""Every listener and job is run a second time directly after the first, and what is on disk is compared."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import wraps
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.context import BoltContext
from sqlalchemy import select

import handlers
from bot.db.columns import metadata
from bot.db.engine import Database
from bot.domain.errors import TouchbaseError
from bot.slack.deadline import Deadline
from bot.slack.error_handler import ErrorHandler
from jobs import due_jobs

State = dict[str, list[str]]


class Twice:
    """`ran` are the names of what was run twice; `differing` of what left another state the second time."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.ran: set[str] = set()
        self.changing: set[str] = set()
        self.differing: dict[str, set[str]] = {}
        self._now = threading.local()
        self._database: Database | None = None
        self._patch_jobs(patch)
        self._patch_listeners(patch)

    def _patch_listeners(self, patch: pytest.MonkeyPatch) -> None:
        register, later = handlers.register, ErrorHandler.run_later

        def registering(app: App, deps: Any, **others: Any) -> None:
            register(app, deps, **others)
            self._database = deps.database
            for listener in listeners_of(app):
                listener.ack_function = self._listening(listener.ack_function)

        def called_once(door: ErrorHandler, call: Callable[[], None], **options: Any) -> None:
            held: list[Callable[[], None]] | None = getattr(self._now, "held", None)
            if held is None:
                later(door, call, **options)
            elif not self._now.is_second:
                held.append(lambda: later(door, call, **options))

        patch.setattr(handlers, "register", registering)
        patch.setattr(ErrorHandler, "run_later", called_once)

    def _patch_jobs(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(due_jobs, "JOBS", tuple(map(self._working, due_jobs.JOBS)))

    def _listening(self, listener: Callable[..., Any]) -> Callable[..., Any]:
        """Runs it, and again as the same request would; what the first says and does later it does after both."""

        @wraps(listener)
        def listening(**given: Any) -> Any:
            with self._holding():
                before = self._state()
                answer = listener(**given)
                self._compare(name_of(listener), before, lambda: listener(**_once_more(given)))
                return answer

        return listening

    def _working(self, job: due_jobs.Job) -> due_jobs.Job:
        def working(deps: Any, workspace: Any) -> list[str]:
            self._database = deps.database
            before = self._state()
            lines = job.run(deps, workspace)
            self._compare(job.name, before, lambda: job.run(deps, workspace))
            return lines

        return replace(job, run=working)

    def _compare(self, name: str, before: State, again: Callable[[], object]) -> None:
        once = self._state()
        self._now.is_second = True
        with suppress(TouchbaseError):  # "You did that already" is an answer
            again()
        twice = self._state()
        self.ran.add(name)
        if once != before:
            self.changing.add(name)
        if once != twice:
            self.differing.setdefault(name, set()).update(table for table in once if once[table] != twice[table])

    @contextmanager
    def _holding(self) -> Iterator[None]:
        self._now.held, self._now.is_second = [], False
        try:
            yield
        finally:
            held, self._now.held = self._now.held, None
            for each in held:
                each()

    def _state(self) -> State:
        assert self._database is not None
        with self._database.reading() as session:
            return {
                name: sorted(map(repr, session.execute(select(table)).all())) for name, table in metadata.tables.items()
            }


def listeners_of(app: App) -> list[Any]:
    return list(app._listeners)


def name_of(listener: Callable[..., Any]) -> str:
    """The module and the function: "receipts.undo"."""
    return f"{listener.__module__.rpartition('.')[2]}.{listener.__name__}"


def _once_more(given: dict[str, Any]) -> dict[str, Any]:
    """What a listener is given when Slack sends its request again: the time for an answer begins anew."""
    context = BoltContext({**given["context"], "deadline": Deadline()}) if "context" in given else None
    fresh = {"ack": Ack(), "context": context}  # type: ignore[no-untyped-call]
    return {name: fresh.get(name, value) for name, value in given.items()}
