"""A post as an admin sees it before it goes out: with its words, and nothing to press."""

from collections.abc import Iterable, Iterator

from bot.domain.setup.posting import Posting
from bot.domain.weekly.posts import FRIDAY, MONDAY, MONTHLY
from bot.messages import formatting
from bot.messages.blocks import Block, Element, Message, button, context, escape
from bot.messages.setup.times import time_words

SHOW = "preview"
"""What it is of stands behind the colon, and in the value."""

_WITH_MORE = (
    "Once people log, it has what customers said in their own words, the team’s sum, and a table of who listened."
)
_LABELS = {MONDAY: "Show me Monday", FRIDAY: "Show me Friday", MONTHLY: "Show me the month"}


def buttons(*kinds: str) -> list[Element]:
    """A button for each of these posts; for all where none is named."""
    return [button(_LABELS[kind], f"{SHOW}:{kind}", kind) for kind in kinds or _LABELS]


def preview(post: Message, posting: Posting, kind: str) -> Message:
    """The post under a line that says what it is."""
    line = f"Only you see this. {_when(posting, kind)}"
    blocks = [context(line), *_inert(post.blocks)]
    if kind == FRIDAY and len(post.blocks) == 1:
        return Message(f"{line}\n{post.text}\n{_WITH_MORE}", [*blocks, context(_WITH_MORE)])
    return Message(f"{line}\n{post.text}", blocks)


def _when(posting: Posting, kind: str) -> str:
    found = next((post for post in posting.posts if post.kind == kind and not post.time.is_off), None)
    if found is None:
        return "It is how the post would read now; it is off."
    when = time_words(found.time, is_monthly=found.is_monthly)
    return f"It is how the post would read now. It goes to {_reader(posting, is_monthly=found.is_monthly)}, {when}."


def _reader(posting: Posting, *, is_monthly: bool) -> str:
    if not is_monthly:
        return f"<#{posting.channel}>" if posting.channel is not None else "the channel you choose"
    if posting.programme_owner is None:
        return "the programme owner, once you name one"
    return escape(formatting.person(posting.programme_owner, posting.names))


def _inert(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without anything to press: what a button says stays as a word."""
    for block in blocks:
        if block["type"] == "actions":
            labels = [escape(element["text"]["text"]) for element in block["elements"]]
            yield context(f"Buttons: {' · '.join(labels)}")
        elif "accessory" in block:
            yield {name: value for name, value in block.items() if name != "accessory"}
        else:
            yield block
