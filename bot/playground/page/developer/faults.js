/** What is to go wrong next, and breaking the connection on purpose. */
import { h, hidden } from "../parts/dom.js";
import { field } from "./field.js";

const WHATS = [
  ["error", "It answers with an error"],
  ["status", "It answers with an HTTP status"],
  ["limited", "It says there are too many requests"],
  ["slow", "It answers late"],
  ["lost", "It does its work, and the answer is lost"],
  ["dropped", "The connection drops"],
];
const ASKS = { error: ["error"], status: ["status"], limited: ["seconds"], slow: ["seconds"] };

export function makeFaults({ api, on, say }) {
  const methods = h("datalist", { id: "dev-methods" });
  const method = field("Method", h("input", { list: "dev-methods", value: "chat.postMessage", autocomplete: "off", spellcheck: "false" }));
  const what = field("What happens", h("select", { onchange: drawAsked }, WHATS.map(([value, words]) => h("option", { value }, words))));
  const asked = {
    error: field("Error code", h("input", { value: "internal_error", autocomplete: "off", spellcheck: "false" })),
    status: field("HTTP status", h("input", { type: "number", min: 400, max: 599, value: 500 })),
    seconds: field("Seconds", h("input", { type: "number", min: 1, max: 600, value: 5 })),
  };
  const times = field("How often", h("input", { type: "number", min: 1, max: 100, value: 1 }));
  const wrong = h("p", { class: "field-error", role: "alert" });
  const form = h(
    "form",
    { class: "dev-form", novalidate: true, onsubmit: submit },
    h("h3", {}, "Make something go wrong"),
    h("p", { class: "dev-note" }, "A method's name, or “socket” for the envelopes of Socket Mode."),
    [method, what, ...Object.values(asked), times].map((part) => part.element),
    methods,
    wrong,
    h("button", { type: "submit", class: "button primary" }, "Let it go wrong"),
  );
  const waiting = h("ul", { class: "dev-waiting", "aria-label": "Still to go wrong" });
  const none = h("p", { class: "dev-nothing" }, "Nothing is set to go wrong.");
  const connection = h(
    "div",
    { class: "dev-form" },
    h("h3", {}, "Connection"),
    act("Ask the bot to reconnect", "reconnect", "The bot was asked to connect again."),
    act("Cut the connection", "cut", "The connection is cut."),
  );

  function drawAsked() {
    const needed = ASKS[what.input.value] ?? [];
    for (const [name, part] of Object.entries(asked)) part.element.hidden = !needed.includes(name);
    asked.seconds.label.textContent = what.input.value === "limited" ? "Retry-After, in seconds" : "How late, in seconds";
  }

  function draw(answer) {
    methods.replaceChildren(...answer.methods.map((value) => h("option", { value })));
    waiting.replaceChildren(...answer.waiting.map(row));
    none.hidden = answer.waiting.length > 0;
  }

  function row(fault) {
    const often = fault.times > 1 ? `, ${fault.times} times` : "";
    const back = () => send("cancel", { method: fault.method }, `${fault.method} will work again.`);
    return h(
      "li",
      {},
      h("span", {}, h("b", {}, fault.method), ` ${fault.what}${often}`),
      h("button", { type: "button", class: "button small", onclick: back }, "Take back", hidden(` what is set for ${fault.method}`)),
    );
  }

  async function send(path, body, sentence) {
    wrong.textContent = "";
    try {
      draw(await api(`play/developer/${path}`, body));
      say(sentence);
    } catch (error) {
      wrong.textContent = error.message;
    }
  }

  function submit(event) {
    event.preventDefault();
    const name = method.input.value.trim();
    const number = ({ input }) => (input.value === "" ? null : Number(input.value));
    const body = {
      method: name,
      what: what.input.value,
      error: asked.error.input.value.trim(),
      status: number(asked.status),
      seconds: number(asked.seconds),
      times: number(times),
    };
    send("fault", body, `Set: the next time, ${name} goes wrong.`);
  }

  function act(words, path, sentence) {
    const press = async () => {
      try {
        await api(`play/developer/${path}`, {});
        say(sentence);
      } catch (error) {
        say(error.message, true);
      }
    };
    return h("button", { type: "button", class: "button", onclick: press }, words);
  }

  async function show() {
    try {
      draw(await api("play/developer/faults"));
    } catch (error) {
      say(error.message, true);
    }
  }

  drawAsked();
  const offs = ["message", "message_changed", "bot"].map((name) => on(name, () => form.isConnected && show()));
  const list = h("div", { class: "dev-form" }, h("h3", {}, "Still to go wrong"), waiting, none);
  return {
    body: [h("div", { class: "dev-scroll dev-stack" }, form, list, connection)],
    show,
    stop: () => offs.forEach((off) => off()),
  };
}
