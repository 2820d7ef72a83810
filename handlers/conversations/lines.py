"""A line typed to the bot in a direct message: the same as behind /logcall, answered where it was typed."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.conversations.receipts import FormRequest, Receipt
from bot.messages.blocks import Message
from bot.messages.conversations import lines as said
from bot.messages.conversations import receipts
from bot.messages.workspace import help as explained
from bot.parsing.typed import as_typed
from bot.services.conversations import log_conversation
from bot.services.deps import Deps
from bot.slack.origins import is_line
from handlers.answers import Answers, Request, of_line
from handlers.conversations.logcall import drawn

_COMMAND = "/logcall "


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.event("message")
    def log(event: dict[str, Any], body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        if not is_line(event):
            ack()
            return
        request = of_line(body, context, ack)
        files = _files(event)
        message = answer(request, files)
        request.ack()
        if message is not None:
            answers.add(request, said.without_files(message, files) if files else message)

    def answer(request: Request, files: int) -> Message | None:
        text = _line(request)
        if not text and files:
            return said.only_files(files)
        if text.casefold() in ("", "help", "?"):
            return explained.logcall()
        logged = log_conversation.log(
            deps, request.caller, text, channel=None, trigger_id=request.trigger_id, guard=request
        )
        match logged:
            case FormRequest():
                return receipts.bare(as_typed(text))
            case Receipt() if logged.again:
                return None  # Slack told of it a second time; the first one is answered
        return drawn(logged)


def _line(request: Request) -> str:
    """What was typed, without what calls the bot: its command, or its name."""
    called = f"<@{request.context.bot_user_id}>"
    typed = request.text.strip().removeprefix(called).strip()
    return "" if typed == _COMMAND.strip() else typed.removeprefix(_COMMAND).strip()


def _files(event: dict[str, Any]) -> int:
    """How many files came with a line; the bot reads none of them."""
    files = event.get("files")
    return len(files) if isinstance(files, list) and files else int(event.get("subtype") == "file_share")
