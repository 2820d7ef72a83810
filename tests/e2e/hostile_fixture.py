"""An app in which every word that a person can choose means harm: their names, the accounts, whatever is said."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.sandbox import PostedMessage, Team
from bot.sandbox.views import View
from tests.app_fixture import ANA, BO, CHEN, DEE, INITECH, AppFixture
from tests.conftest import MONDAY_9AM
from tests.e2e.pages import Pages

NAME, TEXT = 120, 3000
"""Characters that a name and a text may have."""

STEM = "Kundenkontor"
"""Something to know a company by, whatever else it is called."""

HOSTILE = {
    "broadcasts and mentions": "<!channel> <!here|x> @here <@U0DEE|dee> &lt;@U0DEE&gt; &amp;lt;@U0DEE&amp;gt; <#C0R|r>",
    "links and marks": "<https://evil.example|click> evil.example <mailto:a@b.co> *_~`code`~_* ``` > quote ``` \\",
    "entities and emoji": "&<>&amp;&#60; 🧨 :tada: 👩‍👩‍👧‍👦 ❤️‍🔥 <!everyone> <!subteam^S0>",
    "right to left and lines": "محمد \u202egnp.exe \u2067بن\n> *forged*\r\nline\u2028next\tlast",
    "unstorable and one word": "nul\x00half\ud83d" + "x" * 106,
}


@dataclass(frozen=True)
class Words:
    """One harmful text at the lengths in which it comes."""

    text: str

    @property
    def name(self) -> str:
        """A name of 120 characters that can be one: on one line, with letters before it."""
        return f"{STEM} {self._repeated(NAME)}".replace("\n", " ").replace("\r", " ")[:NAME].strip()

    @property
    def full(self) -> str:
        """As much as a field of a form takes."""
        return self._repeated(TEXT)

    @property
    def line(self) -> str:
        """As much as a line has room for beside the account and all else, as a keyboard gives it."""
        return typed(self._repeated(TEXT - 700))

    def _repeated(self, length: int) -> str:
        return (f"{self.text} " * (length // len(self.text) + 1))[:length].strip()


def typed(text: str) -> str:
    """`text` without half characters: no command and no keyboard can send one, JSON can."""
    return text.encode("utf-8", "replace").decode()


def team(words: Words) -> Team:
    """Initech, where everybody but dee, whom the harm is aimed at, is called something harmful."""
    people = [
        each if each.id == DEE else replace(each, real_name=f"{each.id} {typed(words.name)}", display_name="")
        for each in INITECH.people
    ]
    groups = [replace(each, name=typed(words.name)) for each in INITECH.usergroups]
    return replace(INITECH, name=typed(words.name), people=tuple(people), usergroups=tuple(groups))


class HostileFixture:
    """The app, the harmful words, and an account of ana's that is called by them."""

    def __init__(self, app: AppFixture, words: Words, pages: Pages, patch: pytest.MonkeyPatch) -> None:
        self.app = app
        self.words = words
        self.pages = pages
        self.patch = patch
        self.account = typed(words.name).replace(" @", "/@")
        self.answers: list[dict[str, Any]] = []

    @classmethod
    @contextmanager
    def open(cls, url: str, words: Words, patch: pytest.MonkeyPatch, *, socket: bool) -> Iterator["HostileFixture"]:
        with (
            AppFixture.open(url, now=MONDAY_9AM, team=team(words), socket=socket) as app,
            Pages.open(app.sandbox, app.team.people) as pages,
        ):
            hostile = cls(app, words, pages, patch)
            for person in (ANA, BO, CHEN):
                hostile.type(person, "/account Acme")  # who is known by name from then on
            hostile.type(ANA, f'/account add "{hostile.account}" strategic @ana')
            assert " is here: strategic customer" in app.last_seen(ANA).text
            yield hostile

    def log(self, rest: str, *, person: str = BO) -> PostedMessage:
        """Type a line about the account; what came back."""
        self.type(person, f'/logcall "{self.account}" {rest}')
        return self.app.last_seen(person)

    def type(self, person: str, text: str) -> None:
        result = self.app.type(person, text)
        assert result.error is None, result
        self.app.settle()

    def press(self, action_id: str, message: PostedMessage, *, person: str = BO) -> PostedMessage:
        return self.app.press(person, action_id, message)

    def edit(self, person: str, message: PostedMessage) -> View:
        """The form of the entry that a message is about."""
        self.app.sandbox.press(person, message, "conversation_edit")
        return self.app.form(person)

    def save(self, person: str, **filled: Any) -> dict[str, Any]:
        answer = self.app.save(person, **filled)
        assert "error" not in answer, answer
        self.pages.show(person, answer)
        return answer

    def choose_new_account(self, name: str) -> str:
        """Type a name into the form that is open; the value of "New customer"."""
        view = self.app.form(BO)
        offered = self.offered(BO, {"type": "view", "view_id": view.id}, "form_account", name)
        return str(offered[-2]["value"])

    def offered(self, person: str, container: dict[str, Any], action_id: str, name: str) -> list[dict[str, Any]]:
        """What a type-ahead offers; Slack takes 75 characters of text, and 150 of value."""
        answer = self.app.sandbox.suggest(person, container, action_id, "account", name)
        options: list[dict[str, Any]] = list(self.pages.show(person, answer)["options"])
        assert all(0 < len(each["text"]["text"]) <= 75 and len(each["value"]) <= 150 for each in options), options
        return options


@dataclass(frozen=True)
class Surface:
    """Something the bot can show: how one comes to see it, and which functions of bot.messages draw it."""

    reach: Callable[[HostileFixture], None]
    draws: Sequence[str]
    provokes: int = 0  # calls that Slack was made to refuse on the way

    @property
    def name(self) -> str:
        return self.reach.__name__
