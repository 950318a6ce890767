/** A guided first minute: quiet steps that tick themselves off as the things really happen. */
import { $, h, hidden, icon } from "../parts/dom.js";
import { isPane } from "./address.js";
import { hear } from "./events.js";
import { conversation, me, on, state } from "./store.js";

const KEY = "kindling.guide";
const START = "/kind start coffee";
const COMMAND = START.split(" ")[0];
const HOUR = 3_600_000;
const FRESH = { done: [], closed: false, first: null };

const kept = () => ({ ...FRESH, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") });
function keep(change) {
  localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...change }));
  drawGuide();
}

/** Another app than Kindling may be here. */
export const hasGuide = () => state.commands.some((one) => one.command === COMMAND);

const coffee = () =>
  [...state.conversations.values()].find((c) => c.name === "coffee" && c.kind === "channel" && !c.is_archived);

/** Go to #coffee with the command ready in the field. */
function prepare() {
  const where = coffee()?.id ?? state.here;
  location.hash = `#as=${state.as}&in=${where}`;
  dispatchEvent(new CustomEvent("compose", { detail: { conversation: where, text: START } }));
}

const group = () =>
  [...state.conversations.values()].find((c) => c.kind === "mpim" && c.members.includes(state.bot.user_id));
const openGroup = () => {
  const where = group();
  if (where) location.hash = `#as=${state.as}&in=${where.id}`;
};

const STEPS = [
  {
    name: "start",
    words: () => [`You are ${me().real_name.split(" ")[0]}. In #coffee, type `, h("code", {}, START), " and press Start."],
    help: ["Write it for me", prepare],
  },
  { name: "join", words: () => ["Press Join on the message that appears."] },
  {
    name: "another",
    words: () => ["Become a colleague, up there on the right, and join as well."],
    help: ["Choose somebody", () => $("#me").click()],
  },
  { name: "clock", words: () => ["Move the clock to Monday 10:00."] },
  {
    name: "meet",
    words: () => [`Read what ${state.bot.name} wrote to the two of you.`],
    help: ["Open it", openGroup],
  },
];

const current = () => STEPS.find((step) => !kept().done.includes(step.name));

/** Only the step that is next can be done: what happens out of order was something else. */
function done(name, more = {}) {
  if (current()?.name === name) keep({ done: [...kept().done, name], ...more });
}

/** What the bot says shows how far one has come. */
function heardMessage({ conversation: id, message }) {
  const place = state.conversations.get(id);
  if (message.user !== state.bot.user_id || !place) return;
  if (place.kind === "channel" && !message.ephemeral) done("start");
  if (!message.ephemeral) return;
  if (current()?.name === "another" && state.as !== kept().first) done("another");
  else done("join", { first: state.as });
}

let before = null;
function heardClock({ now }) {
  if (before !== null && Date.parse(now) - before >= HOUR) done("clock");
  before = Date.parse(now);
}

function looked() {
  const isGroup = conversation()?.kind === "mpim";
  if (isGroup && state.messages.some((m) => m.user === state.bot.user_id)) done("meet");
}

const button = (text, act) => h("button", { type: "button", class: "button small", onclick: act }, text);

function item(step) {
  const isDone = kept().done.includes(step.name);
  const isNow = step === current();
  const mark = h("span", { class: "mark" }, isDone ? [icon("check"), hidden("Done: ")] : null);
  const help = isNow && step.help ? button(...step.help) : null;
  const words = h("span", {}, step.words(), help && h("br"), help);
  const props = { class: isDone ? "done" : isNow ? "now" : "later", "aria-current": isNow ? "step" : null };
  return h("li", props, mark, words);
}

function ending() {
  const words = "That is a coffee roulette. A few days on, each of them is asked privately whether they met.";
  return h("p", { class: "ending" }, words);
}

export function drawGuide() {
  const place = $("#guide");
  place.hidden = isPane || kept().closed || !me() || !hasGuide();
  document.body.classList.toggle("guided", !place.hidden);
  if (place.hidden) return;
  const props = { type: "button", class: "quiet icon-only", "aria-label": "Dismiss the first steps" };
  const close = h("button", { ...props, onclick: () => keep({ closed: true }) }, icon("close"));
  const head = h("header", {}, h("h2", {}, "First steps"), close);
  place.replaceChildren(head, h("ol", {}, STEPS.map(item)), current() ? "" : ending());
}

/** From the Help menu: shown again, from the start if it was done. */
export function bringBackGuide() {
  keep({ closed: false, ...(current() ? {} : { done: [], first: null }) });
  $("#guide button")?.focus();
}

export function startGuide() {
  hear("message", heardMessage);
  hear("clock", heardClock);
  addEventListener("storage", (event) => event.key === KEY && drawGuide()); // done in a frame beside this one
  on("everything place people", drawGuide);
  on("messages read", looked);
  on("clock everything", () => (before ??= Date.parse(state.clock.now)));
}
