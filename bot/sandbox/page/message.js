/** One message: its author, when, who can see it, and what it says. */

import { el, fill } from "./dom.js";
import { renderBlocks } from "./blocks.js";
import { SLACKBOT } from "./directory.js";
import { renderFiles } from "./files.js";
import { formatMrkdwn } from "./format.js";
import { FormState } from "./formstate.js";
import { icon } from "./icons.js";
import { attachMenu } from "./menu.js";
import { post } from "./requests.js";
import { explain, Surface } from "./surface.js";
import { formatMoment, formatTime } from "./times.js";

export class MessageView {
  /** @param {Object} list the message list: workspace, directory, zone */
  constructor(message, grouped, list) {
    this.list = list;
    this.node = el("div", { role: "article", tabindex: "-1" });
    this.update(message, grouped);
  }

  /** Draw the message anew if it or its place in a group has changed. The focus stays where it was. */
  update(message, grouped) {
    const signature = JSON.stringify([message, grouped]);
    if (signature === this.signature) return;
    const focused = this.node.contains(document.activeElement) ? document.activeElement.dataset.actionId : undefined;
    Object.assign(this, { message, grouped, signature });
    this.draw();
    if (focused !== undefined) this.refocus(focused);
  }

  draw() {
    const { message, node, author } = this;
    const at = new Date(message.at);
    node.className = `message${this.grouped ? " message-grouped" : ""}${message.ephemeral ? " message-ephemeral" : ""}${this.isReply ? " message-reply" : ""}`;
    node.dataset.ts = message.ts;
    node.dataset.kind = message.kind;
    if (message.ephemeral) node.dataset.ephemeral = "true";
    node.setAttribute(
      "aria-label",
      `${this.authorName}, ${formatTime(at, this.list.zone)}${message.ephemeral ? ", only visible to you" : ""}`,
    );
    const face = this.grouped ? this.time("gutter-time") : this.list.directory.avatar(author);
    fill(
      node,
      message.ephemeral && this.privacy(),
      this.isReply && this.thread(),
      el(
        "div",
        { class: "message-row" },
        el("div", { class: "gutter" }, face),
        el("div", { class: "message-body" }, !this.grouped && this.head(), this.content()),
      ),
      this.tools(),
    );
  }

  get author() {
    return this.message.kind === "error" ? SLACKBOT : this.message.user;
  }

  get authorName() {
    return this.list.directory.userName(this.author) ?? this.author;
  }

  /** Whether it stands in a thread below another message. */
  get isReply() {
    return Boolean(this.message.thread_ts) && this.message.thread_ts !== this.message.ts;
  }

  thread() {
    return el(
      "div",
      { class: "privacy thread-mark" },
      el("span", { class: "gutter", "aria-hidden": "true" }, "↳"),
      el("span", {}, this.threadName()),
    );
  }

  threadName() {
    const first = this.list.messageOf(this.message.thread_ts);
    const words = (first?.text ?? "").replace(/\s+/g, " ").slice(0, 60);
    return words ? `In the thread of “${words}”` : "In a thread";
  }

  privacy() {
    return el(
      "div",
      { class: "privacy" },
      el("span", { class: "gutter" }, icon("eye", 15)),
      el("span", {}, "Only visible to you"),
    );
  }

  head() {
    const app = this.list.directory.isApp(this.author) && el("span", { class: "app-badge" }, "APP");
    return el(
      "div",
      { class: "message-head" },
      el("span", { class: "author", dir: "auto" }, this.authorName),
      app,
      this.time("message-time"),
    );
  }

  time(kind) {
    const at = new Date(this.message.at);
    return el(
      "time",
      { class: kind, datetime: this.message.at, title: formatMoment(at, this.list.zone) },
      formatTime(at, this.list.zone),
    );
  }

  content() {
    const { message } = this;
    this.warning = el("div", { class: "notice", role: "alert", hidden: true });
    const surface = this.surface();
    const words = message.blocks?.length
      ? el("div", { class: "blocks" }, renderBlocks(message.blocks, surface))
      : el("div", { class: "words" }, formatMrkdwn(message.text ?? "", this.list.directory));
    const edited = message.edited && !message.ephemeral && el("span", { class: "edited" }, "(edited)");
    const files = renderFiles(message.files ?? [], this.list.directory);
    return el("div", { class: "message-content" }, words, edited, files, this.warning);
  }

  surface() {
    const { message } = this;
    this.form = new FormState(this.form ?? null);
    return new Surface({
      container: {
        type: "message",
        channel: message.channel,
        ts: message.ts,
        is_ephemeral: message.ephemeral === true,
      },
      directory: this.list.directory,
      form: this.form,
      warn: (words) => this.warn(words),
    });
  }

  warn(words) {
    this.warning.hidden = !words;
    fill(this.warning, words && [icon("warning", 16), el("span", {}, words)]);
  }

  /** Message shortcuts of the app: only for what everybody here can see, as in Slack. */
  tools() {
    const shortcuts = (this.list.workspace.state.shortcuts ?? []).filter(({ type }) => type === "message");
    if (this.message.ephemeral || !shortcuts.length) return null;
    const button = el(
      "button",
      { type: "button", class: "tool", "aria-label": "More actions for this message", title: "More actions" },
      icon("dots", 18),
    );
    attachMenu(button, "More actions", () => shortcuts.map((shortcut) => this.shortcutItem(shortcut)), { end: true });
    return el("div", { class: "message-tools" }, button);
  }

  shortcutItem({ name, callback_id: callbackId }) {
    const { workspace, directory } = this.list;
    const { channel, ts } = this.message;
    const choose = async () => {
      const answer = await post("/ui/shortcut", { as: workspace.as, callback_id: callbackId, channel, ts });
      this.warn(answer.ok ? null : explain(answer.error, directory.appName));
    };
    return { label: name, detail: directory.appName, choose };
  }

  refocus(actionId) {
    const same = actionId && this.node.querySelector(`[data-action-id="${CSS.escape(actionId)}"]`);
    (same || this.node).focus({ preventScroll: true });
  }
}
