/** What I have sent: it stands in the conversation at once, and greyed until the workspace has it. */
import { emit, state } from "../state/store.js";

const LONG = 4000;
let counter = 0;

const drop = (entry) => {
  state.sending = state.sending.filter((one) => one !== entry);
  emit("messages", "replies");
};

/** `thread` is the time stamp of the thread's first message, or null. */
export function begin({ conversation, thread, text }) {
  const entry = { id: ++counter, as: state.as, conversation, thread, text, ts: null };
  state.sending = [...state.sending, entry];
  emit("messages", "replies");
  return entry;
}

/** The workspace said yes; the message itself may come a moment later. */
export function confirm(entry, ts) {
  const known = [...state.messages, ...state.replies].some((m) => m.ts === ts);
  if (!ts || known) return drop(entry);
  entry.ts = ts;
  setTimeout(drop, LONG, entry);
}

export const giveUp = drop;

/** A message of mine arrived: the oldest line that waits for it makes room. */
export function settle(conversation, message) {
  const thread = message.is_reply ? message.thread_ts : null;
  const fits = (entry) =>
    entry.ts
      ? entry.ts === message.ts
      : entry.conversation === conversation && entry.thread === thread && !entry.text.startsWith("/");
  const entry = state.sending.find(fits);
  if (!entry || message.ephemeral) return;
  entry.ts = message.ts;
  state.sending = state.sending.filter((one) => one !== entry);
}

/** The lines on their way to the open conversation, or to the open thread. */
export const waiting = (thread) =>
  state.sending.filter(
    (entry) => entry.as === state.as && entry.conversation === state.here && entry.thread === thread,
  );
