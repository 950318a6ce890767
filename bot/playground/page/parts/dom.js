/** Builds DOM without markup strings: everything a person wrote stays text. */

const SVG = "http://www.w3.org/2000/svg";

/** Make an element; `props` are attributes, `on…` listeners, `class`, or DOM properties prefixed with a dot. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(node, name, value);
  node.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name.startsWith(".")) node[name.slice(1)] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

export const $ = (selector, root = document) => root.querySelector(selector);

/** Words for screen readers only. */
export const hidden = (text) => h("span", { class: "sr" }, text);

/** What a control is called, to find it again after a part was drawn anew. */
export const sameThing = (node) => node.getAttribute("href") ?? node.getAttribute("aria-label") ?? node.textContent;

const controls = (place) => [...place.querySelectorAll("a[href], button, summary, input, select, textarea")];

/** Where the focus is in a part; what this gives puts it there again, or on what stands in that place by then. */
export function rememberFocus(place) {
  const had = document.activeElement;
  if (!place?.contains(had)) return () => {};
  const name = sameThing(had);
  const at = controls(place).indexOf(had);
  return () => {
    const now = controls(place);
    const again = had.isConnected ? had : now.find((node) => name && sameThing(node) === name);
    (again ?? now[Math.min(at, now.length - 1)])?.focus();
  };
}

/** Draw a part anew; what had the focus in it has it again. */
export function keepFocus(place, draw) {
  const back = rememberFocus(place);
  draw();
  back();
}

/** Say of a field that what stands in it is wrong, or not any more. */
export function markInvalid(node, wrong) {
  if (wrong) node.setAttribute("aria-invalid", "true");
  else node.removeAttribute("aria-invalid");
}

let counter = 0;
export const uid = (prefix = "id") => `${prefix}-${++counter}`;

const ICONS = {
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.4a3.5 3.5 0 0 1 0 6.2M18 14.2a6.5 6.5 0 0 1 3.5 5.8",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  down: "M6 9l6 6 6-6",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  eye: "M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  sun: "M12 16.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2v2M12 20v2M4.9 4.900l1.4 1.400M17.7 17.700l1.4 1.400M2 12h2M20 12h2M4.9 19.100l1.4-1.400M17.7 6.300l1.4-1.4",
  moon: "M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500z",
  auto: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  check: "M5 12.500l4.5 4.500L19 7",
  reply: "M5 5v6a4 4 0 0 0 4 4h10M15 11l4 4-4 4",
  smile:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14c.8 1.300 2 2 3.5 2s2.700-.7 3.500-2M9 9.500h.01M15 9.500h.01",
  thread: "M4 5h16v11H10l-4.500 4v-4H4zM8 9h8M8 12.500h5",
  split: "M3.500 5h17v14h-17zM12 5v14",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.500a2.500 2.500 0 1 1 3.700 2.200c-.8.5-1.200 1-1.200 1.800M12 16.500h.01",
  tools: "M8 6 3 12l5 6M16 6l5 6-5 6M13.500 4l-3 16",
  back: "M14.500 6l-6 6 6 6",
  warn: "M12 4 2.5 20h19zM12 10v4.500M12 17.500h.01",
};

/** A line drawing, hidden from screen readers: words stand beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A person's face: the picture over their initials. */
export function face(person, size = "") {
  const frame = h("span", {
    class: `face ${size}`,
    "aria-hidden": "true",
    "data-letters": person?.initials ?? "?",
  });
  frame.style.setProperty("--hue", String(person?.hue ?? 30));
  if (person?.avatar)
    frame.append(h("img", { src: person.avatar, alt: "", onerror: (e) => e.target.remove() }));
  return frame;
}
