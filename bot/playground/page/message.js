/** One message: who, when, what. */
import { face, h, hidden, icon } from "./dom.js";
import { blocks } from "./blocks.js";
import { mrkdwn } from "./mrkdwn.js";
import { post } from "./api.js";
import { reactButton, reactions } from "./reactions.js";
import { kindly } from "./toast.js";
import { person, state } from "./store.js";
import { clockTime, dayAndTime, fileSize } from "./time.js";

const QUIET = new Set([
  "channel_join",
  "channel_leave",
  "group_join",
  "group_leave",
  "channel_topic",
  "channel_purpose",
  "channel_name",
  "channel_archive",
  "channel_unarchive",
]);

export const isNotice = (message) => QUIET.has(message.subtype);

/** What presses and changes inside a message do. Values chosen but not yet sent back are kept here. */
function contextOf(message, conversation) {
  const kept = new Map();
  const key = (block, el) => `${block.block_id}/${el.action_id}`;
  const where = (block, el) => ({
    as: state.as,
    conversation,
    ts: message.ts,
    block_id: block.block_id,
    action_id: el.action_id,
  });
  const click = (block, el, payload) => kindly(() => post("click", { ...where(block, el), ...payload }));
  return {
    heading: "h2",
    live: true,
    saved: (block, el) => kept.get(key(block, el)),
    change: (block, el, selected) => {
      kept.set(key(block, el), selected);
      return click(block, el, { selected });
    },
    press: (block, el, node, payload) => pending(node, () => click(block, el, payload)),
  };
}

/** Show that a press is on its way; a second press waits for the first. */
export async function pending(node, work) {
  if (node?.getAttribute("aria-busy") === "true") return undefined;
  node?.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    node?.removeAttribute("aria-busy");
  }
}

function fileCard(file) {
  const size = fileSize(file.size);
  const shown = file.mimetype?.startsWith("image/")
    ? h("img", { src: file.url, alt: file.title || file.name, class: "block-image" })
    : null;
  const note = h(
    "span",
    { class: "file-words" },
    h("strong", {}, file.title || file.name),
    h("small", {}, [file.title !== file.name && file.name, size].filter(Boolean).join(", ")),
  );
  const card = h(
    "a",
    { class: "file", href: file.url, download: file.name },
    icon("file"),
    hidden("Download "),
    note,
    icon("download"),
  );
  return h("div", { class: "file-box" }, shown, card);
}

const stamp = (message) =>
  h("time", { datetime: message.at, title: dayAndTime(message.at) }, clockTime(message.at));

function header(message, author) {
  const app = message.is_bot || author?.is_bot ? h("span", { class: "app-tag" }, "App") : null;
  return h(
    "div",
    { class: "message-head" },
    h("strong", { class: "author" }, author?.real_name ?? "Somebody"),
    app,
    stamp(message),
  );
}

function body(message, conversation) {
  const text = message.blocks?.length
    ? blocks(message.blocks, contextOf(message, conversation))
    : h("div", { class: "message-text" }, mrkdwn(message.text));
  const edited = message.edited ? h("small", { class: "edited" }, "(edited)") : null;
  return [text, edited, (message.files ?? []).map(fileCard), reactions(message, conversation)];
}

function notice(message, author) {
  const said = mrkdwn(message.text || "joined.");
  const named =
    message.text?.includes(`<@${message.user}>`) || message.text?.includes(author?.real_name ?? "\n");
  return h(
    "article",
    { class: "notice" },
    face(author, "tiny"),
    h("span", {}, named ? null : h("strong", {}, `${author?.real_name ?? "Somebody"} `), said),
    stamp(message),
  );
}

/** `row` is {message, compact, reply, parentName}. */
export function messageNode(row, conversation) {
  const { message, compact, reply } = row;
  const author = person(message.user);
  if (isNotice(message)) return notice(message, author);
  const classes = ["message", compact && "compact", reply && "reply", message.ephemeral && "ephemeral"]
    .filter(Boolean)
    .join(" ");
  const only = message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), "Only visible to you") : null;
  const under = row.replyLine ? h("p", { class: "reply-line" }, icon("reply"), "in reply") : null;
  const gutter = compact ? stamp(message) : face(author);
  const head = compact ? hidden(`${author?.real_name ?? "Somebody"}: `) : header(message, author);
  return h(
    "article",
    { class: classes, "data-ts": message.ts },
    under,
    only,
    h("div", { class: "gutter" }, gutter),
    h("div", { class: "message-main" }, head, body(message, conversation)),
    reactButton(message, conversation),
  );
}

/** A line that is on its way, before the server has said yes. */
export function sendingNode(text) {
  const words = h("div", { class: "message-text" }, text);
  return h(
    "article",
    { class: "message sending" },
    h("div", { class: "gutter" }, face(person(state.as))),
    h("div", { class: "message-main" }, words, h("small", { class: "edited" }, "sending…")),
  );
}
