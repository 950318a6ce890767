/** Where one goes on this page: the address says it, and the page follows. */
import { hashOf } from "./address.js";
import { state } from "./store.js";

/** Go to the thread of that message; without one, back to the conversation alone. */
export const goToThread = (ts) => {
  location.hash = hashOf(state.as, state.here, { thread: ts });
};
