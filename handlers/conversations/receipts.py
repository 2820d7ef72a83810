"""Undo under a receipt, and Put it back under that."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages.conversations import receipts
from bot.services.conversations import log_conversation
from bot.services.deps import Deps
from handlers.answers import Answers, of_press


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(receipts.UNDO)
    def undo(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        undone = log_conversation.undo(deps, request.caller, request.text, guard=request.saving("Taken back"))
        answers.replace(request, receipts.undone(undone))

    @app.action(receipts.PUT_BACK)
    def put_back(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        receipt = log_conversation.put_back(deps, request.caller, request.text, guard=request.saving("Put back"))
        answers.replace(request, receipts.receipt(receipt))
