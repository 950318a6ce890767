/** Everything the bot and the workspace say to each other, newest last. */
import { h } from "../parts/dom.js";
import { makeDetail } from "./exchange.js";
import { drawRow } from "./row.js";

const KINDS = [
  ["", "Everything"],
  ["web_api", "Web API"],
  ["events", "Events"],
  ["commands", "Commands"],
  ["interactivity", "Interactivity"],
  ["responses", "Responses"],
];
const NEAR = 40;

export function makeProtocol({ base, api, say }) {
  const rows = new Map(); // id -> {exchange, button, item}
  const held = new Map(); // what came while it was paused
  let source = null;
  let paused = false;
  let first = 0;

  const list = h("ol", { class: "dev-rows", "aria-label": "Exchanges", onkeydown: arrows });
  const nothing = h("p", { class: "dev-nothing" });
  const filter = h("input", { type: "search", "aria-label": "Filter by text", placeholder: "Filter", oninput: draw });
  const kind = h(
    "select",
    { "aria-label": "Kind", onchange: draw },
    KINDS.map(([value, words]) => h("option", { value }, words)),
  );
  const errors = h("input", { type: "checkbox", onchange: draw });
  const pause = h("button", { type: "button", class: "button small", "aria-pressed": "false", onclick: togglePause }, "Pause");
  const clear = h("button", { type: "button", class: "button small", onclick: forget }, "Clear");
  const detail = makeDetail({ api, say });
  const scroller = h("div", { class: "dev-scroll" }, list, nothing);
  const tools = h(
    "div",
    { class: "dev-tools" },
    h("div", { class: "dev-line" }, filter, h("span", { class: "select" }, kind)),
    h("div", { class: "dev-line" }, h("label", { class: "dev-check" }, errors, "Only errors"), pause, clear),
  );

  const matches = (exchange) =>
    (!kind.value || exchange.kind === kind.value) &&
    (!errors.checked || exchange.ok === false) &&
    `${exchange.name} ${exchange.outcome}`.toLowerCase().includes(filter.value.trim().toLowerCase());

  function take(exchange) {
    const known = rows.get(exchange.id);
    const row = drawRow(exchange, known, (button) => detail.open(exchange.id, button));
    row.item.hidden = !matches(exchange);
    if (!known) list.append(row.item);
    rows.set(exchange.id, row);
    if (detail.shows(exchange.id)) detail.open(exchange.id, row.button, false);
  }

  function trim() {
    for (const [id, { item }] of rows) {
      if (id >= first) break;
      item.remove();
      rows.delete(id);
    }
  }

  function heard(told) {
    first = told.first;
    for (const exchange of told.exchanges) held.set(exchange.id, exchange);
    if (!paused) release();
    else pause.textContent = held.size ? `Go on (${held.size} new)` : "Go on";
  }

  function release() {
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    held.forEach(take);
    held.clear();
    trim();
    draw();
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  }

  function draw() {
    let shown = 0;
    for (const { exchange, item } of rows.values()) {
      item.hidden = !matches(exchange);
      shown += item.hidden ? 0 : 1;
    }
    nothing.hidden = shown > 0;
    nothing.textContent = rows.size
      ? "Nothing here matches. Try another word or kind."
      : "Nothing yet. Type a command or press a button, and you will see what your bot is told and what it answers.";
    oneInTabOrder();
  }

  const visible = () => [...rows.values()].filter(({ item }) => !item.hidden).map(({ button }) => button);

  function oneInTabOrder() {
    const buttons = visible();
    const current = buttons.find((button) => button === document.activeElement || button.ariaExpanded === "true");
    for (const button of buttons) button.tabIndex = -1;
    const chosen = current ?? buttons.at(-1);
    if (chosen) chosen.tabIndex = 0;
  }

  function arrows(event) {
    const buttons = visible();
    const here = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (here < 0 || to === undefined) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(to, buttons.length - 1))].focus();
    oneInTabOrder();
  }

  function togglePause() {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Go on" : "Pause";
    if (!paused) release();
    say(paused ? "Paused. What happens now is kept for when you go on." : "Going on.");
  }

  async function forget() {
    try {
      await api("play/developer/clear", {});
      held.clear();
      trim();
      draw();
      detail.close();
      say("The list is clear.");
    } catch (error) {
      say(error.message, true);
    }
  }

  function show() {
    scroller.scrollTop = scroller.scrollHeight;
    if (source) return;
    source = new EventSource(`${base}play/developer/events`);
    source.addEventListener("protocol", (event) => heard(JSON.parse(event.data)));
  }

  function stop() {
    source?.close();
    source = null;
  }

  draw();
  return { body: [tools, scroller, detail.element], show, stop };
}
