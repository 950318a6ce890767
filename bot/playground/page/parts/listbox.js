/** A list of options steered from a text field: the field keeps the focus, the list follows its arrow keys. */
import { face, h, hidden, icon, uid } from "./dom.js";

/** `onpick(option)` is called with {value, text, note, person, disabled, chosen}. */
export function listbox({ label, onpick, multi = false }) {
  const id = uid("list");
  const node = h("ul", {
    role: "listbox",
    id,
    "aria-label": label,
    "aria-multiselectable": multi ? "true" : null,
    class: "listbox",
  });
  const box = { node, id, options: [], active: -1 };
  box.show = (options, active = 0, words = "Nothing fits.") => fill(box, options, active, onpick, words);
  box.move = (step) => move(box, step);
  box.pick = () => box.options[box.active] && onpick(box.options[box.active]);
  box.activeId = () => (box.active >= 0 ? `${id}-${box.active}` : null);
  return box;
}

function fill(box, options, active, onpick, words) {
  box.options = options;
  box.active = -1;
  box.node.replaceChildren(...options.map((option, index) => row(box, option, index, onpick)));
  if (options.length === 0)
    box.node.append(h("li", { class: "nothing", role: "option", "aria-disabled": "true" }, words));
  const first = options.findIndex((option, index) => index >= active && !option.disabled);
  if (active >= 0 && first >= 0) activate(box, first);
}

function row(box, option, index, onpick) {
  const props = {
    role: "option",
    id: `${box.id}-${index}`,
    "aria-selected": option.chosen ? "true" : "false",
    "aria-disabled": option.disabled ? "true" : null,
    onpointerdown: (event) => event.preventDefault(),
    onclick: () => !option.disabled && onpick(option),
  };
  const text = h(
    "span",
    { class: "option-text" },
    h("span", { class: "option-name" }, option.text),
    option.note && h("small", {}, option.note),
  );
  const tick = option.chosen ? [icon("check"), hidden("chosen")] : null;
  return h(
    "li",
    props,
    option.person && face(option.person, "small"),
    text,
    option.tag && h("span", { class: "tag" }, option.tag),
    tick,
  );
}

function activate(box, index) {
  box.node.querySelector(".active")?.classList.remove("active");
  box.active = index;
  const item = box.node.children[index];
  item.classList.add("active");
  item.scrollIntoView({ block: "nearest" });
}

function move(box, step) {
  const count = box.options.length;
  let index = box.active;
  for (let tries = 0; tries < count; tries += 1) {
    index = (index + step + count) % count;
    if (!box.options[index].disabled) return activate(box, index);
  }
}

/** Keys every steering field shares. Returns true when the key was used. */
export function steer(event, input, box) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) box.move(step);
  else if (event.key === "Enter" && box.active >= 0) box.pick();
  else return false;
  event.preventDefault();
  syncActive(input, box);
  return true;
}

export function syncActive(input, box) {
  const id = box.activeId();
  if (id) input.setAttribute("aria-activedescendant", id);
  else input.removeAttribute("aria-activedescendant");
}

/** Options whose words contain all the typed words. */
export function matching(options, typed) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (o) => `${o.text} ${o.note ?? ""} ${o.more ?? ""}`.toLowerCase();
  return options.filter((option) => wanted.every((word) => text(option).includes(word)));
}
