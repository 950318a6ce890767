/** rich_text blocks: sections, lists, quotes and preformatted text. */
import { h } from "../parts/dom.js";
import { emoji } from "./emoji.js";
import { channelMention, everybody, link, mention } from "./mrkdwn.js";
import { fillDate } from "../parts/time.js";

const LEAVES = {
  text: (e) => e.text,
  link: (e) => link(e.url, e.text ?? e.url),
  user: (e) => mention(e.user_id),
  channel: (e) => channelMention(e.channel_id),
  emoji: (e) => emoji(e.name),
  broadcast: (e) => everybody(e.range),
  usergroup: () => "@group",
  color: (e) => e.value,
  date: (e) => fillDate(e.timestamp, e.format ?? "{date_short}"),
};

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

function leaf(e) {
  const inner = LEAVES[e.type]?.(e) ?? "";
  return Object.entries(STYLES).reduce(
    (node, [style, tag]) => (e.style?.[style] ? h(tag, {}, node) : node),
    inner,
  );
}

const leaves = (part) => (part.elements ?? []).map(leaf);

const PARTS = {
  rich_text_section: (part) => h("p", {}, leaves(part)),
  rich_text_list: (part) =>
    h(
      part.style === "ordered" ? "ol" : "ul",
      { class: `indent-${part.indent ?? 0}` },
      part.elements.map((item) => h("li", {}, leaves(item))),
    ),
  rich_text_quote: (part) => h("blockquote", {}, leaves(part)),
  rich_text_preformatted: (part) => h("pre", {}, leaves(part)),
};

export const richText = (block) =>
  h(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map((part) => PARTS[part.type]?.(part)),
  );
