"""Days and times of the posts, and a pause, in words."""

from datetime import date

from bot.domain.setup.pause import Pause
from bot.domain.setup.posting import PostTime
from bot.messages import formatting

DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def day_words(weekday: int, *, is_monthly: bool = False) -> str:
    """On which days a post goes out: "Mondays", "the first Monday of a month"."""
    return f"the first {DAYS[weekday][:-1]} of a month" if is_monthly else DAYS[weekday]


def time_words(time: PostTime, *, is_monthly: bool = False) -> str:
    """When a post goes out: "Mondays at 09:00"."""
    return f"{day_words(time.weekday, is_monthly=is_monthly)} at {time.at:%H:%M}"


def until_words(pause: Pause, today: date) -> str:
    """How long a pause lasts: "until Mon 5 Jan", "until somebody takes them up again"."""
    if pause.until is None:
        return "until somebody takes them up again"
    return f"until {formatting.date_words(pause.until, today)}"
