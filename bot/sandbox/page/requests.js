/** JSON to and from the sandbox. A failure is an answer too: {ok: false, error}. */

export async function get(path, query = {}) {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  return answerOf(() => fetch(`${path}?${search}`, { headers: { accept: "application/json" } }));
}

export async function post(path, body) {
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return answerOf(() => fetch(path, request));
}

/** Send the bytes of a file. */
export async function postFile(path, query, file) {
  return answerOf(() => fetch(`${path}?${new URLSearchParams(query)}`, { method: "POST", body: file }));
}

async function answerOf(send) {
  try {
    const response = await send();
    const answer = await response.json().catch(() => ({}));
    return response.ok ? answer : { ok: false, ...answer, error: answer.error ?? `http_${response.status}` };
  } catch {
    return { ok: false, error: "unreachable" };
  }
}
