"""The card of an account: what can be done from it."""

import json
from datetime import timedelta

from bot.domain.accounts.fields import AccountField
from bot.domain.accounts.saved import SavedChange
from bot.messages.accounts import accounts as account_messages
from bot.messages.accounts import cards as card_messages
from bot.messages.accounts import saved as saved_messages
from bot.messages.accounts import words_to_ask as words_to_ask_messages
from bot.messages.sponsors import sponsors as sponsor_messages
from bot.messages.workspace import home as home_messages
from bot.parsing.commands.account_changes import RestAccount, WakeAccount
from bot.services.accounts import accounts, cards, changes, words_to_ask
from bot.services.deps import Deps
from bot.services.local_days import local_today
from bot.services.sponsors import coverage
from bot.services.workspace import home
from handlers.accounts import account_form
from handlers.conversations import conversation_form
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed

A_DAY = timedelta(days=1)


def log(deps: Deps, request: Request) -> None:
    conversation_form.open_blank(deps, request, account_id=request.text, is_from_card=True)


def plan(deps: Deps, request: Request) -> None:
    tomorrow = local_today(deps, request.caller) + A_DAY
    conversation_form.open_blank(deps, request, account_id=request.text, on=tomorrow, is_from_card=True)


def ask(deps: Deps, request: Request) -> None:
    """Show words with which to ask for a conversation."""
    request.open_modal(words_to_ask_messages.words_to_ask(words_to_ask.of(deps, request.caller, request.text)))


def show(deps: Deps, request: Request) -> None:
    _replace_card(deps, request, request.text)


def open_card(deps: Deps, request: Request) -> None:
    """Show the card over the list that it is one of."""
    request.open_message(card_messages.card(cards.of(deps, request.caller, request.text)))


def take(deps: Deps, request: Request) -> None:
    """Make the caller the account's owner."""
    account = accounts.existing(deps, request.caller, request.text)
    taken = changes.take(deps, request.caller, account, guard=request.on_commit("Yours"))
    _replace_card(deps, request, account.id, saved=taken)


def wake(deps: Deps, request: Request) -> None:
    account = accounts.existing(deps, request.caller, request.text)
    guard = request.on_commit("Awake")
    woken = changes.change(deps, request.caller, account, WakeAccount(account.name), channel=None, guard=guard)
    _replace_card(deps, request, account.id, saved=woken)


def undo(deps: Deps, request: Request) -> None:
    """Take back a change of the account."""
    with refusing_malformed():
        pressed = json.loads(request.text)
        was = {AccountField(field): str(text) for field, text in dict(pressed["was"]).items()}
        left = {AccountField(field): str(stamp) for field, stamp in dict(pressed["now"]).items()}
        account_id = str(pressed["account"])
    guard = request.on_commit("Taken back")
    request.replace(saved_messages.undone(changes.undo(deps, request.caller, account_id, was, left, guard=guard)))


def choose(deps: Deps, request: Request) -> None:
    """Run a choice of the menu "More": its value is the choice and the id of the account."""
    choice, _, account_id = request.text.partition(" ")
    with refusing_malformed():
        run = _MORE[choice]
    run(deps, request, account_id)


def _show_conversations(deps: Deps, request: Request, account_id: str) -> None:
    """Show all of the reader's own conversations with the account."""
    page = home.entries_of(deps, request.caller, account_id=account_id, skip=0)
    request.open_modal(home_messages.member_conversations(page))


def _suggest_sponsors(deps: Deps, request: Request, account_id: str) -> None:
    account = accounts.existing(deps, request.caller, account_id)
    request.open_message(sponsor_messages.suggestions(coverage.suggest(deps, request.caller, account)))


def _rest(deps: Deps, request: Request, account_id: str) -> None:
    account = accounts.existing(deps, request.caller, account_id)
    guard = request.on_commit("At rest")
    rested = changes.change(deps, request.caller, account, RestAccount(account.name), channel=None, guard=guard)
    _replace_card(deps, request, account.id, saved=rested)


def _replace_card(deps: Deps, request: Request, account_id: str, *, saved: SavedChange | None = None) -> None:
    """Put the card as it is now in the place of what was pressed in."""
    request.replace(card_messages.card(cards.of(deps, request.caller, account_id), saved=saved))


_MORE = {
    card_messages.EDIT: account_form.open_form,
    card_messages.ENTRIES: _show_conversations,
    card_messages.SPONSOR: _suggest_sponsors,
    card_messages.REST: _rest,
}

LISTENERS = Listeners(
    actions={
        card_messages.LOG: log,
        card_messages.OPEN: open_card,
        card_messages.PLAN: plan,
        card_messages.WORDS: ask,
        account_messages.SHOW: show,
        card_messages.TAKE: take,
        card_messages.WAKE: wake,
        saved_messages.UNDO: undo,
        card_messages.MORE: choose,
    }
)
