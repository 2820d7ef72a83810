"""The list of first steps on an admin's Home tab."""

from datetime import date

from bot.domain.setup.first_steps import FirstSteps
from bot.messages import formatting
from bot.messages.blocks import Block, Element, actions, button, escape, header, section
from bot.messages.setup import posting
from bot.messages.workspace import csv_transfers, settings

CLOSE = "first_steps_close"

_DONE, _OPEN = "✓", "○"


def on_home(steps: FirstSteps, today: date) -> list[Block]:
    """What is done and what is not, and the ways to do it."""
    lines = [_channel(steps, today), _customers(steps), _owners(steps), _executives(steps)]
    text = "\n".join(line for line in lines if line)
    return [header("To begin with"), section(text), actions(*_ways(steps))]


def _channel(steps: FirstSteps, today: date) -> str:
    if steps.channel is None:
        return f"{_OPEN} *A channel* for the two posts of the week"
    first = f", the first {formatting.day_words(steps.first_on, today)}" if steps.first_on is not None else ""
    return f"{_DONE} Posts go to {posting.channel(steps.channel)}{first}"


def _customers(steps: FirstSteps) -> str:
    if steps.customers:
        verb = "is" if steps.customers == 1 else "are"
        return f"{_DONE} {formatting.count(steps.customers, 'customer')} {verb} here"
    return f"{_OPEN} *Customers:* import a CSV, or people add them as they log"


def _owners(steps: FirstSteps) -> str:
    if steps.has_owners:
        return f"{_DONE} Every one above the standard tier has an owner"
    if not steps.unowned:
        return f"{_OPEN} *Owners:* one of you for each; `/owner` and the customer’s name says who, or makes it you"
    names = formatting.listing([escape(formatting.name(each)) for each in steps.unowned], most=3)
    verb = "has" if len(steps.unowned) == 1 else "have"
    return f"{_OPEN} *Owners:* {names} {verb} none; `/owner {escape(formatting.name(steps.unowned[0]))} @somebody`"


def _executives(steps: FirstSteps) -> str:
    if steps.executives is None:
        return ""
    if steps.executives:
        return f"{_DONE} {formatting.count(steps.executives, 'executive')} named"
    return f"{_OPEN} *Executives,* whom I suggest as sponsors"


def _ways(steps: FirstSteps) -> list[Element]:
    ways = []
    if steps.channel is None:
        ways.append(button("Choose a channel…", f"{posting.CHANGE}:first", "home", style="primary"))
    if not steps.customers:
        ways.append(button("Import…", f"{csv_transfers.IMPORT}:first", "home"))
    if steps.executives == 0:
        ways.append(button("Name executives…", f"{settings.CHANGE}:first", "home"))
    return [*ways, button("Put this list away", CLOSE, "home")]
