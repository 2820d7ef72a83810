"""The pieces every message is made of, and the one place where user words are escaped.

Words of people go through `escape` where they become mrkdwn; `plain` needs none. Each text object is
`verbatim`, so Slack turns no bare word into a link or a mention. Limits are Slack's (docs.slack.dev, Block
Kit). Tables and charts are plain dicts: slack_sdk has no model of the chart and would drop it without a word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Block = dict[str, Any]
View = dict[str, Any]
Element = dict[str, Any]
Align = Literal["left", "center", "right"]

SECTION_LIMIT = 3000
HEADER_LIMIT = 150
BUTTON_LIMIT = 75
TEXT_LIMIT = 4000
TABLE_ROWS, TABLE_COLUMNS, TABLE_CHARACTERS = 100, 20, 10_000
CHART_TITLE_LIMIT = CHART_AXIS_LIMIT = 50
CHART_LABEL_LIMIT = 20
CHART_SERIES, CHART_POINTS = 6, 20


@dataclass(frozen=True)
class Message:
    """What is posted: `text` carries the whole content for screen readers and notifications."""

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)

    def payload(self) -> dict[str, Any]:
        return {"text": cut(self.text, TEXT_LIMIT), "blocks": list(self.blocks)}


def escape(text: str) -> str:
    """Make `words` inert in mrkdwn: no mention, link or broadcast survives."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int) -> str:
    """Shorten already escaped `text` to at most `limit` characters, never inside an entity."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    entity = kept.rfind("&")
    if entity > limit - 7 and ";" not in kept[entity:]:
        kept = kept[:entity]
    return kept.rstrip() + "…"


def quote(text: str, limit: int = 2000) -> str:
    """`words` as a mrkdwn quotation, escaped, cut after escaping, every line marked."""
    return "\n".join(f"> {line}" for line in cut(escape(text), limit).splitlines())


def plain(text: str, limit: int) -> dict[str, Any]:
    shortened = text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
    return {"type": "plain_text", "text": shortened, "emoji": False}


def mrkdwn(text: str, limit: int = SECTION_LIMIT) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": cut(text, limit), "verbatim": True}


def section(text: str) -> Block:
    """A paragraph of mrkdwn; user words in it must be escaped already."""
    return {"type": "section", "text": mrkdwn(text)}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def context(text: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text)]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Element, block_id: str | None = None) -> Block:
    block: Block = {"type": "actions", "elements": list(elements)}
    return block if block_id is None else {**block, "block_id": block_id}


def button(text: str, action_id: str, value: str, *, style: str | None = None) -> Element:
    """A button; `value` (at most 2,000 characters) comes back in the press. `style` is primary or danger."""
    element: Element = {
        "type": "button",
        "text": plain(text, BUTTON_LIMIT),
        "action_id": action_id,
        "value": value,
    }
    return element if style is None else {**element, "style": style}


def table(rows: Sequence[Sequence[str]], align: Sequence[Align]) -> Block:
    """A table, its first row the headings, one `align` a column. Cells are literal text: nothing is escaped.

    One a message. ValueError for what Slack would refuse: too many rows, columns or characters, ragged rows.
    """
    if not 1 <= len(rows) <= TABLE_ROWS or not 1 <= len(align) <= TABLE_COLUMNS:
        raise ValueError(f"a table has at most {TABLE_ROWS} rows and {TABLE_COLUMNS} columns")
    if any(len(row) != len(align) for row in rows):
        raise ValueError("every row of a table has every column")
    if sum(len(cell) for row in rows for cell in row) > TABLE_CHARACTERS:
        raise ValueError(f"a table has at most {TABLE_CHARACTERS} characters")
    return {
        "type": "table",
        "column_settings": [{"align": each} for each in align],
        "rows": [[_cell(words) for words in row] for row in rows],
    }


def line_chart(
    title: str, categories: Sequence[str], series: Mapping[str, Sequence[int]], *, x_label: str, y_label: str
) -> Block:
    """Lines over `categories`, one for each named series with a value for every category. Two a message.

    ValueError for what Slack would refuse.
    """
    if not 1 <= len(categories) <= CHART_POINTS or not 1 <= len(series) <= CHART_SERIES:
        raise ValueError(f"a chart has 1 to {CHART_POINTS} points and 1 to {CHART_SERIES} series")
    if any(len(values) != len(categories) for values in series.values()):
        raise ValueError("every series has a value for every category")
    if len(set(categories)) != len(categories) or max(map(len, [*categories, *series])) > CHART_LABEL_LIMIT:
        raise ValueError(f"labels differ and have at most {CHART_LABEL_LIMIT} characters")
    if len(title) > CHART_TITLE_LIMIT or max(len(x_label), len(y_label)) > CHART_AXIS_LIMIT:
        raise ValueError("the title or an axis label is too long")
    lines = [
        {"name": name, "data": [_point(*pair) for pair in zip(categories, values, strict=True)]}
        for name, values in series.items()
    ]
    axes = {"categories": list(categories), "x_label": x_label, "y_label": y_label}
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {"type": "line", "series": lines, "axis_config": axes},
    }


def _cell(text: str) -> dict[str, str]:
    # Slack refuses a cell without text.
    return {"type": "raw_text", "text": text if text.strip() else "–"}


def _point(label: str, value: int) -> dict[str, Any]:
    return {"label": label, "value": value}
