"""Ids: in the order of their instants, and never twice."""

from datetime import UTC, datetime, timedelta

from bot.db.ids import new_id

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_ids_sort_by_the_instant_they_were_made() -> None:
    instants = [NOW + timedelta(milliseconds=step) for step in (0, 1, 2, 1000, 86_400_000)]
    ids = [new_id(instant) for instant in instants]
    assert ids == sorted(ids)


def test_an_import_of_a_hundred_thousand_rows_in_one_instant_has_no_two_of_one_id() -> None:
    assert len({new_id(NOW) for _ in range(100_000)}) == 100_000


def test_ids_are_as_long_as_each_other_and_fit_their_column() -> None:
    lengths = {len(new_id(datetime(year, 1, 1, tzinfo=UTC))) for year in (1971, 2026, 9999)}
    assert len(lengths) == 1
    assert lengths.pop() <= 32
