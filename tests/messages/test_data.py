"""How imports and exports read: numbers with their unit, every bad row by its line, and nothing cut silently."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.transfers import Dataset, Direction, Result, ResultLine, Transfer
from bot.messages.workspace import csv_transfers
from tests.messages.views import problems_of

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def lines_of(result: Result, dataset: Dataset = Dataset.ACCOUNTS, name: str = "") -> list[str]:
    message = csv_transfers.import_finished(result, dataset, name)
    assert problems_of(list(message.blocks)) == []
    return message.text.splitlines()


def test_an_import_says_how_many_are_new_changed_and_as_before() -> None:
    assert lines_of(Result(480, 21, 0), name="companies.csv") == [
        "*Imported 501 accounts from companies.csv: 480 new, 21 changed.*"
    ]
    assert lines_of(Result(1, 0, 0), Dataset.CONVERSATIONS) == ["*Imported 1 conversation: 1 new.*"]
    assert lines_of(Result(1_200, 0, 3)) == ["*Imported 1,203 accounts: 1,200 new, 3 as before.*"]
    assert lines_of(Result(0, 0, 2)) == ["*All as before: 2 accounts stood here already.*"]
    assert lines_of(Result(0, 0, 0), name="a.csv") == ["*Nothing was imported from a.csv.*"]


def test_each_bad_row_is_named_and_of_many_it_is_said_where_they_are() -> None:
    bad = tuple(ResultLine(number, "no name") for number in range(2, 12))
    assert lines_of(Result(1, 0, 0, bad=bad[:1], bad_count=1))[1:] == ["1 row could not be read:", "• Line 2: no name"]
    many = Result(1, 0, 0, bad=bad, bad_count=57)
    assert lines_of(many)[1] == "57 rows could not be read:" and len(lines_of(many)) == 13
    assert lines_of(many)[-1] == "And 47 more: mend these and import once more."
    attached = Result(1, 0, 0, bad=bad, bad_count=57, is_attached=True)
    assert lines_of(attached)[-1] == "And 47 more: all of them stand in the file above."


def test_what_was_left_out_and_not_used_is_told_below() -> None:
    noted = tuple(ResultLine(number, "owner Ana is no Slack id and was left out") for number in range(2, 9))
    result = Result(9, 0, 0, noted=noted, noted_count=9, unknown_headers=("Colour", "<!channel>"))
    assert lines_of(result)[1:] == [
        "Left out, or worth a look; the rest of these rows went in:",
        *(f"• Line {number}: owner Ana is no Slack id and was left out" for number in range(2, 7)),
        "And 4 more.",
        "Columns I did not use: Colour, &lt;!channel&gt;.",
    ]
    attached = replace(result, is_attached=True)
    assert "And 4 more: all of them stand in the file above." in lines_of(attached)


def test_the_longest_result_still_fits_a_message() -> None:
    lines = tuple(ResultLine(9_999_999, "&" * 3_000) for _ in range(10))
    full = Result(10**6, 10**6, 10**6, lines, 10**6, lines, 10**6, ("&" * 900,) * 100, is_attached=True)
    message = csv_transfers.import_finished(full, Dataset.CONVERSATIONS, "&" * 900)
    assert len(message.text) < 4_000 and message.payload()["text"] == message.text
    assert problems_of(list(message.blocks)) == []


def test_an_export_that_failed_is_called_by_what_it_holds() -> None:
    transfer = Transfer("t1", Direction.EXPORT, Dataset.SPONSORSHIPS, "x.csv", "U0ANA", NOW, problem="Slack is busy.")
    assert csv_transfers.not_done(transfer).text == "*Export of executive sponsors:* Slack is busy."
    assert csv_transfers.broken_off(transfer).text.endswith(
        "I did not get to the end within 10 minutes. Export once more."
    )


def test_rows_that_were_pasted_are_called_that() -> None:
    pasted = Transfer("t1", Direction.IMPORT, Dataset.ACCOUNTS, "", "U0ANA", NOW)
    assert csv_transfers.broken_off(pasted).text.startswith("*Import of what you pasted:* I did not get to the end")
    assert (
        csv_transfers.bad_rows_comment("", 57)
        == "57 rows of what you pasted could not be read: line and reason of each."
    )
    assert csv_transfers.bad_rows_comment("", 0, 9).startswith(
        "What was left out of what you pasted, or is worth a look: "
    )
