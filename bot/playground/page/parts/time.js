/** Times in words, always in the acting person's zone. */
import { state, zone } from "../state/store.js";

const makers = new Map();

function maker(options, tz) {
  const key = tz + JSON.stringify(options);
  if (!makers.has(key)) makers.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: tz, ...options }));
  return makers.get(key);
}

function parts(date, tz) {
  const options = {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  };
  return Object.fromEntries(
    maker(options, tz)
      .formatToParts(date)
      .map((p) => [p.type, p.value]),
  );
}

const asDate = (when) => (when instanceof Date ? when : new Date(when));

/** "14:05" */
export const clockTime = (when, tz = zone()) =>
  maker({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, tz).format(asDate(when));

/** "Fri 20 Nov, 14:05" */
export function dayAndTime(when, tz = zone()) {
  const p = parts(asDate(when), tz);
  return `${p.weekday} ${p.day} ${p.month}, ${p.hour}:${p.minute}`;
}

/** "2026-11-20": the local day, for comparing. */
export const dayKey = (when, tz = zone()) =>
  maker({ year: "numeric", month: "2-digit", day: "2-digit" }, tz).format(asDate(when));

/** "Today", "Yesterday" or "Friday 20 November". */
export function dayName(when, tz = zone()) {
  const now = new Date(state.clock.now);
  if (dayKey(when, tz) === dayKey(now, tz)) return "Today";
  if (dayKey(when, tz) === dayKey(new Date(now - 86_400_000), tz)) return "Yesterday";
  return maker({ weekday: "long", day: "numeric", month: "long" }, tz).format(asDate(when)).replace(",", "");
}

const long = (date, options) =>
  maker(options, zone())
    .format(date)
    .replace(/^(\w+),/, "$1");
const pretty = (date, options) => {
  const name = dayName(date);
  return name === "Today" || name === "Yesterday" ? name.toLowerCase() : long(date, options);
};

const DATE = { day: "numeric", month: "long", year: "numeric" };
const SHORT = { day: "numeric", month: "short", year: "numeric" };
const LONG = { weekday: "long", ...DATE };
const TOKENS = {
  date_num: (d) =>
    long(d, { year: "numeric", month: "2-digit", day: "2-digit" }).split("/").reverse().join("-"),
  date: (d) => long(d, DATE),
  date_slash: (d) => long(d, { day: "2-digit", month: "2-digit", year: "numeric" }),
  date_short: (d) => long(d, SHORT),
  date_long: (d) => long(d, LONG),
  date_pretty: (d) => pretty(d, DATE),
  date_short_pretty: (d) => pretty(d, SHORT),
  date_long_pretty: (d) => pretty(d, LONG),
  day_divider_pretty: (d) => pretty(d, LONG),
  time: (d) => clockTime(d),
  time_secs: (d) => long(d, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
  ago: (d) => dayAndTime(d),
};

/** Fill a `<!date^…>` format such as "{date_short} at {time}". */
export function fillDate(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, name) => (TOKENS[name] ? TOKENS[name](date) : whole));
}

/** "3 KB" */
export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1_048_576) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

const STAMP = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

/** Seconds since 1970 as a date-time field shows them: "2026-12-01T10:00", in the person's zone. */
export function localMoment(seconds) {
  if (!seconds) return null;
  const p = Object.fromEntries(
    maker(STAMP, zone())
      .formatToParts(new Date(seconds * 1000))
      .map((part) => [part.type, part.value]),
  );
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`;
}

/** The other way round; an hour that a clock change skips becomes the one after it. */
export function secondsOf(local) {
  if (!local) return null;
  const asUtc = Date.parse(`${local}Z`) / 1000;
  const shift = Date.parse(`${localMoment(asUtc)}Z`) / 1000 - asUtc;
  return asUtc - shift;
}
