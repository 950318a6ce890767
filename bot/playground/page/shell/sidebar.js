/** The list of places: channels, people, apps. */
import { $, face, h, hidden, icon, keepFocus } from "../parts/dom.js";
import { botConversation, label, person, state } from "../state/store.js";

const ARCHIVED = "kindling.archived-open";
const href = (id) => `#as=${state.as}&in=${id}`;

function row(c, lead, text, current) {
  const unread = c?.unread ?? 0;
  const count = unread ? h("span", { class: "count" }, String(unread), hidden(" unread")) : null;
  const props = {
    href: href(c?.target ?? c.id),
    class: unread ? "unread" : null,
    "aria-current": current ? "page" : null,
  };
  return h("li", {}, h("a", props, lead, h("span", { class: "row-name" }, text), count));
}

function channelRow(c) {
  const secret = c.kind === "private";
  const mark = secret
    ? [icon("lock"), hidden("private channel ")]
    : h("span", { class: "hash", "aria-hidden": "true" }, "#");
  const outside = c.is_member ? null : hidden(", not joined");
  const item = row(c, h("span", { class: "lead" }, mark), [c.name, outside], c.id === state.here);
  item.firstChild.classList.toggle("outside", !c.is_member);
  return item;
}

function directRow(c) {
  const other = person(c.user);
  const faces = other
    ? face(other, "tiny")
    : h(
        "span",
        { class: "lead group-count", "aria-hidden": "true" },
        String(Math.max(c.members.length - 1, 1)),
      );
  const gone = other?.deleted ? h("span", { class: "tag" }, "left") : null;
  return row(c, faces, [label(c), gone], c.id === state.here);
}

function appRow(c) {
  const bot = state.people.get(state.bot.user_id);
  const here = state.here === "home" || (c && c.id === state.here);
  const words = [state.bot.name];
  const target = c?.unread ? c.id : "home"; // the number leads to what it counts
  return row({ ...(c ?? {}), target }, bot ? face(bot, "tiny") : icon("eye"), words, here);
}

const group = (title, rows, extra) =>
  h(
    "section",
    { "aria-label": title },
    h("div", { class: "group-head" }, h("h2", {}, title), extra),
    h("ul", {}, rows),
  );

function archivedGroup(list) {
  const details = h(
    "details",
    { open: localStorage.getItem(ARCHIVED) === "yes" || list.some((c) => c.id === state.here) },
    h("summary", {}, "Archived"),
    h("ul", {}, list.map(channelRow)),
  );
  details.addEventListener("toggle", () => localStorage.setItem(ARCHIVED, details.open ? "yes" : "no"));
  return details;
}

const byName = (a, b) => a.name.localeCompare(b.name);
const byLatest = (a, b) => Number(b.last_ts ?? 0) - Number(a.last_ts ?? 0);

function compose() {
  const start = () => dispatchEvent(new CustomEvent("new-message"));
  return h(
    "button",
    {
      type: "button",
      class: "quiet icon-only",
      "aria-label": "New message",
      title: "New message",
      onclick: start,
    },
    icon("plus"),
  );
}

export const drawSidebar = () => keepFocus($("#places"), draw);

function draw() {
  const all = [...state.conversations.values()];
  const channels = all.filter((c) => c.kind === "channel" || c.kind === "private").sort(byName);
  const archived = channels.filter((c) => c.is_archived);
  const own = botConversation();
  const direct = all.filter((c) => (c.kind === "im" && c !== own) || c.kind === "mpim").sort(byLatest);
  const scroll = $("#places").scrollTop;
  const talk = direct.length
    ? direct.map(directRow)
    : [h("li", { class: "nothing" }, "No conversations yet.")];
  $("#places").replaceChildren(
    group("Channels", channels.filter((c) => !c.is_archived).map(channelRow)),
    archived.length ? archivedGroup(archived) : "",
    group("Direct messages", talk, compose()),
    group("Apps", [appRow(own)]),
  );
  $("#places").scrollTop = scroll;
}

/** The drawer on narrow pages. */
export function startDrawer() {
  const toggle = $("#drawer-toggle");
  const set = (open) => {
    document.body.classList.toggle("drawer-open", open);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute(
      "aria-label",
      open ? "Close the list of conversations" : "Open the list of conversations",
    );
  };
  toggle.append(icon("menu"));
  toggle.addEventListener("click", () => set(!document.body.classList.contains("drawer-open")));
  $("#veil").addEventListener("click", () => set(false));
  addEventListener("hashchange", () => set(false));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") set(false);
  });
  $("#places").addEventListener("click", (event) => {
    if (event.target.closest("a")) set(false);
  });
}
