/** The bot's Home tab. */
import { $, h } from "../parts/dom.js";
import { get } from "../shell/api.js";
import { blocks } from "../blocks/blocks.js";
import { viewContext } from "./modal.js";
import { kindly } from "../parts/toast.js";
import { state } from "../shell/store.js";

const empty = () =>
  h(
    "div",
    { class: "empty" },
    h("p", { class: "beginning-name" }, "Nothing here yet"),
    h("p", {}, `${state.bot.name} has not set out your home yet. It appears here by itself.`),
  );

export function drawHome() {
  if (state.here !== "home") return;
  const has = state.home?.blocks?.length;
  $("#home").replaceChildren(has ? blocks(state.home.blocks, viewContext(state.home, true)) : empty());
}

/** Opening the tab tells the bot; what it publishes arrives now or a moment later. */
export async function loadHome() {
  const as = state.as;
  const answer = await kindly(() => get("home", { as }));
  if (!answer || as !== state.as) return;
  state.home = answer.view ?? state.home;
  drawHome();
}
