"""The greeting in a channel that the bot was invited to: what it will post there, and when."""

from bot.domain.workspace.greetings import Greeting
from bot.messages import formatting
from bot.messages.blocks import Message, section
from bot.messages.setup.times import time_words, until_words

_LOG = "Log a conversation from here: `/logcall Acme 20m what they said`. Only you see the answer."


def greeting(given: Greeting) -> Message:
    """Two lines; where nothing is to be posted, that."""
    lines = _here(given) if given.is_chosen else _elsewhere(given)
    said = "\n".join(lines)
    return Message(said, [section(said)])


def _here(given: Greeting) -> list[str]:
    posts = _posts(given)
    if not posts:
        return ["Nothing is posted here for now.", _LOG]
    return [*posts[:-1], f"{posts[-1]}{_when(given)}"]


def _when(given: Greeting) -> str:
    if given.pause is not None and given.pause.holds_on(given.today):
        return f" For now they are paused {until_words(given.pause, given.today)}."
    if given.first_on is None or given.first_on <= given.today:
        return ""
    return f" The first comes on {formatting.date_words(given.first_on, given.today)}."


def _elsewhere(given: Greeting) -> list[str]:
    if given.has_other:
        return ["Nothing is posted here: the posts of the week go to another channel.", _LOG]
    return ["Nothing is posted here until an admin chooses this channel on my Home tab. Then:", " ".join(_posts(given))]


def _posts(given: Greeting) -> list[str]:
    said = []
    if given.monday is not None:
        said.append(f"{time_words(given.monday)} I ask how many customers you will speak to, and show the sum.")
    if given.friday is not None:
        said.append(f"{time_words(given.friday)} I say what customers said, and who listened.")
    return said
