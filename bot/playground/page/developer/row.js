/** One exchange in a line: when, what, how it went, how long it took. */
import { h } from "../parts/dom.js";
import { clockTime } from "../parts/time.js";
import { zone } from "../state/store.js";

const NAMES = {
  web_api: "Web API",
  events: "event",
  commands: "command",
  interactivity: "interactivity",
  responses: "response",
};

export const kindName = (kind) => NAMES[kind] ?? kind;
export const took = (ms) => (ms === null ? "" : ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms < 10 ? ms : Math.round(ms)} ms`);
export const toTheSecond = (at) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone(), timeStyle: "medium" }).format(new Date(at));
export const manner = ({ ok }) => (ok === null ? "waiting" : ok ? "good" : "bad");

/** A new row, or `known` brought up to date; `open(button)` when it is pressed. */
export function drawRow(exchange, known, open) {
  const button = known?.button ?? h("button", { type: "button", class: "dev-row", tabindex: -1, "aria-expanded": "false" });
  const item = known?.item ?? h("li", {}, button);
  button.onclick = () => open(button);
  button.dataset.how = manner(exchange);
  button.replaceChildren(
    h("time", { datetime: exchange.at }, clockTime(exchange.at)),
    h("span", { class: "dev-name" }, h("b", {}, exchange.name), " ", h("small", {}, kindName(exchange.kind))),
    h("span", { class: "dev-outcome" }, exchange.outcome),
    h("span", { class: "dev-ms" }, took(exchange.ms)),
  );
  return { exchange, button, item };
}
