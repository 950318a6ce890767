/** A quiet panel for people who develop a bot: the protocol, blocks, faults and the clock. */
import { h, icon } from "../parts/dom.js";
import { makeClock } from "./clock.js";
import { makeFaults } from "./faults.js";
import { makeMessage } from "./message.js";
import { makeProtocol } from "./protocol.js";
import { makeTabs } from "./tabs.js";

const STYLE = "/page/developer/developer.css";
const MAKERS = [
  ["protocol", "Protocol", makeProtocol],
  ["message", "Message", makeMessage],
  ["faults", "Faults", makeFaults],
  ["clock", "Clock", makeClock],
];

let stops = [];

function styled() {
  const known = document.querySelector(`link[href="${STYLE}"]`);
  if (known) return Promise.resolve();
  const link = h("link", { rel: "stylesheet", href: STYLE });
  const loaded = new Promise((resolve) =>
    ["load", "error"].forEach((kind) => link.addEventListener(kind, resolve, { once: true })),
  );
  document.head.append(link);
  return loaded;
}

const closeButton = () =>
  h(
    "button",
    {
      type: "button",
      class: "quiet icon-only",
      "aria-label": "Close the developer panel",
      title: "Close",
      onclick: () => document.querySelector("#developer-toggle").click(),
    },
    icon("close"),
  );

/** Fill `element`; `context` is what the page offers (see developer/context.js). */
export async function openDeveloper(element, context) {
  closeDeveloper();
  await styled();
  const said = h("p", { class: "dev-said", role: "status" });
  const say = (sentence, wrong = false) => {
    said.textContent = sentence;
    said.classList.toggle("wrong", wrong);
  };
  const parts = MAKERS.map(([id, title, make]) => ({ id, title, ...make({ ...context, say }) }));
  const { list, panels, choose } = makeTabs(parts, () => say(""));
  const head = h("header", { class: "dev-head" }, h("h2", {}, "Developer panel"), closeButton());
  element.classList.add("dev");
  element.replaceChildren(head, list, ...panels, said);
  stops = [
    ...parts.map((part) => part.stop),
    context.selectMessage(({ conversation, message }) => {
      parts.find((part) => part.id === "message").look(conversation, message);
      choose("message");
    }),
  ];
}

/** Stop listening and forget what was drawn. */
export function closeDeveloper() {
  for (const stop of stops) stop();
  stops = [];
}
