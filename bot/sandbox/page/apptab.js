/** The app's own place: its Home tab and what it says about itself. */

import { el, fill } from "./dom.js";
import { renderBlocks } from "./blocks.js";
import { FormState } from "./formstate.js";
import { icon } from "./icons.js";
import { Surface } from "./surface.js";

export class AppTab {
  constructor(root, { workspace, directory }) {
    Object.assign(this, { root, workspace, directory, view: null, form: null });
  }

  showHome() {
    const { home } = this.workspace.state;
    if (!home) return fill(this.root, this.emptyHome());
    if (this.drawn === home && this.root.firstChild?.dataset.view === home.id) return this.root;
    this.drawn = home;
    this.form = new FormState(this.form);
    const warning = el("div", { class: "notice", role: "alert", hidden: true });
    const warn = (words) => [(warning.hidden = !words), fill(warning, words && [icon("warning", 16), words])];
    const surface = new Surface({
      container: { type: "view", view_id: home.id },
      directory: this.directory,
      form: this.form,
      warn,
    });
    return fill(
      this.root,
      el(
        "div",
        { class: "home blocks", dataset: { view: home.id ?? "", testid: "home" } },
        renderBlocks(home.blocks ?? [], surface),
        warning,
      ),
    );
  }

  showAbout() {
    const { app, commands, shortcuts = [] } = this.workspace.state;
    const rows = commands.map(({ command, usage_hint: usage, description }) =>
      el(
        "div",
        { class: "about-row" },
        el("dt", {}, el("strong", {}, command), " ", el("span", { class: "suggestion-hint" }, usage ?? "")),
        el("dd", {}, description),
      ),
    );
    const others = shortcuts.map(({ name, type, description }) =>
      el(
        "div",
        { class: "about-row" },
        el("dt", {}, el("strong", {}, name), el("span", { class: "suggestion-hint" }, ` ${type} shortcut`)),
        el("dd", {}, description ?? ""),
      ),
    );
    const list = (title, items) =>
      items.length > 0 && [el("h3", { class: "about-title" }, title), el("dl", { class: "about-list" }, items)];
    const head = el(
      "div",
      { class: "about-head" },
      this.directory.avatar(app.bot_user_id, "large"),
      el("h2", { dir: "auto" }, app.name),
    );
    fill(this.root, el("div", { class: "home about" }, head, list("Commands", rows), list("Shortcuts", others)));
  }

  emptyHome() {
    const name = this.directory.appName;
    return el(
      "div",
      { class: "home home-empty" },
      this.directory.avatar(this.workspace.state.app.bot_user_id, "large"),
      el("h2", {}, "Nothing here yet"),
      el("p", {}, `${name} has not put anything on your Home tab.`),
    );
  }
}
