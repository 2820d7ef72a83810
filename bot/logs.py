"""Logging: one line an event, to stderr; never a token, never a note."""

import logging
import re
import sys

_SECRETS = re.compile(
    r"\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]+"  # Slack's tokens
    r"|(?<=://)[^/@\s:]*:[^/\s]*(?=@)"  # user and password of an address, to its last @
    r"|(?<=password=)[^&\s'\"]+"
)


def configure(level: int = logging.INFO) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("apscheduler", "alembic", "slack_bolt", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # What it logs as an error it raises too, and whoever called says it in words.
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def redact(text: str) -> str:
    """Blank out tokens and passwords in addresses."""
    return _SECRETS.sub("[secret]", text)
