"""The blocks that show something: tables, charts, rich text, and what is not known."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.conftest import Block, Render

pytestmark = pytest.mark.browser

WEEKS = ["W45", "W46", "W47", "W48"]


def raw(words: str) -> Block:
    return {"type": "raw_text", "text": words}


def number(value: float) -> Block:
    return {"type": "raw_number", "value": value, "text": str(value)}


def chart(kind: str, *series: tuple[str, list[float]]) -> Block:
    drawn: dict[str, Any] = {
        "type": kind,
        "series": [
            {"name": name, "data": [{"label": w, "value": v} for w, v in zip(WEEKS, values, strict=True)]}
            for name, values in series
        ],
        "axis_config": {"categories": WEEKS, "x_label": "Week", "y_label": "Customers"},
    }
    return {"type": "data_visualization", "title": "Customers spoken to", "chart": drawn}


def test_the_first_row_of_a_table_is_its_head(render: Render) -> None:
    rows = [[raw("Who"), raw("Customers")], [raw("Ana"), number(5)], [raw("Bo"), number(4)]]
    table = render({"type": "table", "rows": rows}).get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts() == ["Who", "Customers"]
    assert table.locator("tbody td").all_inner_texts() == ["Ana", "5", "Bo", "4"]


def test_columns_are_set_as_the_block_says_and_numbers_to_the_right(render: Render) -> None:
    rows = [[raw("A"), raw("B"), raw("C")], [raw("1"), raw("2"), number(3)]]
    cells = render({"type": "table", "rows": rows, "column_settings": [{}, {"align": "center"}]}).locator("td")
    aligned = [cell.evaluate("cell => getComputedStyle(cell).textAlign") for cell in cells.all()]
    assert aligned == ["start", "center", "right"]


def test_a_wide_table_scrolls_within_its_own_frame(gallery: Page, render: Render) -> None:
    gallery.set_viewport_size({"width": 380, "height": 800})
    row = [raw(f"a rather long heading {i}") for i in range(20)]
    frame = render({"type": "table", "rows": [row, row]}).locator(".table-scroll")
    assert frame.evaluate("node => node.scrollWidth > node.clientWidth")
    assert gallery.evaluate("document.documentElement.scrollWidth") == 380
    expect(frame).to_have_attribute("tabindex", "0")


def test_a_chart_is_a_labelled_picture_with_its_numbers_beside_it(render: Render) -> None:
    stage = render(chart("line", ("Customers", [4, 6, 5, 8]), ("Prospects", [1, 0, 2, 3])))
    picture = stage.get_by_role("img", name="Customers spoken to")
    expect(picture.locator("title").first).to_have_text("W45: 4 Customers")
    assert picture.locator("path.line").count() == 2
    assert stage.locator(".legend li").all_inner_texts() == ["Customers", "Prospects"]
    numbers = stage.get_by_role("table", name="Customers spoken to").locator("tbody tr")
    assert numbers.all_text_contents() == ["W4541", "W4660", "W4752", "W4883"]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([4, 6, 14], [0, 5, 10, 15]),
        ([0, 0, 0], [0, 1]),
        ([1], [0, 1]),
        ([1250, 980], [0, 250, 500, 750, 1000, 1250]),
        ([0.5, 1.2], [0, 0.25, 0.5, 0.75, 1, 1.25]),
        ([-3, 4], [-4, -2, 0, 2, 4]),
    ],
)
def test_axis_ticks_are_round_and_cover_the_values(gallery: Page, values: list[float], ticks: list[float]) -> None:
    choose = "async (values) => (await import('/page/scale.js')).chooseTicks(values)"
    assert gallery.evaluate(choose, values) == ticks


def test_rich_text_has_its_styles_and_lists(render: Render) -> None:
    section = {
        "type": "rich_text_section",
        "elements": [
            {"type": "text", "text": "bold", "style": {"bold": True, "strike": True}},
            {"type": "user", "user_id": "U0BO"},
            {"type": "link", "url": "https://acme.example", "text": "Acme"},
            {"type": "broadcast", "range": "here"},
        ],
    }
    steps = {"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": [section]}
    stage = render({"type": "rich_text", "elements": [section, steps]})
    assert stage.locator("s strong").first.inner_text() == "bold"
    assert stage.locator(".mention").all_inner_texts()[:2] == ["@Bo Lindqvist", "@here"]
    expect(stage.locator("ol")).to_have_attribute("start", "3")


def test_what_no_message_uses_is_named_and_not_drawn(render: Render) -> None:
    stage = render(
        {"type": "hologram"},
        {"type": "markdown", "text": "## Week 48"},
        {"type": "data_table", "caption": "Accounts", "rows": [[raw("Account")], [raw("Acme")]]},
        {"type": "image", "image_url": "https://acme.example/logo.png", "alt_text": "Acme's logo"},
        chart("bar", ("Customers", [4, 8, 2, 8])),
        {"type": "data_visualization", "title": "How", "chart": {"type": "pie", "segments": []}},
        {"type": "actions", "elements": [{"type": "feedback_buttons", "action_id": "a"}]},
        {
            "type": "context",
            "elements": [{"type": "image", "image_url": "https://acme.example/b.png", "alt_text": "x"}],
        },
    )
    assert stage.get_by_test_id("unknown-block").all_inner_texts() == [
        "This block is not drawn here: hologram",
        "This block is not drawn here: markdown",
        "This block is not drawn here: data_table",
        "This block is not drawn here: image",
        "This chart is not drawn here: bar",
        "This chart is not drawn here: pie",
        "This element is not drawn here: feedback_buttons",
        "This element is not drawn here: image",
    ]
    assert stage.locator("img").count() == 0
