/** The messages of the open conversation, the newest at the foot; older ones come as one scrolls up. */
import { $, h } from "../parts/dom.js";
import { conversation, label, state } from "../state/store.js";
import { loadOlder } from "./history.js";
import { messageList } from "./list.js";
import { conversationRows } from "./rows.js";

const NEAR = 120;
const EARLY = 500; // pixels before the top, so that older messages are there when one comes
const KEPT = 200; // as many stay while one only reads along

let list;
let wasAtBottom = true;

const scroller = () => $("#scroller");
const atBottom = () => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight < NEAR;
export const toBottom = () => {
  scroller().scrollTop = scroller().scrollHeight;
  $("#newer").hidden = true;
};

/** Nothing jumps while something changes above: the first message in view stays where it is. */
function anchored(change) {
  const top = scroller().getBoundingClientRect().top;
  const articles = [...$("#log").querySelectorAll(":scope > article")]; // a day's line may move to the top
  const first = articles.find((node) => node.getBoundingClientRect().bottom > top);
  const before = first?.getBoundingClientRect().top;
  change();
  const same = first && $(`#log [data-ts="${first.dataset.ts}"]`); // drawn anew, perhaps
  if (same) scroller().scrollTop += same.getBoundingClientRect().top - before;
}

function beginning() {
  if (state.hasMore)
    return h("button", { type: "button", class: "button small earlier", onclick: older }, "Show earlier messages");
  const c = conversation();
  const words = ["im", "mpim"].includes(c.kind)
    ? `This is where you and ${label(c)} talk.`
    : `This is the beginning of ${label(c)}.`;
  return h("div", { class: "beginning" }, h("p", { class: "beginning-name" }, label(c)), h("p", {}, words));
}

export async function older() {
  const had = document.activeElement?.closest(".earlier");
  await loadOlder();
  if (had) ($(".earlier") ?? $("#log article"))?.focus({ preventScroll: true });
}

/** While one only reads along, what scrolled far away is let go. */
function trim() {
  if (state.messages.length <= KEPT * 1.5) return;
  state.messages = state.messages.slice(-KEPT);
  state.hasMore = true;
}

/** Draw what is known now; keep the foot in view if it was. */
export function drawLog({ fresh = false } = {}) {
  if (!conversation()) return;
  const stick = fresh || atBottom() || state.sending.some((s) => !s.seen && s.conversation === state.here && !s.thread);
  const last = state.messages.at(-1)?.ts;
  if (fresh) list.clear();
  if (stick && !fresh) trim();
  anchored(() => {
    $("#beginning").replaceChildren(beginning());
    list.draw(conversationRows());
  });
  for (const entry of state.sending) entry.seen = true;
  if (stick) toBottom();
  else if (last !== drawLog.last) $("#newer").hidden = false;
  drawLog.last = last;
  if (fresh) $("#log .line.new")?.scrollIntoView({ block: "center" });
}

/** Bring one message into view and to notice. */
export function pointOut(ts) {
  const node = $(`#log [data-ts="${CSS.escape(ts)}"]`);
  if (!node) return false;
  node.scrollIntoView({ block: "center" });
  node.classList.add("pointed-out");
  node.focus({ preventScroll: true });
  return true;
}

function scrolled() {
  wasAtBottom = atBottom();
  if (wasAtBottom) $("#newer").hidden = true;
  if (scroller().scrollTop < EARLY && state.hasMore) older();
}

export function startLog() {
  list = messageList($("#log"));
  $("#newer").addEventListener("click", toBottom);
  scroller().addEventListener("scroll", scrolled, { passive: true });
  new ResizeObserver(() => wasAtBottom && toBottom()).observe(scroller());
}
