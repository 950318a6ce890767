/** The thread beside the conversation. */
import { $, h, icon } from "../parts/dom.js";
import { goToThread } from "../state/going.js";
import { get } from "../state/api.js";
import { conversation, label, state } from "../state/store.js";
import { kindly } from "../parts/toast.js";
import { makeComposer } from "./composer.js";
import { messageList } from "./list.js";
import { threadRows } from "./rows.js";
import { canWrite } from "./talkbox.js";

let list;
let composer;

const scroller = () => $("#thread-scroller");
const toFoot = () => {
  scroller().scrollTop = scroller().scrollHeight;
};

async function load() {
  const { as, here, thread } = state;
  const asked = { as, conversation: here, thread_ts: thread, limit: 500 };
  const answer = await kindly(() => get("messages", asked));
  if (here !== state.here || thread !== state.thread) return;
  if (!answer) return goToThread(null);
  const known = new Set(answer.messages.map((m) => m.ts));
  const newer = state.replies.filter((m) => !known.has(m.ts) && Number(m.ts) > Number(answer.messages.at(-1)?.ts));
  state.replies = [...answer.messages, ...newer];
  state.moreReplies = answer.has_more;
  drawThread();
  toFoot();
}

/** Draw the open thread. */
export function drawThread() {
  const pane = $("#thread");
  const open = Boolean(state.thread && conversation());
  pane.hidden = !open;
  document.body.classList.toggle("threading", open);
  if (!open) return;
  const atFoot = scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight < 80;
  $("#thread-place").textContent = label(conversation());
  $("#thread-more").hidden = !state.moreReplies;
  list.draw(threadRows());
  $("#thread-composer").hidden = !canWrite(conversation());
  if (atFoot) toFoot();
}

/** Follow the address: show the thread of that message, or none. */
export async function showThread(ts) {
  if (state.thread === ts) return undefined;
  const left = state.thread;
  Object.assign(state, { thread: ts, replies: [], moreReplies: false });
  list.clear();
  drawThread();
  if (ts === null) return backTo(left);
  composer.open();
  composer.focus();
  return load();
}

export const reloadThread = () => (state.thread ? load() : undefined);

/** The focus goes back to the message whose thread was closed. */
function backTo(ts) {
  const free = document.activeElement === document.body || $("#thread").contains(document.activeElement);
  if (free) $(`#log [data-ts="${CSS.escape(ts)}"]`)?.focus({ preventScroll: true });
}

function closer() {
  const props = { type: "button", class: "quiet icon-only", "aria-label": "Close the thread", title: "Close (Escape)" };
  return h("button", { ...props, onclick: () => goToThread(null) }, icon("close"));
}

export function startThread() {
  list = messageList($("#thread-log"));
  composer = makeComposer($("#thread-composer"), {
    id: "reply-words",
    target: () => ({ conversation: state.here, thread: state.thread }),
    name: () => "Reply in the thread",
  });
  $("#thread > header").append(closer());
  $("#thread").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) goToThread(null);
  });
}
