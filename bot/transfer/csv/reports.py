"""What a report says of itself around its rows: a title above the column names, totals and a footer below."""

import re
from collections.abc import Sequence

from bot.transfer.csv.records import LeftOut, Row


def without_footer(rows: Sequence[Row]) -> tuple[list[Row], list[LeftOut]]:
    """The rows without totals and without the lines at the end that are about the report, and which those are.

    A spreadsheet that saved the report again may have filled its footer up with empty cells, and dropped empty lines.
    """
    totals = [row for row in rows if _is_total(row)]
    kept = [row for row in rows if not _is_total(row)] if totals else list(rows)
    start = _footer_start(kept)
    if 0 < start < len(kept) and _is_sum(kept[start - 1]):
        start -= 1
    footer = kept[start:]
    left_out = [LeftOut(row.line, "", "a total of the report, no row") for row in totals]
    if footer:
        to = f" to {footer[-1].last}" if footer[-1].last > footer[0].line else ""
        which = f"lines {footer[0].line}{to} are" if to else f"line {footer[0].line} is"
        left_out.append(LeftOut(footer[0].line, "", f"{which} the footer of a report, not rows"))
    return kept[: len(kept) - len(footer)], left_out


_TITLED = re.compile(
    r"Copyright (?:\(c\)|©) [0-9]{4}.*salesforce|Confidential Information - Do Not Distribute\Z", re.IGNORECASE
)
"""What stands below the report's title."""

_OF_A_REPORT = re.compile(
    r"(?:(?:report )?(?:generated|exported|created) (?:by|on|at)|applied filters|filtered by|filters|report name)\s*:",
    re.IGNORECASE,
)
_SUM = re.compile(r"totals?|sum|summe|count", re.IGNORECASE)
"""A company may be called Total: this is no row only directly above a footer."""

_TOTAL = re.compile(
    r"(?:grand ?totals?|sub-?totals?|total records|record count|gesamtsumme|gesamtergebnis|total général|total general)"
    r"(?:\s*[(:].*)?\Z",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\W*[a-z]{0,3}\W*[0-9][0-9\W]*[a-z]{0,3}\W*", re.IGNORECASE)
_LONGEST_FIGURE = 40


def _is_total(row: Row) -> bool:
    """`Grand Total`, with figures beside it or without."""
    first, *others = row.filled
    return bool(_TOTAL.match(first.strip())) and all(map(_is_figure, others))


def _is_figure(cell: str) -> bool:
    return len(cell) <= _LONGEST_FIGURE and bool(_FIGURE.fullmatch(cell.strip()))


def _is_sum(row: Row) -> bool:
    first, *others = row.filled
    return bool(_SUM.fullmatch(first.strip())) and all(map(_is_figure, others))


def _is_footer_line(row: Row) -> bool:
    return len(row.filled) == 1 or _says_so(row)


def _says_so(row: Row) -> bool:
    first = _first(row)
    return bool(_TITLED.match(first) or _OF_A_REPORT.match(first))


def _first(row: Row) -> str:
    return " ".join(row.filled[0].split())


def _footer_start(rows: Sequence[Row]) -> int:
    """The place of the first line of the footer: behind the last row of several cells, and all of them if none."""
    start = len(rows)
    while start and _is_footer_line(rows[start - 1]):
        start -= 1
    first = next((place for place in range(start, len(rows)) if _says_so(rows[place])), len(rows))
    if first == len(rows):
        return first
    gap = next((place for place in range(first, start, -1) if rows[place].line > rows[place - 1].last + 1), None)
    if start and rows[start].line > rows[start - 1].last + 1:
        gap = gap or start
    if gap is not None:
        return gap
    # Without an empty line above it, the title is the line before the copyright.
    return first - 1 if first > start and _TITLED.match(_first(rows[first])) else first
