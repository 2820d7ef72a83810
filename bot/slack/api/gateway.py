"""Gateway: every call of the Web API. Nothing here retries a write: the outbox decides what becomes of one."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.deliveries.model import LookupResult, Outcome, Sent, Unknown, Unreadable
from bot.domain.deliveries.slack_errors import NOBODY
from bot.domain.errors import SlackTrouble
from bot.domain.transfers import Attachment
from bot.domain.workspace.channels import Channel
from bot.domain.workspace.departments import NoGroups, UserGroup
from bot.domain.workspace.members import Profile, Roster
from bot.messages.blocks import Message
from bot.slack.api import api_errors, history
from bot.slack.api.call_timeout import CallTimeout, DeadlineSSLContext
from bot.slack.api.files import FileTransfers
from bot.slack.api.profiles import profile_of, user_group_of
from bot.slack.api.slack_clock import SlackClock

SHARED_CHANNEL = "shared_with_another_company"
"""Our own refusal: nothing is ever posted where another company reads along."""

_SHARED_KNOWN_FOR = 3600.0

LOOKUP_TIMEOUT = 0.7
"""Seconds a person's request waits for users.info before it goes on without."""

REPLY_TIMEOUT = 5.0
"""Seconds for a call in answer to a person."""

JOB_TIMEOUT = 10.0
"""Seconds for a question that a job asks: nobody waits for it but the next one."""

