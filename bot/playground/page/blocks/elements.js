/** Block Kit's interactive elements, each as a plain HTML control. */
import { h, icon, uid } from "../parts/dom.js";
import { textObject, safeUrl, words } from "./mrkdwn.js";
import { channelOptions, peopleOptions, picker } from "../parts/picker.js";
import { openMenu } from "../parts/popup.js";
import { localMoment, secondsOf } from "../parts/time.js";
import { externalSelect, multiExternalSelect } from "./external.js";
import { fileInput, numberInput, richTextInput, textInput } from "./writing.js";

/*
 * `env` says where an element stands:
 *   saved      the value it was left with, or undefined
 *   change(v)  a new value was chosen
 *   press(node, payload)  a button was pressed
 *   entered()  Enter was pressed in a field that tells of it
 *   options(typed)  what the app offers for these letters
 *   name       attributes that name it: {id, "aria-label" | "aria-labelledby", "aria-describedby", "aria-required"}
 */

const label = (text) => words(text) || "Choose…";
const start = (env, initial) => (env.saved === undefined ? initial : env.saved);

function button(el, env) {
  const style = { primary: "primary", danger: "danger" }[el.style] ?? "";
  const href = el.url && safeUrl(el.url);
  const props = { class: `button ${style}`, "aria-label": el.accessibility_label };
  if (href)
    return h(
      "a",
      { ...props, href, target: "_blank", rel: "noopener noreferrer", onclick: () => env.press(null, {}) },
      words(el.text),
    );
  return h(
    "button",
    { ...props, type: "button", onclick: (e) => env.press(e.currentTarget, { value: el.value }) },
    words(el.text),
  );
}

/** Was it good? Two buttons, and the choice stays pressed. */
function feedback(el, env) {
  const press = (event, value) => {
    for (const one of event.currentTarget.parentNode.children)
      one.setAttribute("aria-pressed", String(one === event.currentTarget));
    env.press(event.currentTarget, { selected: value });
  };
  const one = ({ text, value, accessibility_label: name }) =>
    h(
      "button",
      {
        type: "button",
        class: "button small",
        "aria-pressed": "false",
        "aria-label": name,
        onclick: (event) => press(event, value),
      },
      words(text),
    );
  return h("span", { class: "feedback" }, one(el.positive_button), one(el.negative_button));
}

function overflow(el, env) {
  const open = (event) => {
    const anchor = event.currentTarget;
    const items = el.options.map((o) => ({
      text: words(o.text),
      note: words(o.description),
      pick: () => choose(o, anchor),
    }));
    openMenu(anchor, items, "More choices");
  };
  const choose = (option, anchor) => {
    const href = option.url && safeUrl(option.url);
    if (href) window.open(href, "_blank", "noopener,noreferrer");
    env.press(anchor, { selected: option.value });
  };
  return h(
    "button",
    {
      type: "button",
      class: "button icon-only",
      "aria-label": "More choices",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: open,
    },
    icon("more"),
  );
}

const option = (o, chosen) => h("option", { value: o.value, selected: o.value === chosen }, words(o.text));

function staticSelect(el, env) {
  const chosen = start(env, el.initial_option?.value ?? null);
  const groups = el.option_groups?.map((g) =>
    h(
      "optgroup",
      { label: words(g.label) },
      g.options.map((o) => option(o, chosen)),
    ),
  );
  const blank = h(
    "option",
    { value: "", selected: !chosen, disabled: Boolean(env.name["aria-required"]) && Boolean(chosen) },
    label(el.placeholder),
  );
  const select = h(
    "select",
    { ...env.name, onchange: () => env.change(select.value || null) },
    blank,
    groups ?? el.options.map((o) => option(o, chosen)),
  );
  return h("span", { class: "select" }, select, icon("down"));
}

const pairs = (el) =>
  (el.option_groups ?? [{ options: el.options ?? [] }]).flatMap((g) =>
    g.options.map((o) => ({ value: o.value, text: words(o.text), note: words(o.description) })),
  );

function multiPicker(options, initial) {
  return (el, env) =>
    picker({
      options: options(el),
      value: start(env, initial(el)) ?? [],
      multi: true,
      max: el.max_selected_items,
      placeholder: label(el.placeholder),
      attrs: env.name,
      onchange: env.change,
    });
}

function onePicker(options, initial) {
  return (el, env) =>
    picker({
      options: options(el),
      value: [start(env, initial(el))].filter(Boolean),
      placeholder: label(el.placeholder),
      attrs: env.name,
      onchange: ([value]) => env.change(value ?? null),
    });
}

const TYPES = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

