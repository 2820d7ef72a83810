/**
 * Slack's mrkdwn as a tree. Pure: no DOM, no names; `format.js` turns the tree into nodes.
 *
 * A tree is a list of blocks: {type: "line" | "quote" | "pre", ...}. A line holds inline nodes; a quote holds
 * lines; pre holds text. The order in which things are read is Slack's: fences, lines, `<…>` tokens and code,
 * styles, and entities last, once, so that `&amp;lt;` shows as `&lt;`.
 */

const FENCE = /```([\s\S]+?)```/g;
const TOKEN = /<([^<>\n]+)>/y;
const STYLES = { "*": "bold", _: "italic", "~": "strike" };
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const WORD = /[\p{L}\p{N}]/u;

/** Parse mrkdwn into blocks. */
export function parseMrkdwn(text) {
  const blocks = [];
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    blocks.push(...parseBeside(text.slice(from, fence.index)));
    blocks.push({ type: "pre", text: flatten(fence[1].replace(/^\n|\n$/g, "")) });
    from = fence.index + fence[0].length;
  }
  return from > 0 ? [...blocks, ...parseBeside(text.slice(from))] : parseLines(text);
}

/** One line of mrkdwn as inline nodes. */
function parseInline(text) {
  const nodes = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = readToken(text, at) ?? readCode(text, at) ?? readStyle(text, at);
    if (found) {
      pushText(nodes, plain);
      plain = "";
      nodes.push(found.node);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  pushText(nodes, plain);
  return nodes;
}

/** Undo Slack's three entities, exactly once. */
function decodeEntities(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** What stands between `<` and `>`, as a node. */
function parseToken(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : decodeEntities(inside.slice(bar + 1));
  if (/^@[UW][A-Z0-9]+$/.test(target)) return { type: "user", id: target.slice(1), label };
  if (/^#[CG][A-Z0-9]+$/.test(target)) return { type: "channel", id: target.slice(1), label };
  if (target.startsWith("!")) return parseSpecial(target.slice(1), label);
  if (/^(https?:|mailto:|tel:|slack:)/i.test(target)) return { type: "link", url: decodeEntities(target), label };
  return null;
}

/** Text beside a fence: the white space that only set the fence apart is not a line of its own. */
function parseBeside(text) {
  const words = text.replace(/^[ \t]*\n/, "").replace(/[ \t]*\n?[ \t]*$/, "");
  return words.trim() ? parseLines(words) : [];
}

function parseLines(text) {
  const blocks = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i += 1) {
    const everything = /^(?:>>>|&gt;&gt;&gt;) ?/.exec(lines[i]);
    if (everything) {
      const quoted = [lines[i].slice(everything[0].length), ...lines.slice(i + 1)];
      return [...blocks, { type: "quote", lines: quoted.map(parseInline) }];
    }
    pushLine(blocks, lines[i]);
  }
  return blocks;
}

function pushLine(blocks, line) {
  const mark = /^(?:>|&gt;) ?/.exec(line);
  const last = blocks.at(-1);
  if (!mark) blocks.push({ type: "line", children: parseInline(line) });
  else if (last?.type === "quote") last.lines.push(parseInline(line.slice(mark[0].length)));
  else blocks.push({ type: "quote", lines: [parseInline(line.slice(mark[0].length))] });
}

function readToken(text, at) {
  if (text[at] !== "<") return null;
  TOKEN.lastIndex = at;
  const match = TOKEN.exec(text);
  const node = match && parseToken(match[1]);
  return node ? { node, end: at + match[0].length } : null;
}

function readCode(text, at) {
  if (text[at] !== "`") return null;
  const close = text.indexOf("`", at + 1);
  if (close <= at + 1) return null;
  return { node: { type: "code", text: flatten(text.slice(at + 1, close)) }, end: close + 1 };
}

function readStyle(text, at) {
  const type = STYLES[text[at]];
  if (!type || !opens(text, at)) return null;
  const close = findClose(text, at);
  if (close < 0) return null;
  return { node: { type, children: parseInline(text.slice(at + 1, close)) }, end: close + 1 };
}

function opens(text, at) {
  const before = text[at - 1] ?? " ";
  const after = text[at + 1] ?? " ";
  return !WORD.test(before) && before !== text[at] && !/\s/.test(after) && after !== text[at];
}

/** A closing mark stands behind a character and before the end of a word, and never inside a token or code. */
function findClose(text, open) {
  let at = open + 1;
  while (at < text.length) {
    const skipped = readToken(text, at) ?? readCode(text, at);
    if (skipped) {
      at = skipped.end;
    } else if (text[at] === text[open] && !/\s/.test(text[at - 1]) && !WORD.test(text[at + 1] ?? " ")) {
      return at;
    } else {
      at += 1;
    }
  }
  return -1;
}

function parseSpecial(target, label) {
  const [kind, ...rest] = target.split("^");
  if (["here", "channel", "everyone"].includes(kind)) return { type: "broadcast", range: kind };
  if (kind === "subteam") return { type: "group", id: rest[0] ?? "", label };
  if (kind === "date" && /^-?\d+$/.test(rest[0] ?? "")) {
    return { type: "date", seconds: Number(rest[0]), template: rest[1] ?? "", url: rest[2] ?? null, label };
  }
  return label === null ? null : { type: "text", text: label };
}

/** Code shows its characters; only links and mentions Slack itself made there are reduced to their label. */
function flatten(text) {
  return text
    .split(/(<[^<>\n]+>)/)
    .map((part) => {
      const node = part.startsWith("<") ? parseToken(part.slice(1, -1)) : null;
      return node ? (node.label ?? node.url ?? `@${node.id ?? node.range ?? ""}`) : decodeEntities(part);
    })
    .join("");
}

function pushText(nodes, plain) {
  if (plain) nodes.push({ type: "text", text: decodeEntities(plain) });
}
