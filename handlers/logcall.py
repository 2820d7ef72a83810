"""/logcall, and the receipt's buttons."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.receipts import Bare, Question, Receipt, SameAgain, Undone
from bot.messages import help as explained
from bot.messages import questions, receipts
from bot.messages.blocks import Message
from bot.services import conversations, drafts
from bot.services.conversations import Answer
from bot.services.deps import Deps
from handlers.answers import Answers, CommandHandler, Request, of_command, of_press, replace


def register(app: App, deps: Deps, answers: Answers) -> CommandHandler:
    def log(request: Request) -> None:
        if request.text.strip().casefold() in ("help", "?", ""):
            request.tell(explained.logcall())
            return
        answer = conversations.log(
            deps,
            request.caller,
            request.text,
            channel=request.channel,
            trigger_id=request.trigger_id,
            guard=request,
        )
        request.tell(drawn(answer))

    @app.command("/logcall")
    def logcall(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        log(of_command(body, context, ack))

    @app.action(receipts.UNDO)
    def undo(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        undone = conversations.undo(deps, request.caller, request.text, guard=request.saving("Taken back"))
        replace(request, answers, receipts.undone(undone))

    @app.action(receipts.PUT_BACK)
    def put_back(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        receipt = conversations.put_back(deps, request.caller, request.text, guard=request.saving("Put back"))
        replace(request, answers, receipts.receipt(receipt))

    @app.action(receipts.NOT_MEANT)
    def ask_anew(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        request = of_press(body, context, ack)
        replace(request, answers, drawn(drafts.ask_anew(deps, request.caller, request.text, guard=request)))

    return log


def drawn(answer: Answer) -> Message:
    """The message for whatever logging came to."""
    match answer:
        case Receipt():
            return receipts.receipt(answer)
        case Question():
            return questions.question(answer)
        case Bare():
            return questions.bare(answer)
        case SameAgain():
            return questions.same_again(answer)
        case Undone():
            return receipts.undone(answer)
