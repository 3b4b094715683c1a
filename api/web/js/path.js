// The paths between two things, searched over the whole graph and told hop by hop.

import { address, getJson } from "./client.js";
import { make } from "./dom.js";
import { nameOf } from "./labels.js";
import { signElement } from "./table.js";
import { say } from "./words.js";

/** @typedef {{id: string, label: string, kind: string, iri: string}} PathNode */
/** @typedef {{start: string, end: string, forward: boolean, ties: any[]}} Step */
/** @typedef {{length: number, nodes: PathNode[], steps: Step[]}} Path */
/** @typedef {{paths: Path[], complete: boolean, reason: string | null, nodes: PathNode[], edges: any[]}} Found */

/**
 * The shortest paths between two things, and all that they pass.
 * @param {string} from
 * @param {string} to
 * @param {AbortSignal} signal
 * @returns {Promise<Found>}
 */
export async function findPaths(from, to, signal) {
  const found = await getJson(address("api/graph/paths", { from, to, evidence: 20 }), signal);
  const nodes = found.paths.flatMap((/** @type {Path} */ path) => path.nodes);
  const edges = found.paths.flatMap((/** @type {Path} */ path) => path.steps.flatMap((step) => step.ties));
  return { ...found, nodes, edges };
}

/**
 * The paths in words.
 * @param {Found} found
 * @param {(id: string) => void} select
 */
export function pathList(found, select) {
  if (!found.paths.length) return make("p", { class: "empty" }, found.reason ?? say("no_path"));
  const items = found.paths.map((path) => {
    const hops = path.steps.map((step, at) => hop(step, path.nodes[at], path.nodes[at + 1], select));
    return make("li", {}, make("p", { class: "quiet" }, say("steps", { n: path.length })), make("ol", { class: "hops" }, ...hops));
  });
  return make("ol", { class: "paths" }, ...items);
}

/**
 * @param {Step} step
 * @param {PathNode | undefined} before
 * @param {PathNode | undefined} after
 * @param {(id: string) => void} select
 */
function hop(step, before, after, select) {
  const [start, end] = step.forward ? [before, after] : [after, before];
  const ties = step.ties.flatMap((tie, at) => [
    at ? ", " : "",
    make("button", { type: "button", class: "link", onclick: () => select(tie.id) }, nameOf({ acts: tie.act ? tie.act.split(", ") : [], label: tie.label ?? "", tie: tie.tie })),
    " ",
    tie.polarity ? signElement(tie.polarity) : "",
  ]);
  return make("li", {}, make("b", {}, start?.label ?? ""), " ", ...ties, " ", make("b", {}, end?.label ?? ""));
}
