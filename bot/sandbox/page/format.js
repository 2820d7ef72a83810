/**
 * Text objects as DOM nodes.
 *
 * Names come from a directory: {userName(id), channelName(id), me, zone, now()}. Words never become markup:
 * every string ends as a text node, every address is checked before it becomes a link.
 */

import { el } from "./dom.js";
import { replaceEmoji } from "./emoji.js";
import { parseMrkdwn } from "./mrkdwn.js";
import { fillDateTemplate } from "./times.js";

const SAFE_ADDRESS = /^(https?:\/\/|mailto:|tel:)/i;
const BARE_ADDRESS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/gi;

/** A Block Kit text object ({type: "mrkdwn" | "plain_text", text}) or a bare string as nodes. */
export function formatText(object, directory) {
  if (typeof object === "string") return [formatPlain(object)];
  if (object?.type === "mrkdwn")
    return formatMrkdwn(object.text ?? "", directory, { autolink: object.verbatim !== true });
  return [formatPlain(object?.text ?? "", object?.emoji !== false)];
}

/** The words of a text object alone, for labels and titles. */
export function textOf(object) {
  const text = typeof object === "string" ? object : (object?.text ?? "");
  return object?.emoji === false ? text : replaceEmoji(text);
}

/** mrkdwn as nodes: lines, quotations and preformatted text. */
export function formatMrkdwn(text, directory, { autolink = true } = {}) {
  const how = { directory, autolink };
  const nodes = [];
  let lines = [];
  const flush = () => {
    if (lines.length) nodes.push(el("div", { class: "lines", dir: "auto" }, joinLines(lines, how)));
    lines = [];
  };
  for (const block of parseMrkdwn(text)) {
    if (block.type === "line") {
      lines.push(block.children);
      continue;
    }
    flush();
    nodes.push(block.type === "pre" ? preformatted(block.text) : quotation(joinLines(block.lines, how)));
  }
  flush();
  return nodes;
}

export function preformatted(words) {
  return el("pre", { class: "pre", tabindex: "0" }, el("code", {}, words));
}

export function quotation(...children) {
  return el("blockquote", { class: "quote", dir: "auto" }, ...children);
}

/** `@Ana` as a chip; one's own name stands out. */
export function mention(id, directory, label = null) {
  const name = directory.userName(id) ?? label ?? id;
  return el(
    "span",
    { class: id === directory.me ? "mention mention-me" : "mention", dataset: { user: id } },
    `@${name}`,
  );
}

/** `#customers` as a chip. */
export function channelMention(id, directory, label = null) {
  return el(
    "span",
    { class: "mention", dataset: { channel: id } },
    `#${directory.channelName(id) ?? label ?? "private channel"}`,
  );
}

export function groupMention(id, label = null) {
  return el("span", { class: "mention", dataset: { group: id } }, label ?? `@${id}`);
}

/** `@channel`: it rings everybody, and looks like it. */
export function broadcast(range) {
  return el("span", { class: "mention mention-broadcast" }, `@${range}`);
}

/** A link where the address is one a browser may follow, else only its words. */
export function hyperlink(url, words) {
  const label = words || url.replace(/^mailto:/i, "");
  if (!SAFE_ADDRESS.test(url)) return document.createTextNode(label);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: "link" }, label);
}

/** A moment in the reader's zone, with the full date on hover. */
export function moment({ seconds, template, url, label }, directory) {
  const words = fillDateTemplate(template, seconds, directory.now(), directory.zone) || label || "";
  const time = el("time", { datetime: new Date(seconds * 1000).toISOString(), title: label ?? words }, words);
  return url && SAFE_ADDRESS.test(url)
    ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: "link" }, time)
    : time;
}

function formatPlain(words, emoji = true) {
  return el("div", { class: "lines", dir: "auto" }, emoji ? replaceEmoji(words) : words);
}

function joinLines(lines, how) {
  return lines.flatMap((children, at) => [at > 0 ? el("br") : null, ...inlineNodes(children, how)]);
}

const TAGS = { bold: "strong", italic: "em", strike: "s" };

function inlineNodes(children, how) {
  return children.flatMap((node) => inlineNode(node, how));
}

function inlineNode(node, how) {
  const { directory } = how;
  if (TAGS[node.type]) return el(TAGS[node.type], {}, inlineNodes(node.children, how));
  if (node.type === "code") return el("code", { class: "code" }, node.text);
  if (node.type === "user") return mention(node.id, directory, node.label);
  if (node.type === "channel") return channelMention(node.id, directory, node.label);
  if (node.type === "group") return groupMention(node.id, node.label);
  if (node.type === "broadcast") return broadcast(node.range);
  if (node.type === "link") return hyperlink(node.url, node.label);
  if (node.type === "date") return moment(node, directory);
  return textNodes(node.text, how.autolink);
}

function textNodes(text, autolink) {
  if (!autolink) return [replaceEmoji(text)];
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(BARE_ADDRESS)) {
    nodes.push(replaceEmoji(text.slice(from, found.index)), hyperlink(found[0], found[0]));
    from = found.index + found[0].length;
  }
  return [...nodes, replaceEmoji(text.slice(from))].filter((part) => part !== "");
}
