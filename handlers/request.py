"""Request and SlackEvent: what a listener is called with, and every way in which it answers.

No JSON of Slack's goes deeper than the listener. A listener commits, then acknowledges; nothing runs after the ack but
calls to Slack, on an executor of ours.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from slack_bolt import Ack
from slack_bolt.context import BoltContext

from bot.domain.conversations.conversation_form import ChosenMessage
from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.messages import error_messages, views
from bot.messages.blocks import Message, View
from bot.messages.conversations.receipt_parts.doubts import ONE_OF_SEVERAL
from bot.messages.weekly.digests import LINE_OF_DIGEST
from bot.slack.api.user_replies import UserReplies
from bot.slack.error_handler import COMMAND, SAVED
from bot.slack.origins import thread_of
from handlers.form_values import FormValues

OF_SEVERAL = "several"
"""Key in the metadata of a form that was opened from a receipt of several."""

_ON_COMMIT = "message of the next commit"


class RunLater(Protocol):
    def __call__(self, call: Callable[[], None], *, error_url: str | None = None) -> None:
        """Run `call` outside the request; an error is told at the response_url `error_url`."""
        ...


class PublishHome(Protocol):
    def __call__(self, caller: Caller, has_first_words: bool = False) -> None:
        """Render somebody's Home tab anew, with the first words where they see it for the first time."""
        ...


@dataclass(frozen=True)
class SlackCalls:
    """Calls to Slack that follow an answer; `publish_home` renders somebody's Home tab anew."""

    run_later: RunLater
    user_replies: UserReplies
    publish_home: PublishHome


@dataclass(frozen=True)
class Container:
    """Where a button was pressed, or a form opened: in a message (by its response_url), a modal, or the Home tab."""

    response_url: str | None = None
    modal_id: str | None = None
    is_home: bool = False