function moment(el, env) {
  const saved = start(env, initialValue(el));
  const value = el.type === "datetimepicker" ? localMoment(saved) : saved;
  const input = h("input", {
    type: TYPES[el.type],
    ...env.name,
    class: "moment",
    value: value ?? "",
    title: words(el.placeholder) || null,
  });
  let timer;
  const tell = () =>
    halfTyped(input)
      ? null
      : env.change(el.type === "datetimepicker" ? secondsOf(input.value) : input.value || null);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tell, env.live ? 700 : 0);
  });
  return input;
}

/** A year is typed digit by digit. */
const halfTyped = (input) =>
  input.type !== "time" && input.value !== "" && Number(input.value.slice(0, 4)) < 1000;

function choices(type, initial) {
  return (el, env) => {
    const name = uid("choice");
    let chosen = [start(env, initial(el)) ?? []].flat();
    const pick = (value, on) => {
      if (type === "radio") chosen = [value];
      else chosen = on ? [...chosen, value] : chosen.filter((v) => v !== value);
      env.change(type === "radio" ? value : inOrder(el.options, chosen));
    };
    const rows = el.options.map((o) => choice(o, type, name, chosen.includes(o.value), pick));
    const { id, "aria-required": _, ...naming } = env.name;
    return h(
      "div",
      { role: type === "radio" ? "radiogroup" : "group", class: "choices", id, ...naming },
      rows,
    );
  };
}

const inOrder = (options, chosen) => options.map((o) => o.value).filter((v) => chosen.includes(v));

function choice(o, type, name, checked, pick) {
  const input = h("input", {
    type,
    name,
    value: o.value,
    checked,
    onchange: (e) => pick(o.value, e.target.checked),
  });
  const note = o.description && h("small", {}, textObject(o.description));
  return h("label", { class: "choice" }, input, h("span", {}, textObject(o.text), note));
}

const values = (options) => options?.map((o) => o.value) ?? null;
const people = () => peopleOptions();

const BUILDERS = {
  button,
  overflow,
  static_select: staticSelect,
  multi_static_select: multiPicker(pairs, (el) => values(el.initial_options)),
  users_select: onePicker(people, (el) => el.initial_user),
  multi_users_select: multiPicker(people, (el) => el.initial_users),
  conversations_select: onePicker(channelOptions, (el) => el.initial_conversation),
  channels_select: onePicker(channelOptions, (el) => el.initial_channel),
  multi_conversations_select: multiPicker(channelOptions, (el) => el.initial_conversations),
  multi_channels_select: multiPicker(channelOptions, (el) => el.initial_channels),
  datepicker: moment,
  timepicker: moment,
  datetimepicker: moment,
  radio_buttons: choices("radio", (el) => el.initial_option?.value),
  checkboxes: choices("checkbox", (el) => values(el.initial_options)),
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: numberInput,
  rich_text_input: richTextInput,
  file_input: fileInput,
  external_select: externalSelect,
  multi_external_select: multiExternalSelect,
  workflow_button: button,
  icon_button: button,
  feedback_buttons: feedback,
};
const PRESSED = new Set(["button", "overflow", "workflow_button", "icon_button", "feedback_buttons"]);

/** The value an untouched element has. */
export function initialValue(el) {
  if (el.type === "external_select") return el.initial_option ?? null;
  if (el.type === "multi_external_select") return el.initial_options ?? null;
  if (el.type === "file_input") return [];
  const one =
    el.initial_value ??
    el.initial_date ??
    el.initial_date_time ??
    el.initial_time ??
    el.initial_user ??
    el.initial_conversation ??
    el.initial_channel;
  const many =
    el.initial_users ?? el.initial_conversations ?? el.initial_channels ?? values(el.initial_options);
  return one ?? many ?? el.initial_option?.value ?? null;
}

/** The value in one of Slack's state objects: {"type", "selected_option": {"value"}} and its kin. */
export function stateValue(held) {
  const isValue = (name) => ["value", "rich_text_value", "files"].includes(name) || name.startsWith("selected_");
  const key = Object.keys(held ?? {}).find(isValue);
  const value = key && held[key];
  if (key === "rich_text_value" || key === "files" || held?.type?.endsWith("external_select")) return value;
  if (Array.isArray(value)) return value.map((one) => one?.value ?? one);
  return value?.value ?? value;
}

export const isStateful = (el) => el.type in BUILDERS && !PRESSED.has(el.type);

export function element(el, env) {
  const build = BUILDERS[el.type];
  return build ? build(el, env) : h("span", { class: "unknown" }, `This page cannot show "${el.type}" yet.`);
}
