"""What the app may answer with: trigger_ids (3 s, once) and response_urls (30 min, 5 uses)."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


@dataclass(frozen=True)
class ResponseUrl:
    """Where an answer goes. `original` is the ts of the message it may replace; a command's has none."""

    id: str
    channel: str
    user: str
    made: float
    original: str | None = None
    uses: int = 0


class SpentError(Exception):
    """Slack's word for why not, e.g. `used_url`."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class ResponseUrls:
    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._lock = threading.Lock()
        self._urls: dict[str, ResponseUrl] = {}

    def make(self, channel: str, user: str, original: str | None = None) -> ResponseUrl:
        url = ResponseUrl(secrets.token_urlsafe(18), channel, user, self._real(), original)
        with self._lock:
            self._urls[url.id] = url
        return url

    def use(self, id: str) -> ResponseUrl:
        """Count one use. Raises SpentError: no_such_url, expired_url, used_url."""
        with self._lock:
            url = self._urls.get(id)
            if url is None:
                raise SpentError("no_such_url")
            if self._real() - url.made > RESPONSE_SECONDS:
                raise SpentError("expired_url")
            if url.uses >= RESPONSE_USES:
                raise SpentError("used_url")
            self._urls[id] = replace(url, uses=url.uses + 1)
            return self._urls[id]

    def forget_original(self, id: str) -> None:
        """The message it belonged to was deleted."""
        with self._lock:
            self._urls[id] = replace(self._urls[id], original=None)


class Triggers:
    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._lock = threading.Lock()
        self._made: dict[str, tuple[float, str]] = {}
        self._exchanged: set[str] = set()

    def make(self, user: str) -> str:
        trigger_id = f"{int(self._real() * 1000)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        return self.renew(trigger_id, user)

    def renew(self, trigger_id: str, user: str) -> str:
        """Let a given trigger be valid from now, as if Slack sent it a second time."""
        with self._lock:
            self._made[trigger_id] = (self._real(), user)
            self._exchanged.discard(trigger_id)
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Whose it was. Raises SpentError: invalid_, expired_ or exchanged_trigger_id."""
        with self._lock:
            made, user = self._made.get(trigger_id, (None, ""))
            if made is None:
                raise SpentError("invalid_trigger_id")
            if trigger_id in self._exchanged:
                raise SpentError("exchanged_trigger_id")
            if self._real() - made > TRIGGER_SECONDS:
                raise SpentError("expired_trigger_id")
            self._exchanged.add(trigger_id)
            return user
