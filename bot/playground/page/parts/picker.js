/** A field that picks one or several options from a searchable list: people, channels, long choices. */
import { face, h, icon } from "./dom.js";
import { listbox, matching, steer, syncActive } from "./listbox.js";
import { hide, showBeside } from "./popup.js";
import { role, state } from "../state/store.js";

/** The people one may choose, as options. */
export function peopleOptions({ bots = false, self = true } = {}) {
  return [...state.people.values()]
    .filter((p) => !p.deleted && (bots || !p.is_bot) && (self || p.id !== state.as))
    .map((p) => ({ value: p.id, text: p.real_name, note: role(p), more: p.name, person: p }));
}

export const channelOptions = () =>
  [...state.conversations.values()]
    .filter((c) => !c.is_archived && (c.kind === "channel" || c.kind === "private"))
    .map((c) => ({ value: c.id, text: `#${c.name}`, note: c.topic }));

/** `value` is a list of chosen values; `onchange(list)` follows every change. `attrs` go to the text field. */
export function picker({
  options,
  value = [],
  multi = false,
  max = Infinity,
  placeholder = "Choose…",
  attrs = {},
  onchange,
  search = null,
}) {
  const self = { search, options, multi, max, placeholder, onchange, chosen: [...value], changed: false };
  self.box = listbox({
    label: attrs["aria-label"] ?? placeholder,
    multi,
    onpick: (option) => toggle(self, option),
  });
  self.chips = h("span", { class: "chips" });
  self.input = field(self, attrs);
  self.node = h(
    "div",
    { class: `picker${multi ? " multi" : ""}`, onclick: () => self.input.focus() },
    self.chips,
    self.input,
    icon("down"),
  );
  draw(self);
  return self.node;
}

function field(self, attrs) {
  const props = {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": self.box.id,
    placeholder: self.placeholder,
    ...attrs,
    onfocus: () => self.input.select(),
    onclick: () => open(self),
    oninput: () => open(self),
    onkeydown: (event) => keys(event, self),
    onblur: () => close(self),
  };
  return h("input", props);
}

function open(self, active = 0) {
  const typed = self.node.classList.contains("settled") ? "" : self.input.value;
  if (self.search) return ask(self, typed.trim(), active);
  return list(self, matching(self.options, typed), active);
}

/** The options come from elsewhere; what was chosen keeps its words. */
async function ask(self, typed, active) {
  try {
    const found = await self.search(typed);
    if (!found || document.activeElement !== self.input) return;
    const chosen = self.options.filter((o) => self.chosen.includes(o.value));
    self.options = [...chosen.filter((o) => !found.options.some((f) => f.value === o.value)), ...found.options];
    list(self, found.options, active, found.words);
  } catch (problem) {
    list(self, [], -1, problem.message);
  }
}

function list(self, options, active, words) {
  const rows = options.map((o) => ({ ...o, chosen: self.chosen.includes(o.value) }));
  self.box.show(rows, rows.length ? active : -1, words);
  self.box.node.classList.add("popup", "suggestions");
  showBeside(self.node, self.box.node, { matchWidth: true });
  self.input.setAttribute("aria-expanded", "true");
  syncActive(self.input, self.box);
}

function close(self) {
  hide(self.box.node);
  self.box.node.remove();
  self.input.setAttribute("aria-expanded", "false");
  self.input.removeAttribute("aria-activedescendant");
  draw(self);
}

const isOpen = (self) => self.input.getAttribute("aria-expanded") === "true";

function keys(event, self) {
  if (event.key === "Escape" && isOpen(self)) {
    event.preventDefault();
    event.stopPropagation();
    close(self);
  } else if (event.key === "ArrowDown" && !isOpen(self)) {
    event.preventDefault();
    open(self);
  } else if (event.key === "Backspace" && self.multi && !self.input.value && self.chosen.length) {
    set(self, self.chosen.slice(0, -1));
  } else if (isOpen(self)) {
    if (!steer(event, self.input, self.box) && event.key === "Enter") {
      event.preventDefault();
      close(self);
    }
  } else if (event.key === "Enter") {
    event.preventDefault();
    open(self);
  }
  if (event.key.length === 1) self.node.classList.remove("settled");
}

function toggle(self, option) {
  const has = self.chosen.includes(option.value);
  if (!self.multi) {
    set(self, [option.value]);
    return close(self);
  }
  if (!has && self.chosen.length >= self.max) return undefined;
  set(self, has ? self.chosen.filter((v) => v !== option.value) : [...self.chosen, option.value]);
  self.input.value = "";
  return open(self, -1); // nothing is marked, so that one more Enter closes the list and undoes nothing
}

function set(self, chosen) {
  self.chosen = chosen;
  draw(self);
  self.onchange?.(chosen);
}

const optionOf = (self, value) =>
  self.options.find((o) => o.value === value) ?? { value, text: state.people.get(value)?.real_name ?? value };

function draw(self) {
  if (self.multi)
    self.chips.replaceChildren(...self.chosen.map((value) => chip(self, optionOf(self, value))));
  else self.input.value = self.chosen.length ? optionOf(self, self.chosen[0]).text : "";
  if (self.multi && !isOpen(self)) self.input.value = "";
  self.node.classList.toggle("settled", !self.multi && self.chosen.length > 0);
  self.input.placeholder = self.multi && self.chosen.length ? "" : self.placeholder;
}

function chip(self, option) {
  const remove = (event) => {
    event.stopPropagation();
    set(
      self,
      self.chosen.filter((v) => v !== option.value),
    );
    self.input.focus();
  };
  const button = h(
    "button",
    { type: "button", "aria-label": `Remove ${option.text}`, onclick: remove },
    icon("close"),
  );
  return h("span", { class: "chip" }, option.person && face(option.person, "tiny"), option.text, button);
}
