/** The workspace's name; where there are several, a menu of the others. */
import { $, h, icon } from "../parts/dom.js";
import { openPopup } from "../parts/popup.js";
import { state } from "../state/store.js";

const row = (one) =>
  h(
    "li",
    {},
    h(
      "a",
      { href: one.url, "aria-current": one.domain === state.workspace.domain ? "page" : null },
      h("strong", {}, one.name),
      h("small", {}, one.installed === false ? `${state.bot.name} isn't here yet` : one.domain),
    ),
  );

function open(event) {
  const list = h("ul", { class: "workspaces" }, state.workspaces.map(row));
  openPopup(event.currentTarget, h("nav", { "aria-label": "Workspaces" }, list));
  list.querySelector("a").focus();
}

export function drawWorkspace() {
  const name = $("#workspace");
  const words = state.workspace.name;
  if (state.workspaces.length < 2) return name.replaceChildren(words);
  if (name.querySelector("button")) return undefined;
  const props = { type: "button", class: "workspace-switch", "aria-expanded": "false", onclick: open };
  return name.replaceChildren(h("button", { ...props, title: "Other workspaces" }, words, icon("down")));
}
