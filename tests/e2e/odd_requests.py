"""Signed requests that Slack would hardly send, each with what makes sense as an answer.

Slack's signature says that a body came by its secret, not that it has the shape we read.
"""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from tests.app_fixture import ANA, CUSTOMERS, INITECH

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class Answer(StrEnum):
    """What may go back."""

    WORDS = "200, with words in the answer itself"
    MODAL = "200, and words in a modal"
    STAYS = "200, a form that stays open with words in it"
    OPTIONS = "200, with a list of options"
    EMPTY = "200, nothing said: nobody waits for words"
    REFUSED = "400 or 401: Slack sends no such thing"


@dataclass(frozen=True)
class OddRequest:
    """`body` is made with a trigger_id that is good for one modal."""

    name: str
    body: Callable[[str], bytes]
    answer: Answer
    content_type: str = FORM


Fields = Mapping[str, Any]
GONE = object()
"""In place of a value: the field is not there."""
NO_TEXTS: tuple[Any, ...] = (7, 1.5, True, [], ["x"], {}, {"a": "b"})
_NO_OBJECTS: tuple[Any, ...] = ("x", "", 7, True, [], [1])
_TEXTS = {"NUL": "\0", "half a pair": "\ud83d", "a direction": "\u202e", "long": "x" * 9000, "no ASCII": "ümläut"}


def odd_requests() -> Iterator[OddRequest]:
    for kind in (_bodies, _commands, _events, _others):
        yield from kind()


def _bodies() -> Iterator[OddRequest]:
    refused = {
        "nothing": b"",
        "a space": b" ",
        "an empty object": b"{}",
        "a list": b"[]",
        "a number": b"7",
        "a word": b"hello",
        "null": b"null",
        "half an object": b'{"type":',
        "an empty payload": b"payload=",
        "a payload that is no JSON": b"payload=hello",
        "a payload that is a list": b"payload=%5B%5D",
        "a payload that is a number": b"payload=7",
        "a payload that is null": b"payload=null",
        "a payload that is text": b"payload=%22x%22",
        "an empty payload object": b"payload=%7B%7D",
        "a payload without an end": b"payload=%7B%22type%22",
        "no UTF-8": b"\xff\xfe",
        "no UTF-8 behind percents": b"command=%ff%fe",
        "only ampersands": b"&&&&",
        "a deep list": b'{"type":' + b"[" * 5000 + b"]" * 5000 + b"}",
        "a deep payload": b"payload=" + b"%5B" * 5000,
        "a number without an end": b'{"type":' + b"9" * 5000 + b"}",
        "no number": b'{"type":NaN}',
        "an infinite type": b'{"type":Infinity}',
        "a type that is a list": b'{"type":[]}',
        "a type that is an object": b'{"type":{}}',
        "a type that is null": b'{"type":null}',
        "only a team": b'{"team_id":"T0INITECH"}',
        "a form of other fields": b"a=1&b=2",
        "a form with a type": b"type=block_actions",
    }
    for name, body in refused.items():
        yield OddRequest(name, lambda _, body=body: body, Answer.REFUSED)  # type: ignore[misc]
    for name, body in {"a list": b"[]", "a number": b"7", "null": b"null", "nothing": b"", "a form": b"a=1"}.items():
        yield OddRequest(f"{name}, called JSON", lambda _, body=body: body, Answer.REFUSED, JSON)  # type: ignore[misc]


def _commands() -> Iterator[OddRequest]:
    def of(name: str, answer: Answer, **fields: Any) -> OddRequest:
        return OddRequest(f"a command, {name}", lambda trigger: _form(_command(trigger), fields), answer)

    for field in ("text", "channel_id", "response_url", "trigger_id"):
        answer = Answer.MODAL if field == "text" else Answer.WORDS
        yield of(f"no {field}", answer, **{field: GONE})
        yield of(f"an empty {field}", answer, **{field: ""})
    for field in ("team_id", "user_id"):
        yield of(f"no {field}", Answer.REFUSED, **{field: GONE})
        yield of(f"an empty {field}", Answer.REFUSED, **{field: ""})
        yield of(f"NUL in {field}", Answer.REFUSED, **{field: "U0\0"})
        yield of(f"a long {field}", Answer.REFUSED, **{field: "U" * 500})
    yield of("an unknown team", Answer.WORDS, team_id="T0NOBODY")
    yield of("an unknown command", Answer.WORDS, command="/nonsense")
    yield of("a command without a name", Answer.REFUSED, command="")
    yield of("a command that is long", Answer.WORDS, command="/" + "x" * 5000)
    yield of("a command with a mention", Answer.WORDS, command="/<!channel>")
    for name, text in _TEXTS.items():
        yield of(f"{name} in the text", Answer.WORDS, text=f"Acme 20m {text}")
        # In a form half a pair is no UTF-8, and arrives as U+FFFD.
        is_readable = name in ("no ASCII", "half a pair")
        yield of(f"{name} in the channel", Answer.WORDS if is_readable else Answer.REFUSED, channel_id=f"C{text}")
    for text in ("help", "<@>", "<@U0NOBODY>", "<http://|>", "&lt;&amp;", "/account", '"', "#", "#like", "12:00-99:99"):
        yield of(f"{text!r}", Answer.WORDS, text=text)
    for command in ("/account", "/owner", "/sponsor", "/leaderboard", "/touchbase"):
        yield of(f"{command} of NUL", Answer.WORDS, command=command, text="\0")
        yield of(f"{command} of half a pair", Answer.WORDS, command=command, text="\ud83d x")
    yield OddRequest(
        "a command as JSON", lambda trigger: json.dumps(_command(trigger)).encode(), Answer.WORDS, content_type=JSON
    )
    for value in NO_TEXTS:
        body = {**_command("1.1"), "command": value}
        yield _json(f"a command {value!r} as JSON", body, Answer.REFUSED)


