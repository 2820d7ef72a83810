"""Who may speak to the sandbox at all: this machine, and no page but its own.

A web page anywhere could otherwise post to 127.0.0.1, or reach it by a name it rebinds. An image or a script on a
foreign page is fetched without an Origin, but browsers say in Sec-Fetch-Site where such a request comes from.
"""

import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_PAGE_ONLY = "The sandbox answers only to its own page."
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
_PORT = re.compile(r":\d+$")
_FIXED = [
    (b"cache-control", b"no-store"),
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


class LocalRequestsOnly:
    """Refuses foreign Host and Origin headers with 403, and lets nothing be cached."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = refusal(Headers(scope=scope)) if scope["type"] in ("http", "websocket") else None
        if refused is not None:
            await _refuse(refused, scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_FIXED]
            await send(message)

        await self._app(scope, receive, send_guarded)


async def _refuse(why: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "reason": why})  # before accepting it is a 403
    else:
        await PlainTextResponse(why, status_code=403)(scope, receive, send)


def refusal(headers: Headers) -> str | None:
    """Why a request with these headers is not taken, or None."""
    host = headers.get("host", "")
    if _PORT.sub("", host) not in LOCAL_NAMES:
        return "The sandbox answers only to 127.0.0.1 and localhost."
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return OWN_PAGE_ONLY
    is_followed_link = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not is_followed_link:
        return OWN_PAGE_ONLY
    return None
