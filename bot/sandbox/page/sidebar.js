/** The left side: channels, the conversation with the app, apps, and the switch of who one is. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";

export class Sidebar {
  /**
   * @param {Object} parts workspace, directory, unread
   * @param {{place: Object, go: (place: Object) => void, become: (id: string) => void}} navigation
   */
  constructor(root, { workspace, directory, unread }, navigation) {
    Object.assign(this, { root, workspace, directory, unread, navigation });
    this.lists = el("div", { class: "sidebar-lists" });
    this.team = el("div", { class: "team" });
    this.who = el("select", {
      id: "who",
      dataset: { testid: "who" },
      onchange: () => navigation.become(this.who.value),
    });
    this.face = el("span", { class: "who-face" });
    const foot = el(
      "div",
      { class: "who" },
      this.face,
      el("div", { class: "who-field" }, el("label", { for: "who" }, "Who I am"), this.who),
    );
    fill(root, this.team, this.lists, foot);
  }

  show() {
    const { state } = this.workspace;
    fill(
      this.team,
      el("span", { class: "team-tile", "aria-hidden": "true" }, Array.from(state.team.name)[0]),
      el("span", { class: "team-name", dir: "auto" }, state.team.name),
      el("span", { class: "team-note" }, "sandbox"),
    );
    this.showWho();
    this.showLists();
  }

  showWho() {
    const people = [...this.directory.people()].sort((a, b) => a.real_name.localeCompare(b.real_name));
    const words = (person) => `${person.real_name}${person.title ? `, ${person.title}` : ""}`;
    fill(
      this.who,
      people.map((person) => el("option", { value: person.id }, words(person))),
    );
    this.who.value = this.workspace.as;
    fill(this.face, this.directory.avatar(this.workspace.as));
  }

  showLists() {
    const focused = this.lists.contains(document.activeElement) ? document.activeElement.dataset.place : null;
    const channels = this.workspace.state.channels.filter((channel) => !channel.is_archived);
    fill(
      this.lists,
      this.section(
        "Channels",
        channels.filter((channel) => channel.is_member).map((channel) => this.channelRow(channel)),
      ),
      this.section(
        "Not joined",
        channels.filter((channel) => !channel.is_member).map((channel) => this.channelRow(channel)),
      ),
      this.section("Direct messages", this.workspace.dm ? [this.dmRow()] : []),
      this.section("Apps", [this.appRow()]),
    );
    if (focused) this.lists.querySelector(`[data-place="${focused}"]`)?.focus();
  }

  section(title, rows) {
    if (!rows.length) return null;
    return el(
      "section",
      { class: "sidebar-section" },
      el("h2", { class: "sidebar-title" }, title),
      el(
        "ul",
        {},
        rows.map((row) => el("li", {}, row)),
      ),
    );
  }

  channelRow(channel) {
    const place = { kind: "channel", id: channel.id };
    const glyph = icon(channel.is_private ? "lock" : "hash", 16);
    const shared =
      channel.is_ext_shared && el("span", { class: "shared", title: "Shared with another company" }, "shared");
    return this.row(
      place,
      channel.id,
      glyph,
      [el("span", { class: "row-name", dir: "auto" }, channel.name), shared],
      this.unread.list(channel.id),
    );
  }

  dmRow() {
    const { dm, state } = this.workspace;
    const unread = this.unread.list(dm);
    const count = unread.length > 0 && el("span", { class: "badge", "aria-hidden": "true" }, unread.length);
    const name = [
      el("span", { class: "row-name", dir: "auto" }, state.app.name),
      el("span", { class: "app-badge" }, "APP"),
      count,
    ];
    return this.row(
      { kind: "app", tab: "messages" },
      dm,
      this.directory.avatar(state.app.bot_user_id, "small"),
      name,
      unread,
    );
  }

  appRow() {
    const { app, home_enabled: home } = this.workspace.state;
    const glyph = this.directory.avatar(app.bot_user_id, "small");
    return this.row(
      { kind: "app", tab: home ? "home" : "about" },
      "app",
      glyph,
      el("span", { class: "row-name", dir: "auto" }, app.name),
      [],
    );
  }

  row(place, key, glyph, name, unread) {
    const here = this.isHere(place);
    const news = unread.length && !here ? el("span", { class: "visually-hidden" }, `, ${unread.length} unread`) : null;
    const attributes = {
      type: "button",
      class: `row${here ? " row-here" : ""}${news ? " row-unread" : ""}`,
      "aria-current": here ? "page" : null,
      dataset: { place: key, testid: `place-${key}` },
      onclick: () => this.navigation.go(place),
    };
    return el("button", attributes, el("span", { class: "row-glyph" }, glyph), name, news);
  }

  isHere(place) {
    const here = this.navigation.place;
    if (here?.kind !== place.kind) return false;
    return place.kind === "channel" ? here.id === place.id : (here.tab === "messages") === (place.tab === "messages");
  }
}
