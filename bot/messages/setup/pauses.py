"""Pausing the posts: the form, and what came of it."""

from datetime import date

from bot.domain.setup.posting import Posting
from bot.messages import formatting
from bot.messages.blocks import Message, View, section
from bot.messages.setup.times import until_words
from bot.messages.views import asking, day_picker, field

PAUSE, RESUME = "posts_pause", "posts_resume"
FORM = "pause_form"
UNTIL = "until"

_STILL_COMES = "What cannot wait, such as a complaint, still reaches whom it is for."
_WHAT = (
    "Nothing is posted in the channel meanwhile, and nobody gets a morning message. Nothing is lost: people log as "
    f"ever, and all of it counts. {_STILL_COMES}"
)
_HINT = "On that day the posts go again. Empty: until somebody presses Take up again."


def form(metadata: str) -> View:
    """Until when."""
    until = field(UNTIL, "Until", day_picker("day"), optional=True, hint=_HINT)
    return asking(FORM, "Pause the posts", [section(_WHAT), until], submit="Pause", metadata=metadata)


def paused(posting: Posting, today: date) -> Message:
    if posting.pause is None:
        return _said("The posts go on.")
    until = until_words(posting.pause, today)
    return _said(
        f"*Paused {until}.* Nothing is posted in the channel, and no morning message comes. What people log counts. "
        f"{_STILL_COMES}"
    )


def resumed(posting: Posting, today: date) -> Message:
    """When the next post comes; what was due within a day comes now."""
    first = posting.first_on
    following = f" The next comes {formatting.day_words(first, today)}." if first is not None else ""
    return _said(f"*The posts go again.*{following} One that was due in the last 24 hours comes now.")


def _said(text: str) -> Message:
    return Message(text, [section(text)])