_ROSTER_PAGE = 200
# AttributeError: the SDK takes any JSON for an object.
_ERRORS = (SlackClientError, OSError, HTTPException, ValueError, AttributeError)
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
        self._call_timeout = CallTimeout()
        self._clock = SlackClock(monotonic)
        self._tls = DeadlineSSLContext.to_servers(self._call_timeout.is_over) if api_url.startswith("https:") else None
        self._files = FileTransfers(
            api_url=api_url, token_of=token_of, call=self._call, call_timeout=self._call_timeout, tls=self._tls
        )
        self._direct_messages: dict[tuple[str, str], str] = {}
        self._shared: dict[tuple[str, str], tuple[float, bool]] = {}  # until when it holds, and the flag
        self._lock = threading.Lock()

    def now(self) -> datetime | None:
        """The time by Slack's own clock, None until it has answered once."""
        return self._clock.now()

    def authenticate(self, workspace_id: str = "") -> dict[str, Any]:
        """`auth.test` with the scopes under "scopes". Raises SlackTrouble."""
        response = self._call(workspace_id, "auth.test", timeout=5.0)
        scopes = next((v for k, v in response.headers.items() if k.lower() == "x-oauth-scopes"), "")
        return {**_body(response), "scopes": scopes}

    def look_up(self, workspace_id: str, member_id: str) -> Profile | None:
        """Who a person is, within 0.7 s; unseen where Slack knows nobody by that id; None without an answer in time."""
        try:
            response = self._call(workspace_id, "users.info", timeout=LOOKUP_TIMEOUT, user=member_id)
        except SlackTrouble as trouble:
            return Profile.unseen(member_id) if trouble.error in NOBODY else None
        return profile_of(_body(response).get("user") or {}, workspace_id)

    def roster(self, workspace_id: str, cursor: str | None) -> Roster | None:
        """A page of everybody in the workspace, from `cursor` on; None without an answer within 10 s."""
        try:
            arguments = {"limit": str(_ROSTER_PAGE), **({"cursor": cursor} if cursor else {})}
            body = _body(self._call(workspace_id, "users.list", timeout=JOB_TIMEOUT, **arguments))
        except SlackTrouble:
            return None
        found = (profile_of(user, workspace_id) for user in body.get("members") or ())
        following = (body.get("response_metadata") or {}).get("next_cursor")
        return Roster(tuple(profile for profile in found if profile is not None), following or None)

    def user_groups(self, workspace_id: str, *, with_people: bool) -> tuple[UserGroup, ...] | NoGroups:
        """The workspace's user groups within 0.7 s; with whoever is in them it may take 10 s."""
        within, people = (JOB_TIMEOUT, "true") if with_people else (LOOKUP_TIMEOUT, "false")
        try:
            response = self._call(workspace_id, "usergroups.list", timeout=within, include_users=people)
        except SlackTrouble as trouble:
            return NoGroups.NOT_PERMITTED if trouble.error == "missing_scope" else NoGroups.NO_ANSWER
        return tuple(user_group_of(group) for group in _body(response).get("usergroups") or ())

    def channel(self, workspace_id: str, channel: str) -> dict[str, Any]:
        """`conversations.info` of a channel. Raises SlackTrouble."""
        return _channel(self._call(workspace_id, "conversations.info", timeout=5.0, channel=channel))

    def channel_named(self, workspace_id: str, channel: str) -> Channel | None:
        """The channel with this id, within 0.7 s; None without an answer, or where the bot may not see it."""
        try:
            found = _channel(self._call(workspace_id, "conversations.info", timeout=LOOKUP_TIMEOUT, channel=channel))
        except SlackTrouble:
            return None
        return Channel(
            id=str(found["id"]),
            name=str(found.get("name") or found["id"]),
            is_member=bool(found.get("is_member")),
            is_shared=_is_shared(found),
            is_archived=bool(found.get("is_archived")),
        )

    def hear_of_sharing(self, workspace_id: str, channel: str, *, is_shared: bool) -> None:
        """Take Slack's word that a channel is shared with another company; that it no longer is, is asked again."""
        with self._lock:
            if is_shared:
                self._shared[workspace_id, channel] = (self._monotonic() + _SHARED_KNOWN_FOR, True)
            else:
                self._shared.pop((workspace_id, channel), None)

    def prepare(self, workspace_id: str, target: str) -> Outcome | None:
        """Find the channel of a post to `target`, and remember it; None when it may be posted, else why not."""
        try:
            self._channel_for(workspace_id, target)
        except SlackTrouble as trouble:
            return api_errors.not_tried(trouble)
        return None

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        """Post once to a channel, or to a person's direct messages where `target` is a user id.

        After `prepare` this is one call, given up after the send timeout in all.
        """
        try:
            channel = self._channel_for(workspace_id, target)
            client = self._client(workspace_id, self._send_timeout)
        except SlackTrouble as trouble:
            return api_errors.not_tried(trouble)
        metadata = {"event_type": _METADATA_TYPE, "event_payload": {"id": delivery_id}}
        arguments: dict[str, Any] = {
            "channel": channel,
            "metadata": metadata,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        return self._written(lambda: client.chat_postMessage(**arguments, **message.payload()))

    def update(self, workspace_id: str, target: str, ts: str, message: Message, *, redacts: bool) -> Outcome:
        """Put `message` in the place of the one with this `ts` in the channel, or in a person's direct messages.

        Where another company reads along, only what `redacts` words is written.
        """
        try:
            is_person = target[:1] in "UW"
            channel = target if redacts and not is_person else self._channel_for(workspace_id, target)
            client = self._client(workspace_id, self._send_timeout)
        except SlackTrouble as trouble:
            return api_errors.not_tried(trouble)
        return self._written(lambda: client.chat_update(channel=channel, ts=ts, **message.payload()))

    def find_post(
        self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float
    ) -> LookupResult:
        """Whether the message of a delivery is in the channel, by its history."""
        try:
            channel = self._channel_for(workspace_id, target)
        except SlackTrouble as trouble:
            return Unreadable(trouble.error, trouble.retry_after, trouble.permanent)

        def read_page(arguments: dict[str, str]) -> dict[str, Any]:
            answer = self._call(workspace_id, "conversations.history", timeout=10.0, channel=channel, **arguments)
            return _body(answer)

        return history.search(read_page, delivery_id=delivery_id, oldest=oldest, latest=latest)

    def send_file(self, workspace_id: str, member_id: str, file: Attachment) -> Outcome | None:
        """Put a file into somebody's direct messages; None when it is there, else why it is not."""
        try:
            channel = self._channel_for(workspace_id, member_id)
        except SlackTrouble as trouble:
            return api_errors.not_tried(trouble)
        return self._files.send(workspace_id, channel, file)

    def fetch_file(self, workspace_id: str, address: str, *, most: int) -> bytes:
        """The bytes of a file that somebody put into a form, at most so many. Raises SlackTrouble."""
        return self._files.fetch(workspace_id, address, most=most)

    def submit(self, workspace_id: str, method: str, **arguments: Any) -> None:
        """One call in answer to a person, its arguments as JSON: views and messages. Raises SlackTrouble."""
        self._within(workspace_id, REPLY_TIMEOUT, lambda client: client.api_call(method, json=arguments))

    def _written(self, write: Callable[[], Any]) -> Outcome:
        """What became of a write that is given up after the send timeout in all."""
        try:
            response = self._call_timeout.within(self._send_timeout, write)
        except SlackApiError as error:
            return api_errors.outcome(error)
        except SlackTrouble as trouble:
            return Unknown(trouble.error)
        except _ERRORS as error:
            return Unknown(type(error).__name__)
        self._clock.update(response.headers)
        ts = _body(response).get("ts")
        return Sent(ts) if isinstance(ts, str) else Unknown("no ts")

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
            answer = self._call_timeout.within(timeout, lambda: call(client))
        except SlackApiError as error:
            raise api_errors.trouble(error) from error
        except _ERRORS as error:
            raise SlackTrouble(type(error).__name__) from error
        self._clock.update(answer.headers)
        return answer

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
