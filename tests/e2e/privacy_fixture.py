"""A private entry with a canary in each of its words, the people around it, and every way they have to look at it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.conversations.model import Conversation
from bot.messages.conversations import line_receipts, receipts
from bot.messages.conversations.receipt_parts import doubts
from bot.messages.workspace import home
from bot.sandbox import PostedMessage, TeamPerson
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, DEE, GUS, INITECH, AppFixture
from tests.conftest import MONDAY_9AM
from tests.e2e.pages import Pages
from tests.handlers.reading import elements

AUTHOR, HOLDER, OWNER = BO, DEE, "U0EVA"
READERS = (AUTHOR, HOLDER, OWNER)
ADMIN, CREDITED, OTHER, GUEST = ANA, CHEN, "U0ZOE", GUS
OUTSIDERS = (ADMIN, CREDITED, OTHER, GUEST)
MEMBERS_OUTSIDE = (ADMIN, CREDITED, OTHER)

CANARY = "canary"
ECHO = "spoke of exports too"
"""What a receipt says where another account complained of the same."""

WORDS = (
    "20m by @dee @chen with Jo Canary: a canary about exports says @zoe"
    " #complaint canary exports time out #like the canary of @zoe #request canary exports next: send the canary fri"
)
FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)
PERIODS = ("this week", "month", "quarter", "2026")
TEAM = replace(
    INITECH,
    people=(*INITECH.people, TeamPerson(OWNER, "eva", "Eva"), TeamPerson(OTHER, "zoe", "Zoe")),
    channels=tuple(replace(each, members=(*each.members, OWNER, OTHER)) for each in INITECH.channels),
)

_FORMS: dict[str, dict[str, Any]] = {
    receipts.EDIT: {"note": "other words", "kind": "visit"},
    receipts.ADD_INSIGHT: {"text": "what else?", "kind": "request"},
    receipts.SHARE: {"channel": CUSTOMERS},
}


class PrivacyFixture:
    """Acme is eva's; whatever anybody is shown of it stands on their page."""

    def __init__(self, app: AppFixture, pages: Pages) -> None:
        self.app = app
        self.pages = pages

    @classmethod
    @contextmanager
    def open(cls, url: str, *, socket: bool) -> Iterator["PrivacyFixture"]:
        with (
            AppFixture.open(url, now=MONDAY_9AM, team=TEAM, socket=socket) as app,
            Pages.open(app.sandbox, TEAM.people) as pages,
        ):
            for account in ("/account add Acme strategic @eva", "/account add Globex", "/account add Hooli"):
                app.reads(ADMIN, account)
            for person in (*READERS, *MEMBERS_OUTSIDE):
                app.reads(person, "/account Globex")
            yield cls(app, pages)

    def log(self, line: str) -> PostedMessage:
        self.app.reads(AUTHOR, f"/logcall Acme {line}")
        return self.app.last_seen(AUTHOR)

    def save(self, receipt: PostedMessage, **filled: Any) -> None:
        """Edit what a receipt of the author's is about."""
        self.app.sandbox.press(AUTHOR, receipt, receipts.EDIT)
        assert self.app.save(AUTHOR, **filled)["response_action"] == "update"

    def log_as(self, person: str, rest: str) -> PostedMessage:
        self.app.reads(person, f"/logcall Globex {rest} of {person}")
        return self.app.last_seen(person)

    def entry(self, entry_id: str) -> Conversation:
        with self.app.runtime.deps.reading(self.app.team.id) as scope:
            found = conversations.find(scope, entry_id)
        assert found is not None
        return found

    def give_to(self, owner: str) -> None:
        """Let Acme be somebody else's from now on."""
        with self.app.runtime.deps.transaction(self.app.team.id) as scope:
            (acme,) = [each for each in accounts.every(scope) if each.name == "Acme"]
            accounts.change(scope, replace(acme, owner=owner))

    def buttons(self, message: PostedMessage) -> list[dict[str, Any]]:
        return [element for element in elements(message) if element["type"] == "button"]

    def button(self, message: PostedMessage, action_id: str) -> dict[str, Any]:
        return next(each for each in self.buttons(message) if each["action_id"] == action_id)

    def who_reads(self) -> set[str]:
        """Whose pages the canary stands on, or its echo, of what they were shown since this was asked last."""
        self.app.settle()
        words = {person: "".join(map(str, shown)).casefold() for person, shown in self.pages.news().items()}
        return {person for person, said in words.items() if CANARY in said or ECHO in said}

    def look_everywhere(self, person: str) -> None:
        """Every command, whatever opens from Home, and a complaint that others may have made too."""
        for command in ("logcall", "account", "voice", "leaderboard", "touchbase"):
            self.app.type(person, f"/{command} help")
        looks = ("account Acme", "account Jo", "account Ac", "account Acme history", "account Jo history")
        voices = ("voice", "voice exports", "voice 365d complaint", "voice exports 90d request")
        for rest in (*looks, *voices, *(f"leaderboard {period}" for period in PERIODS)):
            self.app.type(person, f"/{rest}")
            self.app.type(person, f"/touchbase {rest}")
        self.app.type(person, "/logcall Globex 20m: and more #complaint exports time out")
        if person != GUEST:
            self.app.writes(person, "help")
            self._open_home(person)

    def press_everything(self, person: str, entry_id: str) -> None:
        """Every button there is, each on a message of their own, as though it stood under this entry.

        What an admin takes back that way they put back the same way.
        """
        receipt = self._receipt_with_all_buttons(person)
        for element in sorted(self.buttons(receipt), key=lambda each: str(each["action_id"]) == receipts.UNDO):
            _, space, member = str(element["value"]).partition(" ")
            self.press(person, receipt, element, f"{entry_id}{space}{member}")
        several = self._receipt_of_several(person)
        self.press(person, several, self.button(several, line_receipts.UNDO_ALL), entry_id)
        self.app.reads(person, f"/logcall Globex 20-30m about {person}")
        unsure = self.app.last_seen(person)
        self.press(person, unsure, self.button(unsure, f"{doubts.READ_OTHERWISE}:0"), f"{entry_id} 20")
        self._put_back(person, entry_id)
        conversation = self.app.sandbox.workspace.dm_of(person)
        (asked,) = [each for each in self.app.sandbox.messages(conversation) if "did it happen?" in each.text]
        for element in self.buttons(asked):
            self.press(person, asked, element, entry_id)
            self._put_back(person, entry_id)

    def save_everything(self, person: str, entry_id: str) -> None:
        """Every form there is, opened of an entry of their own and saved as though it had been opened of this one."""
        own = self.log_as(person, "20m with words")
        for action_id in _FORMS:
            self.save_as_though(person, own, action_id, entry_id)

    def save_as_though(self, person: str, own: PostedMessage, action_id: str, entry_id: str) -> None:
        self.app.sandbox.press(person, own, action_id)
        form = self.app.form(person)
        opened_with = json.loads(form.given["private_metadata"])
        kept = json.dumps({**opened_with, "conversation": entry_id})
        as_though = replace(form, given={**form.given, "private_metadata": kept})
        self.pages.show(person, self.app.deliver_form(person, as_though, **_FORMS[action_id]))

    def press(self, person: str, message: PostedMessage, element: Any, value: str) -> None:
        """Press a button of a message, sending `value` with it."""
        block_id = next(block["block_id"] for block in message.blocks or [] if element in block.get("elements", []))
        container = {"type": "message", "channel": message.channel, "ts": message.ts}
        pressed = {"type": "button", "action_id": element["action_id"], "value": value, "block_id": block_id}
        done = self.app.sandbox.action(person, container, pressed)
        assert done["ok"], (element, done)
        self.app.settle()

    def press_at_home(self, person: str, action_id: str, value: str) -> None:
        """Press a button of their Home tab, sending `value` with it."""
        shown = self.app.home(person)
        block_id = next(
            block["block_id"]
            for block in shown.given["blocks"]
            for element in [*block.get("elements", ()), block.get("accessory", {})]
            if element.get("action_id") == action_id
        )
        pressed = {"type": "button", "action_id": action_id, "value": value, "block_id": block_id}
        assert self.app.sandbox.action(person, {"type": "view", "view_id": shown.id}, pressed)["ok"]
        self.app.settle()

    def ask_about_plans(self) -> None:
        """Everybody outside plans something for tomorrow, and is asked on the day after it, in their own morning."""
        for person in MEMBERS_OUTSIDE:
            self.log_as(person, "visit tomorrow: a plan")
        monday = self.app.clock.now
        for hours in (42, 48):  # nine in Singapore is long past when it is nine in Berlin
            self.app.pass_time(monday + timedelta(hours=hours))

    def end_the_week(self) -> None:
        """All jobs, until Friday's post."""
        while self.app.clock.now < FRIDAY_4PM:
            self.app.pass_time(min(self.app.clock.now + timedelta(hours=12), FRIDAY_4PM))
        assert "Week 48" in self.app.posts[-1].text

    def _open_home(self, person: str) -> None:
        shown = self.app.home(person)
        if home.ENTRIES in str(shown.given):
            self.app.press_in(person, shown, home.ENTRIES)

    def _put_back(self, person: str, entry_id: str) -> None:
        undone = self.app.press(person, receipts.UNDO, self.log_as(person, "20m to be undone"))
        self.press(person, undone, self.button(undone, receipts.PUT_BACK), entry_id)

    def _receipt_with_all_buttons(self, person: str) -> PostedMessage:
        self.app.reads(person, f"/logcall Glboex email 2026-02-03 no {person} because @gus said so")
        receipt = self.app.last_seen(person)
        ids = {element["action_id"].partition(":")[0] for element in self.buttons(receipt)}
        constants = {
            each for each in vars(receipts).values() if isinstance(each, str) and each.startswith("conversation_")
        }
        assert ids == constants - {receipts.PUT_BACK}
        return receipt

    def _receipt_of_several(self, person: str) -> PostedMessage:
        self.app.reads(person, f"/logcall Globex 20m one of {person}\nHooli 20m other of {person}")
        return self.app.last_seen(person)
