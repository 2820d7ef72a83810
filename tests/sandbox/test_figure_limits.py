"""Tables, charts and rich text: what Slack refuses of them."""

from typing import Any

import pytest

from bot.sandbox.blockkit import check_blocks

Json = dict[str, Any]


def cell(text: str = "x") -> Json:
    return {"type": "raw_text", "text": text}


def figure(value: float, text: str = "1") -> Json:
    return {"type": "raw_number", "value": value, "text": text}


def rich(*pieces: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


def table(rows: list[list[Json]], **fields: Any) -> Json:
    return {"type": "table", "rows": rows, **fields}


def data_table(rows: list[list[Json]], **fields: Any) -> Json:
    return {"type": "data_table", "caption": "x", "rows": rows, **fields}


def chart(**fields: Any) -> Json:
    plotted = {"type": "line", "series": [series()], "axis_config": {"categories": ["W1", "W2"]}, **fields}
    return {"type": "data_visualization", "title": "Customers", "chart": plotted}


def series(name: str = "Team", labels: tuple[str, ...] = ("W1", "W2")) -> Json:
    return {"name": name, "data": [{"label": label, "value": 3} for label in labels]}


def pie(*segments: Json) -> Json:
    return {"type": "data_visualization", "title": "x", "chart": {"type": "pie", "segments": list(segments)}}


WEEKS = [f"W{n}" for n in range(21)]
AT = "[json-pointer:/blocks/0"

GOOD = [
    table([[cell(), figure(3), rich({"type": "text", "text": "x"})]]),
    table([[cell()] * 20] * 100, column_settings=[{"align": "right", "is_wrapped": True}, None]),
    table([[cell("x" * 100)] * 10] * 10),
    data_table([[cell()], [figure(1.5)]], page_size=100, row_header_column_index=0),
    data_table([[cell()]] * 101),
    data_table([[cell("x" * 5000)], [cell("x" * 5000)]]),
    chart(),
    chart(type="bar", series=[series(str(n)) for n in range(6)]),
    chart(type="area", axis_config={"categories": ["W2", "W1"], "x_label": "x" * 50, "y_label": "x" * 50}),
    pie(*[{"label": "x" * 20, "value": 0.5}] * 6),
    {"type": "rich_text", "elements": []},
    rich({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "user", "user_id": "U1"}),
    {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]}],
    },
]


@pytest.mark.parametrize("block", GOOD)
def test_what_slack_takes_passes(block: Json) -> None:
    assert check_blocks([block]).messages == []


