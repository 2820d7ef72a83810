"""The one place that calls Slack. Nothing here retries a write: what becomes of one is decided by the outbox."""

import re
import threading
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.channels import Channel
from bot.domain.deliveries import UNCERTAIN, NotTried, Outcome, RateLimited, Refused, Sent, Unknown, Unreadable, Verdict
from bot.domain.errors import SlackTrouble
from bot.domain.members import Profile
from bot.domain.schedule import zone_named
from bot.messages.blocks import Message
from bot.parsing.slack_text import storable
from bot.slack import history
from bot.slack.patience import Patience, PunctualTls

SHARED_CHANNEL = "shared_with_another_company"
"""Our own refusal: nothing is ever posted where another company reads along (PRODUCT.md §5)."""

_SHARED_KNOWN_FOR = 3600.0

LOOK_UP_WITHIN = 0.7
"""Seconds a person's request waits for users.info before it goes on without."""

ANSWER_WITHIN = 5.0
"""Seconds for a call in answer to a person."""

_RATE_LIMITS = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# AttributeError: the SDK takes any JSON for an object.
_ERRORS = (SlackClientError, OSError, HTTPException, ValueError, AttributeError)
_CODE = re.compile(r"[a-z0-9_.:-]+", re.IGNORECASE)
_METADATA_TYPE = "touchbase_delivery"

TokenOf = Callable[[str], str]
"""The bot token of a workspace, by its id."""


