/** The confirmation a Block Kit element may ask for before it acts. */

import { el, uniqueId } from "./dom.js";
import { formatText, textOf } from "./format.js";

/**
 * Ask, if there is something to ask.
 * @param {Object|undefined} confirm Slack's confirm object: title, text, confirm, deny, style
 * @returns {Promise<boolean>} whether to go on; Escape is no
 */
export function askFirst(confirm, directory) {
  if (!confirm) return Promise.resolve(true);
  const back = document.activeElement;
  return new Promise((answer) => {
    const dialog = buildDialog(confirm, directory);
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.();
      answer(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function buildDialog(confirm, directory) {
  const id = uniqueId("confirm");
  const style = confirm.style === "danger" ? "button-danger" : "button-primary";
  return el(
    "dialog",
    { class: "dialog dialog-small", role: "alertdialog", "aria-labelledby": id },
    el(
      "form",
      { method: "dialog" },
      el("h2", { id, class: "dialog-title", dir: "auto" }, textOf(confirm.title) || "Are you sure?"),
      el("div", { class: "dialog-body" }, formatText(confirm.text ?? "", directory)),
      el(
        "div",
        { class: "dialog-foot" },
        el("button", { class: "button button-large", value: "no" }, textOf(confirm.deny) || "Cancel"),
        el("button", { class: `button button-large ${style}`, value: "yes" }, textOf(confirm.confirm) || "Yes"),
      ),
    ),
  );
}
