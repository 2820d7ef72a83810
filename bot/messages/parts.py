"""Messages made of parts, each with its plain text and its blocks.

The words of all parts are the message's text, so whoever sees no blocks misses nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.messages import formatting
from bot.messages.blocks import SECTION_LIMIT, TEXT_LIMIT, Block, Message, escape, header, section

Names = Mapping[str, str]
"""Member ids to what people are called."""

_NAME_LIMIT = 40


@dataclass(frozen=True)
class MessagePart:
    """A piece of a message; `text` is mrkdwn, escaped. Without words there are no blocks either."""

    text: str
    blocks: tuple[Block, ...]


def render_parts(parts: Iterable[MessagePart]) -> Message:
    shown = [part for part in parts if part.text]
    return Message(
        text="\n".join(part.text for part in shown),
        blocks=tuple(block for part in shown for block in part.blocks),
    )


def fit(parts: Sequence[MessagePart]) -> bool:
    """Whether the text and every section hold all of it, with nothing cut."""
    whole = sum(len(part.text) + 1 for part in parts)
    return whole <= TEXT_LIMIT and all(len(part.text) <= SECTION_LIMIT for part in parts)


def plain_text(text: str) -> MessagePart:
    return MessagePart(text, (section(text),))


def headed(title: str) -> MessagePart:
    """A heading of our own words: plain text, so nothing in it may need escaping."""
    return MessagePart(title, (header(title),))


def joined(separator: str, *texts: str) -> str:
    """Those of `texts` that say something."""
    return separator.join(filter(None, texts))


def who(person: str, names: Names) -> str:
    """A person's name for mrkdwn, escaped; never a mention."""
    return escape(literal_name(person, names))


def literal_name(person: str, names: Names) -> str:
    """A person's name where nothing needs escaping: in a table's cell."""
    return formatting.person(person, names, _NAME_LIMIT)


def by_name(people: Iterable[str], names: Names) -> list[str]:
    return sorted(people, key=lambda person: (literal_name(person, names).casefold(), person))
