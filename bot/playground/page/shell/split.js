/** Two colleagues side by side: the same page twice, each in a frame of its own. */
import { $, h, icon } from "../parts/dom.js";
import { hashOf, isPane, wanted } from "../state/address.js";
import { choosePerson } from "./chooser.js";
import { person, realName, state } from "../state/store.js";

let frames = [];

const address = (id, here) => `${location.pathname}?pane=1${hashOf(id, here)}`;
const isSplit = () => frames.length > 0;

/** A frame is called after its person, and so is its tab on a narrow page. */
function name(index, id) {
  frames[index].title = realName(id);
  $(`#split [data-pane="${index}"]`).textContent = realName(id);
}

function frame(id, here, index) {
  const node = h("iframe", { src: address(id, here), title: realName(id), class: "pane" });
  node.addEventListener("person", (event) => name(index, event.detail));
  return node;
}

function front(index) {
  frames.forEach((node, at) => node.classList.toggle("front", at === index));
  for (const button of $("#split").querySelectorAll("[data-pane]"))
    button.setAttribute("aria-pressed", String(Number(button.dataset.pane) === index));
}

const paneButton = (id, index) =>
  h(
    "button",
    { type: "button", class: "button small", "data-pane": index, onclick: () => front(index) },
    realName(id),
  );

function enter(people) {
  frames = people.map((id, index) => frame(id, state.here, index));
  const buttons = h("div", { class: "pane-names", role: "group", "aria-label": "Whose side" }, people.map(paneButton));
  const title = h("h1", { class: "sr" }, "Side by side");
  $("#split").replaceChildren(title, buttons, h("div", { class: "panes" }, frames));
  front(0);
  mark(true);
}

function mark(on) {
  const button = $("#split-toggle");
  const words = on ? "Close side by side" : "Side by side";
  $("#split").hidden = !on;
  document.body.classList.toggle("split", on);
  button.setAttribute("aria-label", words);
  button.title = words;
  button.replaceChildren(icon(on ? "close" : "split"));
}

/** Go on as the person on the left, where they are now. */
function leave() {
  const left = frames[0].contentWindow.location.hash;
  location.hash = left.length > 1 ? left : hashOf(state.as, state.here);
}

function begin(event) {
  if (isSplit()) return leave();
  const go = (id) => {
    location.hash = hashOf(state.as, state.here, { beside: id });
  };
  return choosePerson(event.currentTarget, "Watch a conversation from both ends. Who else?", go, state.as);
}

/** Follow the address: `beside` names the second person. */
export function drawSplit() {
  const other = isPane ? null : person(wanted().beside);
  if (!other && isSplit()) {
    frames = [];
    $("#split").replaceChildren();
    mark(false);
    $("#split-toggle").focus();
  } else if (other && !isSplit()) enter([state.as, other.id]);
}

/** In a frame: say who one has become. */
export function tellFrame() {
  if (isPane) frameElement.dispatchEvent(new CustomEvent("person", { detail: state.as }));
}

export function startSplit() {
  document.body.classList.toggle("pane-page", isPane);
  $("#split-toggle").append(icon("split"));
  $("#split-toggle").addEventListener("click", begin);
}
