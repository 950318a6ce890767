/** Tabs: one is in the tab order, arrows choose the next, and a hidden panel is told to rest. */
import { h } from "../parts/dom.js";

const LAST = "kindling.developer.tab";
const KEYS = { ArrowRight: 1, ArrowLeft: -1 };

/** `parts` are {id, title, body, show(), hide()}; `onchange()` after every choice. */
export function makeTabs(parts, onchange) {
  const tabs = parts.map((part) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `dev-tab-${part.id}`,
        "aria-controls": `dev-${part.id}`,
        onclick: () => choose(part.id),
      },
      part.title,
    ),
  );
  const panels = parts.map((part) =>
    h(
      "section",
      {
        role: "tabpanel",
        id: `dev-${part.id}`,
        "aria-labelledby": `dev-tab-${part.id}`,
        class: "dev-panel",
        hidden: true,
      },
      part.body,
    ),
  );
  let open = null;

  function choose(id) {
    const next = parts.some((part) => part.id === id) ? id : parts[0].id;
    if (next === open) return;
    open = next;
    localStorage.setItem(LAST, next);
    parts.forEach((part, at) => {
      const chosen = part.id === next;
      tabs[at].setAttribute("aria-selected", String(chosen));
      tabs[at].tabIndex = chosen ? 0 : -1;
      panels[at].hidden = !chosen;
      if (chosen) part.show();
      else part.hide?.();
    });
    onchange();
  }

  function keys(event) {
    const here = tabs.indexOf(document.activeElement);
    const to = { Home: 0, End: tabs.length - 1 }[event.key] ?? here + (KEYS[event.key] ?? NaN);
    if (here < 0 || Number.isNaN(to)) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    tab.click();
  }

  const list = h("div", { role: "tablist", "aria-label": "Developer panel", class: "tabs dev-tabs", onkeydown: keys }, tabs);
  choose(localStorage.getItem(LAST));
  return { list, panels, choose };
}
