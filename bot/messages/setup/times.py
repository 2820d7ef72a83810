"""Days and times of the weekly posts, and a pause, in words."""

from datetime import date

from bot.domain.setup.pause import Pause
from bot.domain.setup.posting import PostTime
from bot.messages import formatting

DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def time_words(time: PostTime) -> str:
    """When a post goes out: "Mondays at 09:00"."""
    return f"{DAYS[time.weekday]} at {time.at:%H:%M}"


def until_words(pause: Pause, today: date) -> str:
    """How long a pause lasts: "until Mon 5 Jan", "until somebody takes them up again"."""
    if pause.until is None:
        return "until somebody takes them up again"
    return f"until {formatting.date_words(pause.until, today)}"
