/**
 * data_visualization blocks. The drawing is an SVG with role img; the same numbers follow as a table for those
 * who do not see it. It is drawn again at the width it gets, so its letters never shrink.
 */

import { el, fill, svg } from "./dom.js";
import { drawAxes } from "./axes.js";
import { formatNumber } from "./scale.js";

const WIDEST = 600;
const HEIGHT = 240;

/** Whether a chart of this kind is drawn. */
export function isChart(chart) {
  return chart?.type === "line";
}

/** A data_visualization block as a figure. */
export function renderChart(block) {
  const chart = block.chart ?? {};
  const title = block.title ?? "Chart";
  const drawing = svg("svg", { role: "img", "aria-label": title, class: "chart" });
  const stage = el("div", { class: "chart-stage" }, drawing);
  const caption = el("figcaption", { class: "chart-title", dir: "auto" }, title);
  redrawOnResize(stage, (width) => draw(drawing, chart, width));
  return el("figure", { class: "chart-figure" }, caption, stage, legend(chart), numbers(title, chart));
}

function draw(drawing, chart, width) {
  drawing.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  drawing.setAttribute("height", HEIGHT);
  fill(drawing, drawAxes(chart, width, HEIGHT));
}

function redrawOnResize(stage, drawAt) {
  let drawn = 0;
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.round(Math.min(entry.contentRect.width, WIDEST));
    if (width > 0 && width !== drawn) drawAt((drawn = width));
  });
  observer.observe(stage);
}

/** One series needs no key: the title and the axis already say what it is. */
function legend(chart) {
  const names = (chart.series ?? []).map((series) => series.name);
  if (names.length < 2) return null;
  const key = (name, at) =>
    el(
      "li",
      {},
      el("span", { class: `swatch series-${at % 12}`, "aria-hidden": "true" }),
      el("span", { dir: "auto" }, name),
    );
  return el("ul", { class: "legend", "aria-label": "Legend" }, names.map(key));
}

function numbers(title, chart) {
  const [head, rows] = axisNumbers(chart);
  const header = el(
    "tr",
    {},
    head.map((words) => el("th", { scope: "col" }, words)),
  );
  const body = rows.map(([first, ...rest]) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, first),
      rest.map((cell) => el("td", {}, cell)),
    ),
  );
  const table = el("table", {}, el("caption", {}, title), el("thead", {}, header), el("tbody", {}, body));
  return el("div", { class: "visually-hidden", dataset: { testid: "chart-numbers" } }, table);
}

function axisNumbers({ series = [], axis_config: axis = {} }) {
  const categories = axis.categories ?? (series[0]?.data ?? []).map((point) => point.label);
  const value = (points, label, at) => (points.find((point) => point.label === label) ?? points[at])?.value;
  const rows = categories.map((label, at) => [
    label,
    ...series.map(({ data }) => formatNumber(value(data ?? [], label, at) ?? 0)),
  ]);
  return [[axis.x_label ?? "", ...series.map(({ name }) => name)], rows];
}
