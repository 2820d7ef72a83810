"""The installed app's end of the wire: courier or sockets, triggers, response_urls, and a row for each request."""

from urllib.parse import urlsplit

from bot.sandbox.answers import ResponseUrl, ResponseUrls, Triggers
from bot.sandbox.deliveries.fault_injection import FaultInjection
from bot.sandbox.deliveries.http_sender import FORM, AppReply, HttpSender
from bot.sandbox.socket_mode.sockets import Sockets
from bot.sandbox.team import AppSettings
from bot.sandbox.wire import Wire
from bot.sandbox.workspace import SandboxWorkspace


class NotConnectedError(Exception):
    """No app is installed yet: call Sandbox.connect first."""


class AppConnection:
    """`timeout` is the time the app has to answer, in seconds; `base_url` where the sandbox listens."""

    def __init__(
        self,
        workspace: SandboxWorkspace,
        wire: Wire,
        urls: ResponseUrls,
        triggers: Triggers,
        sockets: Sockets,
        timeout: float,
    ) -> None:
        self.workspace = workspace
        self.wire = wire
        self.urls = urls
        self.triggers = triggers
        self.base_url = ""
        self.mishaps = FaultInjection()
        self._sockets = sockets
        self._timeout = timeout
        self._courier: HttpSender | None = None

    @property
    def app(self) -> AppSettings:
        if self.workspace.app is None:
            raise NotConnectedError
        return self.workspace.app

    def connect(self, app: AppSettings) -> None:
        self.close()
        self._courier = HttpSender(app.events_url, app.signing_secret, self._timeout)

    def close(self) -> None:
        if self._courier is not None:
            self._courier.close()

    def trigger(self, user_id: str, given: str | None = None) -> str:
        return self.triggers.renew(given, user_id) if given else self.triggers.make(user_id)

    def response_address(self, url: ResponseUrl) -> str:
        return f"{self.base_url}/response/{url.id}"

    def deliver(
        self,
        body: bytes,
        what: str,
        *,
        content_type: str = FORM,
        headers: dict[str, str] | None = None,
    ) -> AppReply:
        """Send one signed request, or an envelope where the app is connected by Socket Mode; blocks until the app
        answered or its time is over."""
        if self._courier is None:
            raise NotConnectedError
        by_socket = self.app.socket_mode or self._sockets.count > 0
        way = self._sockets if by_socket else self._courier
        door = "SOCKET" if by_socket else f"POST {urlsplit(self.app.events_url).path}"

        def send() -> AppReply:
            reply = way.send(body, content_type, headers)
            self.wire.note("to_app", f"{door} {what}", reply.shown_status, reply.ms, reply.error)
            return reply

        return self.mishaps.carry(send)

    def complain(self, what: str, error: str) -> None:
        """Note an answer that Slack would not show, with the reason for whoever reads the wire."""
        self.wire.note("from_app", f"answer to {what}", "invalid_command_response", 0.0, error)
