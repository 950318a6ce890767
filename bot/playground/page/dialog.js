/** One way to open a <dialog>: named by its title, closed by Escape, focus goes back where it was. */
import { h, icon, uid } from "./dom.js";

/** `onclose` is told once. Returns {node, close}. */
export function openDialog({ title, className = "", body, foot, onclose, onsubmit, onescape }) {
  const id = uid("dialog");
  const back = document.activeElement;
  const shut = h(
    "button",
    { type: "button", class: "quiet icon-only", "aria-label": "Close", onclick: () => ask() },
    icon("close"),
  );
  const head = h("header", {}, h("h2", { id }, title), shut);
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
    if (back?.isConnected) back.focus();
  });
  document.body.append(node);
  node.showModal();
  return { node, close, title: head.firstChild };
}
