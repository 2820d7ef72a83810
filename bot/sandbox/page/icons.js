/** The glyphs of the page, drawn on a 20 by 20 grid with one stroke. They are decoration: labels carry the meaning. */

import { svg } from "./dom.js";

const STROKES = {
  hash: ["M4 7.5h13", "M3 12.5h13", "M8.5 3 6.5 17", "M13.5 3l-2 14"],
  lock: ["M4.5 9h11v8h-11z", "M7 9V6.5a3 3 0 0 1 6 0V9"],
  eye: [
    "M1.8 10S4.8 4.5 10 4.5 18.2 10 18.2 10 15.2 15.5 10 15.5 1.8 10 1.8 10z",
    "M10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  ],
  people: [
    "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
    "M2 17c0-3 2.4-5 5.5-5s5.5 2 5.5 5",
    "M13 3.8a3 3 0 0 1 0 5.4",
    "M15 12.3c1.9.7 3 2.3 3 4.7",
  ],
  file: ["M5 2.5h6.5L15.5 7v10.5H5z", "M11.5 2.5V7h4"],
  send: ["M3 3.5 17.5 10 3 16.5l2-6.5z", "M5 10h6"],
  sun: [
    "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
    "M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4",
  ],
  moon: ["M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z"],
  close: ["M5 5l10 10", "M15 5 5 15"],
  menu: ["M3 5.5h14", "M3 10h14", "M3 14.5h14"],
  dots: ["M10 4.5v.01", "M10 10v.01", "M10 15.5v.01"],
  chevron: ["M5.5 8 10 12.5 14.5 8"],
  back: ["M12 5 7 10l5 5"],
  clock: ["M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z", "M10 5.5V10l3 2"],
  wire: ["M2 10h3l2.5-6 4 12 2.5-6h4"],
  bolt: ["M11 2 4 11.5h5L8.5 18 16 8.5h-5z"],
  at: [
    "M13.2 10a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0z",
    "M13.2 6.8v4.4c0 1.4.9 2.1 2 2.1 1.5 0 2.3-1.4 2.3-3.3a7.5 7.5 0 1 0-3 6",
  ],
  slash: ["M13 3.5 7 16.5", "M2.5 2.5h15v15h-15z"],
  bold: ["M6 4h4.8a3 3 0 0 1 0 6H6z", "M6 10h5.6a3 3 0 0 1 0 6H6z"],
  italic: ["M9 4h5", "M6 16h5", "M11.5 4l-3 12"],
  strike: [
    "M4 10h12",
    "M13.5 6.5C13 5 11.7 4 10 4 7.8 4 6.5 5.2 6.5 6.8c0 1 .5 1.8 1.6 2.3",
    "M6.3 13.3C6.8 15 8.2 16 10 16c2.2 0 3.7-1.2 3.7-3 0-.5-.1-1-.4-1.4",
  ],
  code: ["M7 5.5 2.5 10 7 14.5", "M13 5.5l4.5 4.5-4.5 4.5"],
  quote: ["M4 4v12", "M8 6h8", "M8 10h8", "M8 14h5"],
  warning: ["M10 3 2 16.5h16z", "M10 8v4", "M10 14.3v.01"],
  info: ["M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z", "M10 9v5", "M10 6.3v.01"],
  check: ["M4 10.5 8 14.5 16 6"],
  home: ["M3 9.5 10 3.5l7 6", "M5 8.5V16.5h10V8.5"],
  out: ["M4 10h12", "M11 5l5 5-5 5"],
  in: ["M16 10H4", "M9 5l-5 5 5 5"],
};

/** One glyph as an SVG node, hidden from screen readers. */
export function icon(name, size = 18) {
  const strokes = STROKES[name] ?? STROKES.info;
  return svg(
    "svg",
    {
      class: `icon icon-${name}`,
      viewBox: "0 0 20 20",
      width: size,
      height: size,
      "aria-hidden": "true",
      focusable: "false",
    },
    strokes.map((d) => svg("path", { d })),
  );
}

/** The app's tile: two people talking, drawn as two speech bubbles. */
export function appGlyph() {
  return svg(
    "svg",
    { viewBox: "0 0 36 36", class: "app-glyph", "aria-hidden": "true", focusable: "false" },
    svg("rect", { width: 36, height: 36, rx: 8, class: "app-glyph-tile" }),
    svg("path", {
      class: "app-glyph-back",
      d: "M16.5 8h9A4.5 4.5 0 0 1 30 12.5v4a4.5 4.5 0 0 1-3 4.24V24.5l-4-3.5h-6.5A4.5 4.5 0 0 1 12 16.5v-4A4.5 4.5 0 0 1 16.5 8z",
    }),
    svg("path", {
      class: "app-glyph-front",
      d: "M10.5 14h9a4.5 4.5 0 0 1 4.5 4.5v3a4.5 4.5 0 0 1-4.5 4.5H13l-4.5 3.7v-4.1A4.5 4.5 0 0 1 6 21.5v-3A4.5 4.5 0 0 1 10.5 14z",
    }),
  );
}
