/** Where a person types: under the conversation, and in a thread. */
import { h, icon } from "../parts/dom.js";
import { post } from "../state/api.js";
import { state } from "../state/store.js";
import { begin, confirm, giveUp } from "./sending.js";
import { shortcutButton } from "./shortcuts.js";
import { suggest } from "./suggest.js";

const drafts = new Map();

/** `target()` is {conversation, thread}; `name()` the field's label; `plus`, whether shortcuts are offered. Fills `form`. */
export function makeComposer(form, { id, target, name, plus = false }) {
  const parts = build(form, id, plus);
  const self = { ...parts, form, target, name };
  const used = suggest(self.field, { commands: () => !target().thread });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(self);
  });
  self.field.addEventListener("keydown", (event) => keys(event, used, self));
  self.field.addEventListener("input", () => typed(self));
  return {
    field: self.field,
    open: () => open(self),
    draw: () => drawName(self),
    prepare: (key, text) => prepare(self, key, text),
    focus: () => matchMedia("(hover: hover)").matches && self.field.focus(),
  };
}

function build(form, id, hasPlus) {
  const field = h("textarea", {
    id,
    rows: 1,
    "aria-describedby": `${id}-error ${id}-hint`,
    "aria-autocomplete": "list",
    enterkeyhint: "send",
  });
  const send = h(
    "button",
    { type: "submit", class: "button primary icon-only send", "aria-label": "Send", title: "Send (Enter)" },
    icon("send"),
  );
  const plus = hasPlus ? shortcutButton(field) : null;
  const error = h("p", { class: "field-error", id: `${id}-error`, role: "alert" });
  const hint = h("p", { class: "hint", id: `${id}-hint` });
  form.replaceChildren(h("div", { class: "composer-box" }, plus, field, send), error, hint);
  return { field, error, hint };
}

const keyOf = ({ conversation, thread }) => `${state.as}/${conversation}/${thread ?? ""}`;

function grow({ field }) {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
}

function complain({ error, field }, sentence) {
  error.textContent = sentence;
  field.toggleAttribute("aria-invalid", Boolean(sentence));
}

/** The words stand in the conversation at once; if they are refused they come back here. */
async function send(self) {
  const text = self.field.value.trim();
  if (!text) return;
  const { conversation, thread } = self.target();
  const key = keyOf({ conversation, thread });
  const entry = begin({ conversation, thread, text });
  put(self, "");
  complain(self, "");
  try {
    const about = thread ? { thread_ts: thread } : {};
    const { ts } = await post("type", { as: entry.as, conversation, text, ...about });
    confirm(entry, ts);
  } catch (error) {
    giveUp(entry);
    if (key === keyOf(self.target()) && !self.field.value) put(self, text);
    else drafts.set(key, text);
    complain(self, error.message);
  }
}

function put(self, text) {
  self.field.value = text;
  drafts.set(keyOf(self.target()), text);
  grow(self);
  usage(self);
}

function typed(self) {
  drafts.set(keyOf(self.target()), self.field.value);
  grow(self);
  usage(self);
  if (self.field.value) complain(self, "");
}

/** Below the field: how the command being typed goes on. */
function usage({ field, hint, target }) {
  const name = !target().thread && /^(\/\S+)\s/.exec(field.value)?.[1];
  const command = state.commands.find((c) => c.command === name);
  hint.textContent = command
    ? `${command.command} ${command.usage_hint ?? ""} – ${command.description ?? ""}`
    : "";
}

function keys(event, used, self) {
  if (event.isComposing || used(event)) return;
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  send(self);
}

function open(self) {
  put(self, drafts.get(keyOf(self.target())) ?? "");
  complain(self, "");
  drawName(self);
}

function drawName({ field, name }) {
  field.setAttribute("aria-label", name());
  field.placeholder = name();
}

/** Words made ready in a conversation that may be about to open. */
function prepare(self, conversation, text) {
  drafts.set(keyOf({ conversation }), text);
  if (conversation !== self.target().conversation) return;
  open(self);
  self.field.focus();
}
