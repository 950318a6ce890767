/** One exchange with everything that was asked and answered, under the list. */
import { h, icon } from "../parts/dom.js";
import { jsonBox } from "./json.js";
import { kindName, toTheSecond, took } from "./row.js";

export function makeDetail({ api, say }) {
  const element = h("section", { class: "dev-detail", "aria-label": "Chosen exchange", hidden: true, onkeydown: escape });
  let current = null;
  let opener = null;

  function escape(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  }

  function close() {
    if (element.hidden) return;
    const back = element.contains(document.activeElement);
    opener?.setAttribute("aria-expanded", "false");
    element.hidden = true;
    element.replaceChildren();
    if (back && opener?.isConnected) opener.focus();
    current = opener = null;
  }

  /** Show that one; the focus goes to its heading if `focus`. */
  async function open(id, button, focus = true) {
    if (focus && current === id) return close();
    opener?.setAttribute("aria-expanded", "false");
    [current, opener] = [id, button];
    button.setAttribute("aria-expanded", "true");
    try {
      const { exchange } = await api(`play/developer/exchange?id=${id}`);
      if (current === id) draw(exchange, focus);
    } catch (error) {
      say(error.message, true);
    }
    return undefined;
  }

  function draw(exchange, focus) {
    const heading = h("h3", { tabindex: -1 }, exchange.name);
    const shut = h(
      "button",
      { type: "button", class: "quiet icon-only", "aria-label": "Close this exchange", onclick: close },
      icon("close"),
    );
    const about = [kindName(exchange.kind), exchange.outcome, took(exchange.ms), toTheSecond(exchange.at)].filter(Boolean).join(", ");
    element.replaceChildren(
      h("div", { class: "dev-detail-head" }, h("div", {}, heading, h("p", {}, about)), shut),
      jsonBox("Request", exchange.request, say),
      exchange.answer
        ? jsonBox("Answer", exchange.answer, say)
        : h("p", { class: "dev-nothing" }, exchange.ok === null ? "No answer yet." : "There was no answer."),
    );
    element.hidden = false;
    if (focus) heading.focus({ preventScroll: true });
    opener?.scrollIntoView({ block: "nearest" });
  }

  return { element, open, close, shows: (id) => current === id && !element.hidden };
}
