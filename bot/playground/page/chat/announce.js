/** New lines are read out politely; the history, changes, and one's own words are not. */
import { $ } from "../parts/dom.js";
import { state } from "../state/store.js";

const LISTENING = 1000;
const timers = new Map();

function listenTo(log) {
  log.setAttribute("aria-live", "polite");
  clearTimeout(timers.get(log));
  timers.set(
    log,
    setTimeout(() => log.setAttribute("aria-live", "off"), LISTENING),
  );
}

/** Somebody else's message is about to be drawn. */
export function announce(message) {
  if (message.user !== state.as) listenTo($(message.is_reply ? "#thread-log" : "#log"));
}
