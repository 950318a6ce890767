/**
 * What the rest of the page offers to a panel such as the developers' one:
 *
 *   base                 the workspace's address, "/" or "/w/<domain>/"
 *   me()                 the id of the person the page is now
 *   api(path, body)      a call to base + path ("play/clock"); POST with a body, GET without. Rejects with a sentence.
 *   on(name, fn) -> off  fn(data) for each event `name` of the live stream; "me" when the page becomes somebody else
 *   selectMessage(fn)    fn({conversation, message}) for each message whose "Show its blocks" is chosen; returns off
 */
import { base } from "../state/address.js";
import { call } from "../state/api.js";
import { hear } from "../state/events.js";
import { on as onTopic, state } from "../state/store.js";

const choosers = new Set();
let latest = null;

function becoming(fn) {
  let before = state.as;
  return onTopic("everything", () => {
    if (state.as !== before) fn((before = state.as));
  });
}

function selectMessage(fn) {
  choosers.add(fn);
  if (latest) fn(latest);
  latest = null;
  return () => choosers.delete(fn);
}

/** Somebody wants to look inside a message; kept for a panel that is only about to open. */
export function chooseMessage(conversation, message) {
  if (choosers.size === 0) latest = { conversation, message };
  for (const fn of choosers) fn({ conversation, message });
}

export const context = {
  base,
  me: () => state.as,
  api: (path, body) => call(path, body),
  on: (name, fn) => (name === "me" ? becoming(fn) : hear(name, fn)),
  selectMessage,
};
