"""Adapter between Bolt and the listeners: from Bolt's `body`, `context` and `ack` to the one value a listener takes."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.conversations.conversation_form import ChosenMessage
from bot.parsing.slack_text import storable
from bot.services.deps import Deps
from bot.slack.origins import thread_of
from handlers.form_values import FormValues
from handlers.listeners import Command, Listener, Listeners, OptionsListener
from handlers.request import Container, Request, SlackCalls, SlackEvent, refusing_malformed

Body = Mapping[str, Any]
BoltListener = Callable[[dict[str, Any], BoltContext, Ack], None]
Value = TypeVar("Value", Request, SlackEvent)

_LAST_SECOND = 253_402_300_799
"""Of the last year that a date can be in, since 1970."""


class Adapter:
    """Registers listeners with one Bolt app."""

    def __init__(self, app: App, deps: Deps, slack: SlackCalls) -> None:
        self._app = app
        self._deps = deps
        self._slack = slack

    def register(self, listeners: Listeners) -> None:
        for action_id, listener in listeners.actions.items():
            self._app.action(_action_ids(action_id))(self._adapted(listener, read_press))
        for action_id, find_options in listeners.options.items():
            self._app.options(_action_ids(action_id))(self._answering_with_options(find_options))
        for callback_id, listener in listeners.views.items():
            self._app.view(callback_id)(self._adapted(listener, read_form))
        for callback_id, listener in listeners.shortcuts.items():
            self._app.shortcut(callback_id)(self._adapted(listener, read_shortcut))
        for event_type, on_event in listeners.events.items():
            self._app.event(event_type)(self._adapted(on_event, read_event))

    def register_command(self, command: Command) -> None:
        self._app.command(f"/{command.name}")(_named_like(command.handle, self._adapted(command.run, read_command)))

    def register_any_other_command(self, listener: Listener) -> None:
        self._app.command(re.compile(".*"))(self._adapted(listener, read_command))

    def _adapted(
        self,
        listener: Callable[[Deps, Value], None],
        read: Callable[[Body, BoltContext, Ack, SlackCalls], Value],
    ) -> BoltListener:
        def handle(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
            listener(self._deps, read(body, context, ack, self._slack))

        return _named_like(listener, handle)

    def _answering_with_options(self, find_options: OptionsListener) -> BoltListener:
        def handle(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
            ack(options=find_options(self._deps, read_search(body, context, ack, self._slack)))

        return _named_like(find_options, handle)


def read_command(body: Body, context: BoltContext, ack: Ack, slack: SlackCalls) -> Request:
    return Request(
        caller=context["caller"],
        text=str(body.get("text") or ""),
        channel=body.get("channel_id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        context=context,
        ack=ack,
        slack=slack,
        command=str(body.get("command") or ""),
    )


def read_press(body: Body, context: BoltContext, ack: Ack, slack: SlackCalls) -> Request:
    """A button, or what was picked in a menu. `text` is its value, or the date."""
    action, view = body["actions"][0], body.get("view") or {}
    option = action.get("selected_option") or {}
    return Request(
        caller=context["caller"],
        text=storable(str(action.get("value") or option.get("value") or _picked(action))),
        channel=(body.get("channel") or {}).get("id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        context=context,
        ack=ack,
        slack=slack,
        action_id=str(action.get("action_id") or ""),
        container=_container(body, view),
        metadata=_metadata(view),
        form=FormValues(view),
        thread=thread_of(body.get("message") or {}),
    )


def read_search(body: Body, context: BoltContext, ack: Ack, slack: SlackCalls) -> Request:
    """What was typed so far into a menu that is searched."""
    return Request(
        caller=context["caller"],
        text=str(body.get("value") or ""),
        channel=None,
        trigger_id=None,
        response_url=None,
        context=context,
        ack=ack,
        slack=slack,
        action_id=str(body.get("action_id") or ""),
    )


def read_form(body: Body, context: BoltContext, ack: Ack, slack: SlackCalls) -> Request:
    """A submitted form. `trigger_id` names the form that was opened: submitted twice it is one request."""
    view = body["view"]
    return Request(
        caller=context["caller"],
        text="",
        channel=None,
        trigger_id=view["id"],
        response_url=None,
        context=context,
        ack=ack,
        slack=slack,
        metadata=_metadata(view),
        form=FormValues(view),
    )


def read_shortcut(body: Body, context: BoltContext, ack: Ack, slack: SlackCalls) -> Request:
    """One of the whole app, or one on a message."""
    message = body.get("message") or {}
    return Request(
        caller=context["caller"],
        text="",
        channel=(body.get("channel") or {}).get("id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        context=context,
        ack=ack,
        slack=slack,
        message=_chosen(message) if message else None,
    )


def read_event(body: Body, context: BoltContext, ack: Ack, slack: SlackCalls) -> SlackEvent:
    authorized = context.authorize_result
    if authorized is None or authorized.team_id is None:
        raise LookupError("no workspace was authorized")
    return SlackEvent(
        workspace_id=authorized.team_id,
        caller=context.get("caller"),
        fields=body["event"],
        happened_at=_instant(body.get("event_time")),
        is_in_shared_channel=bool(body.get("is_ext_shared_channel")),
        bot_user_id=str(context.bot_user_id or ""),
        context=context,
        ack=ack,
        slack=slack,
    )


def _chosen(message: Body) -> ChosenMessage:
    """The message that a shortcut was chosen on; nobody stands behind what a program wrote."""
    author = None if message.get("bot_id") else message.get("user")
    seconds = str(message.get("ts") or "").partition(".")[0]
    at = _instant(int(seconds)) if seconds.isdecimal() else None
    return ChosenMessage(storable(str(message.get("text") or "")), str(author) if author else None, at)


def _named_like(listener: Callable[..., object], handle: BoltListener) -> BoltListener:
    """Bolt's log then names the listener. Not functools.wraps: Bolt would ask the listener itself for arguments."""
    handle.__name__, handle.__module__ = listener.__name__, listener.__module__
    return handle


def _action_ids(action_id: str) -> re.Pattern[str]:
    """The id itself, or with what makes it unique in a message: ":" and anything, or "_" and a number."""
    return re.compile(rf"^{re.escape(action_id)}(:.+)?(_\d+)?$")


def _picked(action: Body) -> str:
    """What was picked in a menu of days or channels."""
    return str(action.get("selected_date") or action.get("selected_conversation") or "")


def _container(body: Body, view: Body) -> Container:
    if view.get("type") == "home":
        return Container(is_home=True)
    return Container(response_url=body.get("response_url"), modal_id=view.get("id"))


def _metadata(view: Body) -> Mapping[str, Any]:
    """What a view was opened with. Raises Refusal for what none of ours carries."""
    with refusing_malformed():
        return dict(json.loads(view.get("private_metadata") or "{}"))


def _instant(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if type(seconds) is int and 0 < seconds <= _LAST_SECOND else None
