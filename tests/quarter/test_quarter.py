"""Three weeks of forty people, in which nobody is written to too often, at a bad hour, or what is no longer true."""

from pathlib import Path

from tests.databases import copied_file
from tests.quarter.run import play, report


def test_three_weeks_of_forty_people_break_no_rule(tmp_path: Path, migrated_file: Path) -> None:
    quarter = play(copied_file(migrated_file, tmp_path / "quarter.db"), weeks=3)
    assert not (said := report(quarter)), said
