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
WORKERS: tuple[list[str], ...] = ([], ["-n", "2", "--dist", "worksteal"])


def run(folder: Path, *options: str) -> tuple[int, list[str]]:
    """Run the tests in `folder` under our hooks; the exit status and the lines that were said."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    hooks = ["-p", "xdist.plugin", "-p", "tests.running"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *hooks, *options],
        cwd=folder,
        env=env | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
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
    status, said = run(folder, "--fail-on-skip", *workers)
    assert status == pytest.ExitCode.TESTS_FAILED, said
    assert "2 skipped, and with --fail-on-skip nothing may be skipped" in said
    assert "1 passed, 2 skipped in " in said[-1]


@pytest.mark.parametrize("workers", WORKERS, ids=["one process", "workers"])
def test_the_last_line_counts_the_tests_even_of_a_quiet_run(folder: Path, workers: list[str]) -> None:
    _, said = run(folder, "-q", *workers)
    assert said[-1].startswith("1 passed in ")


@pytest.mark.parametrize("workers", WORKERS, ids=["one process", "workers"])
def test_without_a_skip_a_run_that_may_not_skip_passes(folder: Path, workers: list[str]) -> None:
    status, said = run(folder, "--fail-on-skip", *workers)
    assert (status, said[-1].strip("= ").startswith("1 passed in ")) == (pytest.ExitCode.OK, True), said
