// Talking to the service that gave the page: JSON, problems told in words, and a server that may be away.

/** Where the service is, wherever it is mounted: one folder above the scripts. */
const base = new URL("../", import.meta.url);

/** An answer that is a problem document (RFC 9457). */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{title?: string, detail?: string, line?: number, column?: number, nearest?: string[]}} told
   */
  constructor(status, told) {
    super(told.detail ?? told.title ?? `HTTP ${status}`);
    this.status = status;
    this.title = told.title ?? "";
    this.line = told.line;
    this.column = told.column;
    this.nearest = told.nearest ?? [];
  }
}

/** No answer, or one that broke off: the server is away, or the network is. */
export class Unreachable extends Error {}

/**
 * An address of the service, with its query. Lists give a parameter several times; what is empty is left out.
 * @param {string} path
 * @param {Record<string, string | number | boolean | readonly string[] | null | undefined>} [query]
 */
export function address(path, query = {}) {
  const url = new URL(path.replace(/^\//, ""), base);
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) url.searchParams.append(name, one);
    else if (value !== null && value !== undefined && value !== "") url.searchParams.set(name, String(value));
  }
  return url;
}

/**
 * A request to the service. Raises Problem or Unreachable, and AbortError if `signal` says so.
 * @param {URL} url
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
export async function ask(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, options);
  } catch (error) {
    throw isAbort(error) ? error : new Unreachable(String(error));
  }
  if (answer.ok) return answer;
  throw new Problem(answer.status, await answer.json().catch(() => ({ title: answer.statusText })));
}

/**
 * The text of an answer; one that breaks off is no shorter answer but none.
 * @param {Response} answer
 */
export async function textOf(answer) {
  try {
    return await answer.text();
  } catch (error) {
    throw isAbort(error) ? error : new Unreachable(String(error));
  }
}

/**
 * @param {URL} url
 * @param {AbortSignal} [signal]
 * @param {unknown} [body] What is sent as JSON; with it the request is a POST.
 * @returns {Promise<any>}
 */
export async function getJson(url, signal, body) {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const headers = { Accept: "application/json", ...(body !== undefined && { "Content-Type": "application/json" }) };
  const answer = await ask(url, { ...sent, headers, ...(signal && { signal }) });
  return JSON.parse(await textOf(answer));
}

/** @param {unknown} error */
export function isAbort(error) {
  return error instanceof DOMException && error.name === "AbortError";
}

/**
 * Wait until the service answers again, asking it every two seconds.
 * @param {AbortSignal} signal
 */
export async function whenBack(signal) {
  while (!signal.aborted) {
    const back = await fetch(address("health"), { signal, cache: "no-store" }).then((answer) => answer.ok, () => false);
    if (back) return true;
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  return false;
}
