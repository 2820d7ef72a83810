"""The line of a digest that asks whether to keep an account, hand it over or let it rest."""

from datetime import date

from bot.domain.accounts.waiting import AccountStatus
from bot.domain.weekly.digests import ItemKind
from bot.messages import formatting
from bot.messages.accounts import keep_or_rest
from bot.messages.accounts.waiting import days_of
from bot.messages.blocks import escape
from bot.messages.weekly.digests import Line


def line(status: AccountStatus, alone_until: date) -> Line:
    """The question, and until when it stays between the two of us."""
    account = escape(formatting.name(status.account.name))
    until = formatting.date_words(alone_until, status.today)
    text = f"*{account}, {days_of(status)}: {keep_or_rest.QUESTION}* Nobody else is told before {until}."
    return Line(ItemKind.KEEP_OR_REST, (status.account.id,), text, keep_or_rest.answers(status.account.id))
