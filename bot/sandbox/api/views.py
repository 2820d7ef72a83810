"""views.*: modals over whoever pressed or typed, and the Home tab."""

import json
import re
from typing import Any

from bot.sandbox.api.method import Method, MethodCall, view_json
from bot.sandbox.content import RefusalError
from bot.sandbox.views import View


def open_view(call: MethodCall) -> dict[str, Any]:
    return _answered(call, call.workspace.views.open(call.text("trigger_id"), _given(call)))


def push(call: MethodCall) -> dict[str, Any]:
    return _answered(call, call.workspace.views.push(call.text("trigger_id"), _given(call)))


def update(call: MethodCall) -> dict[str, Any]:
    view = call.workspace.views.update(
        _given(call),
        view_id=call.text("view_id"),
        external_id=call.text("external_id"),
        hash=call.text("hash"),
    )
    return _answered(call, view)


def publish(call: MethodCall) -> dict[str, Any]:
    if not call.app.home_enabled:
        raise RefusalError("not_enabled")
    user = call.text("user_id")
    if user not in call.workspace.people:
        raise RefusalError("user_not_found")
    return _answered(call, call.workspace.views.publish(user, _given(call), call.text("hash")))


METHODS = {
    "views.open": Method(open_view, (), 100),
    "views.push": Method(push, (), 100),
    "views.update": Method(update, (), 100),
    "views.publish": Method(publish, (), 100),
}


def _given(call: MethodCall) -> Any:
    """The view as it came. One that asks for files takes the scope to read them."""
    given = call.arguments.get("view")
    if re.search(r'"type":\s*"file_input"', given if isinstance(given, str) else json.dumps(given)):
        call.need("files:read")
    return given


def _answered(call: MethodCall, view: View) -> dict[str, Any]:
    return {"view": view_json(call.workspace.team.id, call.app, view)}
