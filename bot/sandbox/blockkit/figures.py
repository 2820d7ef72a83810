"""Tables and charts: what their rows, cells, series and axes must be (Slack, "Table", "Data table",
"Data visualization")."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.blockkit.richtext import RICH_TEXT
from bot.sandbox.blockkit.schema import (
    Report,
    Rule,
    Shape,
    array,
    boolean,
    nullable,
    number,
    one_of,
    string,
    typed,
)
from bot.sandbox.blockkit.words import characters

# As Slack's own pages have it now. Libraries still name 200 rows, 20,000 characters and twelve series.
MAX_COLUMNS = 20
TABLE_CHARACTERS = 10_000
DATA_TABLE_ROWS, DATA_TABLE_CHARACTERS = 100, 10_000
SERIES = 6


def _some_words(value: Any, pointer: str, report: Report) -> None:
    if characters(value) == 0 and not _has_object(value):
        report.add("must be more than 0 characters", pointer)


def _same_width(value: Any, pointer: str, report: Report) -> None:
    widths = {len(row) for row in value["rows"]}
    if len(widths) > 1:
        report.add("all rows must have the same number of cells", f"{pointer}/rows")


def _fits(most: int) -> Rule:
    def check(value: Any, pointer: str, report: Report) -> None:
        if sum(characters(cell) for row in value["rows"] for cell in row) > most:
            report.add(f"must be less than {most + 1} characters", f"{pointer}/rows")

    return check


_RAW_TEXT = Shape({"text": string(least=1)})
_RAW_NUMBER = Shape({"value": number(), "text": string(least=1)})
_RICH_CELL = Shape(RICH_TEXT.required, {"block_id": string(255)}, _some_words)
_HEADER_CELLS = {"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER}
_CELL = typed({**_HEADER_CELLS, "rich_text": _RICH_CELL})
_ROW = array(_CELL, MAX_COLUMNS)
_COLUMN = Shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _table(value: Any, pointer: str, report: Report) -> None:
    _same_width(value, pointer, report)
    _fits(TABLE_CHARACTERS)(value, pointer, report)


def _data_table(value: Any, pointer: str, report: Report) -> None:
    _same_width(value, pointer, report)
    _fits(DATA_TABLE_CHARACTERS)(value, pointer, report)
    array(typed(_HEADER_CELLS))(value["rows"][0], f"{pointer}/rows/0", report)
    width = len(value["rows"][0])
    if value.get("row_header_column_index", 0) >= width:
        report.add(f"must be at most {width - 1}", f"{pointer}/row_header_column_index")


TABLE = Shape(
    {"rows": array(_ROW, 100)},
    {"column_settings": array(nullable(_COLUMN), MAX_COLUMNS, least=0)},
    _table,
    surfaces=("message", "home"),
)
DATA_TABLE = Shape(
    {"rows": array(_ROW, DATA_TABLE_ROWS + 1, least=2), "caption": string(least=1)},
    {
        "page_size": number(least=1, most=100, whole=True),
        "row_header_column_index": number(least=0, whole=True),
    },
    _data_table,
    surfaces=("message", "home"),
)


def _points_fit_the_axis(value: Any, pointer: str, report: Report) -> None:
    categories = value["axis_config"]["categories"]
    names = [series["name"] for series in value["series"]]
    if len(set(names)) < len(names):
        report.add("series names must be unique", f"{pointer}/series")
    if len(set(categories)) < len(categories):
        report.add("categories must be unique", f"{pointer}/axis_config/categories")
    for place, series in enumerate(value["series"]):
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(categories):
            report.add("must have one data point for each category", f"{pointer}/series/{place}/data")


_POINTS = array(Shape({"label": string(20, least=1), "value": number()}), 20)
_PLOTTED = Shape(
    {
        "series": array(Shape({"name": string(20, least=1), "data": _POINTS}), SERIES),
        "axis_config": Shape(
            {"categories": array(string(20, least=1), 20)},
            {"x_label": string(50, least=1), "y_label": string(50, least=1)},
        ),
    },
    also=_points_fit_the_axis,
)


def _positive(value: Any, pointer: str, report: Report) -> None:
    if value["value"] <= 0:
        report.add("must be more than 0", f"{pointer}/value")


_PIE = Shape({"segments": array(Shape({"label": string(20, least=1), "value": number()}, also=_positive), SERIES)})
CHART = Shape(
    {
        "title": string(50, least=1),
        "chart": typed({"line": _PLOTTED, "bar": _PLOTTED, "area": _PLOTTED, "pie": _PIE}),
    },
    surfaces=("message",),
)


def _has_object(value: Any) -> bool:
    """Whether rich text holds something that shows without words: a person, an emoji, a date."""
    if isinstance(value, Mapping):
        shown = value.get("type") in ("user", "usergroup", "channel", "emoji", "broadcast", "date", "link")
        return shown or any(_has_object(each) for each in value.values())
    return isinstance(value, Sequence) and not isinstance(value, str) and any(map(_has_object, value))
