/** Above the conversation: where one is, and the tabs of the app. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";

const TABS = { home: "Home", messages: "Messages", about: "About" };

/** Draw the header of `place` into `root`. */
export function showHeader(root, place, { workspace, directory }, go) {
  if (place.kind === "channel") return fill(root, channelHead(directory.channel(place.id)));
  const { app, home_enabled: home } = workspace.state;
  const name = el(
    "h1",
    { class: "place-name", dir: "auto" },
    directory.avatar(app.bot_user_id, "small"),
    el("span", { class: "place-words" }, app.name),
    el("span", { class: "app-badge" }, "APP"),
  );
  const names = Object.keys(TABS).filter((tab) => tab !== "home" || home);
  const tabs = names.map((tab) => tabButton(tab, place.tab, go));
  return fill(
    root,
    el("div", { class: "place-line" }, name),
    el("div", { class: "tabs", role: "tablist", "aria-label": app.name, onkeydown: walkTabs }, tabs),
  );
}

function channelHead(channel) {
  const glyph = icon(channel.is_private ? "lock" : "hash", 18);
  const count = `${channel.num_members} ${channel.num_members === 1 ? "member" : "members"}`;
  return el(
    "div",
    { class: "place-line" },
    el("h1", { class: "place-name" }, glyph, el("span", { class: "place-words", dir: "auto" }, channel.name)),
    channel.topic && el("span", { class: "place-topic", dir: "auto", title: channel.topic }, channel.topic),
    channel.is_ext_shared && el("span", { class: "shared" }, "shared with another company"),
    el(
      "span",
      { class: "place-members", title: count },
      icon("people", 16),
      el("span", { "aria-hidden": "true" }, channel.num_members),
      el("span", { class: "visually-hidden" }, count),
    ),
  );
}

function tabButton(tab, current, go) {
  const here = tab === current;
  const attributes = {
    type: "button",
    role: "tab",
    class: "tab",
    "aria-selected": String(here),
    "aria-controls": tab === "messages" ? "conversation" : "app-tab",
    tabindex: here ? "0" : "-1",
    dataset: { testid: `tab-${tab}` },
  };
  return el("button", { ...attributes, onclick: () => go({ kind: "app", tab }) }, TABS[tab]);
}

function walkTabs(event) {
  const tabs = [...event.currentTarget.children];
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  const next = tabs[(at + by + tabs.length) % tabs.length].dataset.testid;
  tabs[(at + by + tabs.length) % tabs.length].click();
  document.querySelector(`[data-testid="${next}"]`)?.focus();
}
