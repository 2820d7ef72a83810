"""/logcall: a line is logged, a bare one opens the form; and how whatever logging came to is shown."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.conversations.receipts import DuplicateWarning, FormRequest, KeptLine, Question, Receipt, Undone
from bot.messages.blocks import Message
from bot.messages.conversations import lines, questions, receipts
from bot.messages.workspace import help as explained
from bot.services.conversations import log_conversation
from bot.services.conversations.log_conversation import Answer
from bot.services.deps import Deps
from handlers.answers import Answers, CommandHandler, Request, of_command
from handlers.conversations import conversation_form


def register(app: App, deps: Deps, answers: Answers) -> CommandHandler:
    def log(request: Request) -> None:
        said = request.text.strip().casefold()
        if said in ("help", "?"):
            request.tell(explained.logcall())
        elif not said:
            conversation_form.open_blank(request, deps, answers)
        else:
            answer(request)

    def answer(request: Request) -> None:
        logged = log_conversation.log(
            deps,
            request.caller,
            request.text,
            channel=request.channel,
            trigger_id=request.trigger_id,
            guard=request,
        )
        if isinstance(logged, FormRequest):
            conversation_form.open_blank(request, deps, answers, account_id=logged.account_id)
        else:
            request.tell(drawn(logged))

    @app.command("/logcall")
    def logcall(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        log(of_command(body, context, ack))

    return log


def show(request: Request, deps: Deps, answers: Answers, answer: Answer) -> None:
    """Answer a press with whatever it came to; where there is nothing to put down yet, with the form."""
    if isinstance(answer, FormRequest):
        conversation_form.open_blank(request, deps, answers, account_id=answer.account_id)
    else:
        answers.replace(request, drawn(answer))


def drawn(answer: Receipt | Question | KeptLine | DuplicateWarning | Undone) -> Message:
    """The message for whatever logging came to."""
    match answer:
        case Receipt():
            return receipts.receipt(answer)
        case Question():
            return questions.question(answer)
        case KeptLine():
            return lines.kept(answer)
        case DuplicateWarning():
            return questions.same_again(answer)
        case Undone():
            return receipts.undone(answer)
