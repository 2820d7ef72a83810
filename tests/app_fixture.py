"""A whole app for tests: the sandbox on one side, the bot's real HTTP front on the other, and a clock to turn."""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from socket import create_server
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot import bootstrap
from bot.cli.listening import serving
from bot.config import Settings
from bot.db.engine import Database
from bot.domain.conversations.model import Conversation
from bot.domain.deliveries.model import Timings
from bot.domain.weekly.digests import next_digest_day
from bot.domain.weekly.posts import MONDAY
from bot.domain.workspace import schedule
from bot.messages.conversations.conversation_form import MORE
from bot.sandbox import AppSettings, CommandResult, PostedMessage, Sandbox, Team, TeamChannel, TeamPerson, TeamUserGroup
from bot.sandbox import sandbox as sandboxes
from bot.sandbox.views import View
from bot.slack import manifest
from bot.storage.conversations import conversations
from bot.storage.workspace import members, schedules, workspaces
from bot.storage.workspace import tables as workspace_tables
from bot.storage.workspace.schedules import Schedule
from jobs import due_jobs, senders
from tests import forms
from tests.databases import copied_file
from tests.scopes import scoped
from tests.waiting import wait_until

TOKEN, SECRET, APP_TOKEN = "xoxb-house", "an app's signing secret", "xapp-house"
ANA, BO, CHEN, DEE, GUS, FAY = "U0ANA", "U0BO", "U0CHEN", "U0DEE", "U0GUS", "U0FAY"
CUSTOMERS, RANDOM = "C0CUSTOMERS", "C0RANDOM"

INITECH = Team(
    id="T0INITECH",
    name="Initech",
    domain="initech",
    people=(
        TeamPerson(ANA, "ana", "Ana Ruiz", display_name="Ana", is_admin=True),
        TeamPerson(BO, "bo", "Bo"),
        TeamPerson(CHEN, "chen", "Chen", tz="Asia/Singapore"),
        TeamPerson(DEE, "dee", "Dee"),
        TeamPerson(GUS, "gus", "Gus Guest", is_restricted=True),
        TeamPerson(FAY, "fay", "Fay Foreign", team_id="T0GLOBEX"),
    ),
    channels=(
        TeamChannel(CUSTOMERS, "customers", members=(ANA, BO, CHEN, DEE, GUS, FAY)),
        TeamChannel(RANDOM, "random", members=(ANA, BO, CHEN, DEE)),
    ),
    zone="Europe/Berlin",
    usergroups=(
        TeamUserGroup("S0SALES", "sales", "Sales", (BO, GUS)),
        TeamUserGroup("S0ENG", "engineering", "Engineering", (CHEN, DEE)),
    ),
)


TIMINGS = replace(Timings().divided_by(15), settle=0.5, send_timeout=2.5, lease=4.6)
"""Nothing arrives late here, and who stops does so for good: less has to be waited for."""


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


