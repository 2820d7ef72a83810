"""Search of a channel's history for a message whose outcome is unknown, by the delivery id in its metadata."""

from collections.abc import Callable
from typing import Any

from bot.domain.deliveries.model import Found, LookupResult, NotFound, Unreadable
from bot.domain.errors import SlackTrouble

_PAGE = 200
_PAGES = 50

ReadPage = Callable[[dict[str, str]], dict[str, Any]]
"""Arguments of conversations.history → its answer. Raises SlackTrouble."""


def search(read_page: ReadPage, *, delivery_id: str, oldest: float, latest: float) -> LookupResult:
    """Look through all of a channel's messages from `oldest` to `latest` (seconds, as in Slack's ts).

    Unreadable unless the window was read to its end: then nothing is known.
    """
    arguments = {
        "oldest": f"{oldest:.6f}",
        "latest": f"{latest:.6f}",
        "inclusive": "true",
        "include_all_metadata": "true",
        "limit": str(_PAGE),
    }
    for _ in range(_PAGES):
        try:
            page = read_page(arguments)
        except SlackTrouble as trouble:
            return Unreadable(trouble.error, trouble.retry_after, trouble.permanent)
        if not isinstance(page.get("messages"), list):
            return Unreadable("no messages in the answer")
        ts = _ts_of(page, delivery_id)
        if ts is not None:
            return Found(ts)
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return Unreadable("has_more without a cursor", is_lasting=True) if page.get("has_more") else NotFound()
        arguments = {**arguments, "cursor": str(cursor)}
    return Unreadable("the window has no end", is_lasting=True)


def _ts_of(page: dict[str, Any], delivery_id: str) -> str | None:
    for message in page["messages"]:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        if payload.get("id") == delivery_id:
            return str(message["ts"])
    return None
