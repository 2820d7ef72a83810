/** Block Kit blocks as nodes. A type not known here is shown as what it is, never dropped. */

import { el, uniqueId } from "./dom.js";
import { renderChart } from "./chart.js";
import { isElement, isLabelable, renderElement } from "./elements.js";
import { formatText, textOf } from "./format.js";
import { icon } from "./icons.js";
import { formatMarkdown } from "./markdown.js";
import { renderRichText } from "./richtext.js";
import { renderDataTable, renderTable } from "./table.js";

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
  context_actions: renderActions,
  input: renderInput,
  image: renderImage,
  rich_text: (block, surface) => renderRichText(block, surface.directory),
  markdown: (block) => el("div", { class: "markdown" }, formatMarkdown(block.text ?? "")),
  table: (block, surface) => renderTable(block, surface.directory),
  data_table: (block, surface) => renderDataTable(block, surface.directory),
  data_visualization: renderChart,
  alert: renderAlert,
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
      ? smallImage(element)
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
  if (element.type === "image") return sizedImage(element, "accessory-image");
  if (!isElement(element.type)) return placeholder("element", element.type);
  return renderElement(element, surface.field(element, blockId, { dispatches: true }));
}

function renderImage(block) {
  const title = block.title && el("figcaption", { class: "image-title", dir: "auto" }, textOf(block.title));
  return el("figure", { class: "image-block" }, title, sizedImage(block, "image"));
}

/** Nothing leaves this machine, so a picture from elsewhere is shown by its description and a link. */
function sizedImage({ image_url: url, alt_text: alt }, kind) {
  if (isLocal(url)) return el("img", { src: url, alt, class: kind });
  const words = [icon("image", 18), el("span", { dir: "auto" }, alt || "Picture")];
  if (!/^https?:/i.test(url ?? ""))
    return el("div", { class: `${kind} image-away`, role: "img", "aria-label": alt }, words);
  return el(
    "a",
    {
      class: `${kind} image-away`,
      href: url,
      target: "_blank",
      rel: "noopener noreferrer",
      title: "Pictures from elsewhere are not loaded in the sandbox",
    },
    words,
  );
}

function smallImage(element) {
  if (isLocal(element.image_url))
    return el("img", { src: element.image_url, alt: element.alt_text, class: "context-image" });
  return el(
    "span",
    { class: "context-image image-away", role: "img", "aria-label": element.alt_text, title: element.alt_text },
    icon("image", 14),
  );
}

function isLocal(url) {
  return (
    /^data:image\//.test(url ?? "") ||
    (URL.canParse(url ?? "", location.href) && new URL(url, location.href).origin === location.origin)
  );
}

const LEVELS = { warning: "warning", error: "warning", success: "check" };

function renderAlert(block, surface) {
  const level = block.level ?? "default";
  return el(
    "div",
    { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    icon(LEVELS[level] ?? "info", 18),
    el("div", {}, formatText(block.text, surface.directory)),
  );
}

function placeholder(what, type) {
  return el(
    "div",
    { class: "unknown", dataset: { testid: "unknown-block" } },
    icon("info", 16),
    el("span", {}, `This ${what} is not drawn here: `, el("code", { class: "code" }, type ?? "no type")),
  );
}
