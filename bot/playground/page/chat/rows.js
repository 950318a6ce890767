/** What stands in a list of messages: day lines, the "New" line, and messages, gathered by who wrote them. */
import { state } from "../state/store.js";
import { dayKey, dayName } from "../parts/time.js";
import { isNotice } from "./message.js";
import { waiting } from "./sending.js";

const TOGETHER = 5 * 60_000;

function goesOn(before, message) {
  if (!before || isNotice(before) || message.ephemeral || before.ephemeral) return false;
  return before.user === message.user && Date.parse(message.at) - Date.parse(before.at) < TOGETHER;
}

const day = (message) => {
  const name = dayName(message.at);
  return { key: `day ${dayKey(message.at)}`, line: "day", words: name, mark: name };
};
const newLine = { key: "new", line: "new", words: "New", mark: "new" };

const messageRow = (message, before, inThread) => ({
  key: `${message.ephemeral ? "e" : "m"} ${message.ts}`,
  message,
  inThread,
  compact: goesOn(before, message),
  mark: message,
});

const isGone = (message) => message.ephemeral && Number(message.ts) <= state.since;
const isNew = (message) =>
  state.newAfter !== null && Number(message.ts) > Number(state.newAfter) && message.user !== state.as;

function sendingRows(thread, last) {
  return waiting(thread).map((entry) => {
    const row = { key: `s ${entry.id}`, sending: entry, mark: entry, compact: last?.user === state.as };
    last = { user: state.as };
    return row;
  });
}

/** The open conversation. */
export function conversationRows() {
  const rows = [];
  let before = null;
  let today = null;
  let marked = false;
  for (const message of state.messages.filter((m) => !isGone(m))) {
    const newDay = dayKey(message.at) !== today;
    const firstNew = !marked && isNew(message);
    if (newDay) rows.push(day(message));
    if (firstNew) rows.push(newLine);
    if (newDay || firstNew) before = null;
    rows.push(messageRow(message, before, false));
    [before, today, marked] = [message, dayKey(message.at), marked || firstNew];
  }
  return [...rows, ...sendingRows(null, before)];
}

/** The open thread: its first message, how many replies there are, and the replies. */
export function threadRows() {
  const shown = state.replies.filter((m) => !isGone(m));
  const replies = shown.filter((m) => m.ts !== state.thread);
  const root = shown.find((m) => m.ts === state.thread);
  const words = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  const count = replies.length ? { key: "count", line: "tally", words, mark: words } : null;
  const rows = replies.map((m, i) => messageRow(m, replies[i - 1], true));
  return [
    root && messageRow(root, null, true),
    count,
    ...rows,
    ...sendingRows(state.thread, replies.at(-1)),
  ].filter(Boolean);
}
