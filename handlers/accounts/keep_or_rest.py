"""The answers to whether to keep an account, hand it over, or let it rest; to keep it is to plan a call."""

from bot.messages.accounts import keep_or_rest
from bot.parsing.commands.account_changes import RestAccount
from bot.services.accounts import accounts, changes
from bot.services.deps import Deps
from handlers.accounts import account_form
from handlers.listeners import Listeners
from handlers.request import Request


def hand_over(deps: Deps, request: Request) -> None:
    """Open the form of the account, which has its owner."""
    account_form.open_form(deps, request, request.text)


def rest(deps: Deps, request: Request) -> None:
    account = accounts.existing(deps, request.caller, request.text)
    guard = request.on_commit("At rest")
    rested = changes.change(deps, request.caller, account, RestAccount(account.name), channel=None, guard=guard)
    request.replace(keep_or_rest.rested(rested))


LISTENERS = Listeners(actions={keep_or_rest.HAND_OVER: hand_over, keep_or_rest.REST: rest})
