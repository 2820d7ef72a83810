"""The greeting in a channel that the bot was invited to: what it will post there, and when."""

from bot.domain.workspace.greetings import Greeting
from bot.messages.blocks import Message, section

_LOG = "Log a conversation from here: `/logcall Acme 20m what they said`. Only you see the answer."


def greeting(given: Greeting) -> Message:
    """Two lines; where nothing is to be posted, that."""
    lines = _here(given) if given.is_chosen else _elsewhere(given)
    said = "\n".join(lines)
    return Message(said, [section(said)])


def _here(given: Greeting) -> list[str]:
    return _posts(given) or ["Nothing is posted here for now.", _LOG]


def _elsewhere(given: Greeting) -> list[str]:
    if given.has_other:
        return ["Nothing is posted here: the posts of the week go to another channel.", _LOG]
    return ["Nothing is posted here until an admin chooses this channel on my Home tab. Then:", " ".join(_posts(given))]


def _posts(given: Greeting) -> list[str]:
    said = []
    if given.monday_at is not None:
        said.append(f"Mondays at {given.monday_at:%H:%M} I ask how many customers you will speak to, and show the sum.")
    if given.friday_at is not None:
        said.append(f"Fridays at {given.friday_at:%H:%M} I say what customers said, and who listened.")
    return said
