/** The messages of one conversation: day dividers, groups by author, and where the reader stands. */

import { arrange, el } from "./dom.js";
import { MessageView } from "./message.js";
import { dayOf, nameDay } from "./times.js";

const GROUP_MINUTES = 5;
const NEAR = 48; // pixels from the end that still count as being at the end

export class MessageList {
  /** @param {Object} parts workspace, directory, unread; log and scroller are nodes, pill is the button that leads down */
  constructor({ workspace, directory, unread, log, scroller, pill }) {
    Object.assign(this, { workspace, directory, unread, log, scroller, pill });
    this.views = new Map();
    this.dividers = new Map();
    this.atEnd = true;
    scroller.addEventListener("scroll", () => this.noteScroll());
    pill.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(log);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(scroller);
  }

  /** Show another conversation, from its end. */
  open(channel) {
    this.channel = channel;
    this.views.clear();
    this.dividers.clear();
    this.newsFrom = this.unread.list(channel)[0]?.ts ?? null;
    this.log.replaceChildren();
    this.show();
    this.toEnd();
  }

  /** Show what has changed since. */
  show() {
    const messages = this.workspace.messagesOf(this.channel);
    const before = this.log.lastElementChild;
    arrange(this.log, messages.length ? this.rows(messages) : [this.beginning()]);
    if (this.atEnd) this.toEnd();
    else if (before !== this.log.lastElementChild) this.pill.hidden = false;
  }

  rows(messages) {
    const rows = [];
    let previous = null;
    for (const message of messages) {
      if (!previous || this.day(previous) !== this.day(message)) rows.push(this.dayDivider(message));
      if (message.ts === this.newsFrom) rows.push(this.newsDivider());
      rows.push(this.view(message, continues(previous, message, this.zone) && message.ts !== this.newsFrom));
      previous = message;
    }
    for (const ts of this.views.keys()) if (!messages.some((message) => message.ts === ts)) this.views.delete(ts);
    return rows;
  }

  view(message, grouped) {
    const shown = this.views.get(message.ts);
    if (shown) {
      shown.update(message, grouped);
      return shown.node;
    }
    const made = new MessageView(message, grouped, this);
    this.views.set(message.ts, made);
    return made.node;
  }

  /** The message with this ts, once it was drawn. */
  messageOf(ts) {
    return this.views.get(ts)?.message;
  }

  get zone() {
    return this.workspace.zone;
  }

  day(message) {
    return dayOf(new Date(message.at), this.zone);
  }

  dayDivider(message) {
    const words = nameDay(new Date(message.at), this.workspace.now(), this.zone);
    const divider = this.divider(`day-${this.day(message)}`, () =>
      el("div", { class: "day", role: "separator" }, el("span", {})),
    );
    if (divider.textContent !== words) divider.firstChild.textContent = words;
    divider.setAttribute("aria-label", words);
    return divider;
  }

  newsDivider() {
    return this.divider("news", () =>
      el("div", { class: "news", role: "separator", "aria-label": "New messages" }, el("span", {}, "New")),
    );
  }

  divider(key, build) {
    if (!this.dividers.has(key)) this.dividers.set(key, build());
    return this.dividers.get(key);
  }

  beginning() {
    const channel = this.directory.channel(this.channel);
    const name = channel ? `#${channel.name}` : this.directory.appName;
    const words = channel
      ? "This is the very beginning of the channel."
      : "Nothing was said here yet. Type a line below, or / for the commands.";
    return this.divider("beginning", () =>
      el("div", { class: "beginning" }, el("h2", { dir: "auto" }, name), el("p", {}, words)),
    );
  }

  noteScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.atEnd) this.pill.hidden = true;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.atEnd = true;
    this.pill.hidden = true;
  }
}

/** Whether a message goes on where the one before stopped: same author, same day, minutes apart, both for all. */
function continues(previous, message, zone) {
  if (
    !previous ||
    previous.user !== message.user ||
    previous.ephemeral ||
    message.ephemeral ||
    previous.thread_ts !== message.thread_ts ||
    message.kind === "error"
  )
    return false;
  const [before, now] = [new Date(previous.at), new Date(message.at)];
  return now - before < GROUP_MINUTES * 60000 && dayOf(before, zone) === dayOf(now, zone);
}
