/**
 * The `markdown` block: standard Markdown, as far as Slack draws it (headings, emphasis, code, lists, task lists,
 * quotations, links, rules, tables). Line by line into nodes; anything else stays as it was typed.
 */

import { el } from "./dom.js";
import { hyperlink, preformatted, quotation } from "./format.js";

/** Markdown as nodes. */
export function formatMarkdown(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const reader = READERS.find(([starts]) => starts(lines, at));
    const [node, end] = reader ? reader[1](lines, at) : readParagraph(lines, at);
    if (node) nodes.push(node);
    at = end;
  }
  return nodes;
}

const FENCE = /^\s*(```|~~~)/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const QUOTE = /^\s*>\s?/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const READERS = [
  [(lines, at) => lines[at].trim() === "", (lines, at) => [null, at + 1]],
  [(lines, at) => FENCE.test(lines[at]), readFence],
  [(lines, at) => HEADING.test(lines[at]), readHeading],
  [(lines, at) => RULE.test(lines[at]), (lines, at) => [el("hr", { class: "divider" }), at + 1]],
  [(lines, at) => QUOTE.test(lines[at]), readQuote],
  [(lines, at) => ITEM.test(lines[at]), readList],
  [(lines, at) => lines[at].includes("|") && TABLE_RULE.test(lines[at + 1] ?? ""), readTable],
];

function readFence(lines, at) {
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end])) end += 1;
  return [preformatted(lines.slice(at + 1, end).join("\n")), end + 1];
}

function readHeading(lines, at) {
  const [, marks, words] = HEADING.exec(lines[at]);
  return [
    el(
      "div",
      {
        class: `markdown-heading markdown-heading-${marks.length}`,
        role: "heading",
        "aria-level": Math.min(marks.length + 2, 6),
        dir: "auto",
      },
      inline(words),
    ),
    at + 1,
  ];
}

function readQuote(lines, at) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  return [
    quotation(
      formatMarkdown(
        lines
          .slice(at, end)
          .map((line) => line.replace(QUOTE, ""))
          .join("\n"),
      ),
    ),
    end,
  ];
}

function readList(lines, at) {
  const root = makeList(lines[at]);
  const open = [{ indent: indentOf(lines[at]), list: root }];
  let end = at;
  while (end < lines.length && ITEM.test(lines[end]) && reachList(open, lines[end])) {
    open.at(-1).list.append(el("li", { dir: "auto" }, item(ITEM.exec(lines[end])[3])));
    end += 1;
  }
  return [root, end];
}

/** Open or close lists until the last one open is the one `line` belongs to; false where a new list begins. */
function reachList(open, line) {
  const indent = indentOf(line);
  while (open.length > 1 && indent < open.at(-1).indent) open.pop();
  const deeper = indent > open.at(-1).indent + 1;
  if (!deeper && isOrdered(line) === (open.at(-1).list.tagName === "OL")) return true;
  if (!deeper && open.length === 1) return false;
  if (!deeper) open.pop();
  open.push({ indent, list: nest(open.at(-1).list, line) });
  return true;
}

function readTable(lines, at) {
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|")) end += 1;
  const head = el(
    "tr",
    {},
    cells(lines[at]).map((words) => el("th", { scope: "col" }, inline(words))),
  );
  const rows = lines.slice(at + 2, end).map((line) =>
    el(
      "tr",
      {},
      cells(line).map((words) => el("td", {}, inline(words))),
    ),
  );
  const table = el("table", { class: "table" }, el("thead", {}, head), el("tbody", {}, rows));
  return [el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table" }, table), end];
}

function readParagraph(lines, at) {
  let end = at + 1;
  while (end < lines.length && !READERS.some(([starts]) => starts(lines, end))) end += 1;
  const rows = lines.slice(at, end).flatMap((line, i) => [i > 0 ? el("br") : null, ...inline(line)]);
  return [el("p", { class: "paragraph", dir: "auto" }, rows), end];
}

const INLINE = [
  [/`([^`]+)`/y, (m) => el("code", { class: "code" }, m[1])],
  [/!\[([^\]]*)\]\(([^()\s]+)\)/y, (m) => hyperlink(m[2], m[1])],
  [/\[([^\]]+)\]\(([^()\s]+)\)/y, (m) => hyperlink(m[2], m[1])],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => hyperlink(m[1], m[1])],
  [/https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]]/y, (m) => hyperlink(m[0], m[0])],
  [/\*\*(?=\S)([^\n]+?\S|\S)\*\*/y, (m) => el("strong", {}, inline(m[1]))],
  [/__(?=\S)([^\n]+?\S|\S)__(?!\w)/y, (m) => el("strong", {}, inline(m[1]))],
  [/~~(?=\S)([^\n]+?)~~/y, (m) => el("s", {}, inline(m[1]))],
  [/\*(?=[^\s*])([^*\n]*[^\s*])\*/y, (m) => el("em", {}, inline(m[1]))],
  [/_(?=[^\s_])([^_\n]*[^\s_])_(?!\w)/y, (m) => el("em", {}, inline(m[1]))],
  [/\\([\\`*_{}[\]()#+\-.!|~>])/y, (m) => m[1]],
];

function inline(text) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const found = matchInline(text, at);
    if (found) {
      nodes.push(plain, found.node);
      plain = "";
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  return [...nodes, plain].filter((node) => node !== "");
}

function matchInline(text, at) {
  if (text[at] === "_" && /\w/.test(text[at - 1] ?? " ")) return null;
  for (const [pattern, build] of INLINE) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { node: build(match), end: at + match[0].length };
  }
  return null;
}

function indentOf(line) {
  return ITEM.exec(line)[1].length;
}

function isOrdered(line) {
  return /\d/.test(ITEM.exec(line)[2]);
}

function makeList(line) {
  return isOrdered(line)
    ? el("ol", { class: "list", start: Number.parseInt(ITEM.exec(line)[2], 10) })
    : el("ul", { class: "list" });
}

function nest(list, line) {
  const inner = makeList(line);
  (list.lastElementChild ?? list).append(inner);
  return inner;
}

function item(words) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(words);
  if (!task) return inline(words);
  return [
    el("input", { type: "checkbox", checked: task[1] !== " ", disabled: true, "aria-label": task[2] }),
    " ",
    ...inline(task[2]),
  ];
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}
