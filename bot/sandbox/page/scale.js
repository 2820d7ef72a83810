/** Axis arithmetic. Pure. */

/**
 * Round tick values that cover `low`..`high`, zero included; whole numbers where all values are whole.
 * @returns {number[]} ascending, at least two
 */
export function chooseTicks(values, wanted = 5) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const whole = values.every(Number.isInteger);
  const step = roundStep((high - low || 1) / wanted, whole);
  const ticks = [];
  for (let tick = Math.floor(low / step) * step; tick < high + step * 0.999; tick += step)
    ticks.push(Number(tick.toFixed(10)));
  return ticks.length > 1 ? ticks : [ticks[0], ticks[0] + step];
}

/** "1,250", "12.5", "3.4M" */
export function formatNumber(value) {
  if (Math.abs(value) >= 1e6)
    return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
  return new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
}

/** Every how many labels of `width` pixels fit `count` times into `room` pixels. */
export function labelStride(count, width, room) {
  return Math.max(1, Math.ceil((count * (width + 8)) / Math.max(room, 1)));
}

function roundStep(raw, whole) {
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw * 0.999) * power;
  return whole ? Math.max(1, Math.ceil(step)) : step;
}
