/**
 * A select one can type into, for one or several choices, after the ARIA combobox pattern. Choices are
 * {text, value, detail?, raw}; `load(query)` gives groups of them: [{label?, options}].
 */

import { el, fill, uniqueId } from "./dom.js";
import { float, watchOutside } from "./floating.js";
import { icon } from "./icons.js";

/**
 * @param {Object} how
 * @param {string} how.label what a screen reader calls it
 * @param {Object[]} how.chosen the choices held now
 * @param {(query: string) => Promise<Object[]>} how.load
 * @param {(chosen: Object[]) => Promise<boolean>} how.onchange false takes the choice back
 */
export class Combobox {
  constructor(how) {
    this.how = {
      placeholder: "Select an option",
      multiple: false,
      clearable: false,
      limit: Infinity,
      wait: 0,
      least: 0,
      ...how,
    };
    this.chosen = how.chosen;
    this.options = [];
    this.active = -1;
    this.asked = 0;
    this.build();
    this.showChosen();
  }

  build() {
    const listId = uniqueId("list");
    this.list = el("div", {
      id: listId,
      class: "options",
      role: "listbox",
      "aria-label": this.how.label,
      "aria-multiselectable": this.how.multiple ? "true" : null,
    });
    this.input = el("input", {
      type: "text",
      class: "combobox-input",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      id: this.how.id,
      "aria-label": this.how.label,
      "aria-expanded": "false",
      "aria-controls": listId,
      "aria-autocomplete": "list",
      oninput: () => this.search(),
      onclick: () => this.open(),
      onkeydown: (event) => this.press(event),
    });
    this.chips = el("span", { class: "chips" });
    this.clear = el(
      "button",
      {
        type: "button",
        class: "combobox-clear",
        "aria-label": `Clear ${this.how.label}`,
        onclick: () => this.choose([]),
      },
      icon("close", 14),
    );
    this.node = el(
      "div",
      { class: "combobox" },
      this.chips,
      this.input,
      this.clear,
      el("span", { class: "combobox-arrow" }, icon("chevron", 16)),
    );
    this.node.addEventListener("click", (event) => event.target.closest("button, input") || this.input.focus());
  }

  showChosen() {
    const { multiple, placeholder, clearable } = this.how;
    const [one] = this.chosen;
    this.input.value = multiple ? "" : (one?.text ?? "");
    this.input.placeholder = multiple && one ? "" : placeholder;
    this.clear.hidden = !clearable || !one;
    fill(this.chips, multiple ? this.chosen.map((choice) => this.chip(choice)) : []);
  }

  chip(choice) {
    const drop = () => this.choose(this.chosen.filter((other) => other.value !== choice.value));
    return el(
      "span",
      { class: "chip", dir: "auto" },
      choice.text,
      el("button", { type: "button", "aria-label": `Remove ${choice.text}`, onclick: drop }, icon("close", 12)),
    );
  }

  /** What stands there is selected, so that typing replaces it; but not what was typed just now. */
  open(selecting = !this.how.multiple) {
    if (this.shut) return;
    this.node.append(this.list);
    const sink = float(this.list, this.node, { matchWidth: true });
    const unwatch = watchOutside([this.node], () => this.close());
    this.shut = () => [unwatch(), sink(), this.list.remove()];
    this.input.setAttribute("aria-expanded", "true");
    if (selecting) this.input.select();
    this.fetch("");
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.shut?.();
    this.shut = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.showChosen();
  }

  search() {
    this.open(false);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(this.input.value.trim()), this.how.wait);
  }

  async fetch(query) {
    const turn = (this.asked += 1);
    if (query.length < this.how.least)
      return this.say(`Type ${this.how.least === 1 ? "a letter" : `${this.how.least} letters`} to search`);
    const busy = setTimeout(() => turn === this.asked && this.say("Looking…"), 120);
    try {
      const groups = await this.how.load(query);
      if (turn === this.asked && this.shut) this.show(groups);
    } catch (error) {
      if (turn === this.asked && this.shut) this.say(error.message);
    } finally {
      clearTimeout(busy);
    }
    return undefined;
  }

  say(words) {
    this.options = [];
    fill(this.list, el("div", { class: "options-note", role: "status" }, words));
  }

  show(groups) {
    const held = new Set(this.chosen.map(({ value }) => value));
    this.options = [];
    fill(
      this.list,
      groups.map((group) => this.showGroup(group, held)),
    );
    if (!this.options.length) return this.say("Nothing found");
    const at = this.options.findIndex(({ choice }) => held.has(choice.value));
    return this.activate(this.how.multiple || at < 0 ? 0 : at);
  }

  showGroup({ label, options }, held) {
    const id = uniqueId("group");
    const rows = options.map((choice) => this.showOption(choice, held.has(choice.value)));
    if (!label) return rows;
    return el(
      "div",
      { role: "group", "aria-labelledby": id },
      el("div", { id, class: "options-group", dir: "auto" }, label),
      rows,
    );
  }

  showOption(choice, selected) {
    const at = this.options.length;
    const take = (event) => [event.preventDefault(), this.pick(at)];
    const words = [
      el("span", { class: "option-text", dir: "auto" }, choice.text),
      choice.detail && el("span", { class: "option-detail", dir: "auto" }, choice.detail),
    ];
    const node = el(
      "div",
      {
        id: uniqueId("option"),
        class: "option",
        role: "option",
        "aria-selected": String(selected),
        onpointerdown: take,
        onpointermove: () => this.activate(at, false),
      },
      words,
      selected && icon("check", 16),
    );
    this.options.push({ choice, node });
    return node;
  }

  activate(at, scroll = true) {
    this.options[this.active]?.node.classList.remove("option-active");
    this.active = at;
    const node = this.options[at]?.node;
    if (!node) return;
    node.classList.add("option-active");
    this.input.setAttribute("aria-activedescendant", node.id);
    if (scroll) node.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    const count = this.options.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.shut) this.open();
      else if (count) this.activate((this.active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter" && this.shut) {
      event.preventDefault();
      if (count) this.pick(this.active);
    } else if (event.key === "Escape" && this.shut) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.how.multiple && !this.input.value && this.chosen.length) {
      this.choose(this.chosen.slice(0, -1));
    }
  }

  pick(at) {
    const choice = this.options[at]?.choice;
    if (!choice) return;
    const others = this.chosen.filter(({ value }) => value !== choice.value);
    const dropped = others.length < this.chosen.length;
    if (!this.how.multiple) this.choose([choice]);
    else if (dropped || this.chosen.length < this.how.limit) this.choose(dropped ? others : [...this.chosen, choice]);
  }

  async choose(chosen) {
    const before = this.chosen;
    this.chosen = chosen;
    this.close();
    this.input.focus();
    if (await this.how.onchange(chosen)) return;
    this.chosen = before;
    this.showChosen();
  }
}
