/** "New message": a conversation with one or several people. */
import { h } from "../parts/dom.js";
import { post } from "../state/api.js";
import { openDialog } from "../parts/dialog.js";
import { peopleOptions, picker } from "../parts/picker.js";
import { state } from "../state/store.js";

const MOST = 8;

export function newMessage() {
  let chosen = [];
  const error = h("p", { class: "field-error", role: "alert" });
  const people = picker({
    options: peopleOptions({ bots: true, self: false }),
    multi: true,
    max: MOST,
    placeholder: "Type a name",
    attrs: { "aria-label": "People" },
    onchange: (list) => {
      chosen = list;
    },
  });
  const dialog = openDialog({
    title: "New message",
    className: "small",
    body: [h("p", { class: "hint" }, "Choose one person, or up to eight for a group."), people, error],
    foot: [h("button", { type: "submit", class: "button primary" }, "Open conversation")],
    onsubmit: () => start(),
  });
  const start = async () => {
    if (chosen.length === 0) {
      error.textContent = "Choose at least one person.";
      return;
    }
    try {
      const answer = await post("open", { as: state.as, people: chosen });
      dialog.close();
      location.hash = `#as=${state.as}&in=${answer.conversation}`;
    } catch (problem) {
      error.textContent = problem.message;
    }
  };
  people.querySelector("input").focus();
}
