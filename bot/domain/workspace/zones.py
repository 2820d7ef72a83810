"""Time zones: those that a person may choose from, by name, and the instants that walls in them show."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

# The others are older names of these, or no place that anybody would look for.
_PLACE = re.compile("(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/|UTC$")
_SECOND = timedelta(seconds=1)


def zones_like(text: str) -> list[str]:
    """The zones (`Europe/Berlin`) whose name has these words, in order; all of them for none."""
    wanted = text.strip().casefold().replace(" ", "_")
    return [each for each in _every() if wanted in each.casefold()]


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of that IANA name (`Europe/Berlin`), None if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder, a path or an empty name
        return None


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) at which clocks in `zone` show `wall` (naive), or more where a gap skips it."""
    by_old_offset = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _shown(by_old_offset, zone) == wall:
        return by_old_offset
    by_new_offset = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _end_of_gap(wall, zone, by_new_offset, by_old_offset)


@cache
def _every() -> tuple[str, ...]:
    return tuple(sorted(timezone for timezone in available_timezones() if _PLACE.match(timezone)))


def _shown(instant: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall in `zone` shows."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _end_of_gap(wall: datetime, zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first whole second after `before` at which the wall shows `wall` or more; `after` is such a one."""
    before = before.replace(microsecond=0)
    while after - before > _SECOND:
        middle = before + (after - before) // (2 * _SECOND) * _SECOND
        if _shown(middle, zone) < wall:
            before = middle
        else:
            after = middle
    return after
