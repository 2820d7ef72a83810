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


def away_now(given: AwayDays) -> Message:
    """Whether they are away and until when, with days to press and the way back."""
    said = f"*{formatting.beginning(_words(given))}.*" if given.spans else "*You are not away.*"
    return _message(f"{said}{_return(given)} {_WHAT}", given)


def chosen(given: AwayDays) -> Message:
    """What was saved, and the way back."""
    if not given.spans:
        return _message("*You are not away.* What is new comes with the next morning message.", given)
    return _message(
        f"*{formatting.beginning(_words(given))}.*{_return(given)} Until then only a complaint reaches you.", given
    )


def on_home(given: AwayDays) -> Block:
    if not given.spans:
        return {**section("*Away:* not now"), "accessory": button("I’ll be away…", OTHER, "home")}
    return {**section(f"*Away:* {_spans(given)}"), "accessory": button("I’m not away", BACK, "home")}


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


def _message(said: str, given: AwayDays) -> Message:
    return Message(said, [section(said), actions(*_ways(given))])


def _ways(given: AwayDays) -> list[Element]:
    """Other days are offered to whoever is not away, the way back to whoever is or will be."""
    other = button("Other days…", OTHER, "days")
    if given.spans:
        return [button("I’m not away", BACK, "back"), other]
    offered = [
        button(label, f"{DAYS}:{number}", as_value(span)) for number, (label, span) in enumerate(_offered(given.today))
    ]
    return [*offered, other]


def _offered(today: date) -> list[tuple[str, Span]]:
    friday = today + (FRIDAY - today.weekday()) * _A_DAY
    next_week = ("Next week", Span(friday + _A_WEEK - FRIDAY * _A_DAY, friday + _A_WEEK))
    if today.weekday() >= SATURDAY:
        return [next_week]
    this_week = [("This week", Span(today, friday))] if today < friday else []
    return [("Today", Span(today, today)), *this_week, next_week]


def _words(given: AwayDays) -> str:
    return f"away {_spans(given)}"


def _return(given: AwayDays) -> str:
    back = given.back_on
    return f" Back on {formatting.date_words(back, given.today)}." if back is not None and len(given.spans) == 1 else ""


def _spans(given: AwayDays) -> str:
    return formatting.listing([_span(each, given.today) for each in given.spans], _SHOWN)


def _span(span: Span, today: date) -> str:
    if span.first == span.last:
        return formatting.day_words(span.first, today)
    last = formatting.date_words(span.last, today)
    return f"until {last}" if span.first <= today else f"{formatting.date_words(span.first, today)} to {last}"
