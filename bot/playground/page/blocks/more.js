/** The less common blocks: tables, videos, alerts, cards, tasks, and those that hold others. */
import { h } from "../parts/dom.js";
import { link, mrkdwn, textObject, words } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const rich = (part) => (part ? richText(part) : null);

function cell(one, tag, align) {
  const inner = one.type === "rich_text" ? richText(one) : one.text;
  return h(tag, { scope: tag === "th" ? "col" : null, class: align ? `align-${align}` : null }, inner);
}

/** The first row names the columns. */
export function table(block) {
  const aligns = (block.column_settings ?? []).map((column) => column?.align);
  const row = (cells, tag) => h("tr", {}, cells.map((one, index) => cell(one, tag, aligns[index])));
  const [head, ...body] = block.rows;
  const caption = block.caption ? h("caption", {}, block.caption) : null;
  const parts = [caption, h("thead", {}, row(head, "th")), h("tbody", {}, body.map((cells) => row(cells, "td")))];
  return h(
    "div",
    { class: "table-box", tabindex: 0, role: "region", "aria-label": block.caption || "Table" },
    h("table", {}, parts.filter(Boolean)),
  );
}

export function video(block) {
  const by = [block.author_name, block.provider_name].filter(Boolean).join(", ");
  return h(
    "div",
    { class: "card" },
    h("strong", {}, link(block.title_url ?? block.video_url, words(block.title))),
    by && h("small", {}, by),
    h("p", {}, words(block.description)),
    h("p", { class: "no-picture" }, `Video: ${block.alt_text}`),
  );
}

const LEVELS = { info: "For information", warning: "Warning", error: "Problem", success: "Done" };

export const alert = (block) =>
  h(
    "div",
    { class: `alert ${block.level ?? "default"}` },
    block.level in LEVELS ? h("strong", {}, `${LEVELS[block.level]}: `) : null,
    textObject(block.text),
  );

export const card = (picture, live) =>
  function cardBlock(block, context) {
    return h(
      "div",
      { class: "card" },
      block.hero_image && picture(block.hero_image, "block-image"),
      block.title && h("strong", {}, block.icon && picture(block.icon, "context-image"), textObject(block.title)),
      block.subtitle && h("small", {}, textObject(block.subtitle)),
      block.body && h("div", { class: "block-text" }, textObject(block.body)),
      block.actions && h("div", { class: "actions" }, block.actions.map((el) => live(block, el, context))),
    );
  };

const STATUSES = { pending: "To do", in_progress: "Under way", complete: "Done", error: "Failed" };

export function taskCard(block) {
  const sources = (block.sources ?? []).map((source) => h("li", {}, link(source.url, source.text)));
  return h(
    "div",
    { class: "card" },
    h("strong", {}, block.title, " ", h("span", { class: "tag" }, STATUSES[block.status] ?? block.status)),
    rich(block.details),
    rich(block.output),
    sources.length ? h("ul", { class: "sources", "aria-label": "Sources" }, sources) : null,
  );
}

export const plan = (block) =>
  h("div", { class: "card" }, h("strong", {}, block.title), (block.tasks ?? []).map(taskCard));

/** Blocks inside a frame, which may fold. */
export const container = (draw) =>
  function containerBlock(block, context) {
    const title = block.rich_text_title ? richText(block.rich_text_title) : words(block.title);
    const subtitle = block.subtitle ? h("small", {}, textObject(block.subtitle)) : null;
    const inner = block.child_blocks.map((child) => draw(child, context));
    if (!block.is_collapsible) return h("div", { class: "card" }, h("strong", {}, title), subtitle, inner);
    return h("details", { class: "card", open: !block.default_collapsed }, h("summary", {}, title, subtitle), inner);
  };

export const markdown = (block) => h("div", { class: "block-text" }, mrkdwn(plainMarkdown(block.text)));

/** Standard markdown in Slack's own signs, as far as they go. */
const plainMarkdown = (text) =>
  text
    .replace(/&/g, "&amp;")
    .replace(/<(?![@#!])/g, "&lt;")
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>")
    .replace(/\*\*(.+?)\*\*/g, "*$1*")
    .replace(/~~(.+?)~~/g, "~$1~")
    .replace(/^#{1,6}\s+(.+)$/gm, "*$1*")
    .replace(/^[-*+]\s+/gm, "• ");

export function attachment(one, draw) {
  const fields = (one.fields ?? []).map((field) =>
    h("div", { class: "field-text" }, h("strong", {}, field.title ?? ""), h("br"), mrkdwn(field.value ?? "")),
  );
  const title = one.title && (one.title_link ? link(one.title_link, one.title) : one.title);
  return h(
    "div",
    { class: "attachment" },
    one.pretext && h("p", {}, mrkdwn(one.pretext)),
    one.author_name && h("small", {}, one.author_name),
    title && h("p", {}, h("strong", {}, title)),
    one.blocks ? draw(one.blocks) : h("div", { class: "block-text" }, mrkdwn(one.text ?? one.fallback ?? "")),
    fields.length ? h("div", { class: "fields" }, fields) : null,
    one.footer && h("small", {}, one.footer),
  );
}
