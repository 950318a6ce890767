/** A short sentence at the foot of the page, read out politely, gone by itself. */
import { $, h, icon } from "./dom.js";

const LONG = 8000;

export function toast(message) {
  const close = h(
    "button",
    { type: "button", class: "quiet icon-only", "aria-label": "Dismiss", onclick: () => node.remove() },
    icon("close"),
  );
  const node = h("p", { class: "toast" }, h("span", {}, message), close);
  const place = $("#toasts");
  place.append(node);
  place.hidePopover?.();
  place.showPopover?.(); // again, to stand above a dialog opened since
  setTimeout(() => node.remove(), LONG);
}

/** Run `work` and say its error, if any, in words. */
export async function kindly(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}
