/** Block Kit blocks as DOM. What happens on a press or a change is the context's business. */
import { h, icon, uid } from "../parts/dom.js";
import { element } from "./elements.js";
import { safeUrl, textObject, words } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { alert, card, container, markdown, plan, table, taskCard, video } from "./more.js";
import { confirmed } from "./confirm.js";

/*
 * A context has: heading (the tag of header blocks), live (changes are told at once), saved(block, el), change(block, el, value, node), press(block, el, node, payload)
 */

function envOf(block, el, context, name) {
  const ask = async (act) => (!el.confirm || (await confirmed(el.confirm)) ? act() : undefined);
  return {
    live: context.live,
    name,
    saved: context.saved(block, el),
    change: (value) => ask(() => context.change(block, el, value)),
    press: (node, payload) => ask(() => context.press(block, el, node, payload)),
    entered: () => context.entered?.(block, el),
    options: (typed) => context.options(block, el, typed),
  };
}

const nameOf = (el) => ({
  "aria-label": words(el.placeholder) || words(el.text) || NAMES[el.type] || "Choose",
});
const NAMES = {
  datepicker: "Date",
  timepicker: "Time",
  checkboxes: "Choose any",
  radio_buttons: "Choose one",
  overflow: "More choices",
};
const live = (block, el, context) => element(el, envOf(block, el, context, nameOf(el)));

/** A picture of this workspace, or its words where it stands on a foreign host. */
function picture(el, className) {
  const href = safeUrl(el.image_url ?? "");
  if (href && new URL(href).origin === location.origin)
    return h("img", { src: href, alt: el.alt_text ?? "", class: className });
  return h("span", { class: `${className} no-picture` }, `Picture: ${el.alt_text ?? "without description"}`);
}

function section(block, context) {
  const side = block.accessory;
  const text = block.text && h("div", { class: "block-text" }, textObject(block.text));
  const fields =
    block.fields &&
    h(
      "div",
      { class: "fields" },
      block.fields.map((f) => h("div", { class: "field-text" }, textObject(f))),
    );
  const accessory =
    side && (side.type === "image" ? picture(side, "accessory-image") : live(block, side, context));
  const wide = ["radio_buttons", "checkboxes"].includes(side?.type);
  return h(
    "div",
    { class: `section${wide ? " stacked" : ""}` },
    h("div", { class: "section-body" }, text, fields),
    accessory && h("div", { class: "accessory" }, accessory),
  );
}

function contextBlock(block) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((el) =>
      el.type === "image" ? picture(el, "context-image") : h("span", {}, textObject(el)),
    ),
  );
}

function image(block) {
  return h(
    "figure",
    {},
    block.title && h("figcaption", {}, words(block.title)),
    picture(block, "block-image"),
  );
}

function file(block) {
  return h("p", { class: "context" }, icon("file"), `File ${block.external_id ?? ""}`);
}

/** A labelled field: label, control, hint, and a place for its error. */
function input(block, context) {
  const id = uid("field");
  const el = block.element;
  const group = ["radio_buttons", "checkboxes"].includes(el.type);
  const optional = block.optional ? h("span", { class: "optional" }, "optional") : null;
  const star = block.optional ? null : h("span", { class: "required", "aria-hidden": "true" }, "required");
  const text = h(
    group ? "div" : "label",
    { class: "label", id: `${id}-label`, for: group ? null : id },
    h("span", {}, words(block.label)),
    optional,
    star,
  );
  const name = {
    id,
    "aria-labelledby": `${id}-label`,
    "aria-describedby": `${id}-error ${id}-hint`,
    "aria-required": block.optional ? null : "true",
  };
  const hint = h("p", { class: "hint", id: `${id}-hint` }, words(block.hint));
  const error = h("p", { class: "field-error", id: `${id}-error` });
  return h(
    "div",
    { class: "input", "data-block": block.block_id },
    text,
    element(el, envOf(block, el, context, name)),
    hint,
    error,
  );
}

const BLOCKS = {
  section,
  input,
  image,
  file,
  context: contextBlock,
  rich_text: richText,
  divider: () => h("hr"),
  header: (block, context) => h(context.heading, { class: "block-header" }, words(block.text)),
  context_actions: (block, context) =>
    h(
      "div",
      { class: "actions" },
      block.elements.map((el) => live(block, el, context)),
    ),
  markdown,
  table,
  data_table: table,
  video,
  alert,
  plan,
  task_card: taskCard,
  card: card(picture, live),
  carousel: (block, context) =>
    h(
      "div",
      { class: "carousel", tabindex: 0, role: "region", "aria-label": "Cards" },
      block.elements.map((one) => BLOCKS.card(one, context)),
    ),
  container: container((block, context) => one(block, context)),
  actions: (block, context) =>
    h(
      "div",
      { class: "actions" },
      block.elements.map((el) => live(block, el, context)),
    ),
};

const unknown = (block) => h("p", { class: "unknown" }, `This page cannot show "${block.type}" yet.`);

const one = (block, context) => (BLOCKS[block.type] ?? unknown)(block, context);

/** Every block, in order. */
export function blocks(list, context) {
  return h(
    "div",
    { class: "blocks" },
    (list ?? []).map((block) => one(block, context)),
  );
}
