"""A person's own text, given back to copy and send again. In rich text nothing is escaped."""

from bot.messages.blocks import Block

LIMIT = 10_000
"""Characters; a line that can be logged has at most 3,000."""


def line_of(command: str, typed: str) -> str:
    """The command with what stood behind it; of more than fits, how much was left out."""
    line = f"{command} {typed}".strip()
    left_out = len(line) - LIMIT
    return line if left_out <= 0 else f"{line[:LIMIT]}… (and {left_out:,} more characters)"


def block(line: str) -> Block:
    """`line`, which is not empty, to the letter."""
    words = {"type": "text", "text": line}
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [words]}]}
