/** The list above the message box: commands, people or channels that fit what is being typed. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";

export class Suggestions {
  /**
   * @param {HTMLElement} root where the list stands
   * @param {HTMLElement} input the message box; it keeps the focus and names the active row
   * @param {(item: Object) => void} take
   */
  constructor(root, input, directory, take) {
    Object.assign(this, { root, input, directory, take, items: [], active: -1 });
  }

  get isOpen() {
    return this.items.length > 0;
  }

  get chosen() {
    return this.items[this.active] ?? null;
  }

  /** `#story` in a line is more often a marker than a channel: there nothing is chosen until asked for. */
  show(found) {
    this.kind = found?.kind ?? null;
    this.items = found?.items ?? [];
    this.root.hidden = !this.isOpen;
    fill(
      this.root,
      this.items.map((item, at) => this.row(item, at)),
    );
    this.activate(this.kind === "channel" ? -1 : 0);
  }

  hide() {
    this.show(null);
  }

  move(by) {
    const count = this.items.length;
    this.activate(this.active < 0 && by < 0 ? count - 1 : (this.active + by + count) % count);
  }

  activate(at) {
    this.active = this.items.length ? at : -1;
    [...this.root.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === this.active)));
    const row = this.root.children[this.active];
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  row(item, at) {
    const press = (event) => [event.preventDefault(), this.take(item)];
    const hover = () => this.active !== at && this.activate(at);
    const words = this.kind === "command" ? commandWords(item) : itemWords(item);
    return el(
      "div",
      {
        id: `suggestion-${at}`,
        class: `suggestion suggestion-${this.kind}`,
        role: "option",
        onpointerdown: press,
        onpointermove: hover,
      },
      this.glyph(item),
      words,
    );
  }

  glyph(item) {
    if (this.kind === "person") return this.directory.avatar(item.id, "small");
    if (this.kind === "command") return this.directory.avatar(this.directory.workspace.state.app.bot_user_id, "small");
    return icon("hash", 16);
  }
}

function commandWords({ name, title, detail }) {
  const usage = el(
    "span",
    { class: "suggestion-line" },
    el("strong", {}, name),
    " ",
    el("span", { class: "suggestion-hint" }, title),
  );
  return el(
    "span",
    { class: "suggestion-words" },
    usage,
    el("span", { class: "suggestion-detail", dir: "auto" }, detail),
  );
}

function itemWords({ name, detail, title }) {
  return el(
    "span",
    { class: "suggestion-words suggestion-line" },
    el("strong", { dir: "auto" }, name),
    " ",
    el("span", { class: "suggestion-detail", dir: "auto" }, detail, title ? ` · ${title}` : ""),
  );
}