BAD: list[tuple[Any, str]] = [
    (table([]), f"no fewer than 1 items allowed {AT}/rows]"),
    (table([[]]), f"no fewer than 1 items allowed {AT}/rows/0]"),
    (table([[cell()]] * 101), f"no more than 100 items allowed {AT}/rows]"),
    (table([[cell()] * 21]), f"no more than 20 items allowed {AT}/rows/0]"),
    (table([[cell("")]]), f"must be more than 0 characters {AT}/rows/0/0/text]"),
    (table([[rich()]]), f"must be more than 0 characters {AT}/rows/0/0]"),
    (table([[cell("x" * 5001), cell("x" * 5000)]]), f"must be less than 10001 characters {AT}/rows]"),
    (table([[cell()], [cell(), cell()]]), f"all rows must have the same number of cells {AT}/rows]"),
    (table([[{"type": "mrkdwn", "text": "x"}]]), f"unsupported type: mrkdwn {AT}/rows/0/0/type]"),
    (table([[{"type": "raw_number", "value": "3", "text": "3"}]]), f"must be a number {AT}/rows/0/0/value]"),
    (
        table([[cell()]], column_settings=[{"align": "middle"}]),
        f"must be a valid enum value {AT}/column_settings/0/align]",
    ),
    (table([[cell()]], column_settings=[None] * 21), f"no more than 20 items allowed {AT}/column_settings]"),
    (table([[cell()]], caption="x"), f"invalid additional property: caption {AT}]"),
    ({"type": "data_table", "rows": [[cell()]] * 2}, f"missing required field: caption {AT}]"),
    (data_table([[cell()]]), f"no fewer than 2 items allowed {AT}/rows]"),
    (data_table([[cell()]] * 102), f"no more than 101 items allowed {AT}/rows]"),
    (data_table([[rich({"type": "text", "text": "x"})], [cell()]]), f"unsupported type: rich_text {AT}/rows/0/0/type]"),
    (data_table([[cell()]] * 2, page_size=101), f"must be at most 100 {AT}/page_size]"),
    (data_table([[cell()]] * 2, row_header_column_index=1), f"must be at most 0 {AT}/row_header_column_index]"),
    ({**chart(), "title": "x" * 51}, f"must be less than 51 characters {AT}/title]"),
    ({**chart(), "title": {"type": "plain_text", "text": "x"}}, f"must be a string {AT}/title]"),
    (chart(type="scatter"), f"unsupported type: scatter {AT}/chart/type]"),
    (chart(series=[]), f"no fewer than 1 items allowed {AT}/chart/series]"),
    (chart(series=[series(str(n)) for n in range(7)]), f"no more than 6 items allowed {AT}/chart/series]"),
    (chart(series=[series("x" * 21)]), f"must be less than 21 characters {AT}/chart/series/0/name]"),
    (chart(series=[series(), series()]), f"series names must be unique {AT}/chart/series]"),
    (
        chart(series=[series(labels=("W1",))]),
        f"must have one data point for each category {AT}/chart/series/0/data]",
    ),
    (
        chart(series=[series(labels=("W1", "W3"))]),
        f"must have one data point for each category {AT}/chart/series/0/data]",
    ),
    (
        chart(series=[series(labels=("W1", "W1", "W2"))]),
        f"must have one data point for each category {AT}/chart/series/0/data]",
    ),
    (
        chart(axis_config={"categories": ["W1", "W2"], "x_label": "x" * 51}),
        f"must be less than 51 characters {AT}/chart/axis_config/x_label]",
    ),
    (
        chart(axis_config={"categories": ["x" * 21]}, series=[series(labels=("y",))]),
        f"must be less than 21 characters {AT}/chart/axis_config/categories/0]",
    ),
    (chart(legend=True), f"invalid additional property: legend {AT}/chart]"),
    (pie({"label": "x", "value": 0}), f"must be more than 0 {AT}/chart/segments/0/value]"),
    (pie(*[{"label": "x", "value": 1}] * 7), f"no more than 6 items allowed {AT}/chart/segments]"),
    (pie(), f"no fewer than 1 items allowed {AT}/chart/segments]"),
    (
        {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]},
        f"unsupported type: text {AT}/elements/0/type]",
    ),
    (rich({"type": "text", "text": ""}), f"must be more than 0 characters {AT}/elements/0/elements/0/text]"),
    (
        rich({"type": "text", "text": "x", "style": {"big": True}}),
        f"invalid additional property: big {AT}/elements/0/elements/0/style]",
    ),
    (rich({"type": "broadcast", "range": "all"}), f"must be a valid enum value {AT}/elements/0/elements/0/range]"),
    (
        rich({"type": "link", "url": "https://a.b", "text": ""}),
        f"must be more than 0 characters {AT}/elements/0/elements/0/text]",
    ),
    (rich({"type": "link", "text": "x"}), f"missing required field: url {AT}/elements/0/elements/0]"),
    (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "x"}]}],
        },
        f"unsupported type: text {AT}/elements/0/elements/0/type]",
    ),
    (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}],
        },
        f"unsupported type: user {AT}/elements/0/elements/0/type]",
    ),
]


@pytest.mark.parametrize(("block", "problem"), BAD)
def test_what_slack_refuses_is_named_with_its_place(block: Any, problem: str) -> None:
    assert check_blocks([block]).messages == [f"[ERROR] {problem}"]


def test_a_chart_has_at_most_twenty_points() -> None:
    crowded = chart(axis_config={"categories": WEEKS}, series=[series(labels=tuple(WEEKS))])
    assert check_blocks([crowded]).messages == [
        f"[ERROR] no more than 20 items allowed {AT}/chart/series/0/data]",
        f"[ERROR] no more than 20 items allowed {AT}/chart/axis_config/categories]",
    ]


@pytest.mark.parametrize("second", [table([[cell()]]), data_table([[cell()]] * 2)], ids=["table", "data_table"])
def test_a_second_table_in_a_message_is_an_invalid_attachment(second: Json) -> None:
    report = check_blocks([table([[cell()]]), second])
    assert report.error == "invalid_attachments"
    assert report.messages == ["[ERROR] only_one_table_allowed [json-pointer:/blocks]"]


def test_a_third_chart_in_a_message_is_refused() -> None:
    assert check_blocks([chart()] * 2).messages == []
    assert check_blocks([chart()] * 3).messages == [
        "[ERROR] no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"
    ]


@pytest.mark.parametrize("surface", ["message", "home"])
def test_a_data_table_holds_10000_characters_wherever_it_stands(surface: str) -> None:
    rows = [[cell("x" * 5001)], [cell("x" * 5000)]]
    assert check_blocks([data_table(rows)], surface).messages == [
        f"[ERROR] must be less than 10001 characters {AT}/rows]"
    ]


IDS = [
    ("user", "user_id", "U1", "C1"),
    ("user", "user_id", "W1", "u1"),
    ("usergroup", "usergroup_id", "S1", "U1"),
    ("channel", "channel_id", "C1", "U1"),
    ("team", "team_id", "T1", "C1"),
]


@pytest.mark.parametrize(("kind", "field", "right", "wrong"), IDS)
def test_who_and_what_is_mentioned_has_an_id_of_its_kind(kind: str, field: str, right: str, wrong: str) -> None:
    assert check_blocks([rich({"type": kind, field: right})]).messages == []
    assert check_blocks([rich({"type": kind, field: wrong})]).messages == [
        f"[ERROR] does not match the required pattern {AT}/elements/0/elements/0/{field}]"
    ]
