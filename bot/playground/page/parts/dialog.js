/** One way to open a <dialog>: named by its title, closed by Escape, focus goes back where it was. */
import { h, icon, rememberFocus, uid } from "./dom.js";

const headButton = (words, picture, act) =>
  h(
    "button",
    { type: "button", class: "quiet icon-only", "aria-label": words, title: words, onclick: act },
    icon(picture),
  );

/** `onclose` is told once; `onescape`, `onshut` and `onback` decide for themselves what happens. Returns {node, close}. */
export function openDialog({ title, className = "", body, foot, onclose, onsubmit, onescape, onshut, onback }) {
  const id = uid("dialog");
  const had = document.activeElement;
  const back = rememberFocus(had?.closest("#home, #header, #places, .messages") ?? had);
  const shut = headButton("Close", "close", () => (onshut ?? ask)());
  const heading = h("h2", { id }, title);
  const head = h("header", {}, onback ? headButton("Back", "back", onback) : null, heading, shut);
  const form = h(
    "form",
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        onsubmit?.(event);
      },
    },
    head,
    h("div", { class: "dialog-body" }, body),
    foot && h("footer", {}, foot),
  );
  const node = h("dialog", { class: className, "aria-labelledby": id }, form);
  const ask = () => (onescape ? onescape() : close());
  const close = () => node.isConnected && node.close();
  node.addEventListener("cancel", (event) => {
    if (event.target === node) {
      event.preventDefault();
      ask();
    }
  });
  node.addEventListener("close", () => {
    node.remove();
    onclose?.();
    back();
  });
  document.body.append(node);
  node.showModal();
  return { node, close, title: heading };
}
