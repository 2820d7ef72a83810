"""The card of an account: what can be done from it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages.accounts import accounts as lists
from bot.messages.accounts import cards as drawn
from bot.messages.accounts.words_to_ask import words_to_ask
from bot.messages.sponsors import sponsors
from bot.messages.workspace import home as pages
from bot.parsing.commands.account_changes import RestAccount, WakeAccount
from bot.services.accounts import accounts, cards, changes
from bot.services.accounts import words_to_ask as openings
from bot.services.deps import Deps
from bot.services.local_days import local_today
from bot.services.sponsors import coverage
from bot.services.workspace import home
from handlers.accounts import account_form
from handlers.answers import Answers, Request, of_press
from handlers.conversations import conversation_form

A_DAY = timedelta(days=1)


def register(app: App, deps: Deps, answers: Answers) -> None:
    _register_talks(app, deps, answers)
    _register_changes(app, deps, answers)
    more: dict[str, Callable[[Request, str], None]] = {
        drawn.EDIT: lambda request, account_id: account_form.open_form(request, deps, answers, account_id),
        drawn.ENTRIES: lambda request, account_id: _entries(request, deps, answers, account_id),
        drawn.SPONSOR: lambda request, account_id: _suggest(request, deps, answers, account_id),
        drawn.REST: lambda request, account_id: _rest(request, deps, answers, account_id),
    }

    @app.action(drawn.MORE)
    def choose(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        choice, _, account_id = request.text.partition(" ")
        more[choice](request, account_id)


def _register_talks(app: App, deps: Deps, answers: Answers) -> None:
    """A conversation to log, to plan, and to ask for."""

    @app.action(drawn.LOG)
    def log(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        conversation_form.open_blank(request, deps, answers, account_id=request.text, is_from_card=True)

    @app.action(drawn.PLAN)
    def plan(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        tomorrow = local_today(deps, request.caller) + A_DAY
        conversation_form.open_blank(request, deps, answers, account_id=request.text, on=tomorrow, is_from_card=True)

    @app.action(drawn.WORDS)
    def ask(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        answers.open(request, words_to_ask(openings.of(deps, request.caller, request.text)))


def _register_changes(app: App, deps: Deps, answers: Answers) -> None:
    """What changes the account with one press, and then reads as it is now."""

    @app.action(re.compile(f"{lists.SHOW}:.+"))
    def show(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        _redraw(request, deps, answers, request.text)

    @app.action(drawn.TAKE)
    def take(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        account = accounts.existing(deps, request.caller, request.text)
        changes.take(deps, request.caller, account, guard=request.saving("Yours"))
        _redraw(request, deps, answers, account.id)

    @app.action(drawn.WAKE)
    def wake(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        account = accounts.existing(deps, request.caller, request.text)
        guard = request.saving("Awake")
        changes.change(deps, request.caller, account, WakeAccount(account.name), channel=None, guard=guard)
        _redraw(request, deps, answers, account.id)


def _redraw(request: Request, deps: Deps, answers: Answers, account_id: str) -> None:
    answers.replace(request, drawn.card(cards.of(deps, request.caller, account_id)))


def _entries(request: Request, deps: Deps, answers: Answers, account_id: str) -> None:
    """All of the reader's own entries with the account."""
    answers.open(
        request, pages.member_conversations(home.entries_of(deps, request.caller, account_id=account_id, skip=0))
    )


def _suggest(request: Request, deps: Deps, answers: Answers, account_id: str) -> None:
    """Who could be its sponsor."""
    account = accounts.existing(deps, request.caller, account_id)
    answers.open_message(request, sponsors.suggestions(coverage.suggest(deps, request.caller, account)))


def _rest(request: Request, deps: Deps, answers: Answers, account_id: str) -> None:
    account = accounts.existing(deps, request.caller, account_id)
    guard = request.saving("At rest")
    changes.change(deps, request.caller, account, RestAccount(account.name), channel=None, guard=guard)
    _redraw(request, deps, answers, account.id)
