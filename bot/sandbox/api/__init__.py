"""The Web API: who calls, whether they may, how often, and what comes of it."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.api import chat, conversations, files, users, views
from bot.sandbox.api.faults import Fault, Faults
from bot.sandbox.api.limits import Limits
from bot.sandbox.api.method import Method, MethodCall, MethodResult
from bot.sandbox.content import RefusalError
from bot.sandbox.team import AppSettings
from bot.sandbox.workspace import SandboxWorkspace

__all__ = ["METHODS", "MethodResult", "WebApi"]


def auth_test(call: MethodCall) -> dict[str, Any]:
    team = call.workspace.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": call.workspace.people[call.app.bot_user_id].name,
        "team_id": team.id,
        "user_id": call.app.bot_user_id,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


def api_test(call: MethodCall) -> dict[str, Any]:
    return {"args": dict(call.arguments)}


METHODS: Mapping[str, Method] = {
    "api.test": Method(api_test),
    "auth.test": Method(auth_test, (), 600),
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}


class WebApi:
    """Answers one call at a time. `real` is the wire's clock; without `rate_limits` nobody has to wait."""

    def __init__(
        self,
        workspace: SandboxWorkspace,
        real: Callable[[], float],
        *,
        rate_limits: bool = True,
        methods: Mapping[str, Method] = METHODS,
    ) -> None:
        self.faults = Faults()
        self.revoked = threading.Event()
        self._workspace = workspace
        self._limits = Limits(real) if rate_limits else None
        self._methods = methods

    def answer(
        self, name: str, arguments: Mapping[str, Any], token: str | None, fault: Fault | None = None
    ) -> MethodResult:
        """What Slack says; `fault` is what was drawn for this call, else the next in store is."""
        fault = fault or self.faults.next(name)
        deserved = self._deserved(name, arguments, token) if fault.is_accepted else MethodResult({"ok": False})
        return deserved if fault.refusal is None else _refused(fault.refusal)

    def _deserved(self, name: str, arguments: Mapping[str, Any], token: str | None) -> MethodResult:
        try:
            return MethodResult({"ok": True, **self._call(name, arguments, token)}, headers=self._granted())
        except RefusalError as refusal:
            return _refused(refusal)

    def _granted(self) -> Mapping[str, str]:
        """With every answer Slack tells which scopes the token has."""
        app = self._workspace.app
        return {} if app is None else {"x-oauth-scopes": ",".join(sorted(app.scopes))}

    def _call(self, name: str, arguments: Mapping[str, Any], token: str | None) -> dict[str, Any]:
        method = self._methods.get(name)
        if method is None:
            raise RefusalError("unknown_method", req_method=name)
        app = self._authenticated(token, app_level=method.app_level)
        call = MethodCall(name, arguments, self._workspace, app)
        call.need(*method.scopes)
        with self._workspace.lock:
            self._slow_down(call, method)
            return method.handler(call)

    def _authenticated(self, token: str | None, *, app_level: bool) -> AppSettings:
        app = self._workspace.app
        if not token:
            raise RefusalError("not_authed")
        if app is None or token not in (app.bot_token, app.app_token):
            raise RefusalError("invalid_auth")
        if (token == app.app_token) != app_level:
            raise RefusalError("not_allowed_token_type")
        if self.revoked.is_set():
            raise RefusalError("token_revoked")
        return app

    def _slow_down(self, call: MethodCall, method: Method) -> None:
        if self._limits is None:
            return
        channel = chat.where_to_post(call) if call.method == "chat.postMessage" else None
        wait = self._limits.retry_after(call.method, method.per_minute, channel)
        if wait is not None:
            raise RefusalError("ratelimited", status=429, headers={"Retry-After": str(wait)})


def _refused(refusal: RefusalError) -> MethodResult:
    return MethodResult(refusal.body, refusal.status, refusal.headers)
