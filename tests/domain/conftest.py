import zoneinfo

import pytest


@pytest.fixture(scope="session")
def every_zone() -> list[zoneinfo.ZoneInfo]:
    return [zoneinfo.ZoneInfo(name) for name in sorted(zoneinfo.available_timezones())]
