/** Build DOM nodes from values. Words only ever become text nodes, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Create an HTML element.
 * @param {string} tag
 * @param {Object} attributes `class`, `dataset`, `onclick`-like listeners, properties in `value`/`checked`, attributes
 * @param {...(Node|string|null|undefined|Array)} children strings become text nodes; null is left out
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) assign(node, name, value);
  return append(node, children);
}

/** Create an SVG element; the same rules as `el`. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  return append(node, children);
}

/** Append children, flattening lists and leaving out what is null or false. */
export function append(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
  return node;
}

/** Replace everything inside `node`. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/**
 * Make `parent` hold exactly `nodes`, in order, without touching those already in place: a log that is
 * rebuilt whole would be read aloud whole.
 */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let place = parent.firstElementChild;
  for (const node of nodes) {
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
}

let counter = 0;

/** An id no other node of this page has. */
export function uniqueId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

const PROPERTIES = new Set(["value", "checked", "disabled", "selected", "hidden", "multiple"]);

function assign(node, name, value) {
  if (value === null || value === undefined) return;
  if (name === "dataset") Object.assign(node.dataset, value);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false) node.setAttribute(name, String(value));
}
