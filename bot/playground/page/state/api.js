/** Calls to the workspace's own server. Every failure becomes an Error whose message is a sentence. */
import { base } from "./address.js";

const LOST = "The workspace does not answer. Is it still running?";
const BROKEN = "The workspace could not do that. Its window may say why.";

export class Sentence extends Error {}

async function ask(path, options) {
  try {
    return await fetch(base + path, options);
  } catch {
    throw new Sentence(LOST);
  }
}

const asJson = (body) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** GET `path`, or POST a body to it. */
export async function call(path, body) {
  const response = await ask(path, body === undefined ? {} : asJson(body));
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.ok === false) throw new Sentence(answer.error || BROKEN);
  return answer;
}

export const get = (what, query = {}) => call(`play/${what}?${new URLSearchParams(query)}`);

export const post = (what, body) => call(`play/${what}`, body);
