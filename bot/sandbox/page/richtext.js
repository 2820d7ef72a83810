/** rich_text blocks: sections, lists, quotations, preformatted text and every inline element. */

import { el } from "./dom.js";
import { findEmoji } from "./emoji.js";
import {
  broadcast,
  channelMention,
  groupMention,
  hyperlink,
  mention,
  preformatted,
  quotation,
} from "./format.js";

/** A rich_text block as one node. Lists that follow each other with different indents are nested. */
export function renderRichText(block, directory) {
  const root = el("div", { class: "rich-text", dir: "auto" });
  for (const element of block.elements ?? []) root.append(renderElement(element, directory));
  return root;
}

function renderElement(element, directory) {
  const children = element.elements ?? [];
  switch (element.type) {
    case "rich_text_section":
      return el("div", { class: "lines" }, inlineElements(children, directory));
    case "rich_text_quote":
      return quotation(inlineElements(children, directory));
    case "rich_text_preformatted":
      return preformatted(
        inlineElements(children, directory)
          .map((node) => node.textContent ?? node)
          .join(""),
      );
    case "rich_text_list":
      return renderList(element, directory);
    default:
      return el("span", { class: "unknown-inline" }, `[${element.type}]`);
  }
}

function renderList(list, directory) {
  const indent = Math.min(list.indent ?? 0, 8);
  const attributes = {
    class: `list list-depth-${indent % 3}${list.border ? " list-bordered" : ""}`,
    start: list.style === "ordered" && list.offset ? list.offset + 1 : null,
  };
  const node = el(list.style === "ordered" ? "ol" : "ul", attributes);
  node.style.setProperty("--indent", indent);
  for (const item of list.elements ?? [])
    node.append(el("li", { dir: "auto" }, inlineElements(item.elements ?? [], directory)));
  return node;
}

function inlineElements(elements, directory) {
  return elements.map((element) => styled(inlineElement(element, directory), element.style ?? {}));
}

function inlineElement(element, directory) {
  switch (element.type) {
    case "text":
      return document.createTextNode(element.text ?? "");
    case "link":
      return hyperlink(element.url ?? "", element.text);
    case "user":
      return mention(element.user_id, directory);
    case "channel":
      return channelMention(element.channel_id, directory);
    case "usergroup":
      return groupMention(element.usergroup_id);
    case "broadcast":
      return broadcast(element.range);
    case "emoji":
      return emojiNode(element);
    default:
      return el("span", { class: "unknown-inline" }, `[${element.type}]`);
  }
}

const STYLE_TAGS = [
  ["code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
  ["highlight", "mark"],
  ["client_highlight", "mark"],
];

function styled(node, style) {
  return STYLE_TAGS.filter(([name]) => style[name]).reduce(
    (inside, [name, tag]) => el(tag, name === "code" ? { class: "code" } : {}, inside),
    node,
  );
}

function emojiNode({ name, unicode }) {
  const points = (unicode ?? "").split("-").map((point) => Number.parseInt(point, 16));
  const drawn = points.every((point) => point > 0 && point <= 0x10ffff)
    ? String.fromCodePoint(...points)
    : findEmoji(name);
  return drawn ? el("span", { role: "img", "aria-label": name }, drawn) : document.createTextNode(`:${name}:`);
}
