/** Block Kit blocks as nodes. What no message of the app uses is named in its place, never dropped. */

import { el, uniqueId } from "./dom.js";
import { isChart, renderChart } from "./chart.js";
import { isElement, isLabelable, renderElement } from "./elements.js";
import { formatText, textOf } from "./format.js";
import { icon } from "./icons.js";
import { renderRichText } from "./richtext.js";
import { renderTable } from "./table.js";

/** Render `blocks` for a surface: one node each. */
export function renderBlocks(blocks, surface) {
  return blocks.map((block, at) => renderBlock(block, surface, block.block_id ?? `block-${at}`));
}

const RENDERERS = {
  section: renderSection,
  header: (block) =>
    el("div", { class: "block-header", role: "heading", "aria-level": "3", dir: "auto" }, textOf(block.text)),
  divider: () => el("hr", { class: "divider" }),
  context: renderContext,
  actions: renderActions,
  input: renderInput,
  rich_text: (block, surface) => renderRichText(block, surface.directory),
  table: (block, surface) => renderTable(block, surface.directory),
  data_visualization: (block) => (isChart(block.chart) ? renderChart(block) : placeholder("chart", block.chart?.type)),
};

function renderBlock(block, surface, blockId) {
  const render = RENDERERS[block.type] ?? ((unknown) => placeholder("block", unknown.type));
  const node = render(block, surface, blockId);
  node.classList.add("block");
  node.dataset.blockId = blockId;
  node.dataset.blockType = block.type;
  return node;
}

function renderSection(block, surface, blockId) {
  const text = block.text && el("div", { class: "section-text" }, formatText(block.text, surface.directory));
  const fields =
    block.fields &&
    el(
      "div",
      { class: "section-fields" },
      block.fields.map((one) => el("div", {}, formatText(one, surface.directory))),
    );
  const accessory =
    block.accessory && el("div", { class: "section-accessory" }, drawElement(block.accessory, surface, blockId));
  return el("div", { class: "section" }, el("div", { class: "section-main" }, text, fields), accessory);
}

function renderContext(block, surface) {
  const draw = (element) =>
    element.type === "image"
      ? placeholder("element", "image")
      : el("div", { class: "context-text" }, formatText(element, surface.directory));
  return el("div", { class: "context" }, (block.elements ?? []).map(draw));
}

function renderActions(block, surface, blockId) {
  return el(
    "div",
    { class: "actions" },
    (block.elements ?? []).map((element) => drawElement(element, surface, blockId)),
  );
}

function renderInput(block, surface, blockId) {
  const id = uniqueId("field");
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
  const label = textOf(block.label);
  const field = surface.field(block.element, blockId, {
    dispatches: block.dispatch_action === true,
    label,
    id,
    optional: block.optional === true,
  });
  const control = isElement(block.element.type)
    ? renderElement(block.element, field)
    : placeholder("element", block.element.type);
  const target = control.matches("input, textarea, [role]")
    ? control
    : (control.querySelector("input, textarea") ?? control);
  target.setAttribute("aria-describedby", block.hint ? `${hintId} ${errorId}` : errorId);
  const name = el(
    "label",
    { class: "field-label", for: isLabelable(block.element.type) ? id : null, dir: "auto" },
    label,
    block.optional && el("span", { class: "field-optional" }, " (optional)"),
  );
  const error = el("p", { class: "field-error", id: errorId, role: "alert", hidden: true });
  const node = el(
    "div",
    { class: "field" },
    name,
    control,
    block.hint && el("p", { class: "field-hint", id: hintId, dir: "auto" }, textOf(block.hint)),
    error,
  );
  node.addEventListener("fieldchange", () => showFieldError(node, null));
  return node;
}

/** Write `words` under a field, or take them away with null. */
export function showFieldError(node, words) {
  const error = node.querySelector(".field-error");
  error.textContent = words ?? "";
  error.hidden = !words;
  node.classList.toggle("field-wrong", Boolean(words));
  const control = node.querySelector("[aria-describedby]");
  if (words) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
}

function drawElement(element, surface, blockId) {
  if (!isElement(element.type)) return placeholder("element", element.type);
  return renderElement(element, surface.field(element, blockId, { dispatches: true }));
}

function placeholder(what, type) {
  return el(
    "div",
    { class: "unknown", dataset: { testid: "unknown-block" } },
    icon("info", 16),
    el("span", {}, `This ${what} is not drawn here: `, el("code", { class: "code" }, type ?? "no type")),
  );
}
