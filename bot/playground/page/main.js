/** Puts the parts together: the address decides who you are and what is open. */
import { $ } from "./parts/dom.js";
import { kindly } from "./parts/toast.js";
import { hashOf, isPane, wanted } from "./state/address.js";
import { get, post } from "./state/api.js";
import { drawMe, startChooser } from "./shell/chooser.js";
import { drawClock, hearClock, startClock } from "./shell/clock.js";
import { startDevelopers } from "./developer/door.js";
import { listen } from "./state/events.js";
import { drawGuide, startGuide } from "./shell/guide.js";
import { drawHeader } from "./shell/header.js";
import { startHelp } from "./shell/help.js";
import { startLive } from "./shell/live.js";
import { drawSidebar, startDrawer } from "./shell/sidebar.js";
import { drawSplit, startSplit, tellFrame } from "./shell/split.js";
import { drawBot, drawInstalled, drawTitle } from "./shell/status.js";
import { absorb, botConversation, conversation, emit, on, state } from "./state/store.js";
import { drawWorkspace } from "./shell/switcher.js";
import { startTheme } from "./shell/theme-button.js";
import { loadMessages, loadUntil, markRead } from "./chat/history.js";
import { drawLog, pointOut, startLog } from "./chat/log.js";
import { newMessage } from "./chat/newmessage.js";
import { drawComposer, focusComposer, openDraft, startComposer } from "./chat/talkbox.js";
import { drawThread, reloadThread, showThread, startThread } from "./chat/thread.js";
import { drawHome, loadHome, startHome } from "./dialogs/home.js";
import { setViews } from "./dialogs/modal.js";

/** The address says where we are, and no more than that. */
function settle(as, here, { thread, beside }) {
  const page = `${location.pathname}${isPane ? "?pane=1" : ""}`;
  history.replaceState(null, "", page + hashOf(as, here, { thread, beside }));
}

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
  Object.assign(state, { as: id, here: null, home: null, thread: null, replies: [] });
  await listen(id, () => kindly(refresh)); // first, so that nothing falls between
  await loadState();
  emit("everything");
  tellFrame();
  setViews(state.views);
}

/** After a gap: everything again; what is open stays open if it is still there. */
async function refresh() {
  await loadState();
  emit("everything");
  setViews(state.views);
  if (conversation()) await Promise.all([readPlace(false), reloadThread()]);
  else if (state.here === "home") await loadHome();
  else await follow();
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

async function readPlace(fresh) {
  if (!(await loadMessages(fresh))) return;
  drawLog({ fresh });
  emit("read");
  markRead();
}

async function show(here) {
  const c = state.conversations.get(here);
  const newAfter = c?.unread ? (c.read ?? null) : null;
  Object.assign(state, { here, messages: [], hasMore: false, newAfter, thread: null, replies: [] });
  const home = here === "home";
  $("#home").replaceChildren();
  $("#home-said").textContent = "";
  $("#home").hidden = !home;
  $("#talk").hidden = home;
  emit("place");
  drawThread();
  if (home) return Promise.all([drawHome(), loadHome()]);
  openDraft();
  focusComposer();
  return readPlace(true);
}

/** A link to one message: there, or in its thread. */
async function showMessage(ts) {
  await loadUntil(ts);
  if (!pointOut(ts)) await showThread(ts);
}

/** Follow the address. */
async function follow() {
  const asked = wanted();
  const as = await personToBe(asked.as);
  if (as !== state.as) await become(as);
  const here = await place(asked.in);
  const thread = here === asked.in && here !== "home" ? (asked.thread ?? null) : null;
  settle(as, here, { thread, beside: asked.beside });
  drawSplit();
  if (here !== state.here) await show(here);
  await showThread(thread);
  const message = new URLSearchParams(first).get("message");
  first = "";
  if (message && here !== "home") await showMessage(message);
  document.body.classList.add("ready");
}

let first = location.search; // what a link asked for, once

const all = (...draws) => () => draws.forEach((draw) => draw());

function drawWhatChanges() {
  const frame = [drawSidebar, drawHeader, drawComposer, drawTitle];
  on("everything place", all(drawWorkspace, drawInstalled, drawMe, drawClock, drawBot, ...frame));
  on("conversations", all(...frame));
  on("messages", all(drawLog, markRead));
  on("replies", drawThread);
  on("people", all(drawMe, drawSidebar, drawHeader));
  on("clock", all(drawClock, drawLog));
  on("bot", drawBot);
  on("home", drawHome);
}

function start() {
  const parts = [startLive, startLog, startThread, startComposer, startDrawer, startChooser, startClock, startHome];
  for (const begin of [...parts, startTheme, startGuide, startSplit, startHelp, startDevelopers]) begin();
  drawWhatChanges();
  addEventListener("new-message", newMessage);
  addEventListener("hashchange", () => kindly(follow));
  addEventListener("visibilitychange", markRead);
  drawGuide();
  return kindly(follow);
}

start();
