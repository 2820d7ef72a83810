/** Pie charts. */

import { svg } from "./dom.js";
import { formatNumber } from "./scale.js";

/** Slices of `segments` ({label, value > 0}) clockwise from twelve, in a box of `width` by `height` pixels. */
export function drawPie(segments, width, height) {
  const sum = segments.reduce((total, { value }) => total + value, 0);
  const center = { x: Math.min(width / 2, height / 2 + 12), y: height / 2, radius: height / 2 - 8 };
  let turned = 0;
  return segments.map((segment, at) => {
    const share = segment.value / sum;
    const slice = drawSlice(segment, at, share, turned, center);
    turned += share;
    return slice;
  });
}

function drawSlice({ label, value }, at, share, turned, center) {
  const title = svg("title", {}, `${label}: ${formatNumber(value)} (${Math.round(share * 100)}%)`);
  const paint = { class: `slice series-${at % 12}` };
  if (share > 0.9999) return svg("circle", { ...paint, cx: center.x, cy: center.y, r: center.radius }, title);
  return svg("path", { ...paint, d: outline(turned, share, center) }, title);
}

function outline(turned, share, { x, y, radius }) {
  const rim = (turn) =>
    `${(x + radius * Math.sin(turn * 2 * Math.PI)).toFixed(2)},${(y - radius * Math.cos(turn * 2 * Math.PI)).toFixed(2)}`;
  return `M${x},${y}L${rim(turned)}A${radius},${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${rim(turned + share)}Z`;
}
