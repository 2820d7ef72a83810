/** The wire: each request between the sandbox and the app, newest first. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN = 200;
const OPEN = "touchbase-wire";

export class WirePanel {
  constructor(root, toggle, workspace) {
    Object.assign(this, { root, toggle, workspace });
    this.count = el("span", { class: "wire-count" });
    this.list = el("ol", { class: "wire-rows" });
    fill(toggle, icon("wire", 17), el("span", { class: "topbar-words" }, "Wire"), this.count);
    toggle.addEventListener("click", () => this.open(root.hidden));
    const close = el(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": "Close the wire panel",
        onclick: () => [this.open(false), toggle.focus()],
      },
      icon("close", 18),
    );
    fill(
      root,
      el(
        "div",
        { class: "wire-head" },
        el("h2", {}, "Wire"),
        el("p", {}, "What goes between Slack and the app"),
        close,
      ),
      this.list,
    );
    root.addEventListener("keydown", (event) => event.key === "Escape" && close.click());
    this.open(localStorage.getItem(OPEN) === "open");
  }

  open(open) {
    this.root.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    localStorage.setItem(OPEN, open ? "open" : "closed");
    if (open) this.show();
  }

  show() {
    const rows = [...this.workspace.wire.values()];
    const failed = rows.filter(isFailure).length;
    this.count.textContent = failed ? `${failed} failed` : "";
    this.count.hidden = !failed;
    if (this.root.hidden) return;
    const newest = rows.slice(-SHOWN).reverse();
    fill(
      this.list,
      newest.length
        ? newest.map(drawRow)
        : el("li", { class: "wire-none" }, "Nothing yet. Type a command and watch it pass."),
    );
  }
}

function isFailure({ status, error }) {
  return Boolean(error) || typeof status !== "number" || status >= 400;
}

function drawRow(row) {
  const toApp = row.direction === "to_app";
  const failed = isFailure(row);
  const at = new Date(row.at).toLocaleTimeString("en-GB");
  const words = [...new Set([String(row.status), row.error])].filter(Boolean).join(" ");
  return el(
    "li",
    { class: `wire-row${failed ? " wire-failed" : ""}`, dataset: { id: row.id } },
    el(
      "span",
      {
        class: `wire-way ${toApp ? "wire-to" : "wire-from"}`,
        title: toApp ? "from Slack to the app" : "from the app to Slack",
      },
      icon(toApp ? "out" : "in", 14),
      el("span", { class: "visually-hidden" }, toApp ? "to the app: " : "from the app: "),
    ),
    el("span", { class: "wire-what" }, row.what),
    el(
      "span",
      { class: "wire-facts" },
      el("span", { class: "wire-status" }, words),
      el("span", { class: "wire-ms" }, row.ms === null || row.ms === undefined ? "" : `${Math.round(row.ms)} ms`),
      el("time", { datetime: row.at }, at),
    ),
  );
}
