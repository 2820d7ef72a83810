"""Being away: what stands, days to press, the form for others, and the line on the Home tab."""

from datetime import date, timedelta

from bot.domain.setup.away import AwayDays
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.schedule import FRIDAY, SATURDAY
from bot.messages import formatting
from bot.messages.blocks import Block, Element, Message, View, actions, button, section
from bot.messages.views import asking, day_picker, field

DAYS, BACK, OTHER = "away_days", "away_back", "away_other"
FORM = "away_form"
FIRST, LAST = "first", "last"

_SHOWN = 5
_A_DAY, _A_WEEK = timedelta(days=1), timedelta(weeks=1)
_WHAT = (
    "While you are away I send you no morning message and ask you nothing; what comes up is told when you are back. A "
    "complaint about an account of yours still reaches you. A week away does not break your weeks in a row."
)


def away_now(days: AwayDays) -> Message:
    """Whether they are away and until when, with days to press and the way back."""
    text = f"*{formatting.beginning(_words(days))}.*" if days.spans else "*You are not away.*"
    return _message(f"{text}{_return(days)} {_WHAT}", days)


def chosen(days: AwayDays) -> Message:
    """What was saved, and the way back."""
    if not days.spans:
        return _message("*You are not away.* What is new comes with the next morning message.", days)
    return _message(
        f"*{formatting.beginning(_words(days))}.*{_return(days)} Until then only a complaint reaches you.", days
    )


def on_home(days: AwayDays) -> Block:
    if not days.spans:
        return {**section("*Away:* not now"), "accessory": button("I’ll be away…", OTHER, "home")}
    return {**section(f"*Away:* {_spans(days)}"), "accessory": button("I’m not away", BACK, "home")}


def form(today: date, metadata: str) -> View:
    """The first day and the last."""
    blocks = [
        section(_WHAT),
        field(FIRST, "First day", day_picker("first_day", today.isoformat())),
        field(LAST, "Last day", day_picker("last_day")),
    ]
    return asking(FORM, "Away", blocks, submit="Save", metadata=metadata)


def as_value(span: Span) -> str:
    return f"{span.first}/{span.last}"


def _message(text: str, days: AwayDays) -> Message:
    return Message(text, [section(text), actions(*_ways(days))])


def _ways(days: AwayDays) -> list[Element]:
    """Other days are offered to whoever is not away, the way back to whoever is or will be."""
    other = button("Other days…", OTHER, "days")
    if days.spans:
        return [button("I’m not away", BACK, "back"), other]
    offered = [
        button(label, f"{DAYS}:{number}", as_value(span)) for number, (label, span) in enumerate(_offered(days.today))
    ]
    return [*offered, other]


def _offered(today: date) -> list[tuple[str, Span]]:
    friday = today + (FRIDAY - today.weekday()) * _A_DAY
    next_week = ("Next week", Span(friday + _A_WEEK - FRIDAY * _A_DAY, friday + _A_WEEK))
    if today.weekday() >= SATURDAY:
        return [next_week]
    this_week = [("This week", Span(today, friday))] if today < friday else []
    return [("Today", Span(today, today)), *this_week, next_week]


def _words(days: AwayDays) -> str:
    return f"away {_spans(days)}"


def _return(days: AwayDays) -> str:
    back = days.back_on
    return f" Back on {formatting.date_words(back, days.today)}." if back is not None and len(days.spans) == 1 else ""


def _spans(days: AwayDays) -> str:
    return formatting.listing([_span(span, days.today) for span in days.spans], _SHOWN)


def _span(span: Span, today: date) -> str:
    if span.first == span.last:
        return formatting.day_words(span.first, today)
    last = formatting.date_words(span.last, today)
    return f"until {last}" if span.first <= today else f"{formatting.date_words(span.first, today)} to {last}"
