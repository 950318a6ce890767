/** The bot's Home tab. */
import { $, h, keepFocus } from "../parts/dom.js";
import { get } from "../state/api.js";
import { blocks } from "../blocks/blocks.js";
import { viewContext } from "./modal.js";
import { kindly } from "../parts/toast.js";
import { hear } from "../state/events.js";
import { botConversation, state } from "../state/store.js";

const SAID = "p, h2, .block-text, .field-text, .context, button";
const MOST = 400;

const empty = () =>
  h(
    "div",
    { class: "empty" },
    h("p", { class: "beginning-name" }, "Nothing here yet"),
    h("p", {}, `${state.bot.name} has not set out your home yet. It appears here by itself.`),
  );

const lines = () => [...$("#home").querySelectorAll(`.blocks :is(${SAID})`)].map((node) => node.textContent.trim());

/** For whoever does not see it. */
function say(words) {
  $("#home-said").textContent = words.length > MOST ? `${words.slice(0, MOST)}…` : words;
}

export function drawHome() {
  if (state.here !== "home") return;
  const has = state.home?.blocks?.length;
  const before = lines();
  const draw = () =>
    $("#home").replaceChildren(has ? blocks(state.home.blocks, viewContext(state.home, true)) : empty());
  keepFocus($("#home"), draw);
  const fresh = lines().filter((line) => line && !before.includes(line));
  if (before.length && fresh.length) say(`Changed: ${fresh.join(" ")}`);
}

/** What is answered to a press here stands in the conversation with the bot. */
function answered({ conversation, message }) {
  if (state.here !== "home" || conversation !== botConversation()?.id || message.user !== state.bot.user_id) return;
  say(`${state.bot.name} wrote to you: ${message.text}`);
}

export function startHome() {
  hear("message", answered);
}

/** Opening the tab tells the bot; what it publishes arrives now or a moment later. */
export async function loadHome() {
  const as = state.as;
  const answer = await kindly(() => get("home", { as }));
  if (!answer || as !== state.as) return;
  state.home = answer.view ?? state.home;
  drawHome();
}
