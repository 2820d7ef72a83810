"""How the tests are run: a skip is said with its reason, and fails the run where nothing may be skipped."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PASSES = "def test_passes() -> None: ...\n"
SKIPS = """
from pathlib import Path
from tests.examples import example_file
def test_of_lines() -> None: example_file("lines.jsonl", Path("nowhere"))
"""
SKIPS_AS_A_WHOLE = """
from pathlib import Path
from tests.examples import example_file
LINES = example_file("lines.jsonl", Path("nowhere"))
def test_of_lines() -> None: ...
"""
TELLS_ITS_WORKER = """
import pytest
@pytest.mark.parametrize("turn", range(4))
def test_turn(turn, worker_id) -> None:
    with open(f"{__file__}.workers", "a") as told:
        print(worker_id, file=told)
"""
WORKERS: tuple[list[str], ...] = ([], ["-n", "2", "--dist", "loadgroup"])


def run(folder: Path, *options: str, may_skip: str = "yes") -> tuple[int, list[str]]:
    """Run the tests in `folder` under our hooks; the exit status and the lines that were said."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    hooks = ["-p", "xdist.plugin", "-p", "tests.running"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *hooks, *options],
        cwd=folder,
        env=env
        | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "TOUCHBASE_TESTS_MAY_SKIP": may_skip},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout, done.stderr
    return done.returncode, done.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Tests of their own, one of which passes, run with the project's options."""
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    (tmp_path / "pytest.ini").write_text(f"[pytest]\naddopts = {ours['addopts']}\nfilterwarnings = ignore\n")
    (tmp_path / "test_passing.py").write_text(PASSES)
    return tmp_path


@pytest.mark.parametrize("workers", WORKERS, ids=["one process", "workers"])
def test_a_skip_is_said_and_fails_only_where_nothing_may_be_skipped(folder: Path, workers: list[str]) -> None:
    (folder / "test_skipping.py").write_text(SKIPS)
    (folder / "test_skipping_as_a_whole.py").write_text(SKIPS_AS_A_WHOLE)
    status, said = run(folder, *workers)
    assert status == pytest.ExitCode.OK, said
    reason = "needs the example data: put lines.jsonl into shared/data beside the project's folder"
    assert any(line.startswith("SKIPPED [2]") and line.endswith(reason) for line in said), said
    assert "1 passed, 2 skipped in " in said[-1]
    status, said = run(folder, *workers, may_skip="no")
    assert status == pytest.ExitCode.TESTS_FAILED, said
    assert "2 skipped, and here (TOUCHBASE_TESTS_MAY_SKIP=no) nothing may be skipped" in said
    assert "1 passed, 2 skipped in " in said[-1]


@pytest.mark.parametrize("workers", WORKERS, ids=["one process", "workers"])
def test_the_last_line_counts_the_tests_even_of_a_quiet_run(folder: Path, workers: list[str]) -> None:
    _, said = run(folder, "-q", *workers)
    assert said[-1].startswith("1 passed in ")


@pytest.mark.parametrize("workers", WORKERS, ids=["one process", "workers"])
def test_without_a_skip_a_run_that_may_not_skip_passes(folder: Path, workers: list[str]) -> None:
    status, said = run(folder, *workers, may_skip="no")
    assert (status, said[-1].strip("= ").startswith("1 passed in ")) == (pytest.ExitCode.OK, True), said


def test_the_tests_that_share_a_browser_share_a_worker(folder: Path) -> None:
    inside = folder / "tests" / "browser"
    inside.mkdir(parents=True)
    for name in ("test_one.py", "test_other.py"):
        (inside / name).write_text(TELLS_ITS_WORKER)
    status, said = run(folder, *WORKERS[1])
    assert status == pytest.ExitCode.OK, said
    workers = [set(told.read_text().split()) for told in inside.glob("*.workers")]
    assert [len(each) for each in workers] == [1, 1]
    assert workers[0] != workers[1]
