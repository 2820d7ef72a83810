"""How a handler answers: in the command's own HTTP answer, or through the response_url of a button."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from slack_bolt import Ack
from slack_bolt.context import BoltContext

from bot.domain.errors import Refusal
from bot.domain.members import Caller
from bot.messages.blocks import Message
from bot.slack.door import COMMAND, SAVED

CommandHandler = Callable[["Request"], None]

_SAVING = "saving"


class Later(Protocol):
    def __call__(self, call: Callable[[], None], *, tell: str | None = None) -> None:
        """Run `call` outside the request; an error is told at the response_url `tell`, if there is one."""
        ...


@dataclass(frozen=True)
class Answers:
    """`later` runs a call to Slack outside the request; `respond` posts to a response_url: (address, message,
    replace the one that was pressed in)."""

    later: Later
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

    def saving(self, what: str) -> "Request":
        """Say in words what the next commit comes to ("Logged"), for whoever is answered by an error after it."""
        self.context[_SAVING] = what
        return self

    def after_commit(self) -> None:
        self.context[SAVED] = self.context.get(_SAVING, "Saved")

    def called(self, command: str) -> None:
        """What stood before `text`, where Slack's own field says less; refused words are given back behind it."""
        self.context[COMMAND] = command

    @contextmanager
    def giving_back(self) -> Iterator[None]:
        """What is refused comes back as it was typed: services see values alone."""
        try:
            yield
        except Refusal as refusal:
            refusal.typed = self.text
            raise

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
