/** Fields to write in: a line, several lines, numbers, addresses, simple rich text. */
import { h } from "../parts/dom.js";
import { words } from "./mrkdwn.js";

const start = (env, initial) => (env.saved === undefined ? initial : env.saved) ?? "";

function toldOnEnter(env) {
  return (event) => {
    if (event.key === "Enter" && !event.isComposing) env.entered?.();
  };
}

/** plain_text_input, email_text_input and url_text_input. */
export function textInput(el, env) {
  const limits = { maxlength: el.max_length, placeholder: words(el.placeholder) || null };
  const told = { ...env.name, ...limits, oninput: (e) => env.change(e.target.value || null) };
  const value = start(env, el.initial_value);
  if (el.multiline) return h("textarea", { ...told, rows: 4, ".value": value });
  const type = { email_text_input: "email", url_text_input: "url" }[el.type] ?? "text";
  return h("input", { type, ...told, ".value": value, autocomplete: "off", onkeydown: toldOnEnter(env) });
}

export function numberInput(el, env) {
  const limits = {
    min: el.min_value,
    max: el.max_value,
    step: el.is_decimal_allowed ? "any" : "1",
    inputmode: el.is_decimal_allowed ? "decimal" : "numeric",
    placeholder: words(el.placeholder) || null,
  };
  const value = start(env, el.initial_value);
  return h("input", {
    type: "number",
    ...env.name,
    ...limits,
    ".value": value,
    oninput: (e) => env.change(e.target.value || null),
  });
}

const wordsOf = (part) => part.text ?? part.url ?? (part.elements ?? []).map(wordsOf).join("");
const asText = (rich) => (typeof rich === "string" ? rich : (rich?.elements ?? []).map(wordsOf).join("\n"));
const asRich = (text) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
});

/** Written as plain words, sent as rich text of one section. */
export function richTextInput(el, env) {
  return h("textarea", {
    ...env.name,
    rows: 4,
    placeholder: words(el.placeholder) || null,
    ".value": asText(start(env, el.initial_value)),
    oninput: (e) => env.change(e.target.value ? asRich(e.target.value) : null),
  });
}

/** Files cannot be given here yet; it says so. */
export const fileInput = (el, env) =>
  h(
    "div",
    { class: "file-input" },
    h("input", { type: "file", ...env.name, disabled: true }),
    h("p", { class: "hint" }, "Files can't be added in this local workspace yet."),
  );
