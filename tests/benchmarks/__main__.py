"""Speeds as ratios within one run: `make bench`. Absolute figures are of this machine, at this moment."""

import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import uvloop

from bot.parsing.line import read_line
from bot.parsing.names.matching import AccountName, Directory
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.benchmarks import lines, overload, ticks

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
FEW, MANY, MOST = 500, 20_000, 50_000


def main() -> None:
    parsing()
    with tempfile.TemporaryDirectory() as folder, AppFixture.open(f"sqlite:///{folder}/bench.db", now=NOW) as app:
        logging(app)
        leaderboard(app)
    with tempfile.TemporaryDirectory() as folder:
        rounds_with_none_due(Path(folder))
    lines.show(uvloop.run(lines.compare("sqlite", lines.BEFORE, seconds=3, turns=3)))
    overload.measure("both", seconds=5, times=[1, 3])


def parsing() -> None:
    few, many = directory(FEW), directory(MANY)
    short = "Company 17 works 20m with Jo Lee: " + "they like it " * 20
    long = "Company 17 works 20m with Jo Lee: " + "they like it " * 220
    typo = "Compny 17 wroks 20m: hello"
    base = seconds_a_call(lambda: read(short, few))
    show("a line of 300 characters, 500 names", base, base)
    show("a line of 2,900 characters", seconds_a_call(lambda: read(long, few)), base)
    show("the same among 20,000 names", seconds_a_call(lambda: read(short, many)), base)
    show("a mistyped name, 500 names", seconds_a_call(lambda: read(typo, few)), base)
    show("a mistyped name, 20,000 names", seconds_a_call(lambda: read(typo, many), times=20), base)
    show(
        "50,000 names made ready, and a mistyped one of them",
        seconds_a_call(lambda: read(typo, directory(MOST)), times=3),
        base,
    )


def logging(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme")
    health = app.events_url.replace("/slack/events", "/healthz")
    base = seconds_a_call(lambda: urllib.request.urlopen(health).read())
    show("/healthz over HTTP", base, base)
    show(
        "/logcall over signed HTTP, to disk",
        seconds_a_call(lambda: app.deliver(ANA, f"Acme 5m {time.monotonic_ns()}")),
        base,
    )
    alone, together = per_second(app, 1), per_second(app, 8)
    print(f"{'8 people logging at once':44} {together:8.0f} a second   {together / alone:6.2f} × one alone")


def leaderboard(app: AppFixture) -> None:
    base = seconds_a_call(lambda: app.deliver(ANA, "help", command="/leaderboard"))
    show("/leaderboard help", base, base)
    show(
        f"/leaderboard over {len(app.kept)} conversations",
        seconds_a_call(lambda: app.deliver(ANA, "", command="/leaderboard"), times=20),
        base,
    )


def rounds_with_none_due(folder: Path) -> None:
    for name, few, many in ticks.compare(folder):
        show(f"a round with none due, {ticks.FEW:,} workspaces, {name}", few, few)
        show(f"the same with {ticks.MANY:,}", many, few)


def directory(number: int) -> Directory:
    return Directory(AccountName(str(n), f"Company {n} works", f"Company {n} works") for n in range(number))


def read(text: str, names: Directory) -> None:
    read_line(text, directory=names, author="U0ANA", today=TODAY)


def seconds_a_call(work: Callable[[], object], *, times: int = 200) -> float:
    """Seconds a call: the median of `times`."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[times // 2]


def per_second(app: AppFixture, people: int, *, seconds: float = 3.0) -> float:
    """Conversations logged a second by so many people at once."""
    done = [0] * people
    until = time.monotonic() + seconds

    def log(number: int) -> None:
        person = (ANA, BO, CHEN, DEE)[number % 4]
        while time.monotonic() < until:
            app.deliver(person, f"Acme 5m {number} {done[number]} {people}")
            done[number] += 1

    threads = [threading.Thread(target=log, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def show(what: str, taken: float, base: float) -> None:
    print(f"{what:60} {taken * 1000:8.2f} ms         {taken / base:6.2f} ×")


if __name__ == "__main__":
    assert Path("pyproject.toml").exists(), "run it by `make bench`"
    main()
