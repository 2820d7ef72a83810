"""What the app says, checked as Slack checks it, whichever way it comes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.blockkit import check_blocks
from bot.sandbox.blockkit.schema import Report
from bot.sandbox.messages import Json

MAX_TEXT = 40_000
MAX_METADATA = 8_000
MAX_ATTACHMENTS = 100


class RefusalError(Exception):
    """What Slack answers instead: its error word, and what stands beside it in the body."""

    def __init__(
        self,
        error: str,
        *,
        messages: Sequence[str] = (),
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(error)
        self.error, self.status, self.headers = error, status, dict(headers or {})
        self.body: dict[str, Any] = {"ok": False, "error": error, **fields}
        if messages:
            self.body["errors"] = [message.removeprefix("[ERROR] ") for message in messages]
            self.body["response_metadata"] = {"messages": list(messages)}


@dataclass(frozen=True)
class Content:
    text: str
    blocks: Sequence[Json] | None = None
    attachments: Sequence[Json] | None = None
    metadata: Json | None = None


def content(arguments: Mapping[str, Any], *, max_text: int = MAX_TEXT) -> Content:
    """The message within `arguments`. Raises RefusalError: no_text, msg_too_long, invalid_blocks and its like."""
    text = str(arguments.get("text") or "")
    blocks = _list(arguments.get("blocks"), "invalid_blocks_format")
    attachments = _list(arguments.get("attachments"), "invalid_attachments_format")
    if not text.strip() and not blocks and not attachments:
        raise RefusalError("no_text")
    if len(text) > max_text:
        raise RefusalError("msg_too_long")
    if blocks is not None:
        refuse_if_wrong(check_blocks(blocks))
    for place, attachment in enumerate(attachments or ()):
        refuse_if_wrong(check_blocks(attachment.get("blocks", []), pointer=f"/attachments/{place}/blocks"))
    if attachments is not None and len(attachments) > MAX_ATTACHMENTS:
        raise RefusalError("too_many_attachments")
    return Content(text, blocks, attachments, _metadata(arguments.get("metadata")))


def refuse_if_wrong(report: Report) -> None:
    if report.problems:
        raise RefusalError(report.error, messages=report.messages)


def _list(given: Any, error: str) -> list[Any] | None:
    """A list that may come as JSON in a form field; None when it is not given."""
    if given in (None, ""):
        return None
    parsed = _parsed(given, error)
    if not isinstance(parsed, list) or not all(isinstance(each, dict) for each in parsed):
        raise RefusalError(error)
    return parsed


def _metadata(given: Any) -> Json | None:
    if given in (None, ""):
        return None
    parsed = _parsed(given, "invalid_metadata_format")
    if not isinstance(parsed, dict):
        raise RefusalError("invalid_metadata_format")
    is_typed = isinstance(parsed.get("event_type"), str) and parsed["event_type"] != ""
    if not is_typed or not isinstance(parsed.get("event_payload"), dict):
        raise RefusalError("invalid_metadata_schema")
    if len(json.dumps(parsed)) > MAX_METADATA:
        raise RefusalError("metadata_too_large")
    return {"event_type": parsed["event_type"], "event_payload": parsed["event_payload"]}


def _parsed(given: Any, error: str) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except ValueError:
        raise RefusalError(error) from None
