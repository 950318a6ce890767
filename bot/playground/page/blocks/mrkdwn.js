/** Slack's mrkdwn as DOM nodes. The text is a string of its own escapes, never of HTML. */
import { h } from "../parts/dom.js";
import { person, realName, state } from "../state/store.js";
import { fillDate } from "../parts/time.js";
import { withEmoji } from "./emoji.js";

const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const plain = (text) => withEmoji(unescape(text));

/** A link's address if a browser may follow it, else null. */
export function safeUrl(url) {
  try {
    const parsed = new URL(unescape(url), location.href);
    return ["http:", "https:", "mailto:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

export function link(url, text) {
  const href = safeUrl(url);
  if (!href) return document.createTextNode(text);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
}

export function mention(id) {
  const mine = id === state.as;
  return h("span", { class: `mention${mine ? " mine" : ""}` }, `@${person(id) ? realName(id) : "somebody"}`);
}

export function channelMention(id, name) {
  const known = state.conversations.get(id);
  const text = `#${known?.name ?? name ?? "a private channel"}`;
  return known
    ? h("a", { class: "mention", href: `#as=${state.as}&in=${id}` }, text)
    : h("span", { class: "mention" }, text);
}

export const everybody = (word) => h("span", { class: "mention mine" }, `@${word}`);

function dateSpan(body) {
  const [address, fallback = ""] = body.split("|");
  const [, seconds, format, url] = address.split("^");
  const text = seconds && format ? fillDate(seconds, unescape(format)) : unescape(fallback);
  return url
    ? link(url, text)
    : h("time", { datetime: new Date(Number(seconds) * 1000 || 0).toISOString() }, text);
}

/** What stands between angle brackets. */
function angle(body) {
  const [target, name] = body.split("|");
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return channelMention(target.slice(1), name);
  if (target.startsWith("!date")) return dateSpan(body);
  if (target.startsWith("!")) return everybody(name?.replace(/^@/, "") ?? target.slice(1).split("^")[0]);
  return link(target, unescape(name ?? target.replace(/^mailto:/, "")));
}

const STYLES = { "*": "strong", _: "em", "~": "s" };
const INLINE =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]*[^_\s])_(?!\w)|(?<!\w)~(?=\S)([^~\n]*[^~\s])~(?!\w)|(?<![\w|])(https?:\/\/(?:(?!&[lg]t;)[^\s<>|])*(?!&[lg]t;)[^\s<>|.,;:!?)"'*~])/;

/** One line's worth of styles, links and mentions. */
function inline(text) {
  const nodes = [];
  let rest = text;
  for (let found = INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    if (found.index) nodes.push(plain(rest.slice(0, found.index)));
    nodes.push(styled(found));
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest) nodes.push(plain(rest));
  return nodes;
}

function styled([whole, code, bracket, bold, italic, strike, address]) {
  if (address !== undefined) return link(address, unescape(address));
  if (code !== undefined) return h("code", {}, unescape(code));
  if (bracket !== undefined) return angle(bracket);
  return h(STYLES[whole[0]], {}, inline(bold ?? italic ?? strike));
}

const isQuote = (line) => /^(&gt;|>)/.test(line);

/** Lines joined by breaks; quoted lines gathered in a block quote. */
function lines(text) {
  const nodes = [];
  let quote = null;
  text.split("\n").forEach((line, index, all) => {
    if (isQuote(line)) {
      if (quote) quote.append(h("br"));
      else nodes.push((quote = h("blockquote")));
      quote.append(...inline(line.replace(/^(&gt;|>)\s?/, "")));
      return;
    }
    if (quote === null && index > 0) nodes.push(h("br"));
    quote = null;
    if (line || index < all.length - 1) nodes.push(...inline(line));
  });
  return nodes;
}

/** mrkdwn to nodes, preformatted blocks first. */
export function mrkdwn(text = "") {
  return text.split(/```\n?([\s\S]*?)\n?```\n?/).flatMap((piece, index) => {
    if (index % 2) return h("pre", {}, unescape(piece));
    return piece ? lines(piece) : [];
  });
}

/** A Slack text object: plain_text stays literal, mrkdwn is read. */
export function textObject(text) {
  if (!text) return [];
  if (typeof text === "string") return [text];
  return text.type === "mrkdwn" ? mrkdwn(text.text) : [withEmoji(text.text)];
}

export const words = (text) => (typeof text === "string" ? text : withEmoji(text?.text ?? ""));
