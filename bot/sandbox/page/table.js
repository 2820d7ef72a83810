/** table blocks as native tables that scroll within their own frame. */

import { el } from "./dom.js";
import { renderRichText } from "./richtext.js";
import { formatNumber } from "./scale.js";

/** A table block: its first row is the head, `column_settings` align and wrap. */
export function renderTable(block, directory) {
  const [head = [], ...rows] = block.rows ?? [];
  const settings = columnsOf(block, rows);
  const table = el(
    "table",
    { class: "table", dataset: { testid: "table" } },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        head.map((cell, at) => headCell(cell, settings[at], directory)),
      ),
    ),
    el(
      "tbody",
      {},
      rows.map((row) =>
        el(
          "tr",
          {},
          row.map((cell, at) => bodyCell(cell, settings[at], directory)),
        ),
      ),
    ),
  );
  return scrollFrame(table, "Table");
}

function columnsOf(block, rows) {
  const given = block.column_settings ?? [];
  return (block.rows?.[0] ?? []).map((_, at) => ({
    align: given[at]?.align ?? (rows.every((row) => row[at]?.type === "raw_number") && rows.length ? "right" : "left"),
    wraps: given[at]?.is_wrapped === true,
  }));
}

function headCell(cell, settings, directory) {
  return el("th", { scope: "col", class: cellClass(settings), dir: "auto" }, cellNodes(cell, directory));
}

function bodyCell(cell, settings, directory) {
  return el("td", { class: cellClass(settings), dir: "auto" }, cellNodes(cell, directory));
}

function cellClass(settings) {
  return `align-${settings?.align ?? "left"}${settings?.wraps ? " wraps" : ""}`;
}

function cellNodes(cell, directory) {
  if (cell?.type === "rich_text") return renderRichText(cell, directory);
  return document.createTextNode(cell?.text ?? (cell?.value === undefined ? "" : formatNumber(cell.value)));
}

function scrollFrame(table, label) {
  return el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": label }, table);
}
