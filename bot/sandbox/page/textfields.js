/** The fields one types into: text of one or several lines, and numbers. */

import { el } from "./dom.js";
import { textOf } from "./format.js";

const MODES = { plain_text_input: null, number_input: "decimal" };

export const TEXTS = new Set(Object.keys(MODES));

/** A text field. What is typed is kept at once; the app hears of it when the element asks for that. */
export function renderTextInput(element, field) {
  const held = field.register({ type: element.type, value: element.initial_value ?? null }).value;
  const attributes = {
    class: "text-input",
    id: field.id,
    dir: "auto",
    placeholder: textOf(element.placeholder),
    value: held ?? "",
    maxlength: element.max_length ?? (element.type === "plain_text_input" ? 3000 : null),
    autofocus: element.focus_on_load,
    "aria-label": field.id ? null : (field.label ?? textOf(element.placeholder)),
    autocomplete: "off",
  };
  const node = element.multiline
    ? el("textarea", { ...attributes, rows: 4 })
    : el("input", { ...attributes, type: "text", inputmode: MODES[element.type] });
  listen(node, element, field);
  return node;
}

/** What is wrong with a value before it is sent, in words for below the field; null when nothing is. */
export function findFault(element, value) {
  if (value === null || value === "") return null;
  if (element.min_length && value.length < element.min_length)
    return `Please write at least ${element.min_length} characters.`;
  return element.type === "number_input" ? findNumberFault(element, value) : null;
}

function findNumberFault(element, value) {
  const number = Number(value);
  if (!Number.isFinite(number) || (!element.is_decimal_allowed && !Number.isInteger(number))) {
    return element.is_decimal_allowed ? "Please enter a number." : "Please enter a whole number.";
  }
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter a number of at least ${element.min_value}.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter a number of at most ${element.max_value}.`;
  return null;
}

function listen(node, element, field) {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const payload = () => ({ type: element.type, value: node.value === "" ? null : node.value });
  node.addEventListener("input", () => {
    field.note(payload());
    node.dispatchEvent(new CustomEvent("fieldchange", { bubbles: true }));
    if (field.dispatches && triggers.includes("on_character_entered")) field.commit(payload(), node);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !field.dispatches || !triggers.includes("on_enter_pressed"))
      return;
    if (element.multiline && event.shiftKey) return;
    event.preventDefault();
    field.commit(payload(), node);
  });
}
