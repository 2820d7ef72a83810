"""Plays weeks of the cast and says what was wrong with them."""

from datetime import UTC, datetime, time, timedelta

from tests.app_fixture import AppFixture
from tests.quarter.cast import BEGINS, TEAM
from tests.quarter.play import Quarter
from tests.quarter.rules import broken

_SHOWN_AT_MOST = 3


def play(url: str, *, weeks: int, seed: int = 13) -> Quarter:
    """So many weeks, on the migrated database at `url`."""
    began = datetime.combine(BEGINS, time(), UTC) - timedelta(hours=9)
    with AppFixture.open(url, now=began, team=TEAM, mondays=True) as app:
        quarter = Quarter(app, weeks=weeks, seed=seed)
        quarter.run()
    return quarter


def report(quarter: Quarter) -> str:
    """Every broken rule, and all that the first of those people, or the channel, was written; empty where none is."""
    found = broken(quarter)
    readers = list(dict.fromkeys(person for person, _ in found))[:_SHOWN_AT_MOST]
    shown = (f"{each}\n" for reader in readers for each in quarter.written if each.person is reader)
    return "\n".join([*(why for _, why in found), "", *shown]) if found else ""
