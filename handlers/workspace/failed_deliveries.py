"""What did not arrive: an admin sends it again, or has seen it."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages.workspace import failed_deliveries as drawn
from bot.services.deps import Deps
from bot.services.workspace import failed_deliveries
from handlers.answers import Answers, of_press


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(drawn.SEND_AGAIN)
    def send_again(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        is_done = failed_deliveries.send_again(deps, request.caller, request.text, guard=request.saving("On its way"))
        answers.replace(request, drawn.sent_again() if is_done else drawn.decided_already())

    @app.action(drawn.LEAVE)
    def leave(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        is_done = failed_deliveries.leave(deps, request.caller, request.text, guard=request.saving("Left out"))
        answers.replace(request, drawn.left_out() if is_done else drawn.decided_already())

    @app.action(drawn.IS_THERE)
    def is_there(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        is_done = failed_deliveries.is_there(deps, request.caller, request.text, guard=request.saving("Noted"))
        answers.replace(request, drawn.taken_for_sent() if is_done else drawn.decided_already())
