"""Error messages: what to do next, and the person's own words back."""

from bot.messages import user_text as given_back
from bot.messages.blocks import Message, context, escape, section

LOGGED, KEPT, NOTHING_NEW = "Logged", "Kept, not logged yet", "Nothing new is saved"
NOT_LOGGED = "Not logged yet"
"""What a commit may come to, for whoever gets no answer after it."""

NOTHING = ""
"""What a commit came to that kept nothing of what the person wrote: an error after it may say NOT saved."""


UNKNOWN_FORM = "I do not know this form any more: nothing is saved. Copy what you wrote, close it and open it anew."
UNREADABLE = "I cannot read what that button or form was made for: nothing was done. Open it anew, or type the command."
"""For a value that no message of ours carries now; it may come from one of an older release."""


def refused(words: str, *, typed: str = "", command: str = "/logcall") -> Message:
    """A request that cannot be, with what was typed."""
    text = escape(words)
    if not typed.strip():
        return Message(text, [section(text)])
    line = given_back.line_of(command, typed)
    return Message(f"{text}\n{_fenced(line)}", [section(text), given_back.block(line)])


def not_saved(*, command: str, typed: str, reason: str, at: str, error_id: str) -> Message:
    """Nothing was kept. `at` is the wall time the person knows."""
    text = "*NOT saved. Send this again in a minute:*"
    line = given_back.line_of(command, typed)
    small = escape(
        f"{reason} Should it have arrived after all, I ask before counting it twice. "
        f"{at}, id {error_id}, for your admin if it goes on."
    )
    return Message(f"{text}\n{_fenced(line)}\n{small}", [section(text), given_back.block(line), context(small)])


def not_shown(*, error_id: str) -> Message:
    """A command that would have saved nothing."""
    text = f"That did not work: try again in a minute. (id {error_id})"
    return Message(text, [section(text)])


def not_done(*, error_id: str) -> Message:
    """A button whose work could not be done."""
    text = f"NOT done: press it again in a minute. (id {error_id})"
    return Message(text, [section(text)])


def not_saved_yet(*, button: str, error_id: str) -> str:
    """Under a field of a form that stays open; `button` is how it is submitted."""
    return f"Not saved yet: press {button} again in a minute. Your words are still here. (id {error_id})"


def saved_but_not_shown(done: str, *, error_id: str) -> Message:
    """After the commit of what `done` says ("Logged", "Taken back"): never NOT saved."""
    answer = "receipt" if done == LOGGED else "answer"
    text = f"{done}; I could not draw the {answer} (id {error_id})."
    return Message(text, [section(text)])


def unknown_command(command: str) -> Message:
    text = f"I do not know {escape(command)}. /touchbase help lists what I understand."
    return Message(text, [section(text)])


def unknown_button() -> Message:
    """A button, a menu or a shortcut that nobody here listens to: of an older message, most likely."""
    text = "I do not know that button any more: nothing was done. /touchbase help lists what I understand."
    return Message(text, [section(text)])


def _fenced(line: str) -> str:
    """For the message's text. Backticks inside would end the fence early."""
    return f"```{escape(line).replace('```', chr(39) * 3)}```"
