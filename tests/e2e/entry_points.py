"""Every way into the bot, each with one way through it: what people type, press, look up and fill in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.messages.accounts import cards
from bot.messages.conversations import follow_ups
from tests.e2e.dataset import FilledWorkspace
from tests.e2e.envelopes import Envelope, command, press, submitted

Through = Callable[[FilledWorkspace], Envelope]

WHO_CHANGES = "Its owner, its sponsor or an admin"
WHO_EDITS = "Only its author, the person who held it, or an admin"
WHO_TYPED = "Only the person who typed this line"
WHO_ENDS = "Its owner, its sponsor, whoever proposed it, or an admin can end this"
WHO_DELETES = "Whoever added it can delete it for a day; after that, an admin"
WHO_MERGES = "An admin merges accounts"
WHO_IS_ASKED = "That was asked of somebody else"
WHO_PLANS = "Only its sponsor plans"
WHO_DOES = "Only who is to do it, its author, the person who held the conversation, or an admin"
WHO_IS_DOWN = "You are not down for this one"
WHO_HANDS_OVER = "The programme owner or an admin hands over"
WHO_ASKS_TO_READ = "Its owner or its sponsor asks"
WHO_PASSES_ON = "Its author decides who else reads it"
WHO_READS = "That is private"
WHO_CALLS = "Its owner or its sponsor calls"
WHO_SETS = "Only admins change settings"
WHO_IMPORTS, WHO_EXPORTS = "Admins import", "Admins export"
WHO_SENDS = "Admins decide about messages that did not arrive"


@dataclass(frozen=True)
class EntryPoint:
    """`through` makes the request; `saves` says whether it changes anything; `says` is what those read who may not."""

    name: str
    through: Through
    saves: bool
    says: str = ""


@dataclass(frozen=True)
class Form:
    """A form's door: who opens it how, and what is put into it. `through` has it opened by `opener` and submitted."""

    opener: str
    opening: Through
    filled: Callable[[FilledWorkspace], Mapping[str, Any]]

    def __call__(self, filled: FilledWorkspace) -> Envelope:
        return self.opened_by(self.opener, filled)

    def opened_by(self, person: str, filled: FilledWorkspace) -> Envelope:
        view = filled.opened(person, self.opening(filled))
        return submitted(view, self.filled(filled), form_id=f"V{filled.acme.id}")


def knocked_at(envelope: Envelope) -> tuple[str, str]:
    """The kind of listener that a request is for, as Bolt calls it, and what it listens to."""
    if "command" in envelope:
        return "command", str(envelope["command"])
    if "event" in envelope:
        return "event", str(envelope["event"]["type"])
    match envelope["type"]:
        case "block_actions":
            return "action", str(envelope["actions"][0]["action_id"])
        case "block_suggestion":
            return "options", str(envelope["action_id"])
        case "view_submission":
            return "view_submission", str(envelope["view"]["callback_id"])
    return "shortcut", str(envelope["callback_id"])


def opens(listened: str, knocked: tuple[str, str]) -> bool:
    """Whether a listener of Bolt's, by its kind and pattern, is the door at which was knocked."""
    kind, _, pattern = listened.partition(" ")
    return kind == knocked[0] and re.fullmatch(pattern, knocked[1]) is not None


def sight(envelope: Envelope) -> tuple[str, str] | None:
    """What a button looks like to whoever is shown it: its action_id and the value it sends; None for anything else."""
    if envelope.get("type") != "block_actions":
        return None
    (action,) = envelope["actions"]
    is_menu = action["action_id"].partition(":")[0] in (cards.MORE, follow_ups.MENU)
    picked = action.get("selected_option", {}).get("value", "") if is_menu else ""
    return action["action_id"], str(action.get("value") or picked)


def typed(command_name: str, text: str) -> Through:
    """A command about the scene's accounts: {acme} and the like stand for their names."""

    def through(filled: FilledWorkspace) -> Envelope:
        names = {name: f'"{getattr(filled, name).name}"' for name in _ACCOUNTS}
        return command(command_name, text.format(**names, alias=filled.acme.aliases[0], mark=filled.mark))

    return through


def about(action_id: str, part: str, behind: str = "", *, before: str = "") -> Through:
    """A button whose value is the id of a part of the scene."""
    return lambda filled: press(action_id, f"{before}{_id(filled, part)}{behind}")


def under(action_id: str, part: str, **choice: Any) -> Through:
    """A menu that has the id of a part of the scene in its own."""
    return lambda filled: press(f"{action_id}:{_id(filled, part)}", **choice)


def _id(filled: FilledWorkspace, part: str) -> str:
    found = getattr(filled, part)
    return str(found) if isinstance(found, str) else str(found.id)


_ACCOUNTS = ("acme", "free", "asked_for", "resting", "fresh", "left", "lapsed", "taken_over")
