"""Where the settings come from: `.env` in the current folder, and the environment, which wins."""

import os
from functools import cache
from pathlib import Path

from dotenv import dotenv_values

from bot.config import Settings
from bot.domain.errors import BadEnvironment


@cache
def settings() -> Settings:
    """Read them, once a process. Raises BadEnvironment, which names every bad variable.

    Slack's variables are then taken out of the process's environment: Bolt reads them by itself, and would open
    a file store for tokens.
    """
    file = Path.cwd() / ".env"
    found = {name: value for name, value in _written(file).items() if value is not None}
    read = Settings.from_env({**found, **os.environ}, base=file.parent)
    for name in [name for name in os.environ if name.startswith("SLACK_")]:
        del os.environ[name]
    return read


def _written(file: Path) -> dict[str, str | None]:
    try:
        return dotenv_values(file, interpolate=False)
    except (OSError, UnicodeError) as error:
        raise BadEnvironment([f"{file} cannot be read ({error}): it must be text in UTF-8"]) from error
