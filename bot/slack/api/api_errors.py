"""Errors of the Web API as outcomes: refused, rate-limited, not tried, or unknown."""

import re

from slack_sdk.errors import SlackApiError

from bot.domain.deliveries.model import NotTried, Outcome, RateLimited, Refused, Unknown
from bot.domain.deliveries.slack_errors import UNCERTAIN
from bot.domain.errors import SlackTrouble

_RATE_LIMITS = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_CODE = re.compile(r"[a-z0-9_.:-]+", re.IGNORECASE)


def trouble(error: SlackApiError) -> SlackTrouble:
    """The same as an error of ours, with its consequence."""
    code, retry_after = _error_code(error), _retry_after(error)
    is_permanent = retry_after is None and code != "" and code not in UNCERTAIN
    return SlackTrouble(code or _unreadable(error), permanent=is_permanent, retry_after=retry_after)


def not_tried(trouble: SlackTrouble) -> Outcome:
    """It failed before anything could be written: never unknown."""
    return RateLimited(trouble.retry_after) if trouble.retry_after is not None else NotTried(trouble.error)


def outcome(error: SlackApiError) -> Outcome:
    """What became of a write that Slack answered with an error."""
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
