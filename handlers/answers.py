"""How a handler answers: in the command's own HTTP answer, or through the response_url of a button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt import Ack
from slack_bolt.context import BoltContext

from bot.domain.members import Caller
from bot.messages.blocks import Message

SAVED = "saved"
"""Set in the context after a commit; the error door then never says NOT saved."""

Value = TypeVar("Value")
CommandHandler = Callable[["Request"], None]


@dataclass(frozen=True)
class Answers:
    """`later` runs a call to Slack outside the request; `respond` posts to a response_url: (address, message,
    replace the one that was pressed in)."""

    later: Callable[[Callable[[], None]], None]
    respond: Callable[[str, Message, bool], None]


@dataclass(frozen=True)
class Request:
    """One command or press, translated: no Slack JSON goes deeper than this."""

    caller: Caller
    text: str
    channel: str | None
    trigger_id: str | None
    response_url: str | None
    context: BoltContext
    ack: Ack

    def before_commit(self) -> None:
        """Raises DeadlinePassed when it is too late."""
        self.context["deadline"].check()

    def after_commit(self) -> None:
        self.context[SAVED] = True

    def tell(self, message: Message) -> None:
        """Answer the command itself; only its author sees it."""
        self.ack(response_type="ephemeral", **message.payload())


def of_command(body: dict[str, Any], context: BoltContext, ack: Ack) -> Request:
    return Request(
        caller=context["caller"],
        text=str(body.get("text") or ""),
        channel=body.get("channel_id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        context=context,
        ack=ack,
    )


def of_press(body: dict[str, Any], context: BoltContext, ack: Ack) -> Request:
    """`text` is the value of the button, or of the option that was picked."""
    action = body["actions"][0]
    option = action.get("selected_option") or {}
    return Request(
        caller=context["caller"],
        text=str(action.get("value") or option.get("value") or ""),
        channel=(body.get("channel") or {}).get("id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        context=context,
        ack=ack,
    )


def replace(request: Request, answers: Answers, message: Message) -> None:
    """Put `message` in the place of the one that was pressed in."""
    request.ack()
    if request.response_url is not None:
        address = request.response_url
        answers.later(lambda: answers.respond(address, message, True))
