/** Fetching what was said: the last page first, older ones when they are wanted. */
import { get, post } from "../state/api.js";
import { conversation, emit, state } from "../state/store.js";
import { kindly } from "../parts/toast.js";

const FAR = 40; // pages, while looking for one message
let loading = null;

const asked = (more = {}) => ({ as: state.as, conversation: state.here, ...more });
const isStill = (as, here) => as === state.as && here === state.here;

/** The answer, and what was heard while it was on its way: it may be older than that. */
function withHeard(messages, fresh) {
  const last = Number(messages.at(-1)?.ts ?? 0);
  const heard = fresh ? state.messages : state.messages.filter((m) => Number(m.ts) > last);
  const known = new Set(heard.map((m) => m.ts));
  return [...messages.filter((m) => !known.has(m.ts)), ...heard].sort((a, b) => Number(a.ts) - Number(b.ts));
}

/** The last messages of the open conversation; resolves to false if another one was opened meanwhile. */
export async function loadMessages(fresh) {
  const { as, here } = state;
  const answer = await get("messages", asked());
  if (!isStill(as, here)) return false;
  state.messages = withHeard(answer.messages, fresh);
  state.hasMore = answer.has_more;
  return true;
}

async function fetchOlder() {
  const { as, here } = state;
  const answer = await get("messages", asked({ before: state.messages[0].ts }));
  if (!isStill(as, here)) return;
  state.messages = [...answer.messages, ...state.messages];
  state.hasMore = answer.has_more;
  emit("messages");
}

/** One page more, once at a time. */
export function loadOlder() {
  if (!state.hasMore || !state.messages.length) return Promise.resolve();
  loading ??= kindly(fetchOlder).finally(() => (loading = null));
  return loading;
}

/** Older pages, until that message is among them. */
export async function loadUntil(ts) {
  const isThere = () => state.messages.some((m) => m.ts === ts);
  for (let page = 0; page < FAR && state.hasMore && !isThere(); page += 1) await loadOlder();
}

/** All I can see here is read. */
export function markRead() {
  const c = conversation();
  const ts = c?.last_ts ?? state.messages.at(-1)?.ts;
  if (!c || !ts || document.hidden || !c.unread) return;
  c.unread = 0;
  emit("conversations");
  post("read", { as: state.as, conversation: c.id, ts }).catch(() => {}); // a missed mark is set by the next one
}
