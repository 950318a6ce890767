/** Light, dark, or as the system has it. */
import { $, icon } from "../parts/dom.js";

const KEY = "kindling.theme";
const THEMES = {
  "": ["auto", "Colours: as your system"],
  light: ["sun", "Colours: light"],
  dark: ["moon", "Colours: dark"],
};
const root = document.documentElement;
const now = () => root.dataset.theme ?? "";

function wear(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  const [picture, words] = THEMES[now()];
  $("#theme").replaceChildren(icon(picture));
  $("#theme").setAttribute("aria-label", words);
  $("#theme").title = words;
}

function next() {
  const order = Object.keys(THEMES);
  const theme = order[(order.indexOf(now()) + 1) % order.length];
  localStorage.setItem(KEY, theme);
  wear(theme);
}

export function startTheme() {
  wear(now());
  $("#theme").addEventListener("click", next);
  addEventListener("storage", (event) => event.key === KEY && wear(event.newValue ?? ""));
}
