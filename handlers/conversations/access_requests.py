"""What is private and came before somebody's time: asking for it, passing it on or not, and reading it."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.conversations.access_requests import RequestState
from bot.messages.accounts.cards import card
from bot.messages.blocks import Message
from bot.messages.conversations import access_requests as drawn
from bot.services.accounts import cards
from bot.services.conversations import access_requests
from bot.services.deps import Deps
from handlers.answers import Answers, Request, of_press, taken_apart


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(re.compile(f"{drawn.ASK}:.+"))
    def ask(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            account_id, author, of = request.text.split(" ")
        access_requests.ask(deps, request.caller, account_id, author, of=of, guard=request.saving("Asked"))
        answers.replace(request, card(cards.of(deps, request.caller, account_id)))

    @app.action(re.compile(f"{drawn.PASS_ON}(:.+)?"))
    def pass_on(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        guard = request.saving("Passed on")
        made = access_requests.decide(deps, request.caller, request.text, RequestState.GRANTED, guard=guard)
        _answer(request, deps, answers, drawn.passed_on(made.name))

    @app.action(re.compile(f"{drawn.KEEP}(:.+)?"))
    def keep(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        guard = request.saving("It stays private")
        made = access_requests.decide(deps, request.caller, request.text, RequestState.DENIED, guard=guard)
        _answer(request, deps, answers, drawn.kept(made.name))

    @app.action(re.compile(f"{drawn.READ}(:.+)?"))
    def read(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        answers.open_message(request, access_requests.read(deps, request.caller, request.text))


def _answer(request: Request, deps: Deps, answers: Answers, message: Message) -> None:
    """In the place of the question; where others are open beside it they stay there, and the answer stands below."""
    others = access_requests.still_open(deps, request.caller, request.text) if request.at else None
    answers.replace(request, others or message)
    if others is not None:
        answers.add(request, message)
