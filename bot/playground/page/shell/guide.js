/** A guided first minute: quiet steps that tick themselves off as the things really happen. */
import { $, h, hidden, icon } from "../parts/dom.js";
import { isPane } from "../state/address.js";
import { hear } from "../state/events.js";
import { conversation, me, on, person, state } from "../state/store.js";
import { dayAndTime } from "../parts/time.js";

const KEY = "kindling.guide";
const START = "/kind start coffee";
const COMMAND = START.split(" ")[0];
const JOIN = "coffee:join";
const IN = /^You're in\b/;
const HOUR = 3_600_000;
const FRESH = { started: null, joined: [], monday: false, met: false };

/** What has happened in this workspace, and not in one that was here before; `closed` outlives them. */
function kept() {
  const { closed = false, ...facts } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  return { ...FRESH, ...(facts.life === state.workspace.life ? facts : {}), closed };
}

function keep(change) {
  localStorage.setItem(KEY, JSON.stringify({ ...kept(), life: state.workspace.life, ...change }));
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

const first = (id) => (person(id) ?? me()).real_name.split(" ")[0];
const typed = () => h("code", {}, START);

/** `done` looks at what has happened; the words tell who did it. */
const STEPS = [
  {
    done: ({ started, joined }) => started || joined.length > 0, // nobody joins what nobody has started
    words: ({ started, joined }) => {
      if (started) return [`${first(started)} typed `, typed(), " in #coffee and pressed Start."];
      if (joined.length) return ["Somebody has started it."];
      return [`You are ${first(state.as)}. In #coffee, type `, typed(), " and press Start."];
    },
    help: ["Write it for me", prepare],
  },
  {
    done: ({ joined }) => joined.length > 0,
    words: ({ joined }) =>
      joined.length ? [`${first(joined[0])} joined.`] : ["Press Join on the message that appears."],
  },
  {
    done: ({ joined }) => joined.length > 1,
    words: ({ joined }) =>
      joined.length > 1
        ? [`${first(joined[1])} joined as well.`]
        : ["Become a colleague, up there on the right, and join as well."],
    help: ["Choose somebody", () => $("#me").click()],
  },
  { done: ({ monday }) => monday, words: () => ["Move the clock to Monday 10:00."] },
  {
    done: ({ met }) => met,
    words: () => [`Read what ${state.bot.name} wrote to the two of you.`],
    help: ["Open it", openGroup],
  },
];

const current = () => STEPS.find((step) => !step.done(kept()));
const buttonsOf = (message) => (message.blocks ?? []).flatMap((block) => block.elements ?? []);
const invitesToJoin = (message) => buttonsOf(message).some((one) => one.action_id === JOIN);

let sent = null; // who sent a form last

/** They have started it whose form was followed by the invitation to join; they are in who are told so. */
function heardMessage({ conversation: id, message }) {
  if (message.user !== state.bot.user_id) return;
  const { started, joined } = kept();
  const isPublic = state.conversations.get(id)?.kind === "channel" && !message.ephemeral;
  if (!started && sent === state.as && isPublic && invitesToJoin(message)) keep({ started: sent });
  if (message.ephemeral && IN.test(message.text) && !joined.includes(state.as)) keep({ joined: [...joined, state.as] });
}

let before = null;

/** A Monday, 10:00, has come in between. */
function passesMonday(from, to) {
  const hours = Math.min((to - from) / HOUR, 7 * 24);
  const moments = Array.from({ length: Math.ceil(hours) }, (_, n) => new Date(Math.min(from + (n + 1) * HOUR, to)));
  return moments.some((moment) => /^Mon.* 1\d:/.test(dayAndTime(moment)));
}

function heardClock({ now }) {
  const [from, to] = [before, Date.parse(now)];
  before = to;
  const { joined, monday } = kept();
  if (from !== null && !monday && joined.length > 1 && passesMonday(from, to)) keep({ monday: true });
}

function looked() {
  const { joined, met } = kept();
  const isOurs = conversation()?.kind === "mpim" && joined.includes(state.as);
  if (!met && isOurs && state.messages.some((m) => m.user === state.bot.user_id)) keep({ met: true });
}

const button = (text, act) => h("button", { type: "button", class: "button small", onclick: act }, text);

function item(step) {
  const isDone = step.done(kept());
  const isNow = step === current();
  const mark = h("span", { class: "mark" }, isDone ? [icon("check"), hidden("Done: ")] : null);
  const help = isNow && step.help ? button(...step.help) : null;
  const words = h("span", {}, step.words(kept()), help && h("br"), help);
  const props = { class: isDone ? "done" : isNow ? "now" : "later", "aria-current": isNow ? "step" : null };
  return h("li", props, mark, words);
}

function ending() {
  const words = "That is a coffee roulette. Go on to Friday 10:00, and each of them is asked privately whether they met.";
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
  keep({ closed: false, ...(current() ? {} : FRESH) });
  $("#guide button")?.focus();
}

export function startGuide() {
  hear("message", heardMessage);
  hear("clock", heardClock);
  addEventListener("storage", (event) => event.key === KEY && drawGuide()); // done in a frame beside this one
  on("submitting", () => (sent = state.as));
  on("everything place people", drawGuide);
  on("messages read", looked);
  on("everything", () => (before ??= Date.parse(state.clock.now)));
}
