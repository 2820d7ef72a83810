"""The example data that stands beside the project and is not part of it: 503 companies and 46 lines.

A test that is about them begins by asking for the file; where it is missing that test is skipped, and CI fails.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"
COMPANIES, LINES, NATURAL = "crm-export-companies.csv", "logcall-lines.jsonl", "natural-lines.jsonl"


def example_file(name: str, folder: Path = FOLDER) -> Path:
    """The path of a file of the example data; skips the test, or the module that asks while it is read."""
    path = folder / name
    if not path.is_file():
        pytest.skip(
            f"needs the example data: put {name} into shared/data beside the project's folder", allow_module_level=True
        )
    return path
