/** The composer under the conversation, or a sentence where a person cannot write. */
import { $, h } from "../parts/dom.js";
import { post } from "../state/api.js";
import { conversation, label, person, state } from "../state/store.js";
import { kindly } from "../parts/toast.js";
import { makeComposer } from "./composer.js";

let composer;

const join = () => kindly(() => post("join", { as: state.as, conversation: state.here }));

function closedWords(c) {
  if (c.turned_off) return h("p", {}, c.turned_off);
  if (c.is_archived) return h("p", {}, "This channel is archived. You can read it; nobody can write in it.");
  const button = h("button", { type: "button", class: "button primary", onclick: join }, `Join ${label(c)}`);
  return h("p", {}, `You are looking at ${label(c)} from outside. `, button);
}

/** Whether the person can write in that conversation. */
export const canWrite = (c) =>
  Boolean(c?.is_member && !c.is_archived && !c.turned_off && !person(state.as)?.deleted);

/** Fit the composer to the open conversation. */
export function drawComposer() {
  const c = conversation();
  if (!c) return;
  const open = canWrite(c);
  $("#composer").hidden = !open;
  $("#composer-closed").hidden = open;
  $("#composer-closed").replaceChildren(...(open ? [] : [closedWords(c)]));
  composer.draw();
}

export const openDraft = () => composer.open();
export const focusComposer = () => composer.focus();

export function startComposer() {
  composer = makeComposer($("#composer"), {
    id: "words",
    plus: true,
    target: () => ({ conversation: state.here, thread: null }),
    name: () => (conversation() ? `Message ${label(conversation())}` : "Message"),
  });
  addEventListener("compose", ({ detail }) => composer.prepare(detail.conversation, detail.text));
}
