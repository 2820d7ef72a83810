"""/logcall: a line is logged, a bare one opens the form; and the message for whatever logging came to."""

from bot.domain.conversations.model import Source
from bot.domain.conversations.receipts import (
    DuplicateWarning,
    FormRequest,
    KeptLine,
    NoConversation,
    Question,
    Receipt,
    SeveralReceipts,
    Undone,
    UndoQuestion,
)
from bot.messages.blocks import Message
from bot.messages.conversations import line_receipts, lines, questions, receipts
from bot.messages.setup import first_words
from bot.messages.workspace.help import LOGCALL, not_built_in, page
from bot.services.conversations import log_conversation
from bot.services.conversations.log_conversation import Answer
from bot.services.deps import Deps
from handlers.conversations import conversation_form
from handlers.listeners import Command
from handlers.request import Request


def logcall(deps: Deps, request: Request) -> None:
    if (instead := not_built_in(request.text)) is not None:
        request.reply(instead)
    elif request.text.strip():
        _log(deps, request)
    else:
        conversation_form.open_blank(deps, request)


def answer_press(deps: Deps, request: Request, answer: Answer) -> None:
    """Answer a press with whatever it came to; where nothing can be logged yet, with the form."""
    if isinstance(answer, FormRequest):
        conversation_form.open_blank(deps, request, account_id=answer.account_id)
    else:
        request.replace(render(answer))


def render(
    answer: Receipt | SeveralReceipts | UndoQuestion | Question | KeptLine | DuplicateWarning | Undone | NoConversation,
) -> Message:
    """The message for whatever logging came to."""
    match answer:
        case Receipt():
            return first_words.below_receipt(receipts.receipt(answer), answer.has_first_words)
        case SeveralReceipts():
            is_first = any(each.has_first_words for each in answer.receipts)
            return first_words.below_receipt(line_receipts.several(answer), is_first)
        case UndoQuestion():
            return line_receipts.undo_question(answer)
        case NoConversation():
            return page(LOGCALL) if answer.kind == "help" else lines.no_conversation(answer)
        case Question():
            return questions.question(answer)
        case KeptLine():
            return lines.kept(answer)
        case DuplicateWarning():
            return questions.same_again(answer)
        case Undone():
            return receipts.undone(answer)


def _log(deps: Deps, request: Request) -> None:
    logged = log_conversation.log(
        deps,
        request.caller,
        request.text,
        channel=request.channel,
        source=Source.COMMAND,
        idempotency_key=request.trigger_id,
        guard=request,
    )
    if isinstance(logged, FormRequest):
        conversation_form.open_blank(deps, request, account_id=logged.account_id)
    else:
        request.reply(render(logged))


COMMAND = Command("logcall", logcall, help=LOGCALL, writes=bool)
