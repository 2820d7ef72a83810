"""The quarter by hand: `python -m tests.quarter --weeks 13 --read Bo` prints what Bo and the channel were written.

It says how many messages each person got a week, and every rule that was broken; then it exits with 1.
"""

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bot import bootstrap
from bot.db.engine import Database
from tests.e2e.long_run import opened_database
from tests.quarter.cast import BUSY, BUSY_OWNS, BY_ID, BY_NAME, PEOPLE
from tests.quarter.messages import print_all
from tests.quarter.play import Quarter
from tests.quarter.rules import broken, messages_by_week, weeks_of
from tests.quarter.run import play

_ROLES = {
    "60 accounts": [BY_ID[BUSY]],
    "5 accounts": [person for person in PEOPLE if 0 < person.owns < BUSY_OWNS],
    "executives": [person for person in PEOPLE if person.sponsors],
    "others": [person for person in PEOPLE if not (person.owns or person.sponsors)],
}


def main() -> int:
    chosen = _arguments()
    logging.disable(logging.WARNING)  # presses that the sandbox did not show leave nothing to answer to
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="touchbase-quarter-", ignore_cleanup_errors=True) as name,
        opened_database(chosen.database, Path(name)) as url,
    ):
        database = Database(url)
        bootstrap.prepare(database)
        database.close()
        quarter = play(url, weeks=chosen.weeks, seed=chosen.seed)
    for name in chosen.read:
        readers = PEOPLE if name == "everybody" else (BY_NAME[name],)
        print_all(each for each in quarter.written if each.person in readers)
    if chosen.read:
        print_all(each for each in quarter.written if each.person is None)
    _print_figures(quarter)
    print(f"{time.monotonic() - began:.0f} s")
    for _, why in (found := broken(quarter)):
        print(why)
    return int(bool(found))


def _print_figures(quarter: Quarter) -> None:
    counts, weeks = messages_by_week(quarter), weeks_of(quarter)
    every = [counts[person.id, week] for person in PEOPLE for week in weeks]
    print(f"{len(quarter.written)} messages; a person and week: median {median(every)}, at most {max(every)}")
    for role, people in _ROLES.items():
        theirs = [counts[person.id, week] for person in people for week in weeks]
        print(f"{role}: median {median(theirs)}, at most {max(theirs)}")
    for person in PEOPLE:
        print(f"{person.name:8}{' '.join(str(counts[person.id, week]) for week in weeks)}")
    promises = quarter.truth.promises.values()
    print(f"{len(promises)} promises, due on {sum(len(promise.days) for promise in promises)} days")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=13)
    parser.add_argument("--seed", type=int, default=13, help="people do other things with another one")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--read", nargs="*", default=[], metavar="NAME", help="print what these people were written")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
