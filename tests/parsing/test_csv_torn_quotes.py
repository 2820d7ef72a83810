"""Files with torn quotations: nothing that lies within a cell becomes a row, and what is skipped is named by line."""

import csv
import io
import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.transfer.columns.account_rows import AccountsFile, read_accounts
from bot.transfer.columns.conversation_rows import read_conversations
from tests.examples import FOLDER, example_file

NOT_DOUBLED = "a quotation mark stands within a cell; inside quotes it must be doubled"
NOT_WHOLE = "not as many cells as the header has: it may lie within a cell whose quotation is broken"
NEVER_CLOSED = "a quotation mark is opened and never closed"


def names(file: AccountsFile) -> list[str]:
    return [row.name for row in file.rows]


def skipped(file: AccountsFile) -> list[int]:
    return [bad.line for bad in file.bad]


BROKEN = (
    'Company name,Notes,Lifecycle Stage\nInitrode,"They said "maybe" and then\nGekko is cheaper, they think\n'
    'all the best",Customer\nVirtucon,fine,Customer\n'
)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_torn_cell_goes_to_the_line_with_a_stray_mark(separator: str, line_end: str) -> None:
    file = read_accounts(BROKEN.replace(",", separator).replace("\n", line_end))
    assert names(file) == ["Virtucon"]
    assert [(bad.line, bad.reason) for bad in file.bad] == [
        (2, f"{NOT_DOUBLED}; skipped to line 4, where that cell seems to end")
    ]


@pytest.mark.parametrize(
    ("rows", "kept", "lines"),
    [
        # an inch sign in the last column
        ('Acorn,Customer,"wants 24" racks\nPrimo deal\nend"\nBirch,Customer,fine', ["Birch"], [2]),
        # a pair of marks behind which the line seems whole
        ('Acorn,x,"said "maybe", and then\nGekko is cheaper\nend"\nBirch,x,y', ["Birch"], [2]),
        # the last mark alone on its line, and before the next cell
        ('Acorn,x,"said "maybe"\nGekko is cheaper\n"\nBirch,x,y', ["Birch"], [2]),
        ('Acorn,"said "maybe"\nGekko is cheaper\n",x\nBirch,x,y', ["Birch"], [2]),
        # more marks on the last line, empty lines within, and a cell over several lines behind it
        ('Acorn,"said "maybe"\n\nGekko, they "think", is\nbye "now"",x\nBirch,x,y', ["Birch"], [2, 5]),
        ('Acorn,"24" racks\nGekko\nend","two\nlines"\nBirch,x,y', ["Birch"], [2]),
        # a torn name
        ('"Aco"rn and\nGekko\nend",x,y\nBirch,x,y', ["Birch"], [2]),
        # two torn rows
        (
            'Acorn,"24" racks\nGekko\nend",x\nBirch,x,y\nCedar,"24" racks\nHooli\nend",x\nElm,x,y',
            ["Birch", "Elm"],
            [2, 6],
        ),
        # torn and whole again on one line: what follows is not touched
        (
            '"Acorn","24" racks","x"\n"Birch","fine","y"\n"Cedar","27" racks","x"\n"Elm","a","b"',
            ["Birch", "Elm"],
            [2, 4],
        ),
        # never closed: whole rows count, others do not
        ('Acorn,"24 racks,x\nGekko is cheaper\nthey think\nBirch,x,y\nend,of it\nElm,x,y', ["Birch", "Elm"], [2, 3, 6]),
        ('Acorn,"24 racks,x\nBirch,"a, b",y\n"Elm, Inc",x,y', ["Birch", "Elm, Inc"], [2]),
        ('Acorn,"24 racks,x\nBirch,x,y\nElm,"two\nlines",y\nFir,x,y', ["Birch", "Elm", "Fir"], [2]),
        # not whole: it may be the rest of the cell
        ('Acorn,"24 racks,x\nGekko,"two\nlines",y\nFir,x,y', ["Fir"], [2]),
        # the mark that opens is lost
        ('Birch,x,y\nAcorn,said maybe\nGekko is cheaper\nend",x\nElm,x,y', ["Birch", "Elm"], [3, 5]),
        ('Birch,x,y\nAcorn,said maybe\nGekko is cheaper\n",x\nElm,x,y', ["Birch", "Elm"], [3, 5]),
        # marks that are no quotation
        ('Acorn,24" rack,x\nBirch,rack 24",y\nElm "The Tree",x,y', ["Acorn", "Birch", 'Elm "The Tree"'], []),
    ],
)
def test_no_line_within_a_torn_cell_becomes_a_customer(rows: str, kept: list[str], lines: list[int]) -> None:
    file = read_accounts(f"Name,Notes,Stage of it\n{rows}\n")
    assert (names(file), skipped(file)) == (kept, lines)


def test_lines_behind_a_tear_that_are_no_rows_are_named_together() -> None:
    file = read_accounts('Name,Notes,Stage of it\nAcorn,"24 racks,x\nGekko is cheaper\nthey think\nBirch,x,y\n')
    assert [(bad.line, bad.reason) for bad in file.bad] == [
        (2, NEVER_CLOSED),
        (3, f"to line 4: {NOT_WHOLE}"),
    ]


