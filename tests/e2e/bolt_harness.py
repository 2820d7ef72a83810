"""The bot behind its doors, without a wire: Bolt gets requests as Slack sends them, and all that comes back is kept."""

import inspect
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from slack_bolt import BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot import bootstrap
from bot.config import Settings
from bot.db.engine import Database
from bot.domain.deliveries.model import Outcome, Sent
from bot.domain.transfers import Attachment
from bot.domain.workspace.channels import Channel
from bot.domain.workspace.members import Profile
from bot.messages.blocks import Message
from bot.services.deps import NoSlack
from bot.slack.api.user_replies import UserReplies
from bot.slack.deadline import Deadline
from bot.slack.error_handler import ErrorHandler
from tests.e2e.envelopes import Envelope

_SETTINGS = {"SLACK_BOT_TOKEN": "xoxb-gatehouse", "SLACK_SIGNING_SECRET": "s", "TOUCHBASE_METRONOME": "0"}


@dataclass(frozen=True)
class Answer:
    """What came of a request: what went back for it, what was shown beside it, and what went wrong, if anything."""

    body: str
    shown: tuple[str, ...]
    error: Exception | None

    @property
    def words(self) -> str:
        """All that anybody read."""
        return "\n".join((self.body, *self.shown))

    @property
    def views(self) -> list[dict[str, Any]]:
        """The forms and pages it opened, or drew anew."""
        return [json.loads(each)["view"] for each in self.shown if '"view"' in each]


class BoltHarness:
    """One process for all workspaces of a database; what it asks of Slack, `slack` answers."""

    def __init__(self, database: Database, folder: Path, now: datetime, patch: pytest.MonkeyPatch) -> None:
        self.now = now
        self.slack = Slack()
        self._shown: list[str] = []
        self._errors: list[Exception] = []
        self._numbers = itertools.count(1)
        built = bootstrap.build(Settings.from_env(_SETTINGS, base=folder), database, clock=lambda: self.now)
        built.executor.shutdown()
        self.runtime = replace(
            built,
            deps=replace(built.deps, slack=self.slack, outbox=replace(built.deps.outbox, transport=self.slack)),
            gateway=SimpleNamespace(submit=self._submit),  # type: ignore[arg-type]
            installation=SimpleNamespace(authorize=_authorize, identity=None),  # type: ignore[arg-type]
            executor=AtOnce(),  # type: ignore[arg-type]
        )
        patch.setattr(UserReplies, "respond", self._respond)
        self.app = bootstrap.build_app(self.runtime, self._error_handler())

    def ask(self, workspace_id: str, person: str, envelope: Envelope) -> Answer:
        """Let somebody make a request."""
        self._shown.clear()
        self._errors.clear()
        body = json.dumps(_signed(envelope, workspace_id, person, next(self._numbers)))
        headers: dict[str, str | Sequence[str]] = {"content-type": ["application/json"]}
        context = {"deadline": Deadline()}
        answer = self.app.dispatch(BoltRequest(body=body, headers=headers, context=context))
        return Answer(answer.body or "", tuple(self._shown), next(iter(self._errors), None))

    def listener_names(self) -> list[str]:
        """Every listener that Bolt has, by its kind and what it listens to; each alternative is a door of its own."""
        return [f"{kind} {each}" for kind, listened in map(_listens, self.app._listeners) for each in listened]

    def _error_handler(self) -> ErrorHandler:
        handler = bootstrap.build_error_handler(self.runtime)
        answer = handler.answer

        def noted(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
            self._errors.append(error)
            return answer(error, body, context)

        handler.answer = noted  # type: ignore[method-assign]
        return handler

    def _respond(self, response_url: str, message: Message, *, replace: bool) -> None:
        self._shown.append(json.dumps(message.payload(), ensure_ascii=False))

    def _submit(self, workspace_id: str, method: str, **arguments: Any) -> None:
        self._shown.append(json.dumps({"method": method, **arguments}, ensure_ascii=False))


class AtOnce(Executor):
    """Whatever is to be done later is done at once."""

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(call(*arguments, **options))
        return done


@dataclass
class Slack(NoSlack):
    """Knows the people that it is told of, finds every channel, and keeps what is posted."""

    people: dict[tuple[str, str], Profile] = field(default_factory=dict)
    posted: list[tuple[str, str, Message]] = field(default_factory=list)
    files: list[tuple[str, str, Attachment]] = field(default_factory=list)
    about_files: Outcome | None = None  # what stands against sending one

    def look_up(self, workspace_id: str, member_id: str) -> Profile | None:
        return self.people.get((workspace_id, member_id))

    def channel_named(self, workspace_id: str, channel: str) -> Channel | None:
        return Channel(channel, "customers", is_member=True, is_shared=False, is_archived=False)

    def prepare(self, workspace_id: str, target: str) -> Outcome | None:
        return None

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        self.posted.append((workspace_id, target, message))
        return Sent(f"{len(self.posted)}.0")

    def send_file(self, workspace_id: str, target: str, file: Attachment) -> Outcome | None:
        self.files.append((workspace_id, target, file))
        return self.about_files

    def update(self, workspace_id: str, target: str, ts: str, message: Message, *, redacts: bool) -> Outcome:
        self.posted.append((workspace_id, target, message))
        return Sent(ts)


def _authorize(workspace_id: str | None, user_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=workspace_id, user_id=user_id, bot_id="B0", bot_user_id="U0BOT", bot_token="xoxb"
    )


def _signed(envelope: Envelope, workspace_id: str, person: str, number: int) -> Envelope:
    """With who makes it, and where."""
    numbered = {"trigger_id": f"{number}.1"}
    if "command" in envelope:
        return {**envelope, **numbered, "team_id": workspace_id, "user_id": person}
    if "event" in envelope:
        said = {"user": person, "channel": f"D{person}", "ts": f"{number}.0", **envelope["event"]}
        return {**envelope, "team_id": workspace_id, "event_id": f"Ev{number}", "event": said}
    return {**envelope, **numbered, "team": {"id": workspace_id}, "user": {"id": person, "team_id": workspace_id}}


def _listens(listener: Any) -> tuple[str, list[str]]:
    """To which kind of request a listener of Bolt's listens, and to which names."""
    (matcher,) = listener.matchers
    kind = matcher.func.__qualname__.partition(".")[0]
    (listened,) = inspect.getclosurevars(matcher.func).nonlocals.values()
    return kind, listened.pattern.split("|") if isinstance(listened, re.Pattern) else [str(listened)]


@contextmanager
def opened(url: str, folder: Path, now: datetime) -> Iterator[BoltHarness]:
    database = Database(url)
    with pytest.MonkeyPatch.context() as patch:
        yield BoltHarness(database, folder, now, patch)
    database.close()


def json_of(answer: Answer) -> Mapping[str, Any]:
    """The JSON that went back for the request."""
    return json.loads(answer.body) if answer.body else {}
