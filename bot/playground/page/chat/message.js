/** One message: who, when, what. */
import { face, h, hidden, icon } from "../parts/dom.js";
import { blocks } from "../blocks/blocks.js";
import { attachment } from "../blocks/more.js";
import { mrkdwn } from "../blocks/mrkdwn.js";
import { post } from "../state/api.js";
import { fileCard } from "./files.js";
import { reactions } from "./reactions.js";
import { goToThread } from "../state/going.js";
import { pending } from "../parts/pending.js";
import { tools } from "./tools.js";
import { kindly } from "../parts/toast.js";
import { person, state } from "../state/store.js";
import { clockTime, dayAndTime } from "../parts/time.js";

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
    options: (block, el, value) => post("options", { ...where(block, el), value }),
  };
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
  const more = (message.attachments ?? []).map((one) =>
    attachment(one, (list) => blocks(list, contextOf(message, conversation))),
  );
  return [text, edited, more, (message.files ?? []).map(fileCard), reactions(message, conversation)];
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

/** Below the first message of a thread: who replied last, how many there are, and the way in. */
function threadLink(message, inThread) {
  if (inThread || !message.reply_count) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const faces = h(
    "span",
    { class: "faces" },
    [...message.reply_users].reverse().map((id) => face(person(id), "tiny")),
  );
  const last = h("small", {}, `last at ${dayAndTime(Number(message.latest_reply) * 1000)}`);
  const props = { type: "button", class: "thread-link", onclick: () => goToThread(message.ts) };
  return h("button", props, faces, h("strong", {}, words), " ", last);
}

/** `row` is {message, compact, inThread}. */
export function messageNode(row, conversation) {
  const { message, compact, inThread } = row;
  const author = person(message.user);
  if (isNotice(message)) return notice(message, author);
  const name = author?.real_name ?? "Somebody";
  const classes = ["message", compact && "compact", message.ephemeral && "ephemeral"].filter(Boolean).join(" ");
  const only = message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), "Only you can see this") : null;
  const gutter = compact ? stamp(message) : face(author);
  const head = compact ? hidden(`${name}: `) : header(message, author);
  return h(
    "article",
    { class: classes, "data-ts": message.ts, "aria-label": `${name}, ${clockTime(message.at)}` },
    only,
    h("div", { class: "gutter" }, gutter),
    h("div", { class: "message-main" }, head, body(message, conversation), threadLink(message, inThread)),
    tools(row, conversation),
  );
}

/** A line that is on its way, before the workspace has said yes. */
export function sendingNode({ sending, compact }) {
  const mine = person(state.as);
  const head = compact
    ? null
    : h("div", { class: "message-head" }, h("strong", { class: "author" }, mine?.real_name ?? "You"));
  return h(
    "article",
    { class: `message sending${compact ? " compact" : ""}` },
    h("div", { class: "gutter" }, compact ? null : face(mine)),
    h(
      "div",
      { class: "message-main" },
      head,
      h("div", { class: "message-text" }, sending.text),
      h("small", { class: "edited" }, "sending…"),
    ),
  );
}
