/** Block Kit's "are you sure?" dialogs. */
import { h } from "../parts/dom.js";
import { openDialog } from "../parts/dialog.js";
import { textObject, words } from "./mrkdwn.js";

/** Resolves to true when the person agreed. */
export function confirmed(question) {
  return new Promise((resolve) => {
    let agreed = false;
    const style = question.style === "danger" ? "danger" : "primary";
    const deny = h(
      "button",
      { type: "button", class: "button", onclick: () => dialog.close() },
      words(question.deny) || "Cancel",
    );
    const agree = h("button", { type: "submit", class: `button ${style}` }, words(question.confirm) || "Yes");
    const dialog = openDialog({
      title: words(question.title) || "Are you sure?",
      className: "small",
      body: h("p", {}, textObject(question.text)),
      foot: [deny, agree],
      onsubmit: () => {
        agreed = true;
        dialog.close();
      },
      onclose: () => resolve(agreed),
    });
    agree.focus();
  });
}
