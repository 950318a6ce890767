/** The list of messages of the open conversation. */
import { $, h } from "./dom.js";
import { isNotice, messageNode } from "./message.js";
import { hintCard } from "./hint.js";
import { conversation, label, person, state } from "./store.js";
import { dayKey, dayName } from "./time.js";

const NEAR = 120;
const LONG = 300; // from here on, only what is in view is laid out
const TOGETHER = 5 * 60_000;
const shown = new Map(); // key -> {node, mark}

const log = () => $("#log");
const scroller = () => $("#scroller");
const atBottom = () => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight < NEAR;
export const toBottom = () => {
  scroller().scrollTop = scroller().scrollHeight;
  $("#newer").hidden = true;
};

function goesOn(before, message) {
  if (!before || isNotice(before) || message.ephemeral || before.ephemeral) return false;
  return before.user === message.user && Date.parse(message.at) - Date.parse(before.at) < TOGETHER;
}

/** Parents first, each followed by its replies. */
function threaded(messages) {
  const known = new Set(messages.map((m) => m.ts));
  const isReply = (m) => m.thread_ts && m.thread_ts !== m.ts;
  const replies = Map.groupBy(
    messages.filter((m) => isReply(m) && known.has(m.thread_ts)),
    (m) => m.thread_ts,
  );
  const roots = messages.filter((m) => !isReply(m) || !known.has(m.thread_ts));
  return roots.flatMap((m) => [
    { message: m, reply: isReply(m), replyLine: isReply(m) },
    ...(replies.get(m.ts) ?? []).map((r, i) => ({ message: r, reply: true, replyLine: i === 0 })),
  ]);
}

/** Rows to show: day separators and messages. */
function rows() {
  const list = [];
  let before = null;
  let day = null;
  for (const row of threaded(state.messages)) {
    const today = dayKey(row.message.at);
    if (!row.reply && today !== day) {
      list.push({ key: `day ${today}`, day: row.message.at, mark: dayName(row.message.at) });
      before = null;
    }
    if (!row.reply) day = today;
    const compact = Boolean(before) && goesOn(before.message, row.message) && before.reply === row.reply;
    list.push({
      ...row,
      compact,
      key: `${row.message.ephemeral ? "e" : "m"} ${row.message.ts}`,
      mark: row.message,
    });
    before = row;
  }
  return list;
}

const separator = (name) =>
  h("div", { class: "day", role: "separator", "aria-label": name }, h("span", {}, name));

function nodeFor(row) {
  const old = shown.get(row.key);
  const same =
    old &&
    old.mark === row.mark &&
    old.compact === row.compact &&
    old.reply === row.reply &&
    old.replyLine === row.replyLine;
  if (same) return old.node;
  const node = row.day ? separator(row.mark) : messageNode(row, state.here);
  shown.set(row.key, {
    node,
    mark: row.mark,
    compact: row.compact,
    reply: row.reply,
    replyLine: row.replyLine,
  });
  return node;
}

/** Put the nodes in order, touching only what changed, so that focus and typing survive. */
function arrange(nodes) {
  const keep = new Set(nodes);
  for (const child of [...log().children]) if (!keep.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (log().children[index] !== node) log().insertBefore(node, log().children[index] ?? null);
  });
}

function beginning() {
  const c = conversation();
  const who = c.kind === "im" ? person(c.user) : null;
  const words = who
    ? `This is where you and ${who.real_name} talk.`
    : `This is the beginning of ${label(c)}.`;
  return h("div", { class: "beginning" }, h("p", { class: "beginning-name" }, label(c)), h("p", {}, words));
}

/** Draw what is known now; keep the foot in view if it was. */
export function drawLog({ fresh = false } = {}) {
  if (!conversation()) return;
  const stick = fresh || atBottom();
  const count = log().childElementCount;
  if (fresh) {
    shown.clear();
    log().replaceChildren();
  }
  const sending = [...log().querySelectorAll(".sending")];
  arrange([...rows().map(nodeFor), ...sending]);
  $("#beginning").replaceChildren(
    ...[state.messages.length < 200 && beginning(), hintCard()].filter(Boolean),
  );
  log().classList.toggle("long", state.messages.length > LONG);
  if (stick) toBottom();
  else if (log().childElementCount > count) $("#newer").hidden = false;
}

/** Announce new lines, not the whole history at each change of conversation. */
export function quietly(draw) {
  log().setAttribute("aria-live", "off");
  draw();
  setTimeout(() => log().setAttribute("aria-live", "polite"), 300);
}

export function startLog() {
  $("#newer").addEventListener("click", toBottom);
  scroller().addEventListener(
    "scroll",
    () => {
      if (atBottom()) $("#newer").hidden = true;
    },
    { passive: true },
  );
}
