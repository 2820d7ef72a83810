"""What stands in a conversation, what was accepted from the app, and whom it would notify."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = Mapping[str, Any]

_TOKEN = re.compile(r"<(?:@([UW][A-Z0-9]+)|!(here|channel|everyone)|!subteam\^([A-Z0-9]+))(?:\|[^>]*)?>")
BROADCASTS = ("here", "channel", "everyone")

_NAMING = {"user": "user_id", "usergroup": "usergroup_id", "broadcast": "range"}
_BARE = re.compile(r"(?<![\w@<!])@(here|channel|everyone)\b")


@dataclass(frozen=True)
class PostedMessage:
    """One message. `to` is its only reader when it is ephemeral; `at` is the time shown on the page."""

    ts: str
    channel: str
    user: str
    text: str
    at: datetime
    blocks: Sequence[Json] | None = None
    attachments: Sequence[Json] | None = None
    metadata: Json | None = None
    to: str | None = None
    edited: bool = False
    kind: str = "message"
    thread_ts: str | None = None
    files: Sequence[Json] | None = None

    @property
    def is_ephemeral(self) -> bool:
        return self.to is not None

    def is_readable_by(self, user_id: str) -> bool:
        return self.to in (None, user_id)

    def shown(self) -> dict[str, Any]:
        """As the page's protocol has it."""
        shown: dict[str, Any] = {
            "ts": self.ts,
            "channel": self.channel,
            "user": self.user,
            "text": self.text,
            "blocks": None if self.blocks is None else list(self.blocks),
            "at": self.at.isoformat(),
            "edited": self.edited,
            "ephemeral": self.is_ephemeral,
            "kind": self.kind,
        }
        if self.files:
            shown["files"] = list(self.files)
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        return {**shown, "to": self.to} if self.is_ephemeral else shown


@dataclass(frozen=True)
class Accepted:
    """One write of the app that the sandbox took: the judge in delivery tests.

    `method` is a Web API method, `response_url` or `command_answer`; `received` is real time in seconds;
    `notifies` lists every person, group and broadcast the words would ring for, were all to read them.
    """

    method: str
    received: float
    at: datetime
    channel: str
    ts: str
    text: str
    blocks: Sequence[Json] = ()
    metadata: Json | None = None
    to: str | None = None
    notifies: tuple[str, ...] = ()
    arguments: Json = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        row = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            **row,
            "at": self.at.isoformat(),
            "notifies": list(self.notifies),
            "blocks": list(self.blocks),
        }


def notified(text: str, blocks: Iterable[Any] = (), attachments: Iterable[Any] = ()) -> tuple[str, ...]:
    """Whom a message would ring for, each once: user ids, group ids, `here`, `channel`, `everyone`."""
    found = [*_tokens(text), *_walk(list(blocks)), *_walk(list(attachments))]
    return tuple(dict.fromkeys(found))


def _walk(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _walk(each)
    elif isinstance(node, Mapping):
        yield from _named(node)
        for each in node.values():
            if isinstance(each, list | Mapping):
                yield from _walk(each)


def _named(node: Json) -> Iterator[str]:
    kind, words = node.get("type"), node.get("text")
    if isinstance(words, str) and kind in ("mrkdwn", "markdown", None):
        yield from _tokens(words)
        if kind == "mrkdwn" and not node.get("verbatim", False):
            yield from _BARE.findall(words)
    if kind in _NAMING:
        yield str(node.get(_NAMING[kind], ""))


def _tokens(text: str) -> Iterator[str]:
    for person, broadcast, group in _TOKEN.findall(text):
        yield person or broadcast or group
