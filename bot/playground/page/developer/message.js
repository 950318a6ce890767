/** The blocks of a message, of the dialog that is open, and of the Home tab. */
import { h } from "../parts/dom.js";
import { clockTime } from "../parts/time.js";
import { jsonBox, pretty } from "./json.js";

const VIEWS = ["view_opened", "view_updated", "view_closed", "home", "me"];

/** What the app said comes first; the picture of the app is left out. */
function toRead({ type, text, blocks, attachments, bot_profile: _, ...rest }) {
  return { type, text, blocks, attachments, ...rest };
}

export function makeMessage({ api, me, on, say }) {
  const parts = { message: h("div", {}), dialog: h("div", {}), home: h("div", {}) };
  let looking = null; // {conversation, ts}
  let lastDialog = null;
  let shown = false;

  function draw(name, title, notes, value, otherwise) {
    parts[name].replaceChildren(
      h("h3", {}, title, notes.map((note) => h("span", { class: "tag" }, note))),
      value ? jsonBox(`${title} as JSON`, pretty(value), say) : h("p", { class: "dev-nothing" }, otherwise),
    );
  }

  const HOW = "Choose “Show its blocks” in a message's “More” menu.";
  const noMessage = (sentence = HOW) => draw("message", "Message", [], null, sentence);

  async function drawMessage() {
    if (!looking) return noMessage();
    const asked = looking;
    try {
      const query = new URLSearchParams({ as: me(), ...asked });
      const { message, ephemeral } = await api(`play/developer/message?${query}`);
      if (asked !== looking) return undefined;
      const when = clockTime(Number(message.ts) * 1000);
      draw("message", "Message", [when, ephemeral ? "only one person sees it" : "everybody here sees it"], toRead(message));
    } catch (error) {
      if (asked === looking) noMessage(error.message);
    }
    return undefined;
  }

  async function drawViews() {
    try {
      const { dialog, home } = await api(`play/developer/views?${new URLSearchParams({ as: me() })}`);
      lastDialog = dialog ?? lastDialog;
      const state = dialog ? ["open"] : lastDialog ? ["closed now"] : [];
      draw("dialog", "Dialog", state, lastDialog, "No dialog has been open since you opened this panel.");
      draw("home", "Home tab", [], home, "Your bot has not published a Home tab for this person.");
    } catch (error) {
      say(error.message, true);
    }
  }

  const same = (conversation, ts) => looking?.conversation === conversation && looking.ts === ts;

  function becameSomebodyElse() {
    looking = lastDialog = null;
    if (shown) drawMessage();
  }

  const offs = [
    ...VIEWS.map((name) => on(name, () => shown && drawViews())),
    on("me", becameSomebodyElse),
    on("message_changed", ({ conversation, message }) => same(conversation, message.ts) && drawMessage()),
    on("message_deleted", ({ conversation, ts }) => same(conversation, ts) && drawMessage()),
  ];

  return {
    body: [h("div", { class: "dev-scroll dev-stack" }, Object.values(parts))],
    show() {
      shown = true;
      drawMessage();
      drawViews();
    },
    hide() {
      shown = false;
    },
    look(conversation, message) {
      looking = { conversation, ts: message.ts };
      if (shown) drawMessage();
    },
    stop: () => offs.forEach((off) => off()),
  };
}
