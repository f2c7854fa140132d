// Asks the server, one thing after the other, so that a draft never overtakes a saved mark.
const token = document.querySelector("meta[name=token]").content;
let last = Promise.resolve();

export const tab = (sessionStorage.tab ??= crypto.randomUUID());

export class Refused extends Error {
  constructor(status, said) {
    super(said.error ?? "The server answered with something else.");
    Object.assign(this, { status, said });
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new Refused(0, { error: "`landscape mark` does not answer: is it still running?" });
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, said);
  return said;
}

function sent(data, keepalive = false) {
  const headers = { "Content-Type": "application/json", "X-Landscape-Token": token };
  return { method: "POST", headers, body: JSON.stringify({ ...data, tab }), keepalive };
}

const inTurn = (job) => (last = last.then(job, job));

export const get = (path) => inTurn(() => ask(path));
export const post = (path, data) => inTurn(() => ask(path, sent(data)));
export const postAtOnce = (path, data) => ask(path, sent(data, true)).catch(() => {}); // the page is being left