def _events() -> Iterator[OddRequest]:
    def of(name: str, envelope: Fields) -> OddRequest:
        return _json(f"an event, {name}", envelope, Answer.EMPTY)

    facts: Fields
    yield of("that is a word and names no team", {"event": "x", "type": "event_callback"})
    yield of("missing", _event(GONE))
    for value in (*_NO_OBJECTS, None, {}):
        yield of(f"{value!r}", _event(value))
    for value in (*NO_TEXTS, None, "nonsense"):
        yield of(f"of type {value!r}", _event({"type": value, "user": ANA}))
    for field in ("user", "channel", "ts", "text", "channel_type", "subtype", "bot_id", "thread_ts"):
        for value in (7, ["x"], {"a": "b"}, "\0"):
            yield of(f"a line whose {field} is {value!r}", _event({**_LINE, field: value}))
    for field in ("user", "channel", "ts", "channel_type"):
        yield of(f"a line without {field}", _event({**_LINE, field: GONE}))
    for kind in ("app_home_opened", "user_change", "tokens_revoked", "channel_shared"):
        for facts in ({}, {"user": None}, {"user": {}}, {"user": []}, {"user": "\0"}, {"tokens": "x"}):
            yield of(f"{kind} with {facts}", _event({"type": kind, **facts}))
    for value in (None, "x", [], {}, 7):
        yield of(f"of authorizations {value!r}", {**_event(_LINE), "authorizations": value, "team_id": GONE})
    for value in (7, ["x"], {"a": 1}):
        yield of(f"with the id {value!r}", {**_event({"type": "nonsense"}), "event_id": value})
    for value in (7, {}, [], None, "\0"):
        yield of(f"of team {value!r}", {**_event({"type": "nonsense"}), "team_id": value})


def _others() -> Iterator[OddRequest]:
    yield _json("the question whether it is us", {"type": "url_verification", "challenge": "c"}, Answer.WORDS)
    for value in (GONE, None, 7, [], {}):
        name = "nothing" if value is GONE else repr(value)
        yield _json(
            f"the question whether {name} is us", {"type": "url_verification", "challenge": value}, Answer.REFUSED
        )
    yield OddRequest("the look at our certificate", lambda _: b"ssl_check=1&token=x", Answer.EMPTY)
    for kind, answer in _OTHER_KINDS.items():
        sent = {**sent_by_ana(kind), "callback_id": "x"}
        yield in_payload(f"a {kind[:20]}", lambda _, sent=sent: sent, answer)  # type: ignore[misc]
    yield _json("events that were held back", {"type": "app_rate_limited", "team_id": INITECH.id}, Answer.EMPTY)


_OTHER_KINDS = {
    "dialog_submission": Answer.EMPTY,
    "nonsense": Answer.EMPTY,
    "interactive_message": Answer.REFUSED,
    "workflow_step_edit": Answer.REFUSED,
    "x" * 5000: Answer.REFUSED,
}
_LINE: Fields = {"type": "message", "channel_type": "im", "user": ANA, "channel": "D0ANA", "ts": "1.1", "text": "help"}


def _command(trigger: str) -> dict[str, Any]:
    return {
        "command": "/logcall",
        "text": "help",
        "team_id": INITECH.id,
        "user_id": ANA,
        "channel_id": CUSTOMERS,
        "trigger_id": trigger,
        "response_url": "https://hooks.slack.com/commands/1",
    }


def _event(event: Any) -> dict[str, Any]:
    return {"type": "event_callback", "team_id": INITECH.id, "event_id": "", "event": event}


def sent_by_ana(kind: str) -> dict[str, Any]:
    return {"type": kind, "team": {"id": INITECH.id}, "user": {"id": ANA, "team_id": INITECH.id}}


def _form(fields: Fields, changes: Fields) -> bytes:
    given = _present({**fields, **changes})
    return urlencode({name: str(value).encode("utf-8", "surrogatepass") for name, value in given.items()}).encode()


def _json(name: str, body: Fields, answer: Answer) -> OddRequest:
    return OddRequest(name, lambda _: json.dumps(_present(body)).encode(), answer, JSON)


def in_payload(name: str, payload: Callable[[str], Fields], answer: Answer) -> OddRequest:
    return OddRequest(
        name, lambda trigger: urlencode({"payload": json.dumps(_present(payload(trigger)))}).encode(), answer
    )


def _present(value: Any) -> Any:
    """Without what is gone, at any depth."""
    if isinstance(value, Mapping):
        return {name: _present(each) for name, each in value.items() if each is not GONE}
    return copy.deepcopy(value)
