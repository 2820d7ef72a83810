"""Asking whoever heard it: the form, what follows it, and the direct message with the quote."""

from collections.abc import Mapping
from datetime import date

from bot.domain.insights.passages import Quote
from bot.messages import formatting
from bot.messages.accounts.cards import OPEN
from bot.messages.blocks import Message, View, actions, button, context, escape, quote, section
from bot.messages.insights.quotes import quoted
from bot.messages.views import asking, field, text_input

FORM = "quote_question"
QUESTION = "question"
VALUE = "value"
_QUESTION_LIMIT = 2000


def form(shown: Quote, asks: str, names: Mapping[str, str], today: date, *, metadata: str) -> View:
    """What would you like to know of whoever heard this?"""
    account = escape(formatting.name(shown.entry.account_name))
    name = formatting.person(asks, names)
    words = section(f"*{account}*\n{quoted(shown, names, today)}")
    question = field(
        QUESTION,
        f"Your question to {name}",
        text_input(VALUE, multiline=True, placeholder="Which exports, and how often?"),
        hint="They get it as a direct message, with the quote; only the two of you read it.",
    )
    return asking(FORM, "Ask who heard it", [words, question], submit="Ask", metadata=metadata)


def sent(asks: str, names: Mapping[str, str]) -> Message:
    """After the form."""
    text = f"{escape(formatting.person(asks, names))} gets your question, with the quote."
    return Message(text, [section(text)])


def question(text: str, by: str, shown: Quote | None, names: Mapping[str, str], today: date) -> Message:
    """To whoever heard it: who asks, what, and about which words."""
    who = escape(formatting.person(by, names, unknown=formatting.SOMEBODY.capitalize()))
    asked = quote(text, _QUESTION_LIMIT)
    if shown is None:
        whole = f"*{who} asks you* about something a customer said:\n{asked}"
        return Message(whole, [section(whole)])
    account = escape(formatting.name(shown.entry.account_name))
    opening = f"*{who} asks you about {account}:*\n{asked}"
    words = quoted(shown, names, today)
    answer = f"Write to {who} to answer; I pass nothing on."
    return Message(
        f"{opening}\nYou heard:\n{words}\n{answer}",
        [
            section(opening),
            section(f"You heard:\n{words}"),
            actions(button("Card", OPEN, shown.entry.account_id)),
            context(answer),
        ],
    )


def withdrawn(text: str, by: str, account: str, undone_by: str, names: Mapping[str, str]) -> Message:
    """In its place where the entry was taken back: the question is its asker's own and stays."""
    who = escape(formatting.person(by, names, unknown=formatting.SOMEBODY.capitalize()))
    back = escape(formatting.name(undone_by or formatting.SOMEBODY))
    whole = (
        f"*{who} asked you about {escape(formatting.name(account))}:*\n{quote(text, _QUESTION_LIMIT)}\n"
        f"What it was about was withdrawn by {back}."
    )
    return Message(whole, [section(whole)])
