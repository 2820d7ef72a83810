/** Menu buttons: arrow keys, Home, End, Escape, and the focus goes back to the button. */

import { el } from "./dom.js";
import { float, watchOutside } from "./floating.js";

/**
 * Make `button` open a menu.
 * @param {() => {label: string, detail?: string, choose: () => void}[]} listItems asked each time it opens
 */
export function attachMenu(button, label, listItems, options = {}) {
  let close = null;
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    if (close) close();
    else close = openMenu(button, label, listItems(), options, () => (close = null));
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || close) return;
    event.preventDefault();
    button.click();
  });
}

function openMenu(button, label, items, options, forget) {
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label });
  const shut = () => {
    const inside = menu.contains(document.activeElement);
    unwatch();
    sink();
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    if (inside) button.focus();
    forget();
  };
  menu.append(...items.map((item) => menuItem(item, shut)));
  menu.addEventListener("keydown", (event) => walk(event, menu, shut));
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  const sink = float(menu, button, options);
  const unwatch = watchOutside([menu, button], shut);
  menu.firstElementChild?.focus();
  return shut;
}

function menuItem({ label, detail, choose }, shut) {
  const press = () => {
    shut();
    choose();
  };
  const lines = [
    el("span", { class: "menu-label", dir: "auto" }, label),
    detail && el("span", { class: "menu-detail", dir: "auto" }, detail),
  ];
  return el("button", { type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", onclick: press }, lines);
}

function walk(event, menu, shut) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target !== undefined) items[(target + items.length) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") shut();
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}
