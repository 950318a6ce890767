/** What one can do with a message: shown when it is pointed at or has the focus. */
import { h, icon } from "../parts/dom.js";
import { openMenu } from "../parts/popup.js";
import { toast } from "../parts/toast.js";
import { base } from "../state/address.js";
import { showBlocksOf } from "../developer/door.js";
import { conversation } from "../state/store.js";
import { reactButton } from "./reactions.js";
import { messageShortcuts } from "./shortcuts.js";
import { goToThread } from "../state/going.js";

const tool = (words, picture, props) =>
  h(
    "button",
    { type: "button", class: "tool", tabindex: -1, "aria-label": words, title: words, ...props },
    icon(picture),
  );

const rootOf = (message) => (message.is_reply ? message.thread_ts : message.ts);

function replyTool(message) {
  return tool("Reply in thread", "thread", { onclick: () => goToThread(rootOf(message)) });
}

async function copyLink(place, ts) {
  const address = `${location.origin}${base}?conversation=${place}&message=${ts}`;
  try {
    await navigator.clipboard.writeText(address);
    toast("The link is copied.");
  } catch {
    toast(`Copy this link: ${address}`);
  }
}

function moreTool(message, place) {
  const open = () => {
    const items = [
      ...(message.ephemeral ? [] : messageShortcuts(place, message.ts)),
      ...(message.ephemeral ? [] : [{ text: "Copy link", pick: () => copyLink(place, message.ts) }]),
      { text: "Show its blocks", note: "in the developer panel", pick: () => showBlocksOf(place, message) },
    ];
    openMenu(button, items, "More for this message");
  };
  const button = tool("More for this message", "more", {
    onclick: open,
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  return button;
}

/** `row.inThread`: it stands in the thread already. */
export function tools({ message, inThread }, place) {
  const canReply = !message.ephemeral && !inThread && !conversation()?.is_archived;
  return h(
    "div",
    { class: "tools", role: "group", "aria-label": "For this message" },
    reactButton(message, place),
    canReply && replyTool(message),
    moreTool(message, place),
  );
}
