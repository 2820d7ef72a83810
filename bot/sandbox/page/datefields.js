/** Date and time pickers on the browser's own fields. */

import { el } from "./dom.js";
import { textOf } from "./format.js";

export const DATES = new Set(["datepicker", "timepicker"]);

const KINDS = {
  datepicker: { input: "date", key: "selected_date", initial: "initial_date" },
  timepicker: { input: "time", key: "selected_time", initial: "initial_time" },
};

/** A date or time picker. */
export function renderDate(element, field) {
  const { input, key, initial } = KINDS[element.type];
  const held = field.register({ type: element.type, [key]: element[initial] ?? null })[key];
  const node = el("input", {
    type: input,
    class: "text-input date-input",
    id: field.id,
    "aria-label": field.label ?? (textOf(element.placeholder) || "Date"),
    value: held ?? "",
    autofocus: element.focus_on_load,
  });
  const hint = textOf(element.placeholder);
  const said = el("output", { class: "date-words" });
  const whole = el(
    "span",
    { class: "date-field" },
    node,
    hint && el("span", { class: "date-placeholder", "aria-hidden": "true" }, hint),
    said,
  );
  const say = () => {
    said.textContent = node.value && input !== "time" ? spell(node.value) : "";
    whole.classList.toggle("date-empty", Boolean(hint) && !node.value);
  };
  node.addEventListener("input", say);
  node.addEventListener("click", () => node.showPicker());
  whenSettled(node, () => field.commit({ type: element.type, [key]: node.value || null }, node));
  say();
  return whole;
}

/** "Wed 25 Nov 2026": the browser's own field writes dates in its own order. */
function spell(value) {
  const options = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", options)
    .format(Date.parse(`${value.slice(0, 10)}T00:00:00Z`))
    .replaceAll(",", "");
}

/** Typing a year passes through the years 0002 and 0020: a typed date counts when the field is left or Enter pressed. */
function whenSettled(node, commit) {
  let typed = false;
  let last = node.value;
  const settle = () => {
    typed = false;
    if (node.value !== last) commit((last = node.value));
  };
  node.addEventListener("keydown", (event) =>
    event.key === "Enter" ? settle() : (typed = /^\d$|Arrow|Back|Del/.test(event.key)),
  );
  node.addEventListener("change", () => typed || settle());
  node.addEventListener("blur", settle);
}
