"""What did not arrive: an admin sends it again, or has seen it."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.messages import stuck as drawn
from bot.services import stuck
from bot.services.deps import Deps
from handlers.answers import Answers, of_press


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.action(drawn.SEND_AGAIN)
    def send_again(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        is_done = stuck.send_again(deps, request.caller, request.text, guard=request.saving("On its way"))
        answers.replace(request, drawn.sent_again() if is_done else drawn.decided_already())

    @app.action(drawn.LEAVE)
    def leave(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        is_done = stuck.leave(deps, request.caller, request.text, guard=request.saving("Left out"))
        answers.replace(request, drawn.left_out() if is_done else drawn.decided_already())

    @app.action(drawn.IS_THERE)
    def is_there(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        is_done = stuck.is_there(deps, request.caller, request.text, guard=request.saving("Noted"))
        answers.replace(request, drawn.taken_for_sent() if is_done else drawn.decided_already())
