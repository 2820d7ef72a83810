/** table and data_table blocks as native tables that scroll within their own frame. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { renderRichText, richTextWords } from "./richtext.js";
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

/** A data_table block: a caption, columns that sort, pages. */
export function renderDataTable(block, directory) {
  const [head = [], ...rows] = block.rows ?? [];
  const view = { rows, directory, page: 0, size: block.page_size ?? 5, column: null, down: false };
  const body = el("tbody");
  const pager = el("div", { class: "pager" });
  const sortable = head.map((cell, at) => sortCell(cell, at, view, () => show()));
  const identity = block.row_header_column_index ?? 0;
  const show = () => {
    markSorted(sortable, view);
    fill(
      body,
      pageRows(view).map((row) => dataRow(row, identity, directory)),
    );
    fill(pager, pagerParts(view, show));
  };
  const headRow = el("thead", {}, el("tr", {}, sortable));
  const caption = el("caption", { dir: "auto" }, block.caption ?? "");
  const table = el("table", { class: "table", dataset: { testid: "table" } }, caption, headRow, body);
  show();
  return el("div", { class: "data-table" }, scrollFrame(table, block.caption ?? "Table"), pager);
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

function sortCell(cell, at, view, show) {
  const sort = () => {
    view.down = view.column === at && !view.down;
    Object.assign(view, { column: at, page: 0, rows: sortRows(view, at) });
    show();
  };
  const press = el("button", { type: "button", class: "sort", onclick: sort }, cell?.text ?? "", icon("chevron", 14));
  return el("th", { scope: "col", dir: "auto" }, press);
}

function sortRows({ rows, down, directory }, at) {
  const key = (cell) => cell?.value ?? (cell?.type === "rich_text" ? richTextWords(cell, directory) : cell?.text) ?? "";
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number"
      ? a - b
      : String(a).localeCompare(String(b), "en", { numeric: true });
  return [...rows].sort((a, b) => (down ? -1 : 1) * compare(key(a[at]), key(b[at])));
}

function markSorted(heads, { column, down }) {
  heads.forEach((head, at) =>
    head.setAttribute("aria-sort", at === column ? (down ? "descending" : "ascending") : "none"),
  );
}

function pageRows({ rows, page, size }) {
  return rows.slice(page * size, (page + 1) * size);
}

function dataRow(row, identity, directory) {
  const cell = (one, at) => {
    const attributes = { class: one?.type === "raw_number" ? "align-right" : "align-left", dir: "auto" };
    return at === identity
      ? el("th", { ...attributes, scope: "row" }, cellNodes(one, directory))
      : el("td", attributes, cellNodes(one, directory));
  };
  return el("tr", {}, row.map(cell));
}

function pagerParts(view, show) {
  const pages = Math.ceil(view.rows.length / view.size);
  if (pages < 2) return [];
  const turn = (by) => () => {
    view.page += by;
    show();
  };
  return [
    el("button", { type: "button", class: "button", disabled: view.page === 0, onclick: turn(-1) }, "Previous"),
    el("span", { "aria-live": "polite" }, `Page ${view.page + 1} of ${pages}`),
    el("button", { type: "button", class: "button", disabled: view.page === pages - 1, onclick: turn(1) }, "Next"),
  ];
}
