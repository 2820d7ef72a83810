"""The error handler: every error becomes a message for whoever asked, with an id that is in the log too."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.context import BoltContext
from slack_bolt.error import BoltUnhandledRequestError

from bot.domain.errors import Incomplete, NotSaved, Refusal, SlackTrouble
from bot.domain.workspace import zones
from bot.messages import error_messages
from bot.messages.blocks import Message
from bot.parsing.typed import as_typed
from bot.slack.api.user_replies import UserReplies
from bot.slack.error_reply import ErrorReply, empty_options, form_errors, form_update, is_form

SAVED = "saved"
"""After its commit a handler puts into `context[SAVED]` what was done, in words: from then on no error may say NOT
saved."""

COMMAND = "command as typed"
"""Key in the context: the command that a refused line begins with, where it is more than Slack says."""

_CALLS_LIMIT = 256
"""How many calls to Slack may be under way or waiting; with more, a refusal is not told by another call."""

_MOST_RETRIES = 15
_RETRIED_FOR = 60.0
"""Seconds: Slack takes a message a second in a conversation, and who types faster is answered one after the other."""

_LOGCALL = "/logcall"
_PRESSED = ("block_actions", "shortcut", "message_action")

_log = logging.getLogger("touchbase.errors")


@dataclass(frozen=True)
class Retry:
    """How often a call that Slack rate-limited was made again, and when, by a monotonic clock, it was made first."""

    began: float
    retries: int = 0

    def after(self, seconds: float, *, now: float) -> "Retry | None":
        """The next one, in so many seconds; None where it is time to give up."""
        is_over = self.retries >= _MOST_RETRIES or now + seconds - self.began > _RETRIED_FOR
        return None if is_over else replace(self, retries=self.retries + 1)


class ErrorHandler:
    """Answers requests that failed, and runs calls to Slack that follow a request.

    `user_replies` reach whoever cannot be told in the answer itself. `would_save` says of a command and the text behind
    it whether they would have saved something.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        user_replies: UserReplies,
        executor: Executor,
        would_save: Callable[[str, str], bool],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._would_save = would_save
        self._user_replies = user_replies
        self._executor = executor
        self._error_reply = ErrorReply(user_replies, self.run_later)
        self._monotonic = monotonic
        self._under_way: set[Future[None]] = set()
        self._waiting: set[threading.Timer] = set()

    def answer(self, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        """The response to a request that failed with `error`; empty once the deadline has been answered for it.

        Never raises: an error here would leave the person without any answer.
        """
        try:
            return self._answer(error, body, context)
        except Exception as second:
            return _last_resort(error, second, body, context)

    def _answer(self, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        deadline = context.get("deadline")
        if deadline is not None and deadline.was_given_up:
            _log.info("a request ended after its deadline: %r", error)
            return BoltResponse(status=503, body="")
        if is_form(body) and not context.get(SAVED):
            return form_errors(body, self._field_errors(error, body))
        message = self._message(error, body, context)
        if is_form(body):
            return form_update(message)
        if isinstance(error, BoltUnhandledRequestError) and (empty := _empty_response(body)) is not None:
            return empty
        return self._error_reply.send(body, message)

    def too_late(self, body: dict[str, Any], *, commit_begun: bool, saved: bool | str) -> BoltResponse:
        """The response at the deadline, whatever the thread does. `saved` may say what was done."""
        error_id = _new_id()
        _log.warning("no answer in time, id %s, commit begun: %s, ended: %s", error_id, commit_begun, saved)
        return self.answer(_TooLate(error_id), body, BoltContext({SAVED: saved}))

    def too_many(self, body: dict[str, Any]) -> BoltResponse:
        """The response to a request that cannot be served in time; nothing was done for it."""
        error_id = _new_id()
        _log.warning("refused, too many at once, id %s", error_id)
        is_answered_directly = "command" in body or is_form(body)
        if not is_answered_directly and len(self._under_way) >= _CALLS_LIMIT:
            return BoltResponse(status=503, body="")  # a message would come too late: Slack shows its own warning sign
        return self.answer(_TooMany(error_id), body, BoltContext())

    def run_later(self, call: Callable[[], None], *, error_url: str | None = None) -> None:
        """Run a call to Slack in answer to a person, after what it follows has succeeded.

        Where nothing was shown yet, an error is told at the response_url `error_url`.
        """
        running = self._executor.submit(self._guarded, call, error_url)
        self._under_way.add(running)
        running.add_done_callback(self._under_way.discard)

    def _guarded(self, call: Callable[[], None], error_url: str | None = None, retry: Retry | None = None) -> None:
        try:
            call()
        except Exception as error:
            if isinstance(error, SlackTrouble) and error.retry_after is not None:
                again = (retry or Retry(self._monotonic())).after(error.retry_after, now=self._monotonic())
                if again is not None and len(self._waiting) < _CALLS_LIMIT:
                    self._call_again(call, error_url, again, seconds=error.retry_after)
                    return
            message = _not_shown(error)
            if error_url is not None:
                self._guarded(lambda: self._user_replies.respond(error_url, message, replace=False))

    def _call_again(self, call: Callable[[], None], error_url: str | None, retry: Retry, *, seconds: float) -> None:
        """Make a call that Slack rate-limited again when Slack said; it took nothing of the first. No thread of the
        executor waits for it."""

        def submit() -> None:
            self._waiting.discard(timer)
            with suppress(RuntimeError):  # the program stops
                self._executor.submit(self._guarded, call, error_url, retry)

        timer = threading.Timer(seconds, submit)
        timer.daemon = True
        self._waiting.add(timer)
        timer.start()

    def _field_errors(self, error: Exception, body: Mapping[str, Any]) -> Mapping[str, str]:
        """Why a form cannot be saved, by field; "" is none in particular."""
        match error:
            case Incomplete():
                return error.fields
            case Refusal():
                return {"": error.words}
            case BoltUnhandledRequestError():
                return {"": error_messages.UNKNOWN_FORM}
        button = str((body["view"].get("submit") or {}).get("text") or "Save")
        return {"": error_messages.not_saved_yet(button=button, error_id=_logged(error))}

    def _message(self, error: Exception, body: dict[str, Any], context: BoltContext) -> Message:
        command, typed = _typed(body)
        if isinstance(error, Refusal):
            # A press gives back a kept line, and only those of /logcall are kept.
            before = str(context.get(COMMAND) or command or _LOGCALL)
            return error_messages.refused(error.words, typed=as_typed(error.typed), command=before)
        if isinstance(error, BoltUnhandledRequestError):
            return error_messages.unknown_command(command) if command else error_messages.unknown_button()
        error_id = _logged(error)
        if saved := context.get(SAVED):
            return error_messages.saved_but_not_shown(saved if isinstance(saved, str) else "Done", error_id=error_id)
        if not command:
            return error_messages.not_done(error_id=error_id)
        if not self._would_save(command, typed):
            return error_messages.not_shown(error_id=error_id)
        reason = error.reason if isinstance(error, NotSaved) else "Something went wrong."
        at = self._wall_time(context)
        return error_messages.not_saved(command=command, typed=as_typed(typed), reason=reason, at=at, error_id=error_id)

    def _wall_time(self, context: BoltContext) -> str:
        """Where the person is, or in UTC, which then is said."""
        caller = context.get("caller")
        zone = zones.zone_named(caller.zone) if caller is not None else None
        return f"{self._now().astimezone(zone):%H:%M}" if zone is not None else f"{self._now():%H:%M} UTC"


class _Unserved(NotSaved):
    """An error that is in the log already, under this id."""

    def __init__(self, error_id: str) -> None:
        super().__init__(error_id)
        self.error_id = error_id


class _TooLate(_Unserved):
    reason = "The answer took too long."


class _TooMany(_Unserved):
    reason = "I could not get to it in time."


def _empty_response(body: Mapping[str, Any]) -> BoltResponse | None:
    """The response to what nothing listens to, where nobody waits for a message; None where somebody does."""
    if "command" in body or body.get("response_url"):
        return None
    if body.get("type") == "block_suggestion":
        return empty_options()
    is_pressed = body.get("type") in _PRESSED and body.get("trigger_id")
    return None if is_pressed else BoltResponse(status=200, body="")


def _last_resort(error: Exception, second: Exception, body: Mapping[str, Any], context: BoltContext) -> BoltResponse:
    """The response where the error handler itself failed: for a command a plain text, else Slack's own warning."""
    error_id = _new_id()
    _log.error("the error handler failed on %r, id %s: %r", error, error_id, second, exc_info=second)
    if "command" in body and not context.get(SAVED):
        return BoltResponse(status=200, body=f"NOT saved: something went wrong. Send it again. (id {error_id})")
    return BoltResponse(status=200 if "event" in body or context.get(SAVED) else 503, body="")


def _not_shown(error: Exception) -> Message:
    """The message where a call to Slack that would have shown something failed."""
    if isinstance(error, Refusal):
        return error_messages.refused(error.words)
    error_id = _new_id()
    if isinstance(error, SlackTrouble):
        _log.warning("an answer did not reach Slack, id %s: %s", error_id, error.error)
    else:
        _log.error("an answer to a person failed, id %s: %r", error_id, error, exc_info=_is_ours(error) and error)
    return error_messages.not_shown(error_id=error_id)


def _typed(body: Mapping[str, Any]) -> tuple[str, str]:
    """The command and the text behind it; a line typed to the bot is one of /logcall."""
    event = body.get("event") or {}
    if event.get("type") == "message":
        return _LOGCALL, str(event.get("text") or "")
    return str(body.get("command") or ""), str(body.get("text") or "")


def _logged(error: Exception) -> str:
    """Write the error into the log; returns its id there."""
    if isinstance(error, _Unserved):
        return error.error_id
    error_id = _new_id()
    _log.error("request failed, id %s: %r", error_id, error, exc_info=_is_ours(error) and error)
    return error_id


def _is_ours(error: Exception) -> bool:
    """Whether the fault may be in this program, so that the log shows where."""
    return not isinstance(error, NotSaved)


def _new_id() -> str:
    return secrets.token_hex(3)
