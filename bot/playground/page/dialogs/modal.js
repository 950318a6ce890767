/** Modal views: one dialog that shows the top of the stack. */
import { $, h, markInvalid } from "../parts/dom.js";
import { post } from "../state/api.js";
import { blocks } from "../blocks/blocks.js";
import { openDialog } from "../parts/dialog.js";
import { initialValue, isStateful, stateValue } from "../blocks/elements.js";
import { words } from "../blocks/mrkdwn.js";
import { pending } from "../parts/pending.js";
import { emit, state } from "../state/store.js";
import { kindly } from "../parts/toast.js";

/*
 * Typing is kept here, by view, until the form is sent; a dispatching field tells the app when Enter is pressed, or
 * at each letter if the app asks for that.
 */
const drafts = new Map(); // view id -> {block_id: {action_id: value}}
let shown = null; // {dialog, view, error, submit}

const elementsOf = (block) =>
  [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])].filter(
    (el) => el && isStateful(el),
  );

/** A value that was typed here, or that the server remembers; undefined if untouched. */
function savedIn(view, block, el) {
  const typed = drafts.get(view.id)?.[block.block_id]?.[el.action_id];
  return typed === undefined ? stateValue(view.state?.values?.[block.block_id]?.[el.action_id]) : typed;
}

/** What the view holds now: typed values first, else initial ones. */
function valuesOf(view) {
  const values = {};
  for (const block of view.blocks ?? []) {
    for (const el of elementsOf(block)) {
      const kept = savedIn(view, block, el);
      (values[block.block_id] ??= {})[el.action_id] = kept === undefined ? initialValue(el) : kept;
    }
  }
  return values;
}

function keep(view, block, el, value) {
  const draft = drafts.get(view.id) ?? {};
  drafts.set(view.id, draft);
  (draft[block.block_id] ??= {})[el.action_id] = value;
  const field = $(`[data-block="${CSS.escape(block.block_id)}"]`, shown?.dialog.node ?? document);
  if (field) sayWrong(field, "");
}

/** The context blocks have inside a view: values are kept; a press or a dispatching change is told. */
export function viewContext(view, alwaysLive) {
  const click = (block, el, payload) =>
    kindly(() =>
      post("click", {
        as: state.as,
        view_id: view.id,
        block_id: block.block_id,
        action_id: el.action_id,
        values: valuesOf(view),
        ...payload,
      }),
    );
  return {
    heading: view.type === "home" ? "h2" : "h3",
    live: alwaysLive,
    saved: (block, el) => savedIn(view, block, el),
    change: (block, el, value) => {
      keep(view, block, el, value);
      return isTold(block, el) ? click(block, el, { selected: value }) : undefined;
    },
    entered: (block, el) =>
      block.dispatch_action && !isTold(block, el)
        ? click(block, el, { selected: valuesOf(view)[block.block_id]?.[el.action_id] })
        : undefined,
    options: (block, el, value) =>
      post("options", {
        as: state.as,
        view_id: view.id,
        block_id: block.block_id,
        action_id: el.action_id,
        value,
      }),
    press: (block, el, node, payload) => pending(node, () => click(block, el, payload)),
  };
}

const WRITTEN = new Set(["plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"]);

/** Whether each change of this field goes to the app at once. */
function isTold(block, el) {
  if (block.type !== "input") return true;
  if (!block.dispatch_action) return false;
  const asked = el.dispatch_action_config?.trigger_actions_on ?? [];
  return !WRITTEN.has(el.type) || asked.includes("on_character_entered");
}

function sayWrong(field, sentence) {
  field.querySelector(".field-error").textContent = sentence;
  field.classList.toggle("invalid", Boolean(sentence));
  for (const control of answersOf(field)) markInvalid(control, Boolean(sentence));
}

function showErrors(errors) {
  const fields = [...shown.dialog.node.querySelectorAll("[data-block]")];
  for (const field of fields) sayWrong(field, errors[field.dataset.block] ?? "");
  const first = fields.find((field) => errors[field.dataset.block]);
  (first && controlOf(first))?.focus();
  const known = new Set(fields.map((field) => field.dataset.block));
  shown.error.textContent = Object.keys(errors)
    .filter((id) => !known.has(id))
    .map((id) => errors[id])
    .join(" ");
}

