/** The live stream. It reconnects by itself; after a gap the whole state is fetched again. */
import { emit, state } from "./store.js";

const AGAIN = 2000;
const KINDS = [
  "message",
  "message_changed",
  "message_deleted",
  "conversation",
  "view_opened",
  "view_updated",
  "view_closed",
  "home",
  "clock",
  "person",
  "bot",
];
let source = null;

function setOnline(online) {
  if (state.online === online) return;
  state.online = online;
  emit("bot");
}

/** Listen as this person; `handlers[kind](data)` for each event, `onback()` after a gap. Resolves when the first try is settled. */
export function listen(as, handlers, onback) {
  source?.close();
  const stream = new EventSource(`/play/events?as=${encodeURIComponent(as)}`);
  let lost = false;
  source = stream;
  for (const kind of KINDS)
    stream.addEventListener(kind, (event) => source === stream && handlers[kind](JSON.parse(event.data)));
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
      setTimeout(() => source === stream && retry(as, handlers, onback), AGAIN);
  });
  return new Promise((resolve) =>
    ["open", "error"].forEach((kind) => stream.addEventListener(kind, resolve, { once: true })),
  );
}

function retry(as, handlers, onback) {
  onback();
  listen(as, handlers, onback);
}
