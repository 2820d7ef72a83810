"""The greeting in a channel that the bot was invited to: what it will post there, and when."""

from bot.domain.workspace.greetings import Greeting
from bot.messages import formatting
from bot.messages.blocks import Message, section
from bot.messages.setup.times import time_words, until_words

_LOG = "Log a conversation from here: `/logcall Acme 20m what they said`. Only you see the answer."


def greeting(given: Greeting) -> Message:
    """Two lines; where nothing is to be posted, that."""
    lines = _here(given) if given.is_chosen else _elsewhere(given)
    text = "\n".join(lines)
    return Message(text, [section(text)])


def _here(greeting: Greeting) -> list[str]:
    posts = _posts(greeting)
    if not posts:
        return ["Nothing is posted here for now.", _LOG]
    return [*posts[:-1], f"{posts[-1]}{_when(greeting)}"]


def _when(greeting: Greeting) -> str:
    if greeting.pause is not None and greeting.pause.holds_on(greeting.today):
        return f" For now they are paused {until_words(greeting.pause, greeting.today)}."
    if greeting.first_on is None or greeting.first_on <= greeting.today:
        return ""
    return f" The first comes on {formatting.date_words(greeting.first_on, greeting.today)}."


def _elsewhere(greeting: Greeting) -> list[str]:
    if greeting.has_other:
        return ["Nothing is posted here: the posts of the week go to another channel.", _LOG]
    return [
        "Nothing is posted here until an admin chooses this channel on my Home tab. Then:",
        " ".join(_posts(greeting)),
    ]


def _posts(greeting: Greeting) -> list[str]:
    lines = []
    if greeting.monday is not None:
        lines.append(f"{time_words(greeting.monday)} I ask how many customers you will speak to, and show the sum.")
    if greeting.friday is not None:
        lines.append(f"{time_words(greeting.friday)} I say what customers said, and who listened.")
    return lines