@dataclass(frozen=True)
class Request:
    """One thing that a person did: a command, a press, a form, a shortcut, a search in a menu or a typed line.

    `text` is what was typed, or the value of the button or option. `trigger_id` is the idempotency key: delivered twice
    it is one request. `metadata` is what a form was opened with, `form` what it came back with. `thread` is the ts of
    the first message of the thread it was typed or pressed in, `message` what a shortcut was chosen on.
    """

    caller: Caller
    text: str
    channel: str | None
    trigger_id: str | None
    response_url: str | None
    context: BoltContext
    ack: Ack
    slack: SlackCalls
    command: str = ""
    action_id: str = ""
    container: Container = field(default_factory=Container)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    form: FormValues = field(default_factory=FormValues)
    thread: str | None = None
    message: ChosenMessage | None = None

    @property
    def action_suffix(self) -> str:
        """What follows the colon of the action_id: an id, or which of several questions in a message it is."""
        return self.action_id.partition(":")[2]

    @property
    def is_one_of_several(self) -> bool:
        """Whether it was pressed in a receipt of several conversations, of which it means one."""
        return self.action_suffix.startswith(ONE_OF_SEVERAL)

    @property
    def is_line_of_digest(self) -> bool:
        """Whether it was pressed in a digest, of which it means one line: the digest stays as it is."""
        return self.action_suffix.startswith(LINE_OF_DIGEST)

    def on_commit(self, message: str) -> "Request":
        """The guard of a commit; an error after it says `message` ("Logged"), and never that it was not saved."""
        self.context[_ON_COMMIT] = message
        return self

    def before_commit(self) -> None:
        """Raises DeadlinePassed when it is too late."""
        self.context["deadline"].check()

    def after_commit(self) -> None:
        self.context[SAVED] = self.context.get(_ON_COMMIT, "Saved")

    def set_command(self, command: str) -> None:
        """Set the command that was typed before `text`, for a refused line; Slack's own field may say less."""
        self.context[COMMAND] = command

    @contextmanager
    def returning_text(self) -> Iterator[None]:
        """Adds to a Refusal raised inside what was typed, so that it is given back: services see values alone."""
        try:
            yield
        except Refusal as refusal:
            refusal.typed = self.text
            raise

    def form_metadata(self, **fields: str | int | None) -> str:
        """The metadata of a form that is opened from here: these fields, and where it was opened."""
        container = self.container
        opened: dict[str, Any] = {"home": True} if container.is_home else {}
        if container.response_url is not None and not self.is_line_of_digest:
            opened["response_url"] = container.response_url
        if self.is_one_of_several:
            opened[OF_SEVERAL] = True
        return json.dumps({**opened, **fields})

    def reply(self, message: Message) -> None:
        """Answer a command in its own HTTP answer; only its author sees it."""
        self.ack(response_type="ephemeral", **message.payload())

    def reply_ephemeral(self, message: Message) -> None:
        """Show a message only they see, beside what was pressed in, which stays as it is."""
        url = self.response_url
        if url is None:
            self.open_message(message)
            return
        self.ack()
        self.run_later(lambda: self.slack.user_replies.respond(url, message, replace=False))

    def replace(self, message: Message, *, opened_from: Message | None = None) -> None:
        """Put `message` in the place of what was pressed in; from the Home tab it opens, and the tab is rendered anew.

        `opened_from` goes in the place of the message that the modal was opened from.
        """
        if self.is_line_of_digest:
            self.reply_ephemeral(message)
            return
        self.ack()
        self.run_later(lambda: self._put(message))
        url = self._opened_at().response_url
        if opened_from is not None and url is not None:
            self.run_later(lambda: self.slack.user_replies.respond(url, opened_from, replace=True))

    def post_below(self, message: Message) -> None:
        """Post where a line was typed, or below a direct message that was pressed in; in its thread, too."""
        workspace_id, channel = self.caller.workspace.id, self.channel
        if channel is not None:
            self.run_later(lambda: self.slack.user_replies.post(workspace_id, channel, message, thread=self.thread))

    def open_modal(self, view: View) -> None:
        """Open a modal, on top of the one that was pressed in, if it was one; not after "it took too long"."""
        self.ack()
        if self.context["deadline"].was_given_up:
            return
        workspace_id, trigger_id = self.caller.workspace.id, self.trigger_id or ""
        replies = self.slack.user_replies
        show = replies.push_modal if self.container.modal_id else replies.open_modal
        self.run_later(lambda: show(workspace_id, trigger_id, view), error_url=self.response_url)

    def open_message(self, message: Message) -> None:
        """Show a message in a modal, beside what was pressed in."""
        self.open_modal(views.as_modal(views.TITLE, message))

    def update_modal(self, view: View) -> None:
        """Put `view` in the place of the modal that was pressed in."""
        self.ack()
        workspace_id, modal_id = self.caller.workspace.id, self.container.modal_id or ""
        self.run_later(lambda: self.slack.user_replies.update_modal(workspace_id, modal_id, view))

    def keep_form_open(self, view: View) -> None:
        """Show the submitted form once more, as `view`."""
        self.ack(response_action="update", view=view)

    def update_form(self, title: str, message: Message) -> None:
        """Put `message` in the place of the submitted form."""
        self.ack(response_action="update", view=views.as_modal(title, message))

    def finish_form(self, title: str, message: Message, *, opened_from: Message | None = None) -> None:
        """Put `message` in the place of the submitted form, and `opened_from`, or else `message`, in the place of what
        the form was opened from."""
        self.update_form(title, message)
        container = self._opened_at()
        if container.response_url is not None:
            url = container.response_url
            self.run_later(lambda: self.slack.user_replies.respond(url, opened_from or message, replace=True))
        if container.is_home:
            self.publish_home_later()

    def publish_home_later(self) -> None:
        """Render their Home tab anew."""
        self.run_later(lambda: self.slack.publish_home(self.caller))

    def run_later(self, call: Callable[[], None], *, error_url: str | None = None) -> None:
        """Run a call to Slack outside the request; an error is told at the response_url `error_url`."""
        self.slack.run_later(call, error_url=error_url)

    def _put(self, message: Message) -> None:
        container, workspace_id, replies = self.container, self.caller.workspace.id, self.slack.user_replies
        modal = views.as_modal(views.TITLE, message)
        if container.response_url is not None:
            replies.respond(container.response_url, message, replace=True)
        elif container.modal_id is not None:
            replies.update_modal(workspace_id, container.modal_id, modal)
        elif container.is_home:
            replies.open_modal(workspace_id, self.trigger_id or "", modal)
            self.publish_home_later()  # a call of its own: made again, it opens no second modal

    def _opened_at(self) -> Container:
        """Where the form or modal was opened, by its metadata."""
        return Container(response_url=self.metadata.get("response_url"), is_home=bool(self.metadata.get("home")))


@dataclass(frozen=True)
class SlackEvent:
    """Something that Slack tells the app: `fields` is the event itself, `happened_at` by Slack's clock.

    `caller` is whoever caused it, where they are to be answered; None for events about somebody or something.
    """

    workspace_id: str
    caller: Caller | None
    fields: Mapping[str, Any]
    happened_at: datetime | None
    is_in_shared_channel: bool
    bot_user_id: str
    context: BoltContext
    ack: Ack
    slack: SlackCalls

    def as_line(self, caller: Caller) -> Request:
        """A message to the bot as a request; its channel and ts are the idempotency key, however often it comes."""
        channel, ts = self.fields["channel"], self.fields["ts"]
        return Request(
            caller=caller,
            text=str(self.fields.get("text") or ""),
            channel=channel,
            trigger_id=f"{channel}:{ts}",
            response_url=None,
            context=self.context,
            ack=self.ack,
            slack=self.slack,
            thread=thread_of(self.fields),
        )


@contextmanager
def refusing_malformed() -> Iterator[None]:
    """Turns an error in reading the value of a button, or the metadata of a form, into a Refusal.

    A signed request may carry a value that no message of ours has now.
    """
    try:
        yield
    except (ValueError, KeyError, TypeError):
        raise Refusal(error_messages.UNREADABLE) from None
