/** Dates and times as people read them, always in a named zone. Pure: nothing here reads a clock. */

const formatters = new Map();

/** "10:05" */
export function formatTime(instant, zone) {
  return formatter("time", zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);
}

/** "Wed 25 Nov 2026, 10:05" */
export function formatMoment(instant, zone) {
  const parts = formatter("moment", zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return `${parts.format(instant).replaceAll(",", "")}, ${formatTime(instant, zone)}`;
}

/** "2026-11-25": the day `instant` falls on in `zone`. */
export function dayOf(instant, zone) {
  const at = partsOf(instant, zone);
  return `${at.year}-${at.month}-${at.day}`;
}

/** "Today", "Yesterday" or "Monday, 23 November"; with the year when it is not the present one. */
export function nameDay(instant, now, zone) {
  const day = dayOf(instant, zone);
  if (day === dayOf(now, zone)) return "Today";
  if (day === shiftDay(dayOf(now, zone), -1)) return "Yesterday";
  return nameDate(instant, now, zone);
}

/** "Monday, 23 November", with the year when it is not that of `now`. */
function nameDate(instant, now, zone) {
  const sameYear = dayOf(instant, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  const words = formatter("weekday", zone, { weekday: "long" }).format(instant);
  const date = formatter("long", zone, { day: "numeric", month: "long" }).format(instant);
  return `${words}, ${date}${sameYear ? "" : ` ${dayOf(instant, zone).slice(0, 4)}`}`;
}

/**
 * Fill a Slack date template, e.g. "{date_short_pretty} at {time}".
 * @param {number} seconds Unix time
 */
export function fillDateTemplate(template, seconds, now, zone) {
  const instant = new Date(seconds * 1000);
  return template.replace(/\{(\w+)\}/g, (whole, key) => DATE_KEYS[key]?.(instant, now, zone) ?? whole);
}

const DATE_KEYS = {
  date_num: (instant, now, zone) => dayOf(instant, zone),
  date: (instant, now, zone) =>
    formatter("date", zone, { day: "numeric", month: "long", year: "numeric" }).format(instant),
  date_slash: (instant, now, zone) => dayOf(instant, zone).split("-").reverse().join("/"),
  date_short: (instant, now, zone) =>
    formatter("short", zone, { day: "numeric", month: "short", year: "numeric" }).format(instant),
  date_long: (instant, now, zone) => `${nameDate(instant, instant, zone)} ${dayOf(instant, zone).slice(0, 4)}`,
  date_pretty: (instant, now, zone) => pretty(instant, now, zone, "date"),
  date_short_pretty: (instant, now, zone) => pretty(instant, now, zone, "date_short"),
  date_long_pretty: (instant, now, zone) => pretty(instant, now, zone, "date_long"),
  day_divider_pretty: (instant, now, zone) => nameDay(instant, now, zone),
  time: (instant, now, zone) => formatTime(instant, zone),
  time_secs: (instant, now, zone) => `${formatTime(instant, zone)}:${partsOf(instant, zone).second}`,
  ago: (instant, now) => nameAge((now - instant) / 60000),
};

function pretty(instant, now, zone, fallback) {
  const near = nameDay(instant, now, zone);
  return near === "Today" || near === "Yesterday" ? near.toLowerCase() : DATE_KEYS[fallback](instant, now, zone);
}

function nameAge(minutes) {
  const [amount, unit] =
    Math.abs(minutes) < 60
      ? [minutes, "minute"]
      : Math.abs(minutes) < 1440
        ? [minutes / 60, "hour"]
        : [minutes / 1440, "day"];
  return new Intl.RelativeTimeFormat("en", { numeric: "always" }).format(-Math.round(amount), unit);
}

function shiftDay(day, days) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
}

function partsOf(instant, zone) {
  const digits = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  };
  const parts = formatter("parts", zone, digits).formatToParts(instant);
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

function formatter(name, zone, options) {
  const key = `${name} ${zone}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }));
  return formatters.get(key);
}
