/** Line charts: axes with round ticks, one colour and one marker a series. */

import { svg } from "./dom.js";
import { chooseTicks, formatNumber, labelStride } from "./scale.js";

const LETTER = 6.2; // average width in pixels of a letter at the axis font size
const DASHES = ["", "6 3", "2 3", "8 3 2 3"];

/** The parts of the drawing, for a line `chart` in a box of `width` by `height` pixels. */
export function drawAxes(chart, width, height) {
  const series = (chart.series ?? []).map((one) => ({ name: one.name, values: readValues(one, chart) }));
  const plot = layOut(chart, series, width, height);
  return [drawGrid(plot), drawCategories(plot), drawLabels(chart.axis_config ?? {}, plot), drawLines(series, plot)];
}

function readValues({ data = [] }, chart) {
  return categoriesOf(chart).map(
    (label, at) => (data.find((point) => point.label === label) ?? data[at])?.value ?? null,
  );
}

function categoriesOf(chart) {
  return chart.axis_config?.categories ?? (chart.series?.[0]?.data ?? []).map((point) => point.label);
}

function layOut(chart, series, width, height) {
  const ticks = chooseTicks(series.flatMap(({ values }) => values.filter((value) => value !== null)));
  const labels = chart.axis_config ?? {};
  const gutter = Math.max(...ticks.map((tick) => formatNumber(tick).length)) * LETTER;
  const left = gutter + 12 + (labels.y_label ? 18 : 0);
  const bottom = height - 24 - (labels.x_label ? 18 : 0);
  const categories = categoriesOf(chart);
  const band = (width - 12 - left) / Math.max(categories.length, 1);
  const [low, high] = [ticks[0], ticks.at(-1)];
  return {
    width,
    height,
    left,
    bottom,
    top: 12,
    right: width - 12,
    ticks,
    categories,
    band,
    x: (at) => left + band * (at + 0.5),
    y: (value) => bottom - ((value - low) / (high - low)) * (bottom - 12),
  };
}

function drawGrid(plot) {
  return plot.ticks.map((tick) => [
    svg("line", {
      class: tick === 0 ? "axis-line" : "grid-line",
      x1: plot.left,
      x2: plot.right,
      y1: plot.y(tick),
      y2: plot.y(tick),
    }),
    svg("text", { class: "tick", x: plot.left - 8, y: plot.y(tick) + 4, "text-anchor": "end" }, formatNumber(tick)),
  ]);
}

/** Where not all labels fit, the last one stays: it is the present week. */
function drawCategories(plot) {
  const widest = Math.max(...plot.categories.map((label) => label.length), 1) * LETTER;
  const stride = labelStride(plot.categories.length, widest, plot.right - plot.left);
  const last = plot.categories.length - 1;
  return plot.categories.map((label, at) => {
    if ((last - at) % stride !== 0) return null;
    return svg("text", { class: "tick", x: plot.x(at), y: plot.bottom + 17, "text-anchor": "middle" }, label);
  });
}

function drawLabels({ x_label: x, y_label: y }, plot) {
  const middle = (plot.top + plot.bottom) / 2;
  return [
    x &&
      svg(
        "text",
        { class: "axis-label", x: (plot.left + plot.right) / 2, y: plot.height - 5, "text-anchor": "middle" },
        x,
      ),
    y &&
      svg(
        "text",
        { class: "axis-label", x: 12, y: middle, "text-anchor": "middle", transform: `rotate(-90 12 ${middle})` },
        y,
      ),
  ];
}

function drawLines(series, plot) {
  const lines = series.map((one, at) => drawLine(one, at, plot));
  return [...lines, ...series.map((one, at) => drawPoints(one, at, plot, series.length))];
}

function drawLine({ values }, at, plot) {
  const stretches = splitAtGaps(values.map((value, i) => (value === null ? null : [plot.x(i), plot.y(value)])));
  return stretches.map((points) => {
    const path = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L");
    return svg("path", { class: `line series-${at % 12}`, d: `M${path}`, "stroke-dasharray": DASHES[at % 4] || null });
  });
}

function drawPoints({ name, values }, at, plot, count) {
  const peak = Math.max(...values.filter((value) => value !== null));
  return values.map((value, i) => {
    if (value === null) return null;
    const [x, y] = [plot.x(i), plot.y(value)];
    const said = count === 1 && (i === values.length - 1 || value === peak);
    return svg(
      "g",
      { class: `point series-${at % 12}` },
      svg("title", {}, `${plot.categories[i]}: ${formatNumber(value)} ${name}`),
      svg("circle", { class: "hit", cx: x, cy: y, r: 12 }),
      drawMarker(at, x, y),
      said && svg("text", { class: "value", x, y: y - 9, "text-anchor": "middle" }, formatNumber(value)),
    );
  });
}

/** Series differ by shape as well, for eyes that do not tell the colours apart. */
function drawMarker(at, x, y) {
  const shapes = [
    () => svg("circle", { class: "marker", cx: x, cy: y, r: 3.5 }),
    () => svg("rect", { class: "marker", x: x - 3.2, y: y - 3.2, width: 6.4, height: 6.4 }),
    () => svg("path", { class: "marker", d: `M${x},${y - 4.5}l4.3,7.5h-8.6z` }),
    () => svg("path", { class: "marker", d: `M${x},${y - 4.8}l4.8,4.8l-4.8,4.8l-4.8,-4.8z` }),
  ];
  return shapes[at % 4]();
}

function splitAtGaps(points) {
  const stretches = [[]];
  for (const point of points) {
    if (point) stretches.at(-1).push(point);
    else stretches.push([]);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}
