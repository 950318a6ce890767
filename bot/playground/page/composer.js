/** Where a person types. */
import { $, h, icon } from "./dom.js";
import { post } from "./api.js";
import { noticeTyped } from "./hint.js";
import { sendingNode } from "./message.js";
import { suggest } from "./suggest.js";
import { toBottom } from "./log.js";
import { conversation, label, person, state } from "./store.js";
import { kindly } from "./toast.js";

const drafts = new Map();
const draftKey = () => `${state.as}/${state.here}`;
let field;

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
}

function complain(sentence) {
  $("#composer-error").textContent = sentence;
  field.toggleAttribute("aria-invalid", Boolean(sentence));
}

async function send() {
  const text = field.value.trim();
  if (!text) return;
  const where = state.here;
  const line = sendingNode(text);
  put("");
  complain("");
  $("#log").append(line);
  toBottom();
  try {
    await post("type", { as: state.as, conversation: where, text });
    noticeTyped(text);
  } catch (error) {
    if (where === state.here && !field.value) put(text);
    else drafts.set(`${state.as}/${where}`, text);
    complain(error.message);
  } finally {
    line.remove();
  }
}

function put(text) {
  field.value = text;
  drafts.set(draftKey(), text);
  grow();
  usage();
}

/** Below the field: how the command being typed goes on. */
function usage() {
  const name = /^(\/\S+)\s/.exec(field.value)?.[1];
  const command = state.commands.find((c) => c.command === name);
  $("#composer-hint").textContent = command
    ? `${command.command} ${command.usage_hint ?? ""} – ${command.description ?? ""}`
    : "";
}

function keys(event, used) {
  if (event.isComposing || used(event)) return;
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  send();
}

const join = () => kindly(() => post("join", { as: state.as, conversation: state.here }));

/** In place of the field where a person cannot write. */
function closedWords(c) {
  if (c.is_archived) return h("p", {}, "This channel is archived. You can read it; nobody can write in it.");
  const button = h("button", { type: "button", class: "button primary", onclick: join }, `Join ${label(c)}`);
  return h("p", {}, `You are looking at ${label(c)} from outside. `, button);
}

/** Fit the composer to the open conversation. */
export function drawComposer() {
  const c = conversation();
  if (!c) return;
  const open = c.is_member && !c.is_archived && !person(state.as)?.deleted;
  $("#composer").hidden = !open;
  $("#composer-closed").hidden = open;
  $("#composer-closed").replaceChildren(...(open ? [] : [closedWords(c)]));
  field.setAttribute("aria-label", `Message ${label(c)}`);
  field.placeholder = `Message ${label(c)}`;
}

export function openDraft() {
  put(drafts.get(draftKey()) ?? "");
  complain("");
}

/** Words made ready in a conversation that may be about to open. */
function prepare({ conversation: id, text }) {
  drafts.set(`${state.as}/${id}`, text);
  if (id !== state.here) return;
  openDraft();
  field.focus();
}

export const focusComposer = () => {
  if (matchMedia("(hover: hover)").matches) field.focus();
};

export function startComposer() {
  field = $("#words");
  const used = suggest(field);
  $("#send").append(icon("send"));
  $("#composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener("keydown", (event) => keys(event, used));
  field.addEventListener("input", () => {
    drafts.set(draftKey(), field.value);
    grow();
    usage();
    if (field.value) complain("");
  });
  addEventListener("compose", (event) => prepare(event.detail));
}
