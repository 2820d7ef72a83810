"""A line typed to the bot in a direct message: the same as behind /logcall, answered where it was typed."""

from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.receipts import Bare, Receipt
from bot.messages import help as explained
from bot.messages import receipts
from bot.messages.blocks import Message
from bot.parsing.typed import as_typed
from bot.services import conversations
from bot.services.deps import Deps
from handlers.answers import Answers, Request, of_line
from handlers.logcall import drawn

_COMMAND = "/logcall "


def register(app: App, deps: Deps, answers: Answers) -> None:
    @app.event("message")
    def log(event: dict[str, Any], body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        if not _is_a_line(event):
            ack()
            return
        request = of_line(body, context, ack)
        message = answer(request)
        request.ack()
        if message is not None:
            channel, workspace_id = event["channel"], request.caller.workspace.id
            answers.later(lambda: answers.people.say(workspace_id, channel, message))

    def answer(request: Request) -> Message | None:
        text = request.text.strip().removeprefix(_COMMAND)
        if text.casefold() in ("", "help", "?", "/logcall"):
            return explained.logcall()
        logged = conversations.log(
            deps, request.caller, text, channel=None, trigger_id=request.trigger_id, guard=request
        )
        match logged:
            case Bare():
                return receipts.bare(as_typed(text))
            case Receipt() if logged.again:
                return None  # Slack told of it a second time; the first one is answered
        return drawn(logged)


def _is_a_line(event: dict[str, Any]) -> bool:
    """What a person typed to the bot: no edit, no file, nothing a bot said, nothing in a channel."""
    is_from_person = event.get("user") and not event.get("bot_id") and not event.get("subtype")
    return bool(is_from_person) and event.get("channel_type") == "im"
