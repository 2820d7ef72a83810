"""As much of Slack's Web API as `touchbase serve` needs under load, in the load generator's own event loop."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qs

TEAM, BOT = "T0LOAD", "U0BOT"
SCOPES = "commands,chat:write,users:read,im:write,channels:read,groups:read,files:write"


class StubSlack:
    """Answers every method; keeps what was told by response_url, by the last part of its path."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self.calls = 0
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                _, found, rest = head.lower().partition(b"content-length:")
                body = await reader.readexactly(int(rest.partition(b"\r\n")[0])) if found else b""
                answer = self._answer(head.split(b" ", 2)[1].decode(), body)
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-oauth-scopes: %b\r\n"
                    b"content-length: %d\r\n\r\n%b" % (SCOPES.encode(), len(answer), answer)
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, path: str, body: bytes) -> bytes:
        self.calls += 1
        method = path.partition("?")[0].rpartition("/")[2]
        if path.startswith("/response/"):
            self.told[method] = str(json.loads(body).get("text"))
            return b"ok"
        return json.dumps({"ok": True, **_result(method, body)}).encode()


def _result(method: str, body: bytes) -> dict[str, Any]:
    given = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    match method:
        case "auth.test":
            return {
                "team_id": TEAM,
                "team": "Load",
                "user_id": BOT,
                "bot_id": "B0BOT",
                "url": "https://load.slack.com/",
            }
        case "users.info":
            user = given.get("user", "")
            return {"user": {"id": user, "team_id": TEAM, "name": user.lower(), "profile": {}, "tz": "Europe/Berlin"}}
        case "conversations.open":
            return {"channel": {"id": f"D{given.get('users', '')}"}}
        case "chat.postMessage":
            return {"ts": "1.000001", "channel": given.get("channel", "C0")}
        case "users.list":
            return {"members": []}
    return {}
