/** Small panels that open beside a button and close on Escape, on a choice, or on a click elsewhere. */
import { h } from "./dom.js";

const GAP = 6;

function place(anchor, panel) {
  const a = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = a.bottom + GAP + height <= innerHeight || a.top < height;
  const left = Math.max(8, Math.min(a.left, innerWidth - width - 8));
  panel.style.left = `${left}px`;
  panel.style.top = `${below ? Math.max(8, Math.min(a.bottom + GAP, innerHeight - height - 8)) : a.top - GAP - height}px`;
}

/** The element a panel lives in: inside an open dialog, which makes all else inert, or in its own landmark. */
export const homeOf = (anchor) => anchor.closest("dialog, .topbar, nav, main") ?? document.body;

/** Show `content` beside `anchor`; returns a function that closes it. */
export function openPopup(anchor, content, { className = "", onclose } = {}) {
  const panel = h("div", { popover: "auto", class: `popup ${className}` }, content);
  homeOf(anchor).append(panel);
  panel.showPopover();
  place(anchor, panel);
  anchor.setAttribute("aria-expanded", "true");
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    if (panel.contains(document.activeElement) || document.activeElement === document.body) anchor.focus();
    panel.remove();
    onclose?.();
  });
  return () => panel.isConnected && panel.hidePopover();
}

/** Show a list of suggestions under a field without taking its focus. */
export function showBeside(anchor, panel, { matchWidth = false } = {}) {
  if (!panel.isConnected) homeOf(anchor).append(panel);
  panel.setAttribute("popover", "manual");
  if (matchWidth) panel.style.minWidth = `${anchor.offsetWidth}px`;
  if (!panel.matches(":popover-open")) panel.showPopover();
  place(anchor, panel);
}

export function hide(panel) {
  if (panel.isConnected && panel.matches(":popover-open")) panel.hidePopover();
}

/** A menu of buttons: arrows move, a choice closes. `items` are {text, note, pick, danger}. */
export function openMenu(anchor, items, label) {
  const buttons = items.map((item) => menuItem(item));
  const menu = h("div", { role: "menu", "aria-label": label, class: "menu" }, buttons);
  const close = openPopup(anchor, menu);
  menu.addEventListener("click", close);
  menu.addEventListener("keydown", (event) => moveFocus(event, buttons, close));
  buttons[0]?.focus();
}

function menuItem({ text, note, pick, danger }) {
  const small = note ? h("small", {}, note) : null;
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: -1, class: danger ? "danger" : null, onclick: pick },
    text,
    small,
  );
}

function moveFocus(event, buttons, close) {
  const here = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (event.key === "Tab") close();
  if (to === undefined) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length].focus();
}
