// What things are called in the reader's language. The API's answers have the usual, English name.

import { address, getJson } from "./client.js";
import { isSaid, language, say } from "./words.js";

/** @typedef {{id: string, label: string}} Named */

const MOST = 5000;
/** @type {Map<string, string>} */
const known = new Map();

/**
 * Call things in the reader's language, where they have a name in it; otherwise, or if the server does not tell, they keep theirs.
 * @param {Iterable<Named>} things
 * @param {AbortSignal} signal
 */
export async function translate(things, signal) {
  if (language === "en") return;
  const all = [...things];
  const ids = all.map((one) => one.id).filter((id) => !known.has(id));
  for (let at = 0; at < ids.length; at += MOST) {
    const part = ids.slice(at, at + MOST);
    const answer = await getJson(address("api/labels"), signal, { language, ids: part });
    for (const id of part) known.set(id, answer.labels[id] ?? "");
  }
  for (const one of all) one.label = known.get(one.id) || one.label;
}

/**
 * What a tie is called: its acts, or what kind of fact it is.
 * @param {{acts: string[], label: string, tie: string}} tie
 */
export function nameOf({ acts, label, tie }) {
  if (acts.length) return acts.map((act) => say(act)).join(", ");
  const role = label.replaceAll(" ", "_");
  if (isSaid(role)) return say(role);
  return language === "en" && label ? label : say(tie);
}
