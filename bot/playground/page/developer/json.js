/** Text to read and to copy: JSON, pretty-printed. */
import { h, hidden } from "../parts/dom.js";

/** A box with `title` and `text`; `say` tells how copying went. */
export function jsonBox(title, text, say) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say(`Copied: ${title}.`);
    } catch {
      getSelection().selectAllChildren(code);
      say("Your browser keeps the clipboard closed. The text is selected: press Ctrl or Cmd and C.");
    }
  };
  const code = h("code", {}, text);
  const button = h("button", { type: "button", class: "button small", onclick: copy }, "Copy", hidden(` ${title}`));
  return h(
    "section",
    { class: "dev-json", "aria-label": title },
    h("div", { class: "dev-json-head" }, h("h4", {}, title), button),
    h("pre", { tabindex: 0, role: "region", "aria-label": `${title}, text` }, code),
  );
}

export const pretty = (value) => JSON.stringify(value, null, 2);
