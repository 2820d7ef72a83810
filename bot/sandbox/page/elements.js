/**
 * The interactive elements of Block Kit, one renderer a type. Each gets its element and a field
 * (`Surface.field`): register what it starts with, commit what the person does.
 */

import { el, uniqueId } from "./dom.js";
import { formatText, textOf } from "./format.js";
import { icon } from "./icons.js";
import { attachMenu } from "./menu.js";
import { askFirst } from "./confirm.js";
import { isSelect, renderSelect } from "./selects.js";
import { DATES, renderDate } from "./datefields.js";
import { renderFileInput } from "./files.js";
import { TEXTS, renderTextInput } from "./textfields.js";

/** Whether an element of this type can be drawn. */
export function isElement(type) {
  return type in RENDERERS || isSelect(type) || DATES.has(type) || TEXTS.has(type);
}

/** An interactive element as a node. */
export function renderElement(element, field) {
  if (isSelect(element.type)) return renderSelect(element, field);
  if (DATES.has(element.type)) return renderDate(element, field);
  if (TEXTS.has(element.type)) return renderTextInput(element, field);
  return RENDERERS[element.type](element, field);
}

/** Elements a `<label for>` can point at; the others are groups and carry their own name. */
export function isLabelable(type) {
  return type !== "checkboxes" && type !== "radio_buttons";
}

const RENDERERS = {
  button: renderButton,
  overflow: renderOverflow,
  checkboxes: (element, field) => renderChoices(element, field, "checkbox"),
  radio_buttons: (element, field) => renderChoices(element, field, "radio"),
  file_input: renderFileInput,
};

function renderButton(element, field) {
  const style = element.style ? ` button-${element.style}` : "";
  const attributes = {
    class: `button${style}`,
    dir: "auto",
    id: field.id,
    "aria-label": element.accessibility_label,
    dataset: { actionId: field.actionId },
    onclick: (event) => pressButton(event, element, field),
  };
  const words = el("span", { class: "button-words" }, textOf(element.text));
  if (!/^https?:\/\//i.test(element.url ?? "")) return el("button", { type: "button", ...attributes }, words);
  return el("a", { href: element.url, target: "_blank", rel: "noopener noreferrer", ...attributes }, words);
}

async function pressButton(event, element, field) {
  const node = event.currentTarget;
  if (element.confirm && element.url) event.preventDefault();
  if (!(await askFirst(element.confirm, field.surface.directory))) return;
  if (element.confirm && element.url) window.open(element.url, "_blank", "noopener");
  await field.surface.act(buttonAction(element, field), node);
}

function buttonAction(element, field) {
  const action = { action_id: field.actionId, block_id: field.blockId, type: element.type, text: element.text };
  return element.value === undefined ? action : { ...action, value: element.value };
}

function renderOverflow(element, field) {
  const node = el(
    "button",
    {
      type: "button",
      class: "button button-icon",
      "aria-label": "More actions",
      dataset: { actionId: field.actionId },
    },
    icon("dots", 18),
  );
  const choose = (option) => async () => {
    if (option.url && /^https?:\/\//i.test(option.url)) window.open(option.url, "_blank", "noopener");
    if (!(await askFirst(element.confirm, field.surface.directory))) return;
    await field.surface.act(
      { action_id: field.actionId, block_id: field.blockId, type: "overflow", selected_option: option },
      node,
    );
  };
  const items = () =>
    (element.options ?? []).map((option) => ({
      label: textOf(option.text),
      detail: textOf(option.description),
      choose: choose(option),
    }));
  attachMenu(node, "More actions", items, { end: true });
  return node;
}

function renderChoices(element, field, type) {
  const many = type === "checkbox";
  const payload = (chosen) => ({
    type: element.type,
    ...(many ? { selected_options: chosen } : { selected_option: chosen[0] ?? null }),
  });
  const start = field.register(
    payload([many ? (element.initial_options ?? []) : (element.initial_option ?? [])].flat()),
  );
  const held = new Set(
    [many ? start.selected_options : (start.selected_option ?? [])].flat().map((option) => option.value),
  );
  const group = el("div", {
    class: "choices",
    role: many ? "group" : "radiogroup",
    id: field.id,
    "aria-label": field.label,
  });
  const name = uniqueId("choice");
  const boxes = (element.options ?? []).map((option) => {
    const box = el("input", { type, name, checked: held.has(option.value), autofocus: element.focus_on_load });
    group.append(choiceRow(option, box, field));
    return { box, option };
  });
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ option }) => option);
  group.addEventListener("change", async () => {
    if (await field.commit(payload(chosen()), group)) (held.clear(), chosen().forEach(({ value }) => held.add(value)));
    else for (const { box, option } of boxes) box.checked = held.has(option.value);
  });
  return group;
}

function choiceRow(option, box, field) {
  const words = el("span", { class: "choice-words" }, formatText(option.text, field.surface.directory));
  const detail =
    option.description &&
    el("span", { class: "choice-detail" }, formatText(option.description, field.surface.directory));
  return el("label", { class: "choice" }, box, el("span", {}, words, detail));
}
