"""The first words to an admin: a few questions with their answers as buttons, and what will not happen."""

from bot.domain.setup.first_run import LONGEST_OFFERED, FirstRun
from bot.domain.setup.posting import RefusedChannel
from bot.domain.weekly.posts import FRIDAY, MONDAY
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


def first_run(run: FirstRun) -> Message:
    """As it is now; each press answers with it anew."""
    where, rhythm = _where(run), _rhythm(run)
    blocks: list[Block] = [
        {**section(where), "accessory": posting.channel_select(CHANNEL, run.channel)},
        *_invited(run.refused),
        *([context(_SMALL)] if run.channel is None else []),
        section(rhythm),
        actions(*previews.buttons(MONDAY, FRIDAY)),
        section(_QUESTION),
        actions(*(_answer(run, days) for days in LONGEST_OFFERED)),
        {**section(_ACCOUNTS), "accessory": button("Upload a CSV…", csv_transfers.IMPORT, "first run")},
        context(_PEACE),
    ]
    return Message("\n".join([where, _SMALL, rhythm, _QUESTION, _ACCOUNTS, _PEACE]), blocks)


def _invited(refused: RefusedChannel | None) -> list[Block]:
    if refused is None or not refused.may_be_entered:
        return []
    return [actions(button("I did", INVITED, refused.id))]


def _where(run: FirstRun) -> str:
    if run.refused is not None:
        return posting.refused(run.refused)
    if run.channel is None:
        return "*Where may I post?*"
    return f"*I post in* {posting.channel(run.channel)}."


def _rhythm(run: FirstRun) -> str:
    first = ""
    if run.begins_on is not None:
        first = f", the first on {formatting.date_words(run.begins_on, run.today)}, none today"
    return (
        "Mondays I ask how many customers people will speak to; Fridays I say what came of it. "
        f"Two posts a week{first}."
    )


def _answer(run: FirstRun, days: int) -> dict[str, object]:
    """The one that holds stands out."""
    style = "primary" if run.longest == days else None
    return button(LONGEST_OFFERED[days], f"{LONGEST}:{days}", f"{days}", style=style)
