/** First hints for newcomers, one step at a time; once dismissed they stay away. */
import { $, h, icon } from "./dom.js";
import { conversation, emit, me, state } from "./store.js";

const KEY = "kindling.hint";
const START = "/kind start coffee";

const step = () => localStorage.getItem(KEY) ?? "start";

function setStep(next) {
  localStorage.setItem(KEY, next);
  emit("hint");
}

/** What was typed may be what the first hint asks for. */
export function noticeTyped(text) {
  if (step() === "start" && text.startsWith("/kind start")) setStep("join");
}

const coffee = () =>
  [...state.conversations.values()].find(
    (c) => c.name === "coffee" && c.kind === "channel" && !c.is_archived,
  );

/** Go to #coffee with the command ready in the field. */
function show() {
  const where = coffee();
  if (where) location.hash = `#as=${state.as}&in=${where.id}`;
  dispatchEvent(
    new CustomEvent("compose", { detail: { conversation: where?.id ?? state.here, text: START } }),
  );
}

const button = (text, act) => h("button", { type: "button", class: "button", onclick: act }, text);

function startStep() {
  const where = coffee() ? ` in #coffee${coffee().is_member ? "" : ", once you have joined it"}` : "";
  const words = h(
    "p",
    {},
    `You are ${me().real_name.split(" ")[0]}. Type `,
    h("code", {}, START),
    where,
    ", then become somebody else and join.",
  );
  return [h("strong", {}, "Welcome to the workspace"), words, button("Show me", show)];
}

function joinStep() {
  const words = h(
    "p",
    {},
    "Become somebody else, up there on the right, and press Join or type ",
    h("code", {}, "/kind coffee join"),
    ". Once two or more are in, move the clock to Monday 10:00.",
  );
  return [
    h("strong", {}, "Now see it as a colleague"),
    words,
    button("Choose somebody", () => $("#me").click()),
  ];
}

const STEPS = { start: startStep, join: joinStep };

export function hintCard() {
  if (!(step() in STEPS) || !me() || conversation()?.kind !== "channel") return null;
  const close = h(
    "button",
    {
      type: "button",
      class: "quiet icon-only",
      "aria-label": "Dismiss this hint",
      onclick: () => setStep("done"),
    },
    icon("close"),
  );
  return h(
    "aside",
    { class: "hint-card", "aria-label": "A first hint" },
    h("div", {}, STEPS[step()]()),
    close,
  );
}
