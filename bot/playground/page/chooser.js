/** Who you are, and becoming somebody else. */
import { $, face, h, icon } from "./dom.js";
import { listbox, matching, steer, syncActive } from "./listbox.js";
import { openPopup } from "./popup.js";
import { me, role, state } from "./store.js";
import { clockTime } from "./time.js";

const tagOf = (p) => (p.deleted ? "left" : p.is_guest ? "guest" : null);

function optionOf(p) {
  const local = p.tz ? `${clockTime(state.clock.now, p.tz)} there` : "";
  const note = [role(p), p.deleted ? "" : local].filter(Boolean).join(" · ");
  return {
    value: p.id,
    text: p.real_name,
    note,
    more: `${p.department ?? ""} ${p.name}`,
    person: p,
    tag: tagOf(p),
    disabled: p.deleted,
    chosen: p.id === state.as,
  };
}

const everybody = () => {
  const all = [...state.people.values()].filter((p) => !p.is_bot);
  return [...all.filter((p) => !p.deleted), ...all.filter((p) => p.deleted)].map(optionOf);
};

function become(id) {
  location.hash = `#as=${id}&in=${state.here ?? ""}`;
}

function open(button) {
  let close;
  const box = listbox({
    label: "People",
    onpick: (option) => {
      close();
      become(option.value);
    },
  });
  const input = h("input", {
    type: "search",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": box.id,
    "aria-label": "Find a person",
    placeholder: "Find a person, team or site",
    autocomplete: "off",
  });
  const look = () => {
    const fit = matching(everybody(), input.value);
    box.show(
      fit,
      input.value
        ? 0
        : Math.max(
            0,
            fit.findIndex((o) => o.chosen),
          ),
    );
    syncActive(input, box);
  };
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => steer(event, input, box));
  look();
  close = openPopup(
    button,
    [
      h(
        "div",
        { class: "popup-head" },
        h("p", {}, "Be anybody. Everything you see and do is theirs."),
        input,
      ),
      box.node,
    ],
    { className: "chooser" },
  );
  look();
  input.focus();
}

export function drawMe() {
  const p = me();
  if (!p) return;
  const about = [p.title, tagOf(p)].filter(Boolean).join(", ");
  $("#me").setAttribute("aria-label", `You are ${p.real_name}${about ? `, ${about}` : ""}`);
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
  $("#me").addEventListener("click", (event) => open(event.currentTarget));
}
