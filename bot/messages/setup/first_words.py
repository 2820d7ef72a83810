"""The first words to a member: three lines of what there is, said once, wherever they come in first."""

from bot.messages.blocks import Message, section

_ONE_LINE = "One line logs a conversation: `/logcall Acme 20m what they said`, with your customer’s name for Acme."
_MORE_IN_IT = "One line takes more: `yesterday`, `with Jo Lee`, `#complaint exports stop`, `next: send pricing fri`."
_LISTS = "`/account` shows who waits for a conversation, `/leaderboard` who spoke to how many; only you see the answer."
_YOURS = "What you log stands on my Home tab, to edit or undo. I write to you only about what is yours."

_TITLE = "*Good to know, said once:*"


def on_home() -> str:
    """Below what says how to log the first one."""
    return _listed(_MORE_IN_IT, _LISTS, _YOURS)


def below_receipt(message: Message, is_first: bool) -> Message:
    """A receipt; of somebody's first line with them below."""
    return _below(message, _listed(_MORE_IN_IT, _LISTS, _YOURS)) if is_first else message


def below_number(message: Message, is_first: bool) -> Message:
    """The answer to a number; to somebody's first with them below."""
    return _below(message, _listed(_ONE_LINE, _LISTS, _YOURS)) if is_first else message


def _listed(*lines: str) -> str:
    return "\n".join([_TITLE, *(f"• {line}" for line in lines)])


def _below(message: Message, line: str) -> Message:
    return Message(f"{message.text}\n{line}", [*message.blocks, section(line)])