def test_conversations_are_torn_no_other_way() -> None:
    file = read_conversations(
        'Date,Account,Held by,Notes\n2026-11-01,Acme,Ana,"They said "maybe" and\n2026-11-02,Gekko,Ana,they think\n'
        'best"\n2026-11-03,Acme,Ana,ok\n'
    )
    assert [(row.line, row.details.note) for row in file.rows] == [(5, "ok")]
    assert [bad.line for bad in file.bad] == [2]


@pytest.mark.parametrize("length", [131_073, 10_000_000])
def test_a_cell_may_be_as_long_as_the_file(length: int) -> None:
    words = ("a long story, told\n" * (length // 19 + 1))[:length]
    rows = f'Company name,Description\n"Zeta Q","{words}"\nOmega,short\n'
    assert names(read_accounts(rows)) == ["Zeta Q", "Omega"]


def test_a_long_note_goes_in_as_far_as_it_can_be_kept() -> None:
    file = read_conversations(f'Date,Account,Held by,Notes\n2026-11-01,Acme,Ana,"{"word " * 200_000}"\n')
    assert (len(file.rows[0].details.note), file.bad) == (2_999, ())
    assert [each.text for each in file.left_out] == ["Notes: 999,999 characters; the first 3,000 are kept"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("broken-cell.csv", ["Virtucon"]), ("inch-sign.csv", ["Birch"]), ("long-cell.csv", ["Zeta Q", "Omega"])],
)
def test_the_example_files_are_read(name: str, kept: list[str]) -> None:
    file = read_accounts(example_file(name, Path(FOLDER) / "files").read_bytes())
    assert names(file) == kept


_CELLS = st.text(st.sampled_from('ab ,;"\n'), max_size=8)
_TABLES = st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=6)


def written(notes: list[tuple[str, str]]) -> str:
    content = io.StringIO()
    rows = [(f"Customer {number}", *cells) for number, cells in enumerate(notes)]
    csv.writer(content, lineterminator="\n").writerows([("Name", "Notes", "More"), *rows])
    return content.getvalue()


@given(_TABLES)
def test_what_was_written_well_is_read_as_it_was(notes: list[tuple[str, str]]) -> None:
    file = read_accounts(written(notes))
    assert names(file) == [f"Customer {number}" for number in range(len(notes))]
    assert file.bad == ()


@given(_TABLES, st.data())
def test_a_mark_lost_or_too_many_makes_no_name_that_heads_no_whole_row(
    notes: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Which rows are whole, on one line or several, csv says: a name is one of them, or was one before."""
    content = written(notes)
    at = data.draw(st.integers(content.index("\n") + 1, len(content)))
    torn = content[:at] + (content[at + 1 :] if content[at : at + 1] == '"' else f'"{content[at:]}')
    lines = torn.splitlines(keepends=True)
    whole = {f"Customer {number}" for number in range(len(notes))}
    for start in range(1, len(lines)):
        row = next(csv.reader(lines[start:]), [])
        if len(row) >= 3 and not any(cell.strip() for cell in row[3:]):
            whole.add(" ".join(row[0].split()))
    file = read_accounts(torn)
    assert set(names(file)) <= whole
    assert not {row.line for row in file.rows} & {bad.line for bad in file.bad}


@given(st.text(st.sampled_from('ab, "\n'), max_size=40), st.text(st.sampled_from('ab, "\n'), max_size=40))
@example("", '\n,,"\na",a,')
def test_behind_a_tear_only_whole_rows_count(before: str, behind: str) -> None:
    file = read_accounts(f'Name,Notes,More\nAcorn,"{before}"x{behind}\n')
    for row in file.rows:
        assert row.line > 2 or row.name == "Acorn"


TORN = {
    "rows": "Acorn,x,y\n",
    "quoted rows": '"Acorn","x","y"\n',
    "cells over lines": 'Acorn,"x\ny",z\n',
    "tears": 'Acorn,"24" racks\n',
    "tears on one line": '"Acorn","24" racks","x"\n',
    "marks that open": 'Acorn,"x\n',
    "marks that close": 'x",y\n',
    "marks between": '","\n',
    "marks alone": '"\n',
    "doubled marks": '""\n',
    "marks in one line": '"',
    "empty lines": "\n",
    "a footer": "Generated By: Kim\n",
}


@pytest.mark.parametrize("what", TORN)
def test_four_times_the_file_is_at_most_four_times_the_work(what: str) -> None:
    def file(begin: str, size: int) -> str:
        return "Name,Notes,More\n" + begin + TORN[what] * (size // len(TORN[what]))

    for begin in ("", 'Torn,"24" racks\n', 'Open,"x\n', '"'):
        short, long = (_work(file(begin, size)) for size in (2_000, 8_000))
        assert long <= 4 * short * 1.1 + 200, f"after {begin!r}"


def _work(content: str) -> int:
    """How many functions are called, of Python and of C."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read_accounts(content)
    finally:
        sys.setprofile(None)
    return calls
