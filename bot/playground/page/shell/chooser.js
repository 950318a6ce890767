/** Who you are, and becoming somebody else. */
import { $, face, h, icon } from "../parts/dom.js";
import { listbox, matching, steer, syncActive } from "../parts/listbox.js";
import { openPopup } from "../parts/popup.js";
import { me, role, standing, state } from "../state/store.js";
import { clockTime } from "../parts/time.js";

function optionOf(p) {
  const local = p.tz ? `${clockTime(state.clock.now, p.tz)} there` : "";
  const note = [role(p), p.deleted ? "" : local].filter(Boolean).join(" · ");
  return {
    value: p.id,
    text: p.real_name,
    note,
    more: `${p.department ?? ""} ${p.name} ${standing(p) ?? ""}`,
    person: p,
    tag: standing(p),
    disabled: p.deleted,
    chosen: p.id === state.as,
  };
}

const everybody = (without) => {
  const all = [...state.people.values()].filter((p) => !p.is_bot && p.id !== without);
  return [...all.filter((p) => !p.deleted), ...all.filter((p) => p.deleted)].map(optionOf);
};

function become(id) {
  location.hash = `#as=${id}&in=${state.here ?? ""}`;
}

const searchField = (box) =>
  h("input", {
    type: "search",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": box.id,
    "aria-label": "Find a person",
    placeholder: "Find a person, team or site",
    autocomplete: "off",
  });

/** Ask for a person, beside `button`; `words` say what for. `pick(id)` is told. */
export function choosePerson(button, words, pick, without = null) {
  const onpick = (option) => {
    close();
    pick(option.value);
  };
  const box = listbox({ label: "People", onpick });
  const input = searchField(box);
  const look = () => {
    const fit = matching(everybody(without), input.value);
    const at = input.value ? 0 : fit.findIndex((o) => o.chosen);
    box.show(fit, Math.max(0, at));
    syncActive(input, box);
  };
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => steer(event, input, box));
  look();
  const head = h("div", { class: "popup-head" }, h("p", {}, words), input);
  const close = openPopup(button, [head, box.node], { className: "chooser" });
  look();
  input.focus();
}

export function drawMe() {
  const p = me();
  if (!p) return;
  const about = [p.title, standing(p)].filter(Boolean).join(", ");
  const words = h(
    "span",
    { class: "me-words" },
    h(
      "span",
      { class: "me-name" },
      h("span", { class: "me-lead" }, "You are "),
      p.real_name,
      about ? h("span", { class: "sr" }, ", ") : "",
    ),
    h("small", {}, about),
  );
  $("#me").replaceChildren(face(p, "small"), words, icon("down"));
}

export function startChooser() {
  $("#me").addEventListener("click", (event) =>
    choosePerson(event.currentTarget, "Be anybody. Everything you see and do is theirs.", become),
  );
}
