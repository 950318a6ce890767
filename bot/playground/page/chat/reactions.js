/** Reactions: what people put to a message, and a way to put one oneself. Every emoji has a name in words. */
import { h, hidden, icon } from "../parts/dom.js";
import { emoji } from "../blocks/emoji.js";
import { openMenu } from "../parts/popup.js";
import { post } from "../state/api.js";
import { kindly } from "../parts/toast.js";
import { conversation, person, state } from "../state/store.js";

const CHOICES = new Map([
  ["thumbsup", "Thumbs up"],
  ["heart", "Heart"],
  ["smile", "Smile"],
  ["clap", "Applause"],
  ["raised_hands", "Raised hands"],
  ["tada", "Hooray"],
  ["eyes", "Looking"],
]);

let returning = null; // the message whose React button has the focus again once the message is drawn anew

const spoken = (name) => CHOICES.get(name) ?? name.replaceAll("_", " ");

function react(message, place, name, on) {
  returning = message.ts;
  return kindly(() => post("react", { as: state.as, conversation: place, ts: message.ts, name, on }));
}

function toggle(message, place, { name, users }) {
  const mine = users.includes(state.as);
  const who = users.map((id) => person(id)?.real_name ?? "somebody").join(", ");
  const press = () => react(message, place, name, !mine);
  const button = h(
    "button",
    { type: "button", "aria-pressed": String(mine), title: who, onclick: press },
    `${emoji(name)} ${spoken(name)}, ${users.length}`,
    hidden(` by ${who}`),
  );
  return h("li", {}, button);
}

/** What people put there; one's own can be taken back with a press. */
export function reactions(message, place) {
  const list = message.reactions ?? [];
  if (!list.length) return null;
  const items = list.map((one) => toggle(message, place, one));
  return h("ul", { class: "reactions", "aria-label": "Reactions" }, items);
}

function choose(anchor, message, place) {
  const mine = new Set((message.reactions ?? []).filter((r) => r.users.includes(state.as)).map((r) => r.name));
  const items = [...CHOICES].map(([name, words]) => ({
    text: `${emoji(name)} ${words}`,
    note: mine.has(name) ? "Take it back" : null,
    pick: () => react(message, place, name, !mine.has(name)),
  }));
  openMenu(anchor, items, "Choose a reaction");
}

/** The button that offers them; nobody can react to what only they see, or where a channel is closed. */
export function reactButton(message, place) {
  if (message.ephemeral || conversation()?.is_archived) return null;
  const named = { "aria-label": "React", title: "React" };
  const props = { type: "button", class: "tool", tabindex: -1, "aria-haspopup": "menu", "aria-expanded": "false" };
  const open = () => choose(button, message, place);
  const button = h("button", { ...props, ...named, onclick: open }, icon("smile"));
  if (returning === message.ts) {
    returning = null;
    queueMicrotask(() => document.activeElement === document.body && button.focus());
  }
  return button;
}
