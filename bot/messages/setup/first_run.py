"""The first words to an admin: a few questions with their answers as buttons, and what will not happen."""

from bot.domain.setup.first_run import LONGEST_OFFERED, FirstRun
from bot.domain.setup.posting import ChannelProblem
from bot.messages import formatting
from bot.messages.blocks import Block, Message, actions, button, context, section
from bot.messages.setup import posting, previews
from bot.messages.workspace import csv_transfers

CHANNEL, INVITED, LONGEST = "first_run_channel", "first_run_invited", "first_run_longest"

_SMALL = "A small channel is better than #general."
_QUESTION = "*How long may a customer go without a conversation?*"
_ACCOUNTS = (
    "Accounts: upload a CSV, or none: people add them as they log. Try `/logcall Acme 20m first chat`, with your "
    "customer’s name for Acme; Undo takes it back."
)
_PEACE = (
    "Nobody gets a direct message before they press a number, log something, or a colleague gives them something: an "
    "account, a promise, a question. That is all for today."
)


def first_run(given: FirstRun) -> Message:
    """As it is now; each press answers with it anew."""
    where, rhythm = _where(given), _rhythm(given)
    invited = given.refused is not None and given.refused.problem in (
        ChannelProblem.NOT_INVITED,
        ChannelProblem.UNSEEN,
    )
    blocks: list[Block] = [
        {**section(where), "accessory": posting.channel_select(CHANNEL, given.channel)},
        *([actions(button("I did", INVITED, given.refused.id))] if given.refused is not None and invited else []),
        *([context(_SMALL)] if given.channel is None else []),
        section(rhythm),
        actions(*previews.buttons()),
        section(_QUESTION),
        actions(*(_answer(given, days) for days in LONGEST_OFFERED)),
        {**section(_ACCOUNTS), "accessory": button("Upload a CSV…", csv_transfers.IMPORT, "first run")},
        context(_PEACE),
    ]
    return Message("\n".join([where, _SMALL, rhythm, _QUESTION, _ACCOUNTS, _PEACE]), blocks)


def _where(given: FirstRun) -> str:
    if given.refused is not None:
        return posting.refused(given.refused)
    if given.channel is None:
        return "*Where may I post?*"
    return f"*I post in* {posting.channel(given.channel)}."


def _rhythm(given: FirstRun) -> str:
    first = ""
    if given.begins_on is not None:
        first = f", the first on {formatting.date_words(given.begins_on, given.today)}, none today"
    return (
        "Mondays I ask how many customers people will speak to; Fridays I say what came of it. "
        f"Two posts a week{first}."
    )


def _answer(given: FirstRun, days: int) -> dict[str, object]:
    """The one that holds stands out."""
    style = "primary" if given.longest == days else None
    return button(LONGEST_OFFERED[days], f"{LONGEST}:{days}", f"{days}", style=style)
