/** Names and faces: what everything else asks the workspace about people and channels. */

import { el } from "./dom.js";
import { appGlyph, icon } from "./icons.js";

const HUES = 12;
export const SLACKBOT = "USLACKBOT";

export class Directory {
  constructor(workspace) {
    this.workspace = workspace;
    this.conversation = null; // the one that is open
  }

  get me() {
    return this.workspace.as;
  }

  get zone() {
    return this.person(this.me)?.tz || this.workspace.zone;
  }

  get appName() {
    return this.workspace.state.app.name;
  }

  now() {
    return this.workspace.now();
  }

  person(id) {
    return this.workspace.state.users.find((user) => user.id === id) ?? null;
  }

  /** People one can pick or mention: nobody deactivated, no bots. */
  people() {
    return this.workspace.state.users.filter((user) => !user.is_bot && !user.deleted && user.id !== SLACKBOT);
  }

  channels() {
    return this.workspace.state.channels;
  }

  channel(id) {
    return this.workspace.state.channels.find((channel) => channel.id === id) ?? null;
  }

  channelName(id) {
    return this.channel(id)?.name ?? null;
  }

  /** As Slack shows a person: the display name, else the real one. */
  userName(id) {
    if (this.isApp(id)) return this.appName;
    if (id === SLACKBOT) return "Slackbot";
    const person = this.person(id);
    return person ? person.display_name || person.real_name || person.name : null;
  }

  isApp(id) {
    const { app } = this.workspace.state;
    return id === app.bot_user_id || id === app.bot_id;
  }

  /** A person's tile: initials on a colour that stays theirs. */
  avatar(id, size = "medium") {
    const attributes = { class: `avatar avatar-${size}`, "aria-hidden": "true" };
    if (this.isApp(id)) return el("span", attributes, appGlyph());
    if (id === SLACKBOT)
      return el("span", { ...attributes, class: `${attributes.class} avatar-slackbot` }, icon("bolt", 20));
    const name = this.person(id)?.real_name || this.userName(id) || "?";
    return el("span", { ...attributes, class: `${attributes.class} hue-${hueOf(id)}` }, initialsOf(name));
  }
}

/** "Ana Ruiz" → "AR", "Bo" → "B". */
function initialsOf(name) {
  const words = name.split(/[\s._-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => Array.from(word ?? "")[0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

function hueOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 65521;
  return sum % HUES;
}
