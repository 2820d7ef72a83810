"""Monday's buttons: a number, another number, and whom to speak to first."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages.accounts import cards as drawn_cards
from bot.messages.weekly import mondays
from bot.services.accounts import cards
from bot.services.deps import Deps
from bot.services.weekly import pledges
from handlers.answers import Answers, of_form, of_press, taken_apart
from handlers.conversations.conversation_form import said_in


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(re.compile(f"{mondays.NUMBER}:.+"))
    def name_number(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            week, named = request.text.split(" ", 1)
            number = int(named)
        given = pledges.give(deps, request.caller, week, number, guard=request.saving("Your number is kept"))
        answers.whisper(request, mondays.pledged(given))

    @app.action(mondays.OTHER)
    def ask_for_another(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        pledges.check(deps, request.caller, request.text)
        answers.open(request, mondays.other(request.text, request.kept_metadata(week=request.text)))

    @app.view(mondays.OTHER_FORM)
    def name_another(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_form(body, context, ack)
        number = pledges.number_of(said_in(body["view"], mondays.FIELD))
        with taken_apart():
            week = request.metadata["week"]
        given = pledges.give(deps, request.caller, week, number, guard=request.saving("Your number is kept"))
        answers.say_done(request, "Your number", mondays.pledged(given))

    @app.action(re.compile(f"{mondays.TALK}:.+"))
    def talk_to_them(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        card = cards.of(deps, request.caller, request.text)
        answers.whisper(request, mondays.before_the_call(card.account.name, drawn_cards.card(card)))

    @app.action(mondays.SEE)
    def see(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        answers.replace(of_press(body, context, ack), mondays.later())
