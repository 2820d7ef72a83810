"""The answers to a plan's one question: it happened, it moved, it did not."""

import re
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages.blocks import Message
from bot.messages.conversations import plans as views
from bot.services.conversations import corrections, log_conversation, plans
from bot.services.deps import Deps
from handlers.answers import Answers, Request, of_press, taken_apart
from handlers.conversations.logcall import drawn


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(views.PLAN_HAPPENED)
    def happened(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        asked = plans.asked_on(deps, request.caller, request.text)
        held = corrections.it_happened(deps, request.caller, request.text, guard=request.saving("Logged"))
        answer(request, drawn(held), asked)

    @app.action(re.compile(f"{views.PLAN_MOVED}:.+"))
    def moved(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        with taken_apart():
            day = date.fromisoformat(request.text)
        asked = plans.asked_on(deps, request.caller, request.at)
        plan = corrections.it_moved(deps, request.caller, request.at, day, guard=request.saving("Moved"))
        answer(request, drawn(plan), asked)

    @app.action(views.PLAN_NOT)
    def did_not(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        asked = plans.asked_on(deps, request.caller, request.text)
        undone = log_conversation.undo(deps, request.caller, request.text, guard=request.saving("Taken back"))
        answer(request, drawn(undone), asked)

    def answer(request: Request, message: Message, asked: date | None) -> None:
        """The question may have been about several plans: then it stays, with those that still wait for an answer."""
        rest = None if request.place.is_home else plans.still_asked(deps, request.caller, asked)
        if rest is None:
            answers.replace(request, message)
        else:
            answers.replace(request, rest)
            answers.add(request, message)
