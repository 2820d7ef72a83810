"""The time zones that a person may choose from, by name."""

import re
from functools import cache
from zoneinfo import available_timezones

# The others are older names of these, or no place that anybody would look for.
_PLACE = re.compile("(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/|UTC$")


def zones_like(text: str) -> list[str]:
    """The zones (`Europe/Berlin`) whose name has these words, in order; all of them for none."""
    wanted = text.strip().casefold().replace(" ", "_")
    return [each for each in _every() if wanted in each.casefold()]


@cache
def _every() -> tuple[str, ...]:
    return tuple(sorted(timezone for timezone in available_timezones() if _PLACE.match(timezone)))
