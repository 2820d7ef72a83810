"""The one place that calls Slack. Nothing here retries a write: what becomes of one is decided by the outbox."""

import threading
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.domain.deliveries import UNCERTAIN, Outcome, RateLimited, Refused, Sent, Unknown
from bot.domain.errors import SlackTrouble
from bot.domain.members import Profile
from bot.messages.blocks import Message

LOOK_UP_WITHIN = 0.7
"""Seconds a person's request waits for users.info before it goes on without."""

_RATE_LIMITS = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_ERRORS = (SlackClientError, OSError, HTTPException, ValueError)
_METADATA_TYPE = "touchbase_delivery"

TokenOf = Callable[[str], str]
"""The bot token of a workspace, by its id."""


class Gateway:
    """Calls with the token of the workspace concerned. `send_timeout` is in seconds."""

    def __init__(self, *, api_url: str, token_of: TokenOf, send_timeout: float = 20.0) -> None:
        self._api_url = api_url
        self._token_of = token_of
        self._send_timeout = send_timeout
        self._direct_messages: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def authenticate(self, workspace_id: str = "") -> dict[str, Any]:
        """`auth.test` with the scopes under "scopes". Raises SlackTrouble."""
        response = self._call(workspace_id, "auth.test", timeout=5.0)
        scopes = next((v for k, v in response.headers.items() if k.lower() == "x-oauth-scopes"), "")
        return {**_body(response), "scopes": scopes}

    def look_up(self, workspace_id: str, member_id: str) -> Profile | None:
        """Who a person is, within 0.7 s; None without an answer in time."""
        try:
            response = self._call(workspace_id, "users.info", timeout=LOOK_UP_WITHIN, user=member_id)
        except SlackTrouble:
            return None
        return _profile(_body(response).get("user") or {}, workspace_id)

    def channel(self, workspace_id: str, channel: str) -> dict[str, Any]:
        """`conversations.info` of a channel. Raises SlackTrouble."""
        found: dict[str, Any] = _body(self._call(workspace_id, "conversations.info", timeout=5.0, channel=channel))[
            "channel"
        ]
        return found

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        """Post once to a channel, or to a person's direct messages where `target` is a user id."""
        try:
            channel = self._channel_for(workspace_id, target)
        except SlackTrouble as trouble:
            return _not_posted(trouble)
        metadata = {"event_type": _METADATA_TYPE, "event_payload": {"id": delivery_id}}
        try:
            response = self._client(workspace_id, self._send_timeout).chat_postMessage(
                channel=channel,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
                **message.payload(),
            )
        except SlackApiError as error:
            return _outcome(error)
        except _ERRORS as error:
            return Unknown(type(error).__name__)
        ts = _body(response).get("ts")
        return Sent(ts) if isinstance(ts, str) else Unknown("no ts")

    def respond(self, response_url: str, message: Message, *, replace: bool) -> None:
        """Answer a person through their response_url: replace the message they pressed in, or add one.

        Raises SlackTrouble.
        """
        try:
            answer = WebhookClient(response_url, timeout=5, retry_handlers=[]).send(
                response_type="ephemeral", replace_original=replace, **message.payload()
            )
        except _ERRORS as error:
            raise SlackTrouble(type(error).__name__) from error
        if answer.status_code != 200 or answer.body.strip() not in ("ok", "", '{"ok":true}'):
            raise SlackTrouble(f"response_url: {answer.status_code} {answer.body[:200]}", permanent=True)

    def _channel_for(self, workspace_id: str, target: str) -> str:
        if target[:1] not in "UW":
            return target
        key = (workspace_id, target)
        with self._lock:
            known = self._direct_messages.get(key)
        if known is None:
            opened = _body(self._call(workspace_id, "conversations.open", timeout=self._send_timeout, users=target))
            known = str(opened["channel"]["id"])
            with self._lock:
                self._direct_messages[key] = known
        return known

    def _call(self, workspace_id: str, method: str, *, timeout: float, **arguments: str) -> Any:
        try:
            return self._client(workspace_id, timeout).api_call(method, params=arguments)
        except SlackApiError as error:
            raise _trouble(error) from error
        except _ERRORS as error:
            raise SlackTrouble(type(error).__name__) from error

    def _client(self, workspace_id: str, timeout: float) -> WebClient:
        # The SDK types its timeout as whole seconds; the socket takes fractions.
        return WebClient(
            self._token_of(workspace_id),
            base_url=self._api_url,
            timeout=timeout,  # type: ignore[arg-type]
            retry_handlers=[],
        )


def _body(response: Any) -> dict[str, Any]:
    return response.data if isinstance(response.data, dict) else {}


def _profile(user: dict[str, Any], workspace_id: str) -> Profile | None:
    if not user.get("id"):
        return None
    profile = user.get("profile") or {}
    return Profile(
        id=str(user["id"]),
        name=profile.get("display_name") or user.get("real_name") or user.get("name") or str(user["id"]),
        zone=user.get("tz") or None,
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_guest=_is_guest(user, workspace_id),
        is_deactivated=bool(user.get("deleted")),
    )


def _is_guest(user: dict[str, Any], workspace_id: str) -> bool:
    of_another_company = user.get("team_id") not in (None, workspace_id)
    kinds = ("is_restricted", "is_ultra_restricted", "is_bot", "is_stranger")
    return of_another_company or any(user.get(kind) for kind in kinds)


def _trouble(error: SlackApiError) -> SlackTrouble:
    code, retry_after = _error_code(error), _retry_after(error)
    return SlackTrouble(code, permanent=retry_after is None and code not in UNCERTAIN, retry_after=retry_after)


def _not_posted(trouble: SlackTrouble) -> Outcome:
    """conversations.open failed before anything could be posted: never unknown."""
    return RateLimited(trouble.retry_after) if trouble.retry_after is not None else Refused(trouble.error)


def _outcome(error: SlackApiError) -> Outcome:
    retry_after = _retry_after(error)
    if retry_after is not None:
        return RateLimited(retry_after)
    code, status = _error_code(error), error.response.status_code
    if status >= 500 or not code or code in UNCERTAIN:
        return Unknown(code or f"HTTP {status}")
    return Refused(code)


def _error_code(error: SlackApiError) -> str:
    data = error.response.data if hasattr(error.response, "data") else {}
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _retry_after(error: SlackApiError) -> float | None:
    if error.response.status_code != 429 and _error_code(error) not in _RATE_LIMITS:
        return None
    value = str(next((v for k, v in error.response.headers.items() if k.lower() == "retry-after"), "1"))
    return float(value) if value.isdigit() else 1.0
