/** The live stream. It reconnects by itself; after a gap the whole state is fetched again. */
import { base } from "./address.js";
import { emit, state } from "./store.js";

const AGAIN = 2000;
const heard = new Map(); // event name -> listeners
let source = null;

function setOnline(online) {
  if (state.online === online) return;
  state.online = online;
  emit("bot");
}

const tell = (kind, data) => [...(heard.get(kind) ?? [])].forEach((listener) => listener(data));

const follow = (stream, kind) =>
  stream.addEventListener(kind, (event) => source === stream && tell(kind, JSON.parse(event.data)));

/** Call `listener(data)` for each event of that name, whoever the page is; returns a function that stops it. */
export function hear(kind, listener) {
  if (!heard.has(kind)) {
    heard.set(kind, new Set());
    if (source) follow(source, kind);
  }
  heard.get(kind).add(listener);
  return () => heard.get(kind).delete(listener);
}

/** Listen as this person; `onback()` after a gap. Resolves when the first try is settled. */
export function listen(as, onback) {
  source?.close();
  const stream = new EventSource(`${base}play/events?as=${encodeURIComponent(as)}`);
  let lost = false;
  source = stream;
  for (const kind of heard.keys()) follow(stream, kind);
  stream.addEventListener("open", () => {
    setOnline(true);
    if (lost) onback();
    lost = false;
  });
  stream.addEventListener("error", () => {
    if (source !== stream) return;
    lost = true;
    setOnline(false);
    if (stream.readyState === EventSource.CLOSED)
      setTimeout(() => source === stream && retry(as, onback), AGAIN);
  });
  return new Promise((resolve) =>
    ["open", "error"].forEach((kind) => stream.addEventListener(kind, resolve, { once: true })),
  );
}

function retry(as, onback) {
  onback();
  listen(as, onback);
}