const controlOf = (field) => field.querySelector("input, select, textarea");

/** What can be called wrong in a field: radio buttons only as a group. */
const answersOf = (field) => field.querySelectorAll('[role="radiogroup"], :is(input, select, textarea):not([type="radio"])');

async function submit() {
  const { view, button } = shown;
  if (button?.disabled) return;
  setBusy(button, true);
  emit("submitting");
  try {
    const answer = await post("submit", { as: state.as, view_id: view.id, values: valuesOf(view) });
    if (shown?.view.id === view.id) showErrors(answer.errors ?? {});
  } catch (error) {
    if (shown?.view.id === view.id) shown.error.textContent = error.message;
  } finally {
    setBusy(button, false);
  }
}

function setBusy(button, on) {
  if (!button) return;
  button.disabled = on;
  button.setAttribute("aria-busy", String(on));
}

/** The person closes the top view; below it is the one before. */
async function dismiss() {
  const { view } = shown;
  setViews(state.views.filter((v) => v.id !== view.id));
  await kindly(() => post("close", { as: state.as, view_id: view.id }));
}

/** The person closes all of them. */
async function dismissAll() {
  const all = [...state.views].reverse();
  setViews([]);
  for (const view of all) await post("close", { as: state.as, view_id: view.id }).catch(() => {}); // one may have closed the rest
}

function footer(view) {
  const close = h(
    "button",
    { type: "button", class: "button", onclick: dismiss },
    words(view.close) || "Close",
  );
  const button = view.submit
    ? h("button", { type: "submit", class: "button primary" }, words(view.submit))
    : null;
  return { close, button };
}

function open(view) {
  const { close, button } = footer(view);
  const error = h("p", { class: "field-error form-error", role: "alert" });
  const body = [blocks(view.blocks, viewContext(view, false)), error];
  const dialog = openDialog({
    title: words(view.title),
    className: "modal-view",
    body,
    foot: [close, button],
    onsubmit: submit,
    onescape: dismiss,
    onshut: dismissAll,
    onback: state.views.length > 1 ? dismiss : null,
  });
  shown = { dialog, view, button, error };
  firstField(view, dialog.node)?.focus();
}

/** Where the app wants the focus, else the first field. */
function firstField(view, node) {
  const held = (block) => [block.element, block.accessory, ...(block.elements ?? [])];
  const wanted = (view.blocks ?? []).find((block) => held(block).some((el) => el?.focus_on_load));
  const field = wanted && node.querySelector(`[data-block="${CSS.escape(wanted.block_id)}"]`);
  return (field && controlOf(field)) ?? node.querySelector(".dialog-body :is(input, select, textarea):not(:disabled)");
}

function redraw(view) {
  const body = shown.dialog.node.querySelector(".blocks");
  const at = document.activeElement?.closest("[data-block]")?.dataset.block;
  body.replaceWith(blocks(view.blocks, viewContext(view, false)));
  const { close, button } = footer(view);
  shown.dialog.node.querySelector("footer").replaceChildren(...[close, button].filter(Boolean));
  shown.dialog.title.textContent = words(view.title);
  shown = { ...shown, view, button };
  if (at)
    controlOf(
      shown.dialog.node.querySelector(`[data-block="${CSS.escape(at)}"]`) ?? shown.dialog.node,
    )?.focus();
}

function shut() {
  shown?.dialog.close();
  shown = null;
}

/** Make the dialog show the top of this stack. */
export function setViews(views) {
  state.views = views;
  for (const id of [...drafts.keys()])
    if (!views.some((v) => v.id === id) && id !== state.home?.id) drafts.delete(id);
  const top = views.at(-1);
  if (!top) return shut();
  if (shown?.view.id !== top.id) {
    shut();
    return open(top);
  }
  return shown.view.hash === top.hash && top.hash ? undefined : redraw(top);
}
