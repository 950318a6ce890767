/** The window's title, the workspace's name, and how the bot is. */
import { $, h } from "../parts/dom.js";
import { placeName } from "./header.js";
import { state } from "../state/store.js";

export function drawTitle() {
  const unread = [...state.conversations.values()].reduce((sum, c) => sum + (c.is_member ? c.unread : 0), 0);
  document.title = `${unread ? `(${unread}) ` : ""}${placeName()} – ${state.workspace.name || "Kindling"}`;
}

export function drawBot() {
  const words = !state.online
    ? "Connection lost, trying again"
    : state.bot.connected
      ? `${state.bot.name} is here`
      : `${state.bot.name} is waking up`;
  const place = $("#bot-status");
  place.dataset.state = !state.online ? "lost" : state.bot.connected ? "here" : "waking";
  if (place.lastChild.textContent !== words) place.lastChild.textContent = words;
}

/** A line at the top where the app is not in this workspace. */
export function drawInstalled() {
  const own = state.workspaces.find((one) => one.domain === state.workspace.domain);
  const missing = own ? own.installed === false : false;
  const link = state.installUrl && h("a", { class: "button small primary", href: state.installUrl }, "Add to this workspace");
  $("#not-installed").hidden = !missing;
  if (missing) $("#not-installed").replaceChildren(`${state.bot.name} isn't in this workspace yet. `, link || "");
}
