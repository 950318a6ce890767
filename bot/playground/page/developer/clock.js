/** What time it is in the workspace, moving it, and what waits to be said. */
import { h, markInvalid } from "../parts/dom.js";
import { dayAndTime } from "../parts/time.js";
import { state } from "../state/store.js";
import { field } from "./field.js";

const MOVES = [
  ["+1 hour", "+1 hour"],
  ["+1 day", "+1 day"],
  ["Next Monday 10:00", "monday 10:00"],
  ["Next Friday 10:00", "friday 10:00"],
];
const TICK = 5000;

export function makeClock({ api, me, on, say }) {
  const now = h("time", { class: "dev-now" });
  const to = field("Move the clock to", h("input", { placeholder: "tomorrow 09:00", autocomplete: "off" }));
  const wrong = h("p", { class: "field-error", role: "alert" });
  const buttons = MOVES.map(([words, moment]) =>
    h("button", { type: "button", class: "button small", onclick: () => move(moment) }, words),
  );
  const go = h("button", { type: "submit", class: "button primary" }, "Move");
  const form = h("form", { class: "dev-form", onsubmit: typed }, to.element, wrong, go);
  const waiting = h("ol", { class: "dev-waiting", "aria-label": "Scheduled messages" });
  const none = h("p", { class: "dev-nothing" }, "No message is scheduled.");
  let ticking = null;

  function drawNow() {
    now.textContent = dayAndTime(state.clock.now);
    now.dateTime = state.clock.now;
  }

  function isWrong(sentence) {
    wrong.textContent = sentence;
    markInvalid(to.input, Boolean(sentence));
  }

  const busy = (on) => [...buttons, go, to.input].forEach((control) => (control.disabled = on));

  async function move(moment) {
    const back = document.activeElement;
    isWrong("");
    busy(true);
    try {
      const { now: moved } = await api("play/clock", { as: me(), to: moment });
      to.input.value = "";
      say(`It is ${dayAndTime(moved)} now.`);
    } catch (error) {
      isWrong(error.message);
    } finally {
      busy(false);
      if (document.activeElement === document.body) back?.focus();
    }
  }

  function typed(event) {
    event.preventDefault();
    const moment = to.input.value.trim();
    if (moment) return move(moment);
    isWrong("Write when it is to be, like “tomorrow 09:00” or “+2 days”.");
    return undefined;
  }

  const row = ({ post_at, where, text }) =>
    h("li", {}, h("span", {}, h("b", {}, dayAndTime(post_at * 1000)), ` in ${where}: ${text || "blocks"}`));

  async function drawScheduled() {
    try {
      const { scheduled } = await api("play/developer/scheduled");
      waiting.replaceChildren(...scheduled.map(row));
      none.hidden = scheduled.length > 0;
    } catch (error) {
      say(error.message, true);
    }
  }

  function show() {
    drawNow();
    drawScheduled();
    ticking ??= setInterval(drawNow, TICK);
  }

  function hide() {
    clearInterval(ticking);
    ticking = null;
  }

  const off = on("clock", () => ticking && show());
  return {
    body: [
      h(
        "div",
        { class: "dev-scroll dev-stack" },
        h(
          "div",
          { class: "dev-form" },
          h("h3", {}, "In the workspace it is"),
          now,
          h("div", { class: "dev-line" }, buttons),
        ),
        form,
        h("div", { class: "dev-form" }, h("h3", {}, "Waiting to be said"), waiting, none),
      ),
    ],
    show,
    hide,
    stop() {
      off();
      hide();
    },
  };
}
