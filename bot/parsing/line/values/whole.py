"""A whole text as one value: what is typed into a field, or stands in a cell."""

from datetime import date

from bot.parsing.line.tokens import tokenize
from bot.parsing.line.values.dates import day_at
from bot.parsing.line.values.day import Day
from bot.parsing.line.values.durations import duration_at
from bot.parsing.line.vocabulary import Words
from bot.parsing.slack_text import SlackText


def whole_duration(text: str) -> int | None:
    """The minutes that all of `text` is; None where it is anything else."""
    tokens = tokenize(SlackText(text.strip(), (), len(text)))
    duration = duration_at(tokens, Words(tokens), 0) if len(tokens) else None
    return duration.minutes if duration is not None and duration.end == len(tokens) else None


def whole_day(text: str, today: date, *, day_first: bool = True, however_old: bool = False) -> Day | None:
    """The day that all of `text` is; None where it is anything else."""
    tokens = tokenize(SlackText(text, (), len(text)))
    day = day_at(tokens, Words(tokens), 0, today, day_first=day_first, however_old=however_old) if len(tokens) else None
    return day if day is not None and day.end == len(tokens) else None