class AppFixture:
    """One workspace with the bot in it. `type` and `press` do what people do; `pass_time` runs a round and sends."""

    def __init__(self, team: Team, sandbox: Sandbox, runtime: bootstrap.Runtime, clock: Clock, events_url: str) -> None:
        self.team = team
        self.sandbox = sandbox
        self.runtime = runtime
        self.clock = clock
        self.events_url = events_url

    @classmethod
    @contextmanager
    def open(
        cls,
        url: str,
        *,
        now: datetime,
        team: Team = INITECH,
        channel: str | None = CUSTOMERS,
        socket: bool = False,
        mondays: bool = False,
        rate_limits: bool = False,
        newcomers: bool = False,
    ) -> Iterator["AppFixture"]:
        """Over signed HTTP, or over Socket Mode; `events_url` is where requests are posted, or only the probes are.

        Monday's question stays out of the stories that tell of something else, unless they ask for `mondays`; so do the
        first words to everybody, unless they are `newcomers`.
        """
        clock = Clock(now)
        with ExitStack() as stack:
            listener = stack.enter_context(create_server(("127.0.0.1", 0)))
            events_url = f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
            sandbox = Sandbox(
                team,
                _app(events_url, socket),
                rate_limits=rate_limits,
                now=now,
                answer_seconds=sandboxes.ANSWER_SECONDS,
            )
            sandbox.start()
            stack.callback(sandbox.stop)
            database = Database(url)
            bootstrap.prepare(database)
            settings = _settings(sandbox, url, channel, socket)
            runtime = bootstrap.build(settings, database, clock=clock, timings=TIMINGS)
            stack.callback(runtime.close)
            asgi = stack.enter_context(bootstrap.receiving(runtime))
            stack.enter_context(serving(asgi, listener))
            runtime.set_up_workspace()
            if not mondays:
                _leave_out(database, MONDAY)
            if not newcomers:
                _say_first_words(database, team, now)
            assert sandbox.sockets.wait_until_joined(int(socket)), "no Socket Mode connection"
            stack.callback(sandbox.begin_to_stop)
            yield cls(team, sandbox, runtime, clock, events_url)

    @classmethod
    @contextmanager
    def opener(cls, folder: Path, migrated: Path) -> Iterator[Callable[..., "AppFixture"]]:
        with ExitStack() as stack:

            def open_one(*, now: datetime, **options: Any) -> AppFixture:
                url = copied_file(migrated, folder / f"{uuid.uuid4().hex}.db")
                return stack.enter_context(cls.open(url, now=now, **options))

            yield open_one

    def type(self, person: str, text: str, *, channel: str = CUSTOMERS, trigger_id: str | None = None) -> CommandResult:
        return self.sandbox.command(person, channel, text, trigger_id=trigger_id)

    def deliver(
        self, person: str, text: str, *, command: str = "/logcall", **fields: str
    ) -> tuple[int, dict[str, Any]]:
        """Send a command as Slack would, `text` already escaped; the status and the JSON that comes back."""
        form = {
            "team_id": self.team.id,
            "user_id": person,
            "channel_id": CUSTOMERS,
            "command": command,
            "text": text,
            "trigger_id": f"{uuid.uuid4().int}.1",
            "response_url": f"{self.sandbox.url}/response/none",
            **fields,
        }
        return self._send(urlencode(form).encode())

    def deliver_press(self, person: str, action_id: str, value: str) -> int:
        """Send a press of a button as Slack would, shown or not; the status."""
        payload = {
            "type": "block_actions",
            "team": {"id": self.team.id},
            "user": {"id": person, "team_id": self.team.id},
            "channel": {"id": CUSTOMERS},
            "trigger_id": self.sandbox.trigger(person),
            "response_url": f"{self.sandbox.url}/response/none",
            "actions": [{"type": "button", "block_id": "b", "action_id": action_id, "value": value}],
        }
        return self._send(urlencode({"payload": json.dumps(payload)}).encode())[0]

    def deliver_form(self, person: str, view: View, **filled: Any) -> dict[str, Any]:
        """Send a form as Slack would, open or not; the JSON that comes back."""
        payload = {
            "type": "view_submission",
            "team": {"id": self.team.id},
            "user": {"id": person, "team_id": self.team.id},
            "view": {**view.given, "id": view.id, "state": {"values": forms.state(view.given, filled)}},
        }
        return self._send(urlencode({"payload": json.dumps(payload)}).encode())[1]

    @property
    def kept(self) -> list[Conversation]:
        """The conversations that are on disk and not undone."""
        with self.runtime.deps.reading(self.team.id) as scope:
            return conversations.active(scope)

    def reads(self, person: str, text: str, **options: Any) -> str:
        """Type a command; the text of what only the author sees."""
        result = self.type(person, text, **options)
        assert result.error is None, result
        assert result.body is not None
        return str(result.body["text"])

    def last_seen(self, person: str) -> PostedMessage:
        """The last message only this person sees."""
        return self.sandbox.ephemerals(person)[-1]

    def press(self, person: str, action_id: str, message: PostedMessage | None = None) -> PostedMessage:
        """Press a button of the last message only `person` sees; that message as it then reads."""
        pressed = message or self.last_seen(person)
        self.sandbox.press(person, pressed, action_id)
        self.settle()
        return next(seen for seen in self.sandbox.ephemerals(person) if seen.ts == pressed.ts)

    def confirms(self, person: str, text: str) -> str:
        """Type a command that asks first, and press the first button of its question; what is read then."""
        self.reads(person, text)
        question = self.last_seen(person)
        (buttons,) = [block for block in question.blocks or [] if block["type"] == "actions"]
        return self.press(person, buttons["elements"][0]["action_id"], question).text

    def form(self, person: str) -> View:
        """The modal that lies on top for this person, once every answer under way was given."""
        self.settle()
        return self.sandbox.views(person)[-1]

    def save(self, person: str, **filled: Any) -> dict[str, Any]:
        """Put these into the fields of the form on top, unfolded where they are behind More, and press its submit;
        what the page shows next."""
        view = self.form(person)
        if not filled.keys() <= dict(forms.fields(view.given)).keys():
            view = self.unfold(person)
        answer = self.sandbox.submit(person, view.id, forms.state(view.given, filled))
        self.settle()
        return answer

    def unfold(self, person: str, **filled: Any) -> View:
        """Put these into the fields of the form on top and press More; the form as it then stands."""
        view = self.form(person)
        pressed = {"action_id": MORE, "type": "button", "value": MORE, "block_id": forms.block_of(view.given, MORE)}
        container, values = {"type": "view", "view_id": view.id}, forms.state(view.given, filled)
        assert self.sandbox.action(person, container, pressed, {"values": values})["ok"]
        return self.form(person)

    def press_in(self, person: str, view: View, action_id: str, **choice: Any) -> dict[str, Any]:
        """Press a button in a modal or on the Home tab, or make a choice there."""
        block_id, element = next(
            (block["block_id"], element)
            for block in view.given["blocks"]
            for element in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
            if element.get("action_id") == action_id
            and (not choice.get("value") or element.get("value") == choice["value"])
        )
        pressed = {name: element[name] for name in ("action_id", "type", "value") if name in element}
        container = {"type": "view", "view_id": view.id}
        answer = self.sandbox.action(person, container, {**pressed, **choice, "block_id": block_id})
        self.settle()
        return answer

    def home(self, person: str) -> View:
        """Their Home tab, opened now."""
        self.sandbox.open_home(person)
        before = self.sandbox.home(person)
        wait_until(lambda: self.sandbox.home(person) is not before)
        shown = self.sandbox.home(person)
        assert shown is not None
        return shown

    def writes(self, person: str, text: str) -> str:
        """Type a line to the bot in a direct message; the words of its answer."""
        conversation = self.sandbox.workspace.dm_of(person)
        before = len(self.sandbox.posts("chat.postMessage", conversation))
        self.sandbox.message(person, conversation, text)
        wait_until(lambda: len(self.sandbox.posts("chat.postMessage", conversation)) > before)
        return self.sandbox.messages(conversation)[-1].text

    def settle(self) -> None:
        """Wait until every answer to a person that is under way has been given."""
        for _ in range(2):  # an answer may leave one more call behind it
            done = threading.Barrier(bootstrap.ANSWERING_THREADS + 1)
            for _ in range(bootstrap.ANSWERING_THREADS):
                self.runtime.executor.submit(done.wait)
            done.wait(10)

    def pass_time(self, to: datetime | None = None, *, within: float = 10) -> list[str]:
        """Put the clock to `to`, run one round and send for at most so many seconds; the lines of what was done."""
        if to is not None:
            self.clock.now = to
        done = due_jobs.run(self.runtime.deps)
        return done + list(senders.send_all(self.runtime.deps.outbox, within=within))

    def wait_for_working_hours(self, person: str) -> None:
        """Put the clock forward to when somebody may be written to: a weekday, from eight to seven where they are."""
        zone = ZoneInfo(next(one.tz for one in self.team.people if one.id == person))
        here = self.clock.now.astimezone(zone)
        day = here.date() if here.time() < time(19) else here.date() + timedelta(days=1)
        while day.weekday() >= schedule.SATURDAY:
            day += timedelta(days=1)
        self.clock.now = max(self.clock.now, datetime.combine(day, time(8), zone).astimezone(UTC))

    def wait_for_next_digest(self, person: str) -> None:
        """Put the clock forward to the morning of somebody's next Monday or Thursday, when what can wait is told, and
        send that."""
        zone = ZoneInfo(next(one.tz for one in self.team.people if one.id == person))
        day = next_digest_day(self.clock.now.astimezone(zone).date())
        self.pass_time(datetime.combine(day, time(9), zone).astimezone(UTC))

    def ask_on_mondays(self) -> None:
        """From now on Monday's question is asked."""
        with self.runtime.deps.transaction(self.team.id) as scope:
            schedules.add(scope, Schedule(MONDAY, schedule.MONDAY, time(9), self.clock.now))

    @property
    def posts(self) -> list[Any]:
        """What Slack accepted into the channel."""
        return self.sandbox.posts("chat.postMessage", CUSTOMERS)

    def _send(self, body: bytes) -> tuple[int, dict[str, Any]]:
        reply = self.sandbox.deliver(body)
        assert reply.status is not None, reply
        return reply.status, json.loads(reply.body) if reply.body.startswith(b"{") else {}


def _leave_out(database: Database, kind: str) -> None:
    with database.transaction() as session:
        session.execute(workspace_tables.schedules.delete().where(workspace_tables.schedules.c.kind == kind))


def _say_first_words(database: Database, team: Team, now: datetime) -> None:
    """Everybody has read them, the first steps are done, and nothing is spared a company that counts as small."""
    with scoped(database.transaction(), team.id, now) as scope:
        for person in team.people:
            members.say_first_words(scope, person.id)
        workspaces.close_setup(scope)
        workspaces.count_people(scope, 25, is_first=True, is_last=True)


def _app(events_url: str, socket: bool) -> AppSettings:
    fitted = manifest.fitted(url=None, socket=socket)
    return AppSettings(fitted, events_url, SECRET, TOKEN, app_token=APP_TOKEN)


def _settings(sandbox: Sandbox, url: str, channel: str | None, socket: bool) -> Settings:
    env = {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_APP_TOKEN" if socket else "SLACK_SIGNING_SECRET": APP_TOKEN if socket else SECRET,
        "SLACK_API_URL": f"{sandbox.url}/api/",
        "DATABASE_URL": url,
        "TOUCHBASE_CHANNEL": channel or "",
    }
    return Settings.from_env(env, base=Path("/"))
