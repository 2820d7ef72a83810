"""Every door by which a person saves something: what they did before the database froze, and what they read then."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.messages.conversations import receipts
from bot.messages.workspace import home
from bot.sandbox.views import View
from tests import forms
from tests.app_fixture import AppFixture
from tests.slack.wire import send, sign
from tests.waiting import wait_until

Act = Callable[[], str]
"""What a person does; the words they read, once they can."""

EntryPoint = Callable[[AppFixture, str], Act]
"""What comes before the freeze is done at once, for this person; the rest when the act is called."""


@dataclass(frozen=True)
class TimedReply:
    """What somebody read, and after how many seconds."""

    words: str
    seconds: float


def timed(act: Act) -> TimedReply:
    began = time.monotonic()
    words = act()
    return TimedReply(words, time.monotonic() - began)


def command(app: AppFixture, person: str) -> Act:
    return lambda: app.reads(person, f"/logcall Acme 20m command of {person}")


def command_asked_about(app: AppFixture, person: str) -> Act:
    return lambda: app.reads(person, f"/logcall Zebra: 20m question of {person}")


def account(app: AppFixture, person: str) -> Act:
    return lambda: app.reads(person, f"/account add Company of {person}")


def line(app: AppFixture, person: str) -> Act:
    return lambda: app.writes(person, f"Acme 20m line of {person}")


def form(app: AppFixture, person: str) -> Act:
    app.type(person, "/logcall Acme")
    return _saving(app, person, app.form(person), f"form of {person}")


def edit(app: AppFixture, person: str) -> Act:
    app.reads(person, f"/logcall Acme 20m before the edit of {person}")
    app.sandbox.press(person, app.last_seen(person), receipts.EDIT)
    return _saving(app, person, app.form(person), f"edit of {person}")


def correction(app: AppFixture, person: str) -> Act:
    app.reads(person, f"/logcall Acme email: correction of {person}")
    return _pressing(app, person, receipts.WAS_CALL)


def undo(app: AppFixture, person: str) -> Act:
    app.reads(person, f"/logcall Acme 20m undo of {person}")
    return _pressing(app, person, receipts.UNDO)


PRESSED = {"correction": receipts.WAS_CALL, "undo": receipts.UNDO}


def press_on_home(app: AppFixture, person: str) -> Act:
    author = next(each.id for each in app.team.people if each.id != person)
    app.deliver(author, f"Acme 20m by <@{person}>: held by {person}")
    tab = app.home(person)
    (block,) = [each for each in tab.given["blocks"] if each.get("accessory", {}).get("action_id") == home.NOT_ME]
    button = {name: block["accessory"][name] for name in ("action_id", "type", "value")}

    def act() -> str:
        container = {"type": "view", "view_id": tab.id}
        app.sandbox.action(person, container, {**button, "block_id": block["block_id"]})
        wait_until(lambda: app.sandbox.views(person))
        (opened,) = app.sandbox.views(person)
        return str(opened.given["blocks"][0]["text"]["text"])

    return act


class LineEvent(Protocol):
    def __call__(self, *, retry: int = 0) -> None:
        """Tell the bot of it, for the `retry`th time again; it is acknowledged."""
        ...


def line_event(app: AppFixture, person: str, text: str) -> LineEvent:
    """A line in somebody's direct message, as Slack tells of it and, where it saw no answer, tells again."""
    channel, ts = app.sandbox.workspace.dm_of(person), f"{time.time():.6f}"
    event = {"type": "message", "user": person, "text": text, "ts": ts, "channel": channel, "channel_type": "im"}
    envelope = {"type": "event_callback", "team_id": app.team.id, "event_id": f"Ev{ts}", "event": event}
    body = json.dumps(envelope).encode()

    def send_event(*, retry: int = 0) -> None:
        headers = {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"} if retry else {}
        if app.sandbox.sockets.count:
            assert app.sandbox.sockets.send(body, "application/json", headers).error is None
        else:
            signed = {**sign(body), "content-type": "application/json", **headers}
            assert send(app.events_url, body, signed).status_code == 200

    return send_event


def _saving(app: AppFixture, person: str, view: View, note: str) -> Act:
    def act() -> str:
        answer = app.sandbox.submit(person, view.id, forms.state(view.given, {"note": note}))
        assert answer.get("response_action") == "errors", answer
        return str(next(iter(answer["errors"].values())))

    return act


def _pressing(app: AppFixture, person: str, action_id: str) -> Act:
    pressed = app.last_seen(person)

    def replies() -> list[str]:
        """Commands are answered too meanwhile: those answers begin otherwise."""
        return [seen.text for seen in app.sandbox.ephemerals(person) if seen.text.startswith("NOT done")]

    def act() -> str:
        app.sandbox.press(person, pressed, action_id)
        wait_until(replies)
        return replies()[-1]

    return act


ENTRY_POINTS: dict[str, EntryPoint] = {
    "command": command,
    "command asked about": command_asked_about,
    "account": account,
    "line": line,
    "form": form,
    "edit": edit,
    "correction": correction,
    "undo": undo,
    "press on Home": press_on_home,
}

_LINE_GIVEN_BACK = "*NOT saved. Send this again in a minute:*\n```/"
_FORM_KEPT_OPEN = "Not saved yet: press Save again in a minute. Your words are still here."
_NOT_DONE = "NOT done: press it again in a minute."

NOT_SAVED = {
    "command": _LINE_GIVEN_BACK,
    "command asked about": _LINE_GIVEN_BACK,
    "account": _LINE_GIVEN_BACK,
    "line": _LINE_GIVEN_BACK,
    "form": _FORM_KEPT_OPEN,
    "edit": _FORM_KEPT_OPEN,
    "correction": _NOT_DONE,
    "undo": _NOT_DONE,
    "press on Home": _NOT_DONE,
}
"""How it is said, by door."""
