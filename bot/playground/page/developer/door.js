/** The door of the developer panel: what is behind it is fetched when it is first opened. */
import { $, icon } from "../parts/dom.js";
import { kindly } from "../parts/toast.js";
import { chooseMessage, context } from "./context.js";

const OPEN = "kindling.developer";

const isOpen = () => !$("#developer").hidden;
const panel = () => import("./developer.js");

function show(open) {
  $("#developer").hidden = !open;
  document.body.classList.toggle("developing", open);
  $("#developer-toggle").setAttribute("aria-expanded", String(open));
  localStorage.setItem(OPEN, open ? "yes" : "no");
}

async function open() {
  if (isOpen()) return;
  const { openDeveloper } = await panel();
  show(true);
  await openDeveloper($("#developer"), context);
}

async function close() {
  const { closeDeveloper } = await panel();
  await closeDeveloper();
  show(false);
  $("#developer-toggle").focus();
}

/** Look inside a message. */
export async function showBlocksOf(place, message) {
  chooseMessage(place, message);
  await kindly(open);
}

export function startDevelopers() {
  $("#developer-toggle").append(icon("tools"));
  $("#developer-toggle").addEventListener("click", () => kindly(isOpen() ? close : open));
  $("#developer").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) kindly(close);
  });
  if (localStorage.getItem(OPEN) === "yes" && innerWidth > 800) kindly(open);
}
