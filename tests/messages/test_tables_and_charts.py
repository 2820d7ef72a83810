import pytest

from bot.messages.blocks import line_chart, table


def test_a_table_has_a_cell_for_every_word_and_an_alignment_for_every_column() -> None:
    assert table([["Who", "Time"], ["Ana", "20 min"]], ["left", "right"]) == {
        "type": "table",
        "column_settings": [{"align": "left"}, {"align": "right"}],
        "rows": [
            [{"type": "raw_text", "text": "Who"}, {"type": "raw_text", "text": "Time"}],
            [{"type": "raw_text", "text": "Ana"}, {"type": "raw_text", "text": "20 min"}],
        ],
    }


@pytest.mark.parametrize("nothing", ["", " ", "\n"])
def test_an_empty_cell_shows_a_dash(nothing: str) -> None:
    assert table([[nothing]], ["left"])["rows"] == [[{"type": "raw_text", "text": "–"}]]


def test_a_table_at_its_limits_is_drawn() -> None:
    assert len(table([["x" * 5] * 20] * 100, ["left"] * 20)["rows"]) == 100


@pytest.mark.parametrize(
    "rows",
    [[], [["x"]] * 101, [["x" * 10_001]], [["x", "y"]], [["x"], []]],
)
def test_a_table_slack_would_refuse_is_not_drawn(rows: list[list[str]]) -> None:
    with pytest.raises(ValueError):
        table(rows, ["left"])


def test_a_table_of_too_many_columns_is_not_drawn() -> None:
    with pytest.raises(ValueError):
        table([["x"] * 21], ["left"] * 21)


def test_a_line_has_a_point_for_every_category() -> None:
    chart = line_chart("Sums", ["W1", "W2"], {"Customers": [3, 0]}, x_label="Week", y_label="Spoken to")
    assert chart["chart"]["series"] == [
        {"name": "Customers", "data": [{"label": "W1", "value": 3}, {"label": "W2", "value": 0}]}
    ]
    assert chart["chart"]["axis_config"]["categories"] == ["W1", "W2"]


@pytest.mark.parametrize(
    ("title", "categories", "series", "label"),
    [
        ("x" * 51, ["W1"], {"a": [1]}, "Week"),
        ("Sums", [], {"a": []}, "Week"),
        ("Sums", [f"W{number}" for number in range(21)], {"a": [1] * 21}, "Week"),
        ("Sums", ["W1", "W1"], {"a": [1, 2]}, "Week"),
        ("Sums", ["W1"], {}, "Week"),
        ("Sums", ["W1"], {f"line {number}": [1] for number in range(7)}, "Week"),
        ("Sums", ["W1"], {"a": [1, 2]}, "Week"),
        ("Sums", ["x" * 21], {"a": [1]}, "Week"),
        ("Sums", ["W1"], {"x" * 21: [1]}, "Week"),
        ("Sums", ["W1"], {"a": [1]}, "x" * 51),
    ],
)
def test_a_chart_slack_would_refuse_is_not_drawn(
    title: str, categories: list[str], series: dict[str, list[int]], label: str
) -> None:
    with pytest.raises(ValueError):
        line_chart(title, categories, series, x_label=label, y_label="Spoken to")
