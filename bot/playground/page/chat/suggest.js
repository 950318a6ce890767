/** Suggestions while typing: slash commands at the start of a line, people after an @. */
import { listbox, matching, steer, syncActive } from "../parts/listbox.js";
import { hide, showBeside } from "../parts/popup.js";
import { peopleOptions } from "../parts/picker.js";
import { state } from "../state/store.js";

const MOST = 8;

const commandOptions = () =>
  state.commands.map((c) => ({
    value: c.command,
    text: c.command,
    note: [c.usage_hint, c.description].filter(Boolean).join(" · "),
    put: `${c.command} `,
  }));

const mentionOptions = () =>
  peopleOptions({ bots: true }).map((o) => ({
    ...o,
    text: o.text,
    tag: `@${o.person.name}`,
    put: `@${o.person.name} `,
  }));

/** What is being typed at the caret: {options, from} or null. */
function wanted(field, hasCommands) {
  const before = field.value.slice(0, field.selectionStart);
  const command = /^\/\S*$/.exec(before);
  if (command && hasCommands) return { from: 0, options: commandOptions().filter((o) => o.value.startsWith(before)) };
  const at = /(?:^|\s)@([\w.'-]*)$/.exec(before);
  if (at)
    return {
      from: before.length - at[1].length - 1,
      options: matching(mentionOptions(), at[1]).slice(0, MOST),
    };
  return null;
}

/** Attach suggestions to the composer's field. Returns a key handler that says whether it used the key. */
export function suggest(field, { commands = () => true } = {}) {
  let current = null;
  const box = listbox({ label: "Suggestions", onpick: (option) => take(option) });
  box.node.classList.add("popup", "suggestions");

  const close = () => {
    current = null;
    hide(box.node);
    field.removeAttribute("aria-controls");
    syncActive(field, { activeId: () => null });
  };
  const look = () => {
    current = wanted(field, commands());
    if (!current || current.options.length === 0) return close();
    box.show(current.options);
    showBeside(field.closest(".composer-box"), box.node);
    field.setAttribute("aria-controls", box.id);
    return syncActive(field, box);
  };
  const isComplete = () =>
    current.options.some((o) => o.put.trim() === field.value.slice(current.from, field.selectionStart));
  const take = (option) => {
    field.setRangeText(option.put, current.from, field.selectionStart, "end");
    close();
    field.dispatchEvent(new Event("input"));
  };
  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  return (event) => {
    if (!current) return false;
    if (event.key === "Escape") {
      close();
      return true;
    }
    if (event.key === "Tab") {
      event.preventDefault();
      box.pick();
      return true;
    }
    if (event.key === "Enter" && isComplete()) {
      close();
      return false;
    }
    return steer(event, field, box);
  };
}
