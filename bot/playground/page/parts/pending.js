/** Show that a press is on its way; a second press waits for the first. */
export async function pending(node, work) {
  if (node?.getAttribute("aria-busy") === "true") return undefined;
  node?.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    node?.removeAttribute("aria-busy");
  }
}
