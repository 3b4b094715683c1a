// Things and ties that were loaded, and which of them a state shows. No drawing here.

import { signName } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {{position: string, act: string, polarity: string, date: string, quote: string, document: string, title?: string}} Evidence */
/** @typedef {{id: string, label: string, kind: string, iri: string, x?: number, y?: number}} Thing */
/**
 * @typedef {object} Tie
 * @property {string} id
 * @property {string} start
 * @property {string} end
 * @property {string} tie stance, bound, or a fact: member, party, broader …
 * @property {string} label
 * @property {string[]} acts
 * @property {string} polarity
 * @property {number} weight
 * @property {string} first
 * @property {string} last
 * @property {string} note
 * @property {Evidence[]} evidence
 */

export class Network {
  constructor() {
    /** @type {Map<string, Thing>} */
    this.things = new Map();
    /** @type {Map<string, Tie>} */
    this.ties = new Map();
  }

  /**
   * Add what the API answered, in either of its shapes: nodes and edges, or elements of Cytoscape.js.
   * @param {any} answer
   */
  add(answer) {
    const nodes = answer.elements ? answer.elements.nodes.map(flat) : answer.nodes;
    const edges = answer.elements ? answer.elements.edges.map(flat) : answer.edges;
    for (const node of nodes) {
      const known = this.things.get(node.id);
      if (!known) this.things.set(node.id, { id: node.id, label: node.label, kind: node.kind, iri: node.iri, x: node.x, y: node.y });
    }
    for (const edge of edges) {
      const tie = tieOf(edge);
      const known = this.ties.get(tie.id);
      if (!known || tie.evidence.length > known.evidence.length) this.ties.set(tie.id, tie);
    }
  }

  /**
   * The ids of all that a thing is tied to.
   * @param {string} id
   */
  neighbours(id) {
    const found = new Set();
    for (const tie of this.ties.values()) {
      if (tie.start === id) found.add(tie.end);
      if (tie.end === id) found.add(tie.start);
    }
    return found;
  }
}

/** @param {any} element An element of Cytoscape.js. */
function flat(element) {
  return { ...element.data, x: element.position?.x, y: element.position?.y };
}

/**
 * @param {any} edge
 * @returns {Tie}
 */
function tieOf(edge) {
  const evidence = edge.evidence ?? (edge.quote ? [evidenceOf(edge)] : []);
  return {
    id: edge.id,
    start: edge.start ?? edge.source,
    end: edge.end ?? edge.target,
    tie: edge.tie ?? "stance",
    label: edge.label ?? "",
    acts: (edge.act ?? "").split(" | ").filter(Boolean),
    polarity: edge.polarity ?? "",
    weight: edge.weight ?? 1,
    first: edge.first ?? edge.date ?? "",
    last: edge.last ?? edge.date ?? "",
    note: edge.note ?? "",
    evidence,
  };
}

/** @param {any} edge */
function evidenceOf({ position = "", act = "", polarity, date, quote, document }) {
  return { position, act, polarity, date, quote, document };
}

/**
 * The part of a network that a state shows. Anchors (where it starts, what was expanded, pinned or is on a path) are always shown.
 * @param {Network} network
 * @param {State} state
 * @param {Set<string>} anchors
 */
export function shownPart(network, state, anchors) {
  const hidden = new Set(state.hide);
  /** @param {Thing | undefined} thing */
  const isShown = (thing) =>
    thing !== undefined &&
    !hidden.has(thing.id) &&
    (anchors.has(thing.id) || !state.kind.length || state.kind.includes(thing.kind));
  const ties = [...network.ties.values()].filter(
    (tie) => isShown(network.things.get(tie.start)) && isShown(network.things.get(tie.end)) && tieIsShown(tie, state),
  );
  const tied = new Set(ties.flatMap((tie) => [tie.start, tie.end]));
  const filtered = Boolean(state.act.length || state.sign.length || state.tie.length || state.from || state.to);
  const untied = filtered || state.hide.length || state.kind.length ? new Set() : untiedThings(network);
  const things = [...network.things.values()].filter(
    (thing) => isShown(thing) && (tied.has(thing.id) || anchors.has(thing.id) || untied.has(thing.id)),
  );
  return { things, ties };
}

/** @param {Network} network */
function untiedThings(network) {
  const tied = new Set([...network.ties.values()].flatMap((tie) => [tie.start, tie.end]));
  return new Set([...network.things.keys()].filter((id) => !tied.has(id)));
}

/**
 * @param {Tie} tie
 * @param {State} state
 */
function tieIsShown(tie, state) {
  return (
    (!state.sign.length || state.sign.includes(signName(tie.polarity))) &&
    (!state.act.length || tie.acts.some((act) => state.act.includes(act))) &&
    (!state.tie.length || state.tie.includes(tie.tie)) &&
    isWithin(tie, state.from, state.to)
  );
}

/**
 * Whether a tie has a position between two days, both included. Where not every position came with the tie, it has if its time
 * overlaps. A fact without dates holds at all times.
 * @param {Tie} tie
 * @param {string} from
 * @param {string} to
 */
export function isWithin(tie, from, to) {
  if (!from && !to) return true;
  const end = to ? `${to}~` : "~"; // behind every day of a month or year that is given alone
  if (tie.evidence.length >= tie.weight && tie.tie === "stance") {
    return tie.evidence.some((one) => one.date >= from && one.date <= end);
  }
  return (!tie.last || tie.last >= from) && (!tie.first || tie.first <= end);
}

/**
 * How often each value occurs.
 * @template T
 * @param {Iterable<T>} items
 * @param {(item: T) => string[]} values
 */
export function tally(items, values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const item of items) for (const value of values(item)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
