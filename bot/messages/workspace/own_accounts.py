"""The accounts of a Home tab's reader: what to do next, with words to begin with; who waits; whom they sponsor."""

from bot.domain.accounts.model import Stage
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.workspace.own_accounts import OwnAccounts
from bot.messages import formatting
from bot.messages.accounts import keep_or_rest
from bot.messages.accounts.cards import LOG, PLAN, WORDS, to_ask
from bot.messages.accounts.waiting import days_of, line_of, with_card
from bot.messages.blocks import Block, actions, button, context, escape, header

SHOWN = 6


def on_home(own: OwnAccounts) -> list[Block]:
    """What is left out has no data."""
    if not own.shown:
        return []
    more = own.count - len(own.shown)
    rest = f"And {more:,} more of yours: `/account mine`." if more > 0 else ""
    first, *others = own.shown
    return [
        header("Your accounts"),
        *(_next(first, own) if first.may_be_nudged else _row(first, own)),
        *(block for status in others for block in _row(status, own)),
        *([context(rest)] if rest else []),
    ]


def _next(status: AccountStatus, own: OwnAccounts) -> list[Block]:
    """Whom to speak to next, why, and what to begin with."""
    account = status.account
    name = f"*Next: {escape(formatting.name(account.name))}*"
    text = f"{name}{_role(status, own)}, {days_of(status)}. {_opening(own, status)}"
    ways = (
        button("Words to ask for 20 minutes", f"{WORDS}:next", account.id),
        button("Plan", f"{PLAN}:next", account.id),
        button("Log", f"{LOG}:next", account.id),
    )
    return [with_card(text, status), actions(*ways), *_question(status, own)]


def _opening(own: OwnAccounts, status: AccountStatus) -> str:
    if own.ask is not None:
        return to_ask(own.ask, own.names, own.today)
    if status.has_conversation:
        return "Ask how we are doing for them, and what they want most this year."
    is_customer = status.account.stage is Stage.CUSTOMER
    return "Ask what made them choose us." if is_customer else "Ask what they want most this year."


def _row(status: AccountStatus, own: OwnAccounts) -> list[Block]:
    """The account and its days, with the card beside it; of one that waits for long its owner is asked what to do."""
    return [with_card(f"{line_of(status)}{_role(status, own)}", status), *_question(status, own)]


def _role(status: AccountStatus, own: OwnAccounts) -> str:
    return " (you sponsor them)" if status.account.id in own.sponsored else ""


def _question(status: AccountStatus, own: OwnAccounts) -> list[Block]:
    if not (status.is_overdue and status.may_be_nudged and status.account.owner == own.reader):
        return []
    answers = actions(*keep_or_rest.answers(status.account.id))
    return [context(formatting.beginning(keep_or_rest.QUESTION)), answers]
