/** Where this workspace lives: at "/", or at "/w/<domain>/" where there are several. */

export const base = /^\/w\/[^/]+\//.exec(location.pathname)?.[0] ?? "/";

const query = new URLSearchParams(location.search);

/** Whether this page stands in a frame beside another colleague's. */
export const isPane = query.has("pane") && parent !== window;

/** Who and where: "#as=U…&in=C…&thread=…", or what a link's query asks for. */
export const wanted = () => ({
  as: query.get("as"),
  in: query.get("conversation"),
  ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))),
});

/** The fragment for a person and a place, and perhaps a message there. */
export const hashOf = (as, here, more = {}) =>
  `#${Object.entries({ as, in: here ?? "", ...more })
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join("&")}`;
