/** Shortcuts of the app: global ones beside the composer, those about a message in its menu. */
import { h, icon } from "../parts/dom.js";
import { openMenu } from "../parts/popup.js";
import { kindly } from "../parts/toast.js";
import { post } from "../state/api.js";
import { state } from "../state/store.js";

const ofType = (type) => state.shortcuts.filter((one) => one.type === type);

const run = (shortcut, about) =>
  kindly(() => post("shortcut", { as: state.as, callback_id: shortcut.callback_id, ...about }));

const itemOf = (shortcut, about) => ({
  text: shortcut.name,
  note: shortcut.description || state.bot.name,
  pick: () => run(shortcut, about),
});

/** What the app offers to do with this message. */
export const messageShortcuts = (conversation, ts) =>
  ofType("message").map((shortcut) => itemOf(shortcut, { conversation, ts }));

function commandItem(command, field) {
  const pick = () => {
    field.value = `${command.command} `;
    field.focus();
    field.dispatchEvent(new Event("input"));
  };
  return { text: command.command, note: command.description, pick };
}

/** The "+" of a composer: global shortcuts, then the commands. */
export function shortcutButton(field) {
  const open = () => {
    const global = ofType("global").map((shortcut) => itemOf(shortcut, {}));
    const commands = state.commands.map((command) => commandItem(command, field));
    openMenu(button, [...global, ...commands], "Shortcuts and commands");
  };
  const props = { type: "button", class: "quiet icon-only plus", "aria-haspopup": "menu", "aria-expanded": "false" };
  const button = h(
    "button",
    { ...props, "aria-label": "Shortcuts and commands", title: "Shortcuts and commands", onclick: open },
    icon("plus"),
  );
  return button;
}
