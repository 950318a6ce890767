/** What each live event changes. */
import { settle } from "../chat/sending.js";
import { setViews } from "../dialogs/modal.js";
import { announce } from "../chat/announce.js";
import { hearClock } from "./clock.js";
import { hear } from "../state/events.js";
import { emit, state } from "../state/store.js";

const byTs = (a, b) => Number(a.ts) - Number(b.ts);

export function merged(list, message) {
  const others = list.filter((m) => m.ts !== message.ts || m.ephemeral !== message.ephemeral);
  return [...others, message].sort(byTs);
}

/** A message has its place: in the conversation, or in the thread that is open. */
function changed({ conversation, message }) {
  if (conversation !== state.here) return;
  const isKnown = state.messages.some((m) => m.ts === message.ts);
  const isOlder = state.hasMore && state.messages.length > 0 && Number(message.ts) < Number(state.messages[0].ts);
  if (!message.is_reply && (isKnown || !isOlder)) {
    state.messages = merged(state.messages, message);
    emit("messages");
  }
  if (state.thread && [message.ts, message.thread_ts].includes(state.thread)) {
    state.replies = merged(state.replies, message);
    emit("replies");
  }
}

/** A new message elsewhere is unread, unless the conversation's own count has it already. */
function arrived({ conversation, message }) {
  if (Date.parse(message.at) > Date.parse(state.clock.now)) hearClock({ now: message.at });
  const place = state.conversations.get(conversation);
  const counted = !place || Number(place.last_ts ?? 0) >= Number(message.ts);
  if (!counted) {
    const silent = message.user === state.as || message.subtype;
    state.conversations.set(conversation, {
      ...place,
      last_ts: message.ts,
      unread: silent ? place.unread : place.unread + 1,
    });
  }
  if (message.user === state.as) settle(conversation, message);
  if (conversation === state.here) announce(message);
  changed({ conversation, message });
  if (!counted) emit("conversations");
}

function deleted({ conversation, ts }) {
  if (conversation !== state.here) return;
  state.messages = state.messages.filter((m) => m.ts !== ts);
  state.replies = state.replies.filter((m) => m.ts !== ts);
  emit("messages", "replies");
}

function changedConversation({ conversation }) {
  state.conversations.set(conversation.id, conversation);
  emit("conversations");
}

const views = (event) => setViews(event.views);

const handlers = {
  message: arrived,
  message_changed: changed,
  message_deleted: deleted,
  conversation: changedConversation,
  view_opened: views,
  view_updated: views,
  view_closed: views,
  home: ({ view }) => {
    state.home = view;
    emit("home");
  },
  clock: (clock) => {
    hearClock(clock);
    emit("clock");
  },
  person: ({ person }) => {
    state.people.set(person.id, person);
    emit("people");
  },
  bot: ({ connected }) => {
    state.bot = { ...state.bot, connected };
    emit("bot");
  },
};

export const startLive = () => Object.entries(handlers).forEach(([kind, handle]) => hear(kind, handle));
