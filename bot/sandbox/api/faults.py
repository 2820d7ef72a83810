"""The one seam where a call is answered otherwise than it deserves."""

import random
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.sandbox.content import RefusalError

_RATE_LIMITS = ("ratelimited", "rate_limited")


class FaultReply(Enum):
    """How much of the answer comes back to the caller."""

    WHOLE = auto()
    MALFORMED = auto()  # JSON that breaks off
    NONE = auto()  # the connection is closed without a word


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong: `wait` seconds pass, then it is carried out or not.

    It is answered with `refusal`, or where there is none as it deserves; `reply` is what comes through of that.
    """

    name: str
    wait: float = 0.0
    is_accepted: bool = True
    refusal: RefusalError | None = None
    reply: FaultReply = FaultReply.WHOLE


_INTERNAL = RefusalError("internal_error", status=500)

ALL_WELL = Fault("all well")
ERROR_BEFORE = Fault("500 before accepting", is_accepted=False, refusal=_INTERNAL)
ERROR_AFTER = Fault("500 after accepting", refusal=_INTERNAL)
LOST_BEFORE = Fault("reply lost before accepting", is_accepted=False, refusal=_INTERNAL, reply=FaultReply.NONE)
LOST_AFTER = Fault("reply lost after accepting", reply=FaultReply.NONE)
MALFORMED = Fault("malformed JSON", reply=FaultReply.MALFORMED)


def refused(error: str) -> Fault:
    """Answered with `error`; nothing is accepted."""
    if error in _RATE_LIMITS:
        return rate_limited()
    return Fault(error, is_accepted=False, refusal=RefusalError(error))


def rate_limited(retry_after: int = 1) -> Fault:
    """429 with Retry-After in seconds; nothing is accepted."""
    refusal = RefusalError("ratelimited", status=429, headers={"Retry-After": str(retry_after)})
    return Fault("429", is_accepted=False, refusal=refusal)


def slow(seconds: float) -> Fault:
    """Accepted and answered as it deserves, that much later."""
    return Fault("slow", wait=seconds)


def late(seconds: float) -> Fault:
    """Accepted that much later and never answered: whoever is less patient sees a call that timed out."""
    return Fault("late accept", wait=seconds, reply=FaultReply.NONE)


class Faults:
    """What is in store for each method: first the script, then chance, and a delay on top of either."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._scripts: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._odds: dict[str, _Odds] = {}
        self._delays: dict[str, float] = {}
        self._seen: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def script(self, method: str, *faults: Fault) -> None:
        """Let the next calls of `method` go so, one after the other, behind those already scripted."""
        with self._lock:
            self._scripts[method].extend(faults)

    def chance(self, method: str, odds: Mapping[Fault, float], *, seed: int) -> None:
        """Let each further call of `method` go so with its probability; the same calls do for the same seed."""
        with self._lock:
            self._odds[method] = _Odds(odds, seed)

    def delay(self, method: str, seconds: float) -> None:
        """Let every call of `method` wait that long before it is looked at; 0 ends it."""
        self._delays[method] = seconds

    def next(self, method: str) -> Fault:
        """What happens to the call that came in."""
        with self._lock:
            fault = self._draw(method)
            self._seen[method][fault.name] += 1
        return replace(fault, wait=fault.wait + self._delays.get(method, 0.0))

    def seen(self, method: str) -> Counter[str]:
        """How many calls of `method` met which fault, by its name."""
        with self._lock:
            return Counter(self._seen[method])

    def _draw(self, method: str) -> Fault:
        if self._scripts[method]:
            return self._scripts[method].popleft()
        return self._odds[method].draw() if method in self._odds else ALL_WELL


class _Odds:
    def __init__(self, odds: Mapping[Fault, float], seed: int) -> None:
        if min(odds.values(), default=0.0) < 0 or sum(odds.values()) > 1:
            raise ValueError("probabilities are not negative and add up to 1 at most")
        self._faults = [*odds, ALL_WELL]
        self._weights = [*odds.values(), 1 - sum(odds.values())]
        self._random = random.Random(seed)

    def draw(self) -> Fault:
        return self._random.choices(self._faults, self._weights)[0]
