/** A list of messages on the page: draws only what changed, and is walked with the arrow keys. */
import { h, sameThing } from "../parts/dom.js";
import { messageNode, sendingNode } from "./message.js";
import { state } from "../state/store.js";

const line = (row) =>
  h("div", { class: `line ${row.line}`, role: "separator", "aria-label": row.words }, h("span", {}, row.words));

const onTheirWay = new WeakMap(); // a node that is greyed -> what is being sent

function build(row) {
  if (row.line) return line(row);
  if (!row.sending) return messageNode(row, state.here);
  const node = sendingNode(row);
  onTheirWay.set(node, row.sending);
  return node;
}

/** What the message is called, also one that was still on its way. */
const nameOf = (article) => article.dataset.ts ?? onTheirWay.get(article)?.ts;

const same = (old, row) => old && old.mark === row.mark && old.compact === row.compact;

/** Put the nodes in order, touching only what changed, so that focus and typing survive. */
function arrange(root, nodes) {
  const keep = new Set(nodes);
  for (const child of [...root.children]) if (!keep.has(child)) child.remove();
  let here = root.firstChild;
  for (const node of nodes) {
    if (node === here) here = here.nextSibling;
    else root.insertBefore(node, here);
  }
}

/** One message at a time is reached with Tab; its own buttons come after it. */
function rove(root, wanted) {
  const articles = [...root.querySelectorAll(":scope > article")];
  const current = wanted ?? articles.find((a) => a.tabIndex === 0) ?? articles.at(-1);
  for (const article of articles) {
    const index = article === current ? 0 : -1;
    if (article.tabIndex !== index || !article.hasAttribute("tabindex")) article.tabIndex = index;
  }
}

const toolsOf = (article) => article.querySelectorAll(".tools button");

function step(event, root) {
  if (event.target.parentNode !== root) return;
  const articles = [...root.querySelectorAll(":scope > article")];
  const at = articles.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, End: articles.length - 1, Home: 0 }[event.key];
  if (to === undefined || !articles[to]) return;
  event.preventDefault();
  articles[to].focus();
}

function walk(root) {
  root.addEventListener("keydown", (event) => step(event, root));
  root.addEventListener("focusin", (event) => {
    const article = event.target.closest("article");
    if (!article || article.parentNode !== root) return;
    rove(root, article);
    for (const tool of toolsOf(article)) tool.tabIndex = 0;
  });
  root.addEventListener("focusout", (event) => {
    const article = event.target.closest("article");
    if (!article || article.contains(event.relatedTarget)) return;
    for (const tool of toolsOf(article)) tool.tabIndex = -1;
  });
}

/** The same control of the message that was drawn anew, or else the message. */
function refocus(article, before, focused) {
  const controls = focused === before ? [] : [...article.querySelectorAll("a, button, input, select, textarea")];
  const control = controls.find((one) => sameThing(one) === sameThing(focused));
  (control ?? article).focus({ preventScroll: true });
}

export function messageList(root) {
  const shown = new Map(); // key -> {node, mark, compact}
  walk(root);
  const nodeFor = (row) => {
    const old = shown.get(row.key);
    const node = same(old, row) ? old.node : build(row);
    shown.set(row.key, { node, mark: row.mark, compact: row.compact });
    return node;
  };
  return {
    /** Show these rows, in this order. */
    draw(rows) {
      const focused = root.contains(document.activeElement) ? document.activeElement : null;
      const had = focused?.closest("article");
      arrange(root, rows.map(nodeFor));
      const keys = new Set(rows.map((row) => row.key));
      for (const key of shown.keys()) if (!keys.has(key)) shown.delete(key);
      const again = had && !had.isConnected && root.querySelector(`[data-ts="${nameOf(had)}"]`);
      rove(root, again || undefined);
      if (again && document.activeElement === document.body) refocus(again, had, focused);
    },
    /** Forget everything: another conversation comes. */
    clear() {
      shown.clear();
      root.replaceChildren();
    },
  };
}
