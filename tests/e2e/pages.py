"""What each person was shown by the bot, everything and in order: their own page listens from the beginning."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.sandbox import Sandbox, TeamPerson
from bot.sandbox.wire import Stream


@dataclass(frozen=True)
class Shown:
    """A message or view as it was drawn; `text` is what a message says where nobody sees its blocks."""

    blocks: list[Any]
    text: str = ""

    def __str__(self) -> str:
        return self.text + json.dumps(self.blocks, ensure_ascii=False)


class Pages:
    """One open page for each person. What people write themselves is not the bot's."""

    def __init__(self, sandbox: Sandbox, people: Iterable[TeamPerson]) -> None:
        self._sandbox = sandbox
        self._streams = {person.id: Stream(person.id) for person in people}
        self._seen: dict[str, list[Shown]] = {person: [] for person in self._streams}
        self._told = dict.fromkeys(self._streams, 0)

    @classmethod
    @contextmanager
    def open(cls, sandbox: Sandbox, people: Iterable[TeamPerson]) -> Iterator["Pages"]:
        pages = cls(sandbox, people)
        for stream in pages._streams.values():
            sandbox.hub.open(stream)
        yield pages
        for stream in pages._streams.values():
            sandbox.hub.close(stream)

    def of(self, person: str) -> list[Shown]:
        """All that this person was shown until now."""
        for line in self._streams[person].take():
            self._seen[person] += self._shown_by(json.loads(line))
        return list(self._seen[person])

    def news(self) -> dict[str, list[Shown]]:
        """What each was shown since this was asked last."""
        found = {}
        for person, since in self._told.items():
            shown = self.of(person)
            found[person], self._told[person] = shown[since:], len(shown)
        return found

    def show(self, person: str, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a page hears as the answer to what was done on it: errors under fields, options of a menu."""
        words = [answer.get("errors"), answer.get("options")]
        self._seen[person].append(Shown([{"type": "answer", "words": words}]))
        return answer

    def _shown_by(self, event: Mapping[str, Any]) -> Iterator[Shown]:
        if event["type"] == "message" and event["message"]["user"] == self._sandbox.workspace.bot_user_id:
            yield Shown(event["message"]["blocks"] or [], event["message"]["text"])
        elif event["type"] in ("view", "home") and event.get("op") != "close":
            yield Shown(event["view"]["blocks"], event["view"].get("private_metadata", ""))


def complaints(sandbox: Sandbox) -> list[str]:
    """What went wrong on the wire in either direction: calls that were refused, answers that cannot be shown."""
    return [
        f"{row['what']}: {row['error'] or row['status']}"
        for row in sandbox.wire.rows()
        if row["error"] is not None or row["status"] != 200
    ]
