/** The workspace's clock: what time it is for me, and moving it. */
import { $, h, markInvalid } from "../parts/dom.js";
import { post } from "../state/api.js";
import { emit, state } from "../state/store.js";
import { toast } from "../parts/toast.js";
import { dayAndTime, dayKey } from "../parts/time.js";

const MOVES = [
  ["To Monday 10:00", "monday 10:00"],
  ["To Friday 10:00", "friday 10:00"],
  ["+1 day", "+1 day"],
];
const TICK = 5000;

let heard = performance.now();
let base = Date.now();

/** The workspace told the time. */
export function hearClock(clock) {
  state.clock = { ...state.clock, ...clock };
  base = Date.parse(clock.now);
  heard = performance.now();
}

function tick() {
  const before = dayKey(state.clock.now);
  state.clock.now = new Date(base + performance.now() - heard).toISOString();
  drawClock();
  if (dayKey(state.clock.now) !== before) emit("messages");
}

export function drawClock() {
  const now = $("#now");
  const words = dayAndTime(state.clock.now);
  if (now.textContent === words) return;
  now.textContent = words;
  now.dateTime = state.clock.now;
  $("#clock-toggle .now-copy").textContent = words;
}

function busy(on) {
  $("#clock").setAttribute("aria-busy", String(on));
  for (const control of $("#clock-moves").querySelectorAll("button, input")) control.disabled = on;
  $("#clock-said").textContent = on ? "Moving the clock…" : "";
}

async function move(to) {
  const back = document.activeElement;
  busy(true);
  try {
    hearClock(await post("clock", { as: state.as, to }));
    drawClock();
    emit("clock");
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  } finally {
    busy(false);
    if (document.activeElement === document.body) back?.focus();
  }
}

async function moveTyped(event) {
  event.preventDefault();
  const field = $("#clock-to");
  if (!field.value.trim()) return;
  const moved = await move(field.value.trim());
  markInvalid(field, !moved);
  if (moved) field.value = "";
}

/** On narrow pages the buttons fold away under the time. */
function unfold(open) {
  document.body.classList.toggle("clock-open", open);
  $("#clock-toggle").setAttribute("aria-expanded", String(open));
}

function fold() {
  unfold(false);
  $("#clock-toggle").focus();
}

export function startClock() {
  const buttons = MOVES.map(([text, to]) =>
    h("button", { type: "button", class: "button small", onclick: () => move(to) }, text),
  );
  $("#clock-moves").prepend(...buttons);
  $("#clock-form").addEventListener("submit", moveTyped);
  $("#clock-toggle").addEventListener("click", () => unfold(!document.body.classList.contains("clock-open")));
  $("#clock").addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold();
  });
  addEventListener("pointerdown", (event) => {
    if (!$("#clock").contains(event.target)) unfold(false);
  });
  setInterval(tick, TICK);
}
