"""What is read of a CSV file: rows, and by line what is left out of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Cells as they stand in the file, without the `'` that keeps a spreadsheet from calculating.

    It begins on line `line` and ends on line `last`, counted from 1.
    """

    line: int
    cells: tuple[str, ...]
    last: int

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold anything."""
        return tuple(cell for cell in self.cells if cell.strip())


@dataclass(frozen=True)
class BadRow:
    """A row that is left out: the line it begins on, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class LeftOut:
    """A cell that is left out of its row, which is read all the same; or lines that are no rows at all.

    `column` is what the file calls the column, empty where it is about whole lines.
    """

    line: int
    column: str
    reason: str

    @property
    def text(self) -> str:
        return f"{self.column}: {self.reason}" if self.column else self.reason
