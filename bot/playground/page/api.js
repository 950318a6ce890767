/** Calls to the workspace's own server. Every failure becomes an Error whose message is a sentence. */

const LOST = "The workspace does not answer. Is it still running?";
const BROKEN = "The workspace could not do that. Its window may say why.";

export class Sentence extends Error {}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Sentence(LOST);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.ok === false) throw new Sentence(answer.error || BROKEN);
  return answer;
}

export const get = (what, query = {}) => call(`/play/${what}?${new URLSearchParams(query)}`);

export const post = (what, body) =>
  call(`/play/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
