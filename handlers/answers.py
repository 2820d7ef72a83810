"""How a handler answers: in the request's own HTTP answer, or with a call to Slack where the person was."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from slack_bolt import Ack
from slack_bolt.context import BoltContext

from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.messages import error_messages, views
from bot.messages.blocks import Message, View
from bot.parsing.slack_text import storable
from bot.slack.api.user_replies import UserReplies
from bot.slack.error_handler import COMMAND, SAVED
from bot.slack.origins import thread_of

CommandHandler = Callable[["Request"], None]

_SAVING = "saving"


class Later(Protocol):
    def __call__(self, call: Callable[[], None], *, tell: str | None = None) -> None:
        """Run `call` outside the request; an error is told at the response_url `tell`, if there is one."""
        ...


@dataclass(frozen=True)
class Place:
    """Where somebody pressed, or from where they opened a form: a message, by its response_url, a modal, or Home."""

    response_url: str | None = None
    modal: str | None = None
    is_home: bool = False


@dataclass(frozen=True)
class Request:
    """One command, press, form or line, translated: no Slack JSON goes deeper than this.

    `text` is what was typed, or the value of the button or option; `at` tells which element it was where its
    action_id says so behind a colon; `metadata` is what a form was opened with; `thread` is the one it was typed or
    pressed in, by the ts of its first message.
    """

    caller: Caller
    text: str
    channel: str | None
    trigger_id: str | None
    response_url: str | None
    context: BoltContext
    ack: Ack
    at: str = ""
    place: Place = field(default_factory=Place)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    thread: str | None = None

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

    def kept_metadata(self, **facts: str | int | None) -> str:
        """What a form opened from here needs when it comes back: these facts, and where it was opened."""
        place = self.place
        where: dict[str, Any] = {"home": True} if place.is_home else {}
        if place.response_url is not None:
            where["response_url"] = place.response_url
        return json.dumps({**where, **facts})

    def tell(self, message: Message) -> None:
        """Answer the command itself; only its author sees it."""
        self.ack(response_type="ephemeral", **message.payload())


@dataclass(frozen=True)
class Answers:
    """`later` runs a call to Slack outside the request; `show_home` draws somebody's Home tab anew."""

    later: Later
    people: UserReplies
    show_home: Callable[[Caller], None]

    def replace(self, request: Request, message: Message, *, opened_from: Message | None = None) -> None:
        """Put `message` in the place of what was pressed in; on the Home tab it opens, and the tab is drawn anew.

        `opened_from` is put in the place of the message that the modal was opened from.
        """
        request.ack()
        self.later(lambda: self._put(request, message))
        address = _opened_at(request.metadata).response_url
        if opened_from is not None and address is not None:
            self.later(lambda: self.people.respond(address, opened_from, replace=True))

    def whisper(self, request: Request, message: Message) -> None:
        """Say something only they see, beside what was pressed in, which stays as it is."""
        if request.response_url is None:
            self.open_message(request, message)
            return
        request.ack()
        address = request.response_url
        self.later(lambda: self.people.respond(address, message, replace=False))

    def add(self, request: Request, message: Message) -> None:
        """Say something where a line was typed, or below a direct message that was pressed in: in its thread, too."""
        workspace_id, channel = request.caller.workspace.id, request.channel
        if channel is not None:
            self.later(lambda: self.people.say(workspace_id, channel, message, thread=request.thread))

    def open(self, request: Request, view: View) -> None:
        """Show a modal: over the one that was pressed in, if it was one. Not after "it took too long"."""
        request.ack()
        if request.context["deadline"].was_given_up:
            return
        workspace_id, trigger_id = request.caller.workspace.id, request.trigger_id or ""
        show = self.people.push_modal if request.place.modal else self.people.open_modal
        self.later(lambda: show(workspace_id, trigger_id, view), tell=request.response_url)

    def open_message(self, request: Request, message: Message) -> None:
        """Show a message in a modal, beside what was pressed in."""
        self.open(request, views.as_modal(views.TITLE, message))

    def become(self, request: Request, title: str, message: Message, *, opened_from: Message | None = None) -> None:
        """Let the submitted form become its own receipt, and what it was opened from too, or else `opened_from`."""
        self.say_done(request, title, message)
        place = _opened_at(request.metadata)
        if place.response_url is not None:
            address = place.response_url
            self.later(lambda: self.people.respond(address, opened_from or message, replace=True))
        if place.is_home:
            self.later(lambda: self.show_home(request.caller))

    def say_done(self, request: Request, title: str, message: Message) -> None:
        """Let the submitted form become `message`."""
        request.ack(response_action="update", view=views.as_modal(title, message))

    def _put(self, request: Request, message: Message) -> None:
        place, workspace_id = request.place, request.caller.workspace.id
        if place.response_url is not None:
            self.people.respond(place.response_url, message, replace=True)
        elif place.modal is not None:
            self.people.update_modal(workspace_id, place.modal, views.as_modal(views.TITLE, message))
        elif place.is_home:
            self.people.open_modal(workspace_id, request.trigger_id or "", views.as_modal(views.TITLE, message))
            self.show_home(request.caller)


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
    """`text` is the value of the button, of the option that was picked, or the date."""
    action = body["actions"][0]
    option = action.get("selected_option") or {}
    return Request(
        caller=context["caller"],
        text=storable(str(action.get("value") or option.get("value") or action.get("selected_date") or "")),
        channel=(body.get("channel") or {}).get("id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        context=context,
        ack=ack,
        at=str(action.get("action_id") or "").partition(":")[2],
        place=_place_of(body),
        metadata=_metadata(body.get("view")),
        thread=thread_of(body.get("message") or {}),
    )


def of_form(body: dict[str, Any], context: BoltContext, ack: Ack) -> Request:
    """`trigger_id` names the form that was opened: submitted twice it is one request."""
    view = body["view"]
    return Request(
        caller=context["caller"],
        text="",
        channel=None,
        trigger_id=f"view:{view['id']}",
        response_url=None,
        context=context,
        ack=ack,
        metadata=_metadata(view),
    )


def of_shortcut(body: dict[str, Any], context: BoltContext, ack: Ack) -> Request:
    """`text` is that of the message it was chosen on."""
    return Request(
        caller=context["caller"],
        text=str((body.get("message") or {}).get("text") or ""),
        channel=(body.get("channel") or {}).get("id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        context=context,
        ack=ack,
    )


def of_line(body: dict[str, Any], context: BoltContext, ack: Ack) -> Request:
    """A line typed to the bot; its place and time name it, however often Slack tells of it."""
    event = body["event"]
    return Request(
        caller=context["caller"],
        text=str(event.get("text") or ""),
        channel=event["channel"],
        trigger_id=f"line:{event['channel']}:{event['ts']}",
        response_url=None,
        context=context,
        ack=ack,
        thread=thread_of(event),
    )


def workspace_of(context: BoltContext) -> str:
    """The workspace of a request that is nobody's: an event about somebody or something."""
    authorized = context.authorize_result
    if authorized is None or authorized.team_id is None:
        raise LookupError("no workspace was authorized")
    return authorized.team_id


def _opened_at(metadata: Mapping[str, Any]) -> Place:
    return Place(response_url=metadata.get("response_url"), is_home=bool(metadata.get("home")))


def _place_of(body: Mapping[str, Any]) -> Place:
    view = body.get("view") or {}
    if view.get("type") == "home":
        return Place(is_home=True)
    return Place(response_url=body.get("response_url"), modal=view.get("id"))


@contextmanager
def taken_apart() -> Iterator[None]:
    """Stands around the reading of what a button or a form of ours carries; Refusal where it is not what ours would."""
    try:
        yield
    except (ValueError, KeyError, TypeError):
        raise Refusal(error_messages.UNREADABLE) from None


def _metadata(view: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """What a view was opened with. Raises Refusal for what none of ours carries."""
    with taken_apart():
        return dict(json.loads((view or {}).get("private_metadata") or "{}"))
