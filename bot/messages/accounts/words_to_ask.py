"""Three sentences that ask a customer for twenty minutes: a person copies them, makes them theirs and sends them."""

from datetime import date

from bot.domain.accounts.model import Stage
from bot.domain.accounts.words_to_ask import Asking
from bot.domain.insights.model import InsightKind
from bot.messages import formatting, user_text
from bot.messages.blocks import View, context, escape, section
from bot.messages.views import reading

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_FRESH_DAYS = 28
_QUOTE_LIMIT = 200
_TOLD = {
    InsightKind.COMPLAINT: (
        "{when} you told us what does not work for you: “{said}”.",
        "Is it better now, and what else should we do about it?",
    ),
    InsightKind.REQUEST: (
        "{when} you told us what you wish for: “{said}”.",
        "Do you still, and what would it change for you?",
    ),
    InsightKind.ABOUT: (
        "{when} you told us what is ahead of you: “{said}”.",
        "How does it go, and how could we serve you better?",
    ),
}
_CLOSING = "Would you have 20 minutes for me this week or next, with nothing to sell?"


def words_to_ask(asking: Asking) -> View:
    """The words to copy, and what they are made from."""
    account = escape(formatting.name(asking.account.name))
    text = f"*20 minutes with {account}.* Copy these words, make them yours and send them: I never write to a customer."
    blocks = [section(text), user_text.block(letter(asking)), context(_source(asking))]
    return reading("Words to ask", blocks)


def letter(asking: Asking) -> str:
    """A greeting and three sentences, as plain text."""
    greeting = f"Hello {formatting.name(asking.contact)}," if asking.contact else "Hello,"
    return "\n".join([greeting, " ".join([*_opening(asking), _CLOSING])])


def _opening(asking: Asking) -> tuple[str, str]:
    """Why somebody writes, and what they would like to hear."""
    told = asking.insights
    if told is not None:
        because, question = _TOLD[InsightKind(told.kind)]
        line = formatting.one_line(formatting.with_names(told.text, told.people, asking.names)).rstrip(".")
        sentence = line if len(line) <= _QUOTE_LIMIT else f"{line[: _QUOTE_LIMIT - 1]}…"
        return because.format(when=_when(told.on, asking.today), said=sentence), question
    if asking.last is not None:
        days = (asking.today - asking.last).days
        since = f"It is {formatting.count(days, 'day')} since we spoke." if days > 1 else "Thank you for the talk."
        return since, "How are we doing for you, and what do you want most this year?"
    if asking.account.stage is Stage.CUSTOMER and asking.account.last_activity is None:
        return "You chose us, and I would like to know why.", "What made you decide, and what should we do better?"
    return "I would like to understand what you want most this year.", "What worries you, and what would help?"


def _when(on: date, today: date) -> str:
    if (today - on).days < _FRESH_DAYS:
        return f"On {on.day} {_MONTHS[on.month - 1]}"
    return f"In {_MONTHS[on.month - 1]}" + ("" if on.year == today.year else f" {on.year}")


def _source(asking: Asking) -> str:
    told = asking.insights
    if told is None:
        return "They told us nothing yet that these words could refer to."
    on = formatting.date_words(told.on, asking.today)
    return f"From what they told us on {on}; what is private is left out."
