"""Cells of an export: lists in one cell, truth, days, and what a spreadsheet must not take for a formula."""

import re
from collections.abc import Iterable
from datetime import date

Row = list[str]

_FORMULA = re.compile(r"""(\A|[;\t\r\n]"*)('*)(?=[=+\-@\t\r])""")
"""What a spreadsheet takes for a formula, at the start or where one that splits at semicolons, tabs or line breaks
would begin a cell; with quotes before it, so that what begins with those comes back too."""


def safe(row: Row) -> Row:
    """The row with a `'` before whatever a spreadsheet would calculate; an import takes it off again."""
    return [_FORMULA.sub(r"\1'\2", cell) for cell in row]


def joined(items: Iterable[str]) -> str:
    r"""A list in one cell, joined with `;`; `\`, `;` and `=` in the items are escaped with `\`."""
    return ";".join(map(escaped, items))


def escaped(item: str) -> str:
    return item.replace("\\", "\\\\").replace(";", "\\;").replace("=", "\\=")


def truth(value: bool) -> str:
    return "true" if value else "false"


def day(on: date | None) -> str:
    return on.isoformat() if on else ""


def number(value: int | None) -> str:
    return "" if value is None else str(value)
