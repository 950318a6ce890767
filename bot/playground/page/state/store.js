/** What the page knows. Views subscribe to topics and read from here. */

export const state = {
  as: null,
  here: null, // id of the open conversation, or "home"
  workspace: { name: "", domain: "", life: "" },
  clock: { now: new Date().toISOString() },
  people: new Map(),
  conversations: new Map(),
  commands: [],
  bot: { user_id: null, name: "Kindling", connected: false },
  views: [],
  workspaces: [],
  shortcuts: [],
  messages: [], // the last ones of the open conversation; replies are in their threads
  hasMore: false, // whether there are older ones
  newAfter: null, // the "New" line stands after this time stamp
  thread: null, // time stamp of the message whose thread is open
  replies: [], // that message and its replies
  moreReplies: false,
  sending: [], // what I have sent and the workspace has not shown yet
  since: null, // only-you lines from before this page was opened are gone
  home: null,
  online: true,
};

const listeners = new Map();

export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(listener);
  }
  return () => topics.split(" ").forEach((topic) => listeners.get(topic).delete(listener));
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
/** What an account is beside a colleague's: nothing, most often. */
export const standing = (p) => (p.deleted ? "left" : p.company ? `of ${p.company}` : p.is_guest ? "guest" : p.is_admin ? "admin" : null);
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

const A_MICROSECOND = 0.000001;

/** The newest time stamp anywhere: what is only for me and older was for a page that is closed. */
const newest = (answer) =>
  Math.max((answer.clock?.now_ts ?? 0) - A_MICROSECOND, ...answer.conversations.map((c) => Number(c.last_ts ?? 0)));

/** Take over everything `/play/state` says. */
export function absorb(answer) {
  state.workspace = answer.workspace;
  state.clock = answer.clock ?? state.clock;
  state.people = new Map(answer.people.map((p) => [p.id, p]));
  state.conversations = new Map(answer.conversations.map((c) => [c.id, c]));
  state.commands = answer.commands ?? [];
  state.bot = answer.bot ?? state.bot;
  state.views = answer.views ?? [];
  state.workspaces = answer.workspaces ?? [];
  state.shortcuts = answer.shortcuts ?? [];
  state.installUrl = answer.install_url ?? null;
  state.since ??= newest(answer);
}
