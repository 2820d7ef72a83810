"""What is said when something cannot be: what to do next, and the person's own words back (MESSAGES.md 10)."""

from bot.messages.blocks import Message, context, escape, section

_PART_LIMIT = 2900
_TYPED_LIMIT = 10_000


def refused(words: str, *, typed: str = "", command: str = "/logcall") -> Message:
    """A request that cannot be, with what was typed."""
    said = [escape(words)]
    if typed.strip():
        said += _as_typed(command, typed)
    return Message("\n".join(said), [section(part) for part in said])


def not_saved(*, command: str, typed: str, reason: str, at: str, error_id: str) -> Message:
    """Nothing was kept. `at` is the wall time the person knows."""
    said = ["*NOT saved. Send this again in a minute:*", *_as_typed(command, typed)]
    small = (
        f"{reason} Should it have arrived after all, I ask before counting it twice. "
        f"{at}, id {error_id}, for your admin if it goes on."
    )
    blocks = [section(part) for part in said]
    return Message("\n".join([*said, small]), [*blocks, context(escape(small))])


def not_done(*, error_id: str) -> Message:
    """A button whose work could not be done."""
    said = f"NOT done: press it again in a minute. (id {error_id})"
    return Message(said, [section(said)])


def logged_but_not_drawn(*, error_id: str) -> Message:
    """After the commit: never NOT saved."""
    said = f"Logged; I could not draw the receipt (id {error_id})."
    return Message(said, [section(said)])


def unknown_command(command: str) -> Message:
    said = f"I do not know {escape(command)}. /touchbase help lists what I understand."
    return Message(said, [section(said)])


def _as_typed(command: str, typed: str) -> list[str]:
    """What was typed, to copy and send again: escaped, in as many blocks as it needs."""
    # Backticks inside would end the block early.
    line = f"{command} {typed}".strip().replace("```", "'''")[:_TYPED_LIMIT]
    parts = [""]
    for character in map(escape, line):
        if len(parts[-1]) + len(character) > _PART_LIMIT:
            parts.append("")
        parts[-1] += character
    return [f"```{part}```" for part in parts]
