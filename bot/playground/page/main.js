/** Puts the parts together: the address decides who you are and what is open. */
import { $, icon } from "./dom.js";
import { get, post } from "./api.js";
import { drawClock, hearClock, startClock } from "./clock.js";
import { drawComposer, focusComposer, openDraft, startComposer } from "./composer.js";
import { drawMe, startChooser } from "./chooser.js";
import { drawHeader, placeName } from "./header.js";
import { drawHome, loadHome } from "./home.js";
import { drawLog, quietly, startLog } from "./log.js";
import { drawSidebar, startDrawer } from "./sidebar.js";
import { handlers } from "./live.js";
import { listen } from "./events.js";
import { newMessage } from "./newmessage.js";
import { setViews } from "./modal.js";
import { kindly } from "./toast.js";
import { absorb, botConversation, conversation, emit, me, on, state } from "./store.js";

/** Who and where: "#as=U…&in=C…", or a message's permanent link, "?conversation=C…". */
function wanted() {
  const asked = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  return { in: new URLSearchParams(location.search).get("conversation"), ...asked };
}
const go = (as, here) => history.replaceState(null, "", `#as=${as}&in=${here}`);

/** The conversation to open when the address names none this person can see. */
function firstPlace() {
  const channels = [...state.conversations.values()].filter((c) => c.is_member && !c.is_archived);
  return (
    (channels.find((c) => c.name === "kindness") ?? channels[0] ?? [...state.conversations.values()][0])
      ?.id ?? "home"
  );
}

const active = (p) => p && !p.deleted && !p.is_bot;

async function personToBe(id) {
  if (state.people.size === 0) state.people = new Map((await get("state")).people.map((p) => [p.id, p]));
  return active(state.people.get(id)) ? id : [...state.people.values()].find(active)?.id;
}

async function loadState() {
  const answer = await get("state", { as: state.as });
  absorb(answer);
  hearClock(answer.clock);
}

async function become(id) {
  state.as = id;
  state.here = null;
  state.home = null;
  await listen(id, handlers, () => kindly(refresh)); // first, so that nothing falls between
  await loadState();
  emit("everything");
  setViews(state.views);
}

/** After a gap: everything again; what is open stays open if it is still there. */
async function refresh() {
  await loadState();
  emit("everything");
  setViews(state.views);
  if (conversation()) await loadMessages(false);
  else if (state.here === "home") await loadHome();
  else await follow();
}

/** The answer, and what was heard while it was on its way: it may be older than that. */
function withHeard(messages, fresh) {
  const last = Number(messages.at(-1)?.ts ?? 0);
  const heard = fresh ? state.messages : state.messages.filter((m) => Number(m.ts) > last);
  const known = new Set(heard.map((m) => m.ts));
  return [...messages.filter((m) => !known.has(m.ts)), ...heard].sort((a, b) => Number(a.ts) - Number(b.ts));
}

async function loadMessages(fresh) {
  const { as, here } = state;
  const answer = await get("messages", { as, conversation: here });
  if (as !== state.as || here !== state.here) return;
  state.messages = withHeard(answer.messages, fresh);
  quietly(() => drawLog({ fresh }));
  markRead();
}

export function markRead() {
  const c = conversation();
  const last = state.messages.at(-1);
  if (!c || !last || document.hidden || !c.unread) return;
  c.unread = 0;
  emit("conversations");
  post("read", { as: state.as, conversation: c.id, ts: last.ts }).catch(() => {}); // a missed mark is set by the next one
}

async function openBot() {
  if (botConversation()) return botConversation().id;
  const { conversation: id } = await post("open", { as: state.as, people: [state.bot.user_id] });
  return place(id);
}

async function place(asked) {
  if (asked === "home") return "home";
  if (asked === "bot") return openBot();
  if (asked && !state.conversations.has(asked)) await loadState(); // it may be newer than what we know
  return state.conversations.has(asked) ? asked : firstPlace();
}

async function show(here) {
  state.here = here;
  state.messages = [];
  const home = here === "home";
  $("#home").hidden = !home;
  $("#talk").hidden = home;
  emit("place");
  if (home) return Promise.all([drawHome(), loadHome()]);
  openDraft();
  focusComposer();
  return loadMessages(true);
}

/** Follow the address. */
async function follow() {
  const asked = wanted();
  const as = await personToBe(asked.as);
  if (as !== state.as) await become(as);
  const here = await place(asked.in);
  go(as, here);
  if (here !== state.here) await show(here);
  document.body.classList.add("ready");
}

function drawTitle() {
  const unread = [...state.conversations.values()].reduce((sum, c) => sum + (c.is_member ? c.unread : 0), 0);
  document.title = `${unread ? `(${unread}) ` : ""}${placeName()} – ${state.workspace.name || "Kindling"}`;
}

function drawBot() {
  const words = !state.online
    ? "Connection lost, trying again"
    : state.bot.connected
      ? `${state.bot.name} is here`
      : `${state.bot.name} is waking up`;
  const place = $("#bot-status");
  place.dataset.state = !state.online ? "lost" : state.bot.connected ? "here" : "waking";
  if (place.lastChild.textContent !== words) place.lastChild.textContent = words;
}

function drawWorkspace() {
  $("#workspace").textContent = state.workspace.name;
}

const THEMES = {
  "": ["auto", "Colours: as your system"],
  light: ["sun", "Colours: light"],
  dark: ["moon", "Colours: dark"],
};

function drawTheme() {
  const [picture, words] = THEMES[document.documentElement.dataset.theme ?? ""];
  $("#theme").replaceChildren(icon(picture));
  $("#theme").setAttribute("aria-label", words);
  $("#theme").title = words;
}

function nextTheme() {
  const order = ["", "light", "dark"];
  const now = document.documentElement.dataset.theme ?? "";
  const next = order[(order.indexOf(now) + 1) % order.length];
  if (next) document.documentElement.dataset.theme = next;
  else delete document.documentElement.dataset.theme;
  localStorage.setItem("kindling.theme", next);
  drawTheme();
}

function start() {
  for (const begin of [startLog, startComposer, startDrawer, startChooser, startClock, drawTheme]) begin();
  on("everything place", () =>
    [drawWorkspace, drawMe, drawClock, drawBot, drawSidebar, drawHeader, drawComposer, drawTitle].forEach(
      (draw) => draw(),
    ),
  );
  on("conversations", () => [drawSidebar, drawHeader, drawComposer, drawTitle].forEach((draw) => draw()));
  on("messages", () => {
    drawLog();
    markRead();
  });
  on("people", () => [drawMe, drawSidebar, drawHeader].forEach((draw) => draw()));
  on("clock", () => [drawClock, drawLog].forEach((draw) => draw()));
  on("hint", () => drawLog());
  on("bot", drawBot);
  on("home", drawHome);
  $("#theme").addEventListener("click", nextTheme);
  addEventListener("new-message", newMessage);
  addEventListener("hashchange", () => kindly(follow));
  addEventListener("visibilitychange", markRead);
  return kindly(follow);
}

start();
