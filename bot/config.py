"""The environment, read once into a frozen value. Every bad variable is named at the same time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

from bot.domain.errors import BadEnvironment

SLACK_API = "https://slack.com/api/"
DEFAULT_DATABASE = "sqlite:///touchbase.db"
PUBLIC_ADDRESS = "an https address such as https://touchbase.example.com, without a user, a query or a fragment"
_LONGEST_ADDRESS = 2000
_LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?"
_PUBLIC = re.compile(rf"https://{_LABEL}(\.{_LABEL})*(:[0-9]{{1,5}})?(/[\w.~!$&'()*+,;=:%/-]*)?", re.ASCII)


@dataclass(frozen=True)
class Settings:
    """What `.env.example` explains, variable by variable."""

    bot_token: str | None
    signing_secret: str | None
    app_token: str | None
    client_id: str | None
    client_secret: str | None
    api_url: str
    database_url: str
    public_url: str | None
    host: str
    port: int
    channel: str | None
    secret_keys: tuple[str, ...]
    metronome_seconds: int
    metrics_token: str | None

    @property
    def has_slack(self) -> bool:
        """Whether a real workspace is configured; without one `make run` opens the sandbox."""
        return self.bot_token is not None or self.client_id is not None

    @property
    def is_slack_itself(self) -> bool:
        return self.api_url == SLACK_API

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, base: Path) -> "Settings":
        """Read the variables of `env`; relative SQLite paths are taken from `base`.

        Raises BadEnvironment, which names every wrong or missing variable.
        """
        return _Reader(env, base).read()


class _Reader:
    def __init__(self, env: Mapping[str, str], base: Path) -> None:
        self._env = {name: value.strip() for name, value in env.items()}
        self._base = base
        self._problems: list[str] = []

    def read(self) -> Settings:
        settings = Settings(
            bot_token=self._matching("SLACK_BOT_TOKEN", r"xoxb-\S+", "a bot token, which begins with xoxb-"),
            signing_secret=self._optional("SLACK_SIGNING_SECRET"),
            app_token=self._matching("SLACK_APP_TOKEN", r"xapp-\S+", "an app-level token, beginning with xapp-"),
            client_id=self._optional("SLACK_CLIENT_ID"),
            client_secret=self._optional("SLACK_CLIENT_SECRET"),
            api_url=self._url("SLACK_API_URL", SLACK_API, slash=True) or SLACK_API,
            database_url=self._database(),
            public_url=self._public_url("TOUCHBASE_URL"),
            host=self._optional("TOUCHBASE_HOST") or "127.0.0.1",
            port=self._number("TOUCHBASE_PORT", 3000, 0, 65535),
            channel=self._matching("TOUCHBASE_CHANNEL", r"[CG][A-Z0-9]{2,}", "a channel id such as C0123456789"),
            secret_keys=self._keys(),
            metronome_seconds=self._number("TOUCHBASE_METRONOME", 10, 0, 3600),
            metrics_token=self._optional("TOUCHBASE_METRICS_TOKEN"),
        )
        self._check_together(settings)
        if self._problems:
            raise BadEnvironment(self._problems)
        return settings

    def _check_together(self, settings: Settings) -> None:
        if settings.bot_token and not (settings.signing_secret or settings.app_token):
            self._problems.append("SLACK_SIGNING_SECRET is missing: Slack's requests could not be checked")
        if settings.signing_secret and not settings.has_slack:
            self._problems.append("SLACK_BOT_TOKEN is missing: without it nothing can be posted")
        if settings.app_token and not settings.has_slack:
            self._problems.append("SLACK_BOT_TOKEN is missing: SLACK_APP_TOKEN alone is not enough")
        if bool(settings.client_id) != bool(settings.client_secret):
            missing = "SLACK_CLIENT_SECRET" if settings.client_id else "SLACK_CLIENT_ID"
            self._problems.append(f"{missing} is missing: both are needed to install by OAuth")
        if settings.client_id and not settings.secret_keys:
            self._problems.append("TOUCHBASE_SECRET_KEYS is missing: tokens of other workspaces are kept encrypted")

    def _optional(self, name: str) -> str | None:
        return self._env.get(name) or None

    def _matching(self, name: str, pattern: str, wanted: str) -> str | None:
        value = self._optional(name)
        if value is not None and not re.fullmatch(pattern, value):
            self._problems.append(f"{name} must be {wanted}")
        return value

    def _number(self, name: str, default: int, low: int, high: int) -> int:
        value = self._optional(name)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            self._problems.append(f"{name} must be a whole number from {low} to {high}, not {value[:40]!r}")
            return default
        return int(value)

    def _url(self, name: str, default: str | None, *, slash: bool) -> str | None:
        value = self._optional(name)
        if value is None:
            return default
        if not _is_address(value, ("http", "https")):
            self._problems.append(f"{name} must be an address such as https://touchbase.example.com")
        return value.rstrip("/") + ("/" if slash else "")

    def _public_url(self, name: str) -> str | None:
        value = self._optional(name)
        if value is not None and not is_public_address(value):
            self._problems.append(f"{name} must be {PUBLIC_ADDRESS}")
        return value and value.rstrip("/")

    def _database(self) -> str:
        value = self._optional("DATABASE_URL") or DEFAULT_DATABASE
        file = value.removeprefix("sqlite:///")
        if file != value:
            if file in ("", ":memory:"):
                self._problems.append("DATABASE_URL must name a file, such as sqlite:///touchbase.db")
            return f"sqlite:///{(self._base / file).absolute()}"
        if not re.match(r"postgres(ql)?(\+psycopg)?://", value):
            self._problems.append("DATABASE_URL must begin with sqlite:/// or postgresql://")
            return value
        rest = value.split("://", 1)[1]
        if _has_unescaped(rest):
            # Read on, a part of the password would be taken for the host, and printed as one that is not found.
            self._problems.append(f"DATABASE_URL: what is special in a user or password is escaped: {_ESCAPES}")
        elif not _is_address(f"postgresql://{rest}", ("postgresql",), host_needed=False):
            self._problems.append("DATABASE_URL must be such as postgresql://user:password@host:5432/name")
        return f"postgresql+psycopg://{rest}"

    def _keys(self) -> tuple[str, ...]:
        keys = tuple(key.strip() for key in self._env.get("TOUCHBASE_SECRET_KEYS", "").split(",") if key.strip())
        for position, key in enumerate(keys, 1):
            try:
                Fernet(key)
            except ValueError:
                self._problems.append(
                    f"TOUCHBASE_SECRET_KEYS: key {position} is no Fernet key (32 bytes, url-safe base64)"
                )
        return keys


def is_public_address(value: str) -> bool:
    """Whether Slack may be told that the program is found under `value`: https and a host, behind it a path at most."""
    return len(value) <= _LONGEST_ADDRESS and bool(_PUBLIC.fullmatch(value)) and _is_address(value, ("https",))


_ESCAPES = "@ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25"


def _has_unescaped(address: str) -> bool:
    """Whether what stands behind `://` has a sign in its user or password that ends one: nothing of it is trusted."""
    authority = re.split(r"[/?#]", address, maxsplit=1)[0]
    user = authority.rpartition("@")[0]
    is_split = "@" in user or "@" in address[len(authority) :] or "#" in address
    return is_split or re.search(r"%(?![0-9A-Fa-f]{2})", address) is not None


def _is_address(value: str, schemes: tuple[str, ...], *, host_needed: bool = True) -> bool:
    try:
        parts = urlsplit(value)
        # Reading the port checks it.
        return parts.scheme in schemes and (parts.port or 0) >= 0 and (bool(parts.hostname) or not host_needed)
    except ValueError:
        return False
