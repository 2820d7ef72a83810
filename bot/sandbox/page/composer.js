/** The message box: Enter sends, Shift and Enter breaks the line, Up brings back what was typed last. */

import { el, fill } from "./dom.js";
import { commandOf, suggest } from "./completion.js";
import { icon } from "./icons.js";
import { attachMenu } from "./menu.js";
import { post } from "./requests.js";
import { Suggestions } from "./suggestions.js";
import { explain } from "./surface.js";

const REMEMBERED = 50;

export class Composer {
  constructor(root, { workspace, directory }) {
    Object.assign(this, { root, workspace, directory, drafts: new Map(), place: null });
    this.build();
    this.suggestions = new Suggestions(this.list, this.input, directory, (item) => this.take(item));
  }

  build() {
    this.list = el("div", {
      id: "suggestions",
      class: "suggestions",
      role: "listbox",
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.hint = el("div", { class: "composer-hint", id: "composer-hint", hidden: true });
    this.input = el("textarea", {
      id: "composer",
      rows: 1,
      dir: "auto",
      dataset: { testid: "composer" },
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-controls": "suggestions",
      "aria-describedby": "composer-hint",
      autocomplete: "off",
      oninput: () => this.changed(),
      onkeydown: (event) => this.press(event),
      onclick: () => this.suggest(),
      onblur: () => this.suggestions.hide(),
    });
    this.sender = el(
      "button",
      {
        type: "submit",
        class: "send",
        dataset: { testid: "send" },
        "aria-label": "Send",
        title: "Send (Enter)",
        disabled: true,
      },
      icon("send", 18),
    );
    this.notice = el("div", { class: "notice", role: "alert", hidden: true });
    const box = el("div", { class: "composer-box" }, this.hint, this.input, this.tools());
    this.form = el(
      "form",
      { class: "composer-form", onsubmit: (event) => [event.preventDefault(), this.send()] },
      this.list,
      this.notice,
      box,
    );
    this.closed = el("p", { class: "composer-closed", hidden: true });
    fill(this.root, this.form, this.closed);
  }

  tools() {
    const wrap = (glyph, label, mark) => this.tool(glyph, label, () => this.wrap(mark));
    const put = (glyph, label, mark) => this.tool(glyph, label, () => this.begin(mark));
    this.shortcuts = this.tool("bolt", "Shortcuts", () => {});
    attachMenu(this.shortcuts, "Shortcuts", () => this.globalShortcuts(), { above: true });
    return el(
      "div",
      { class: "composer-tools" },
      put("slash", "Commands", "/"),
      put("at", "Mention somebody", "@"),
      this.shortcuts,
      el("span", { class: "tool-gap" }),
      wrap("bold", "Bold", "*"),
      wrap("italic", "Italic", "_"),
      wrap("strike", "Strikethrough", "~"),
      wrap("code", "Code", "`"),
      el("span", { class: "tool-space" }),
      this.sender,
    );
  }

  tool(glyph, label, press) {
    const keep = (event) => event.preventDefault();
    return el(
      "button",
      { type: "button", class: "tool", "aria-label": label, title: label, onmousedown: keep, onclick: press },
      icon(glyph, 17),
    );
  }

  /** Write in `place`: {id, label, closed: words or null}. What stood here half-written stands here again. */
  open(place) {
    if (place.id !== this.place?.id || this.as !== this.workspace.as) this.swapDraft(place);
    this.place = place;
    this.as = this.workspace.as;
    this.input.placeholder = `Message ${place.label}`;
    this.input.setAttribute("aria-label", `Message ${place.label}`);
    this.form.hidden = Boolean(place.closed);
    this.closed.hidden = !place.closed;
    this.closed.textContent = place.closed ?? "";
    this.shortcuts.hidden = !this.globalShortcuts().length;
    this.changed(false);
  }

  focus() {
    this.input.focus();
  }

  swapDraft(place) {
    if (this.place) this.drafts.set(`${this.as} ${this.place.id}`, this.input.value);
    this.input.value = this.drafts.get(`${this.workspace.as} ${place.id}`) ?? "";
    this.recalled = null;
    this.warn(null);
  }

  changed(suggesting = true) {
    this.sender.disabled = !this.input.value.trim();
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 240)}px`;
    this.showHint();
    if (suggesting) this.suggest();
  }

  showHint() {
    const command = commandOf(this.input.value, this.workspace.state.commands);
    const first = this.input.value || this.history.length ? "" : this.workspace.state.team.first_line;
    this.hint.hidden = !command && !first;
    if (first)
      fill(
        this.hint,
        "Try",
        el("button", { type: "button", class: "composer-first", onclick: () => this.begin(first) }, first),
      );
    if (command)
      fill(
        this.hint,
        el("strong", {}, command.command),
        " ",
        el("span", { class: "suggestion-hint" }, command.usage_hint ?? ""),
        el("span", { class: "composer-about" }, command.description),
      );
  }

  suggest() {
    const { selectionStart: caret, selectionEnd: end, value } = this.input;
    const known = {
      commands: this.workspace.state.commands,
      people: this.directory.people(),
      channels: this.directory.channels(),
    };
    this.found = caret === end ? suggest(value, caret, known) : null;
    this.suggestions.show(this.found);
  }

  take(item) {
    const { from, to } = this.found;
    this.input.setRangeText(item.insert, from, to, "end");
    this.input.focus();
    this.changed();
  }

  press(event) {
    if (event.isComposing) return;
    const handled = (this.suggestions.isOpen && this.pressInList(event)) || this.pressInBox(event);
    if (handled) event.preventDefault();
  }

  pressInList({ key, shiftKey }) {
    if (key === "ArrowDown" || key === "ArrowUp") this.suggestions.move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Escape") this.suggestions.hide();
    else if (key === "Tab" && !shiftKey) this.take(this.suggestions.chosen ?? this.suggestions.items[0]);
    else if (key === "Enter" && !shiftKey && this.wouldChange()) this.take(this.suggestions.chosen);
    else return false;
    return true;
  }

  /** Enter on a name already typed out sends the line; it does not first add a blank to it. */
  wouldChange() {
    const item = this.suggestions.chosen;
    return (
      item !== null &&
      this.input.value.slice(this.found.from, this.found.to).toLowerCase() !== item.insert.trim().toLowerCase()
    );
  }

  pressInBox({ key, shiftKey, ctrlKey, metaKey }) {
    if (key === "Enter" && !shiftKey) this.send();
    else if ((ctrlKey || metaKey) && key === "b") this.wrap("*");
    else if ((ctrlKey || metaKey) && key === "i") this.wrap("_");
    else if (key === "ArrowUp" && this.mayRecall()) this.recall(-1);
    else if (key === "ArrowDown" && this.recalled !== null && this.mayRecall()) this.recall(1);
    else return false;
    return true;
  }

  mayRecall() {
    return !this.input.value || (this.recalled !== null && this.input.value === this.history[this.recalled]);
  }

  recall(by) {
    const lines = this.history;
    const at = (this.recalled ?? lines.length) + by;
    if (at < 0) return;
    this.recalled = at < lines.length ? at : null;
    this.input.value = lines[at] ?? "";
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.changed(false);
  }

  get history() {
    return JSON.parse(sessionStorage.getItem(`touchbase-lines-${this.workspace.as}`) ?? "[]");
  }

  remember(line) {
    const lines = [...this.history.filter((other) => other !== line), line].slice(-REMEMBERED);
    sessionStorage.setItem(`touchbase-lines-${this.workspace.as}`, JSON.stringify(lines));
  }

  async send() {
    const text = this.input.value;
    if (!text.trim()) return;
    this.remember(text);
    Object.assign(this, { recalled: null });
    this.input.value = "";
    this.warn(null);
    this.changed(false);
    this.suggestions.hide();
    const path = text.startsWith("/") ? "/ui/command" : "/ui/message";
    const answer = await post(path, { as: this.workspace.as, channel: this.place.id, text });
    if (!answer.ok) this.giveBack(text, answer.error);
  }

  giveBack(text, error) {
    if (!this.input.value) this.input.value = text;
    this.changed(false);
    this.warn(`Not sent: ${explain(error, "The sandbox")}`);
  }

  warn(words) {
    this.notice.hidden = !words;
    fill(this.notice, words && [icon("warning", 16), el("span", {}, words)]);
  }

  wrap(mark) {
    const { selectionStart: from, selectionEnd: to, value } = this.input;
    this.input.setRangeText(mark + value.slice(from, to) + mark, from, to, "select");
    this.input.setSelectionRange(from + 1, to + 1);
    this.input.focus();
    this.changed();
  }

  /** A command stands at the beginning of the line, a mention behind a blank. */
  begin(mark) {
    const caret = mark === "/" ? 0 : this.input.selectionStart;
    const before = this.input.value[caret - 1];
    const insert = caret > 0 && before && !/\s/.test(before) ? ` ${mark}` : mark;
    if (!(mark === "/" && this.input.value.startsWith("/"))) this.input.setRangeText(insert, caret, caret, "end");
    this.input.focus();
    this.changed();
  }

  globalShortcuts() {
    const shortcuts = (this.workspace.state.shortcuts ?? []).filter(({ type }) => type === "global");
    return shortcuts.map(({ name, description, callback_id: id }) => ({
      label: name,
      detail: description,
      choose: () => this.shortcut(id),
    }));
  }

  async shortcut(callbackId) {
    const answer = await post("/ui/shortcut", { as: this.workspace.as, callback_id: callbackId });
    this.warn(answer.ok ? null : explain(answer.error, this.directory.appName));
  }
}
