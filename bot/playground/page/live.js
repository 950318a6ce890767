/** What each live event changes. */
import { hearClock } from "./clock.js";
import { setViews } from "./modal.js";
import { emit, state } from "./store.js";

const byTs = (a, b) => Number(a.ts) - Number(b.ts);

function upsert(message) {
  const others = state.messages.filter((m) => m.ts !== message.ts || m.ephemeral !== message.ephemeral);
  state.messages = [...others, message].sort(byTs);
  emit("messages");
}

function changed({ conversation, message }) {
  if (conversation === state.here) upsert(message);
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
  changed({ conversation, message });
  if (!counted) emit("conversations");
}

function deleted({ conversation, ts }) {
  if (conversation !== state.here) return;
  state.messages = state.messages.filter((m) => m.ts !== ts);
  emit("messages");
}

function changedConversation({ conversation }) {
  state.conversations.set(conversation.id, conversation);
  emit("conversations");
}

const views = (event) => setViews(event.views);

export const handlers = {
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