class Gateway:
    """Calls with the token of the workspace concerned. `send_timeout` is in seconds."""

    def __init__(
        self,
        *,
        api_url: str,
        token_of: TokenOf,
        send_timeout: float = 20.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._api_url = api_url
        self._token_of = token_of
        self._send_timeout = send_timeout
        self._monotonic = monotonic
        self._patience = Patience()
        self._tls = PunctualTls.to_servers(self._patience.is_over) if api_url.startswith("https:") else None
        self._direct_messages: dict[tuple[str, str], str] = {}
        self._shared: dict[tuple[str, str], tuple[float, bool]] = {}
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
        return _channel(self._call(workspace_id, "conversations.info", timeout=5.0, channel=channel))

    def channel_named(self, workspace_id: str, channel: str) -> Channel | None:
        """The channel with this id, within 0.7 s; None without an answer, or where the bot may not see it."""
        try:
            found = _channel(self._call(workspace_id, "conversations.info", timeout=LOOK_UP_WITHIN, channel=channel))
        except SlackTrouble:
            return None
        return Channel(
            id=str(found["id"]),
            name=str(found.get("name") or found["id"]),
            is_member=bool(found.get("is_member")),
            is_shared=_is_shared(found),
            is_archived=bool(found.get("is_archived")),
        )

    def prepare(self, workspace_id: str, target: str) -> Outcome | None:
        """Find out where a post to `target` goes, and keep it; None when it may go, else what stands against it."""
        try:
            self._channel_for(workspace_id, target)
        except SlackTrouble as trouble:
            return _not_posted(trouble)
        return None

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        """Post once to a channel, or to a person's direct messages where `target` is a user id.

        After `prepare` this is one call, given up after the send timeout in all.
        """
        try:
            channel = self._channel_for(workspace_id, target)
            client = self._client(workspace_id, self._send_timeout)
        except SlackTrouble as trouble:
            return _not_posted(trouble)
        metadata = {"event_type": _METADATA_TYPE, "event_payload": {"id": delivery_id}}
        arguments: dict[str, Any] = {
            "channel": channel,
            "metadata": metadata,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        try:
            response = self._patience.within(
                self._send_timeout, lambda: client.chat_postMessage(**arguments, **message.payload())
            )
        except SlackApiError as error:
            return _outcome(error)
        except SlackTrouble as trouble:
            return Unknown(trouble.error)
        except _ERRORS as error:
            return Unknown(type(error).__name__)
        ts = _body(response).get("ts")
        return Sent(ts) if isinstance(ts, str) else Unknown("no ts")

    def find_post(self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float) -> Verdict:
        """Whether the message of a delivery stands in the channel, as its history tells."""
        try:
            channel = self._channel_for(workspace_id, target)
        except SlackTrouble as trouble:
            return Unreadable(trouble.error, trouble.retry_after, trouble.permanent)

        def read_page(arguments: dict[str, str]) -> dict[str, Any]:
            answer = self._call(workspace_id, "conversations.history", timeout=10.0, channel=channel, **arguments)
            return _body(answer)

        return history.search(read_page, delivery_id=delivery_id, oldest=oldest, latest=latest)

    def submit(self, workspace_id: str, method: str, **arguments: Any) -> None:
        """One call in answer to a person, its arguments as JSON: views and messages. Raises SlackTrouble."""
        self._within(workspace_id, ANSWER_WITHIN, lambda client: client.api_call(method, json=arguments))

    def _channel_for(self, workspace_id: str, target: str) -> str:
        """The channel to post to. Raises SlackTrouble, also for a channel shared with another company."""
        if target[:1] in "UW":
            return self._direct_message(workspace_id, target)
        if self._is_shared(workspace_id, target):
            raise SlackTrouble(SHARED_CHANNEL, permanent=True)
        return target

    def _is_shared(self, workspace_id: str, channel: str) -> bool:
        """Whether another company reads along, as Slack said within the hour; without an answer nothing is posted."""
        key = (workspace_id, channel)
        with self._lock:
            known = self._shared.get(key)
        if known is None or known[0] < self._monotonic():
            found = self.channel(workspace_id, channel)
            known = (self._monotonic() + _SHARED_KNOWN_FOR, _is_shared(found))
            with self._lock:
                self._shared[key] = known
        return known[1]

    def _direct_message(self, workspace_id: str, target: str) -> str:
        key = (workspace_id, target)
        with self._lock:
            known = self._direct_messages.get(key)
        if known is None:
            opened = _channel(self._call(workspace_id, "conversations.open", timeout=self._send_timeout, users=target))
            known = str(opened["id"])
            with self._lock:
                self._direct_messages[key] = known
        return known

    def _call(self, workspace_id: str, method: str, *, timeout: float, **arguments: str) -> Any:
        return self._within(workspace_id, timeout, lambda client: client.api_call(method, params=arguments))

    def _within(self, workspace_id: str, timeout: float, call: Callable[[WebClient], Any]) -> Any:
        try:
            client = self._client(workspace_id, timeout)
            return self._patience.within(timeout, lambda: call(client))
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
            ssl=self._tls,
            retry_handlers=[],
        )


def _body(response: Any) -> dict[str, Any]:
    return response.data if isinstance(response.data, dict) else {}


def _channel(response: Any) -> dict[str, Any]:
    found = _body(response).get("channel")
    if not isinstance(found, dict) or not found.get("id"):
        raise SlackTrouble("no channel in the answer")
    return found


def _is_shared(channel: dict[str, Any]) -> bool:
    return any(channel.get(flag) for flag in ("is_ext_shared", "is_pending_ext_shared"))


def _profile(user: dict[str, Any], workspace_id: str) -> Profile | None:
    if not user.get("id"):
        return None
    profile = user.get("profile") or {}
    name = profile.get("display_name") or user.get("real_name") or user.get("name") or user["id"]
    return Profile(
        id=str(user["id"]),
        name=storable(str(name)),
        zone=_zone(user.get("tz")),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_guest=_is_guest(user, workspace_id),
        is_deactivated=bool(user.get("deleted")),
    )


def _zone(name: Any) -> str | None:
    """The zone, if it is one: Slack may know names that this machine does not."""
    return name if isinstance(name, str) and zone_named(name) is not None else None


def _is_guest(user: dict[str, Any], workspace_id: str) -> bool:
    of_another_company = user.get("team_id") not in (None, workspace_id)
    kinds = ("is_restricted", "is_ultra_restricted", "is_bot", "is_stranger")
    return of_another_company or any(user.get(kind) for kind in kinds)


def _trouble(error: SlackApiError) -> SlackTrouble:
    code, retry_after = _error_code(error), _retry_after(error)
    is_permanent = retry_after is None and code != "" and code not in UNCERTAIN
    return SlackTrouble(code or _unreadable(error), permanent=is_permanent, retry_after=retry_after)


def _not_posted(trouble: SlackTrouble) -> Outcome:
    """It failed before anything could be posted: never unknown."""
    return RateLimited(trouble.retry_after) if trouble.retry_after is not None else NotTried(trouble.error)


def _outcome(error: SlackApiError) -> Outcome:
    retry_after = _retry_after(error)
    if retry_after is not None:
        return RateLimited(retry_after)
    code, status = _error_code(error), error.response.status_code
    if status >= 500 or not code or code in UNCERTAIN:
        return Unknown(code or _unreadable(error))
    return Refused(code)


def _error_code(error: SlackApiError) -> str:
    """Slack's word for it; "" where the answer was not Slack's: the SDK puts an unreadable body in its place."""
    data = error.response.data if hasattr(error.response, "data") else {}
    code = str(data.get("error") or "") if isinstance(data, dict) else ""
    return code if _CODE.fullmatch(code) else ""


def _unreadable(error: SlackApiError) -> str:
    return f"HTTP {error.response.status_code} without a word of Slack's"


def _retry_after(error: SlackApiError) -> float | None:
    if error.response.status_code != 429 and _error_code(error) not in _RATE_LIMITS:
        return None
    value = str(next((v for k, v in error.response.headers.items() if k.lower() == "retry-after"), "1"))
    return float(value) if value.isdigit() else 1.0
