/** What the page knows. Views subscribe to topics and read from here. */

export const state = {
  as: null,
  here: null, // id of the open conversation, or "home"
  workspace: { name: "", domain: "" },
  clock: { now: new Date().toISOString() },
  people: new Map(),
  conversations: new Map(),
  commands: [],
  bot: { user_id: null, name: "Kindling", connected: false },
  views: [],
  messages: [],
  home: null,
  online: true,
};

const listeners = new Map();

export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(listener);
  }
}

/** Tell each listener of these topics once. */
export function emit(...topics) {
  const called = new Set(topics.flatMap((topic) => [...(listeners.get(topic) ?? [])]));
  for (const listener of called) listener();
}

export const me = () => state.people.get(state.as) ?? null;
export const person = (id) => state.people.get(id) ?? null;
export const realName = (id) => person(id)?.real_name ?? "Somebody";
/** What a person does and where, each said once. */
export const role = (p) => [p.title, p.title?.includes(p.site) ? "" : p.site].filter(Boolean).join(", ");
export const conversation = () => state.conversations.get(state.here) ?? null;
export const zone = () => me()?.tz || "Europe/London";

/** The conversation between me and the bot, if there is one already. */
export const botConversation = () =>
  [...state.conversations.values()].find((c) => c.kind === "im" && c.user === state.bot.user_id) ?? null;

/** A conversation's name as I say it: "#coffee" or "Ben Hughes". */
export function label(c) {
  if (c.kind === "channel" || c.kind === "private") return `#${c.name}`;
  if (c.kind === "im") return person(c.user)?.real_name ?? c.name;
  const others = c.members.filter((id) => id !== state.as && !person(id)?.is_bot);
  return others.map(realName).join(", ") || c.name;
}

/** Take over everything `/play/state` says. */
export function absorb(answer) {
  state.workspace = answer.workspace;
  state.clock = answer.clock ?? state.clock;
  state.people = new Map(answer.people.map((p) => [p.id, p]));
  state.conversations = new Map(answer.conversations.map((c) => [c.id, c]));
  state.commands = answer.commands ?? [];
  state.bot = answer.bot ?? state.bot;
  state.views = answer.views ?? [];
}
