/** What is open: its name, topic, members, and what one can do with it. */
import { $, face, h, hidden, icon, keepFocus } from "../parts/dom.js";
import { post } from "../state/api.js";
import { openDialog } from "../parts/dialog.js";
import { pending } from "../parts/pending.js";
import { kindly } from "../parts/toast.js";
import { botConversation, conversation, label, person, role, standing, state } from "../state/store.js";

const isChannel = (c) => c.kind === "channel" || c.kind === "private";

function action(text, path, extra = {}, style = "") {
  const body = () => ({ as: state.as, conversation: state.here, ...extra });
  const press = (event) => pending(event.currentTarget, () => kindly(() => post(path, body())));
  return h("button", { type: "button", class: `button small ${style}`, onclick: press }, text);
}

function membersDialog(c) {
  const people = c.members.map(person).filter(Boolean);
  const row = (p) =>
    h(
      "li",
      {},
      face(p, "small"),
      h(
        "span",
        { class: "option-text" },
        h("span", { class: "option-name" }, p.real_name),
        h("small", {}, role(p)),
      ),
      p.is_bot && h("span", { class: "app-tag" }, "App"),
      standing(p) && h("span", { class: "tag" }, standing(p)),
    );
  openDialog({
    title: `People in ${label(c)}`,
    className: "small",
    body: h("ul", { class: "people-list" }, people.map(row)),
  });
}

function membersButton(c) {
  const count = c.members.length;
  return h(
    "button",
    { type: "button", class: "button small", onclick: () => membersDialog(c) },
    icon("people"),
    String(count),
    hidden(count === 1 ? " member" : " members"),
  );
}

function actions(c) {
  if (!isChannel(c)) return c.kind === "mpim" ? [membersButton(c)] : [];
  const list = [membersButton(c)];
  if (c.is_archived) return list;
  if (!c.is_member) return [...list, action("Join", "join", {}, "primary")];
  if (!c.members.includes(state.bot.user_id))
    list.unshift(action(`Add ${state.bot.name}`, "invite", { people: [state.bot.user_id] }));
  return [...list, action("Leave", "leave")];
}

function subtitle(c) {
  const other = person(c.user);
  if (other) return [role(other), other.deleted && "left the organisation"].filter(Boolean).join(", ");
  return c.topic || (c.kind === "mpim" ? "A private conversation" : "");
}

function titleLead(c) {
  if (c.kind === "private") return [icon("lock"), hidden("private channel ")];
  return c.kind === "im" ? face(person(c.user), "small") : null;
}

function tab(text, target, chosen) {
  const go = () => {
    location.hash = `#as=${state.as}&in=${target}`;
  };
  return h(
    "button",
    {
      type: "button",
      role: "tab",
      id: `tab-${text.toLowerCase()}`,
      "aria-selected": String(chosen),
      "aria-controls": "stage",
      tabindex: chosen ? 0 : -1,
      onclick: go,
    },
    text,
  );
}

function arrows(event) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const other = [...event.currentTarget.children].find((t) => t !== document.activeElement);
  other.click();
  setTimeout(() => $(`#${other.id}`)?.focus(), 50);
}

function tabs() {
  const home = state.here === "home";
  const list = [tab("Home", "home", home), tab("Messages", botConversation()?.id ?? "bot", !home)];
  return h("div", { role: "tablist", "aria-label": state.bot.name, class: "tabs", onkeydown: arrows }, list);
}

function botHeader() {
  const title = h(
    "h1",
    {},
    face(person(state.bot.user_id), "small"),
    state.bot.name,
    h("span", { class: "app-tag" }, "App"),
  );
  return [h("div", { class: "heading" }, title), tabs()];
}

/** The open conversation's name, for the window's title. */
export const placeName = () =>
  state.here === "home" ? `${state.bot.name} home` : conversation() ? label(conversation()) : "";

export const drawHeader = () => keepFocus($("#header"), draw);

function draw() {
  const c = conversation();
  const bot = state.here === "home" || (c && c === botConversation());
  const head = $("#header");
  if (bot) head.replaceChildren(...botHeader());
  else if (c)
    head.replaceChildren(
      h(
        "div",
        { class: "heading" },
        h("h1", {}, titleLead(c), label(c)),
        h("p", { class: "topic" }, subtitle(c)),
      ),
      h("div", { class: "head-actions" }, actions(c)),
    );
}
