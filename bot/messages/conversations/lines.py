"""Answers to a line beside its receipt: where files came with it, where it cannot be logged yet, and where somebody
called the bot in a channel."""

from dataclasses import replace

from bot.domain.conversations.receipts import KeptLine, NoConversation
from bot.messages import formatting, user_text
from bot.messages.blocks import Message, actions, button, context, escape, quote, section
from bot.messages.conversations.questions import FORGET
from bot.messages.workspace.help import SLACKS_OWN

LOG_NOW = "draft_log_now"

_LINE_LIMIT = 2000
_HOW = "Begin with the customer: `/logcall Acme 20m what they said`."


def without_files(answer: Message, files: int) -> Message:
    """The same answer, where only the words of a message were read."""
    line = f"I read your words, not {_the_files(files)}."
    return replace(answer, text=f"{answer.text}\n{line}", blocks=[*answer.blocks, context(line)])


def only_files(files: int) -> Message:
    """Somebody sent files and no word."""
    text = f"*Nothing is logged: I cannot read {_the_files(files)}.* Tell me in a line what they said. {_HOW}"
    return Message(text, [section(text)])


def kept(kept_line: KeptLine) -> Message:
    """A line that is logged once Slack has said that its author is of the workspace."""
    text = (
        f"*Kept, not logged yet.* Slack has not told me yet that you are with "
        f"{escape(formatting.name(kept_line.workspace))}. "
        "I log it as soon as it does, within a week; what I then have to ask stands on the Home tab of this app."
    )
    line = quote(kept_line.line, _LINE_LIMIT)
    buttons = actions(
        button("Log it now", LOG_NOW, kept_line.draft_id), button("Forget it", FORGET, kept_line.draft_id)
    )
    return Message(f"{text}\n{line}", [section(f"{text}\n{line}"), buttons])


def no_conversation(line: NoConversation) -> Message:
    """What was typed is no line: one sentence, with a way on. Nothing was kept of it."""
    if line.kind == "command":
        command = line.typed.removeprefix("/")
        is_slacks_own = command.casefold().startswith(SLACKS_OWN)
        typed = user_text.line_of(f"/{'touchbase ' if is_slacks_own else ''}{command}", "")
        text = "Nothing is logged: that is a command of its own, to be typed into the message box."
        return Message(f"{text}\n{quote(typed, _LINE_LIMIT)}", [section(text), user_text.block(typed)])
    if line.kind == "ahead":
        name = escape(formatting.one_line(line.account)) if line.account else "Acme"
        text = (
            f"Nothing is logged: that is still to come. Name the day and I plan it: `/logcall call {name} on friday`."
        )
    elif line.account is not None:
        account = escape(formatting.one_line(line.account))  # whole: it is there to be typed
        text = f"Nothing is logged. `/account {account}` shows what we know of them"
        is_plan = line.kind == "request"
        text += f"; `/logcall {account} call tomorrow` plans a call." if is_plan else "."
    else:
        text = _NO_LINE[line.kind]
    return Message(text, [section(text)])


_NO_LINE = {
    "greeting": "Hello. Tell me whom you spoke to, and I put it down: `/logcall Acme 20m what they said`.",
    "thanks": "Any time; nothing is logged. The next conversation is one line: `/logcall Acme 20m what they said`.",
    "question": "I have no answer to that; nothing is logged. `/account` shows the customers and who waits, "
    "`/leaderboard` who spoke to how many, `/touchbase help` the rest.",
    "request": "I cannot do that; nothing is logged. `/touchbase help` lists what I do.",
    "undo": "There is nothing of yours to undo; your entries stand on the Home tab.",
    "last": "There is no entry of yours yet. The first is one line: `/logcall Acme 20m what they said`.",
    "list": "Your entries stand on the Home tab; `/account list` lists the accounts, `/leaderboard` who spoke to "
    "how many.",
    "help": "`/touchbase help` lists what I do.",
}


def mentioned(line: str) -> Message:
    """Somebody called the bot in a channel, where it takes commands alone; `line` is what stood beside its name."""
    elsewhere = "Or type the same line to me in a direct message; /touchbase help lists what I do."
    if not line:
        text = f"*I am here.* {_HOW} {elsewhere}"
        return Message(text, [section(text)])
    text = f"*Nothing is logged yet:* in a channel I take it behind its command. {elsewhere}"
    whole = user_text.line_of("/logcall", line)
    return Message(f"{text}\n{quote(whole, _LINE_LIMIT)}", [section(text), user_text.block(whole)])


def _the_files(files: int) -> str:
    return "the file" if files == 1 else f"the {files:,} files"
