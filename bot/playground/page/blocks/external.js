/** Selects whose options the app sends while a person types. */
import { words } from "./mrkdwn.js";
import { picker } from "../parts/picker.js";

const PAUSE = 250;

const optionOf = (option, group) => ({
  value: option.value,
  text: words(option.text),
  note: words(option.description) || (group ? words(group.label) : ""),
  whole: option,
});

const readAnswer = (answer) => [
  ...(answer.options ?? []).map((option) => optionOf(option)),
  ...(answer.option_groups ?? []).flatMap((group) => group.options.map((option) => optionOf(option, group))),
];

/** Asks the app after a short pause; only the last answer counts. */
function searching(el, env, known) {
  const least = el.min_query_length ?? 3;
  let turn = 0;
  return async (typed) => {
    const mine = ++turn;
    if (typed.length < least) return { options: [], words: `Type ${least} letters or more.` };
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (mine !== turn) return null;
    const options = readAnswer(await env.options(typed));
    for (const option of options) known.set(option.value, option.whole);
    return mine === turn ? { options } : null;
  };
}

function externalPicker(el, env, chosen, settings) {
  const known = new Map(chosen.map((option) => [option.value, option]));
  return picker({
    options: chosen.map((option) => optionOf(option)),
    value: chosen.map((option) => option.value),
    search: searching(el, env, known),
    placeholder: words(el.placeholder) || "Search…",
    attrs: env.name,
    ...settings(known),
  });
}

const start = (env, initial) => (env.saved === undefined ? initial : env.saved);

export const externalSelect = (el, env) =>
  externalPicker(el, env, [start(env, el.initial_option)].filter(Boolean), (known) => ({
    onchange: ([value]) => env.change(known.get(value) ?? null),
  }));

export const multiExternalSelect = (el, env) =>
  externalPicker(el, env, start(env, el.initial_options) ?? [], (known) => ({
    multi: true,
    max: el.max_selected_items,
    onchange: (list) => env.change(list.map((value) => known.get(value))),
  }));
