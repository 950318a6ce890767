/** The Help menu. */
import { $, h, icon } from "../parts/dom.js";
import { openMenu } from "../parts/popup.js";
import { openDialog } from "../parts/dialog.js";
import { bringBackGuide, hasGuide } from "./guide.js";

const KEYS = [
  ["Enter", "Send what you have typed"],
  ["Shift + Enter", "A new line"],
  ["/", "At the start of a line: the commands"],
  ["@", "Name a colleague"],
  ["Up and Down", "From message to message, once one has the focus"],
  ["Tab", "On to what a message offers"],
  ["Escape", "Close a menu, a thread, a dialog or a panel"],
];

const keyList = () =>
  h(
    "dl",
    { class: "keys" },
    KEYS.map(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)]),
  );

const FIRST_STEPS = { text: "First steps", note: "A coffee, from the start to an introduction", pick: bringBackGuide };

const showKeys = () => openDialog({ title: "With the keyboard", className: "small", body: keyList() });

export function startHelp() {
  const button = $("#help");
  button.append(icon("help"));
  button.addEventListener("click", () =>
    openMenu(button, [...(hasGuide() ? [FIRST_STEPS] : []), { text: "With the keyboard", pick: showKeys }], "Help"),
  );
}
