"""Closed days: on the Home tab, as the form that changes them, and what a change comes to."""

from collections.abc import Iterable
from datetime import date

from bot.domain.workspace.closed_days import IN_A_ROW_AT_MOST, ChangedDays, Moved, Span, spans
from bot.messages import formatting
from bot.messages.blocks import Message, View, section
from bot.messages.views import asking, field, text_input

CHANGE = "closed_days_change"
FORM = "closed_days_form"
FIELD = "days"

SPANS_AT_MOST = 60
"""In the form: what is in there as it opens goes along with it, in 3,000 characters."""
_SHOWN_AT_MOST, _POSTS_AT_MOST = 6, 8

_HINT = (
    "A day or several in a row on each line: 24 Dec, or 24 Dec to 1 Jan. Monday's question and the monthly page move "
    "to the next working day, Friday's post to the one before, and nobody is reminded of anything."
)


def on_home(closed: Iterable[date], today: date) -> str:
    """The line among the settings; empty where no day is closed."""
    shown = [_span(span, today) for span in spans(closed)]
    return f"*Closed:* {formatting.listing(shown, _SHOWN_AT_MOST)}" if shown else ""


def in_form(closed: Iterable[date]) -> tuple[Span, ...]:
    """Those of the closed days that fit into the form; the others are not touched by it."""
    return spans(closed, IN_A_ROW_AT_MOST)[:SPANS_AT_MOST]


def form(closed: Iterable[date], today: date, metadata: str) -> View:
    """The closed days to come, as text to change."""
    shown = in_form(closed)
    left = len(spans(closed, IN_A_ROW_AT_MOST)) - len(shown)
    more = f" {left:,} later ones do not fit in here; they stay." if left else ""
    typed = "\n".join(_span(span, today) for span in shown)
    element = text_input("typed", typed, multiline=True, placeholder="24 Dec to 1 Jan")
    fields = [field(FIELD, "When are you closed?", element, optional=True, hint=_HINT + more)]
    return asking(FORM, "Closed days", fields, submit="Save", metadata=metadata)


def changed(days: ChangedDays, today: date) -> Message:
    """What is different now, and which posts go out on another day."""
    lines = [_line("Closed now", days.closed, today), _line("Open again", days.opened, today)]
    moved = [_moved(post, today) for post in days.posts]
    left = len(moved) - _POSTS_AT_MOST
    lines += [*moved[:_POSTS_AT_MOST], f"And {formatting.count(left, 'more post')}." if left > 0 else ""]
    text = "\n".join(filter(None, lines)) or "Nothing was changed."
    return Message(text, [section(text)])


def _line(title: str, days: tuple[Span, ...], today: date) -> str:
    shown = [_span(day, today) for day in days]
    return f"*{title}:* {formatting.listing(shown, SPANS_AT_MOST)}" if shown else ""


def _span(span: Span, today: date) -> str:
    first = formatting.date_words(span.first, today)
    return first if span.first == span.last else f"{first} to {formatting.date_words(span.last, today)}"


def _moved(post: Moved, today: date) -> str:
    week = post.subject.partition("-W")[2]
    what = f"{post.label} of week {int(week)}" if week else post.label
    if post.on is None:
        return f"{what} is left out: no working day is left for it."
    return f"{what} goes out {'today' if post.on == today else f'on {formatting.date_words(post.on, today)}'}."
