// The picture of hundreds of things, by Cytoscape.js.

import cytoscape from "../vendor/cytoscape.js";
import { nameOf } from "./labels.js";
import { outlineOf, shortLabel, SIGN_ORDER, signOf } from "./signs.js";
import { token } from "./tokens.js";

/** @typedef {import("./network.js").Thing} Thing */
/** @typedef {import("./network.js").Tie} Tie */
/** @typedef {import("./state.js").Places} Places */
/** @typedef {{id: string, label: string, kind: string, x: number, y: number, width: number, height: number}} DrawnThing */
/** @typedef {{id: string, polarity: string, label: string, points: {x: number, y: number}[]}} DrawnTie */
/** @typedef {{things: DrawnThing[], ties: DrawnTie[]}} Picture */
/** @typedef {{select: (id: string) => void, moved: () => void}} Listener */

const FONT = 13;
const MOST_LABELS = 60;
/** Past so many things, names in boxes cover all: points with names beside them, the busier the larger. */
const MOST_BOXES = 150;
/** Share of the picture that boxes cover: less, and names are too small to be read; more, and lines cannot be followed. */
const COVERED = 0.3;

/** @param {string} text */
function widthOf(text) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = `${FONT}px system-ui, sans-serif`;
  return Math.ceil(pen.measureText(text).width);
}

export class Canvas {
  kind = "canvas";

  /**
   * @param {HTMLElement} place
   * @param {Listener} listener
   */
  constructor(place, listener) {
    this.core = cytoscape({
      container: place,
      style: styles(),
      minZoom: 0.05,
      maxZoom: 4,
      boxSelectionEnabled: false,
      selectionType: "single",
    });
    this.core.on("tap", "node, edge", (event) => listener.select(event.target.id()));
    this.core.on("tap", (event) => event.target === this.core && listener.select(""));
    this.core.on("dragfree", "node", () => listener.moved());
    this.core.on("mouseover", "node, edge", (event) => this.#near(event.target, true));
    this.core.on("mouseout", "node, edge", (event) => this.#near(event.target, false));
  }

  /**
   * Draw these things and ties, at their places; what was drawn before and is among them stays where it is.
   * @param {Thing[]} things
   * @param {Tie[]} ties
   * @param {Places} places
   * @param {Set<string>} pinned
   */
  show(things, ties, places, pinned) {
    const { core } = this;
    core.batch(() => {
      const wanted = new Set([...things.map((one) => one.id), ...ties.map((one) => one.id)]);
      core.elements().filter((one) => !wanted.has(one.id())).remove();
      for (const thing of things) {
        const known = core.getElementById(thing.id);
        const place = places.get(thing.id);
        if (known.empty()) core.add(nodeOf(thing, place));
        else if (place) known.position(place);
        core.getElementById(thing.id).toggleClass("pinned", pinned.has(thing.id));
      }
      core.add(ties.filter((tie) => core.getElementById(tie.id).empty()).map(edgeOf));
      core.edges().forEach((edge) => void edge.toggleClass("named", ties.length <= MOST_LABELS && edge.hasClass("stance"))); // facts tell their names when pointed at
      const arePoints = things.length > MOST_BOXES;
      core.nodes().forEach((node) => {
        if (arePoints) node.data("weight", Math.min(60, node.degree(false)));
        node.toggleClass("point", arePoints);
      });
    });
  }

  /**
   * Draw apart what overlaps, without changing who is left of whom. The same places give the same places.
   * @param {Iterable<string>} [fixed] Things that stay.
   * @param {boolean} [closer] Whether what lies far apart is brought closer together first.
   */
  separate(fixed = [], closer = false) {
    if (this.core.nodes(".point").nonempty()) return;
    const still = new Set(fixed);
    const boxes = this.core.nodes().map((node) => ({ node, still: still.has(node.id()), ...node.position(), width: node.width() + 8, height: node.height() + 6 }));
    if (closer) bringCloser(boxes, this.core.width() / this.core.height());
    for (let round = 0; round < 40 && pushApart(boxes); round += 1);
    this.core.batch(() => boxes.forEach(({ node, x, y }) => node.position({ x, y })));
  }

  /**
   * Place things by a layout; `fixed` stay where they are.
   * @param {string} name
   * @param {string[]} fixed
   * @param {string} centre
   */
  async place(name, fixed, centre) {
    const { core } = this;
    if (core.nodes().empty()) return;
    const still = new Set(fixed.filter((id) => core.getElementById(id).nonempty()));
    if (name === "force" && still.size) this.#begin(still);
    const at = new Map([...still].map((id) => [id, { ...core.getElementById(id).position() }]));
    const layout = core.layout(/** @type {any} */ (optionsOf(name, core, at, centre)));
    const done = layout.promiseOn("layoutstop");
    layout.run();
    await done;
    core.batch(() => at.forEach((place, id) => core.getElementById(id).position(place)));
    this.separate(still);
  }

  /**
   * Where new things begin: beyond what they are tied to, seen from the middle, fanned out.
   * @param {Set<string>} still
   */
  #begin(still) {
    const middle = centreOf(this.core.nodes().filter((node) => still.has(node.id())));
    this.core.nodes().filter((node) => !still.has(node.id())).forEach((node, number) => {
      const near = node.neighborhood("node").filter((one) => still.has(one.id()));
      const from = near.nonempty() ? centreOf(near) : middle;
      const outward = Math.atan2(from.y - middle.y, from.x - middle.x) + 0.9 * Math.sin(number * 2.4);
      const far = 160 + 40 * Math.sqrt(number);
      node.position({ x: from.x + far * 1.5 * Math.cos(outward), y: from.y + far * Math.sin(outward) });
    });
  }

  /** @param {string} id */
  select(id) {
    this.core.elements(":selected").unselect();
    if (id) this.core.getElementById(id).select();
  }

  /** @param {string[]} ids Things and ties that stand out; the rest steps back. None: all are alike. */
  highlight(ids) {
    const wanted = new Set(ids);
    this.core.batch(() => this.core.elements().forEach((one) => {
      one.toggleClass("faded", wanted.size > 0 && !wanted.has(one.id()));
    }));
  }

  fit() {
    this.core.fit(undefined, 20);
    if (this.core.zoom() > 1.4) this.core.zoom(1.4), this.core.center();
  }

  /** @param {number} factor */
  zoom(factor) {
    this.core.zoom({ level: this.core.zoom() * factor, renderedPosition: { x: this.core.width() / 2, y: this.core.height() / 2 } });
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  pan(x, y) {
    this.core.panBy({ x, y });
  }

  /** @returns {Places} */
  places() {
    return new Map(this.core.nodes().map((node) => [node.id(), { ...node.position() }]));
  }

  restyle() {
    this.core.style(/** @type {any} */ (styles()));
  }

  /** @returns {Picture} */
  picture() {
    const things = this.core.nodes().map((node) => ({
      ...node.position(), id: node.id(), label: node.data("short"), kind: node.data("kind"), width: node.width(), height: node.height(),
    }));
    const ties = this.core.edges().map((edge) => ({
      id: edge.id(),
      polarity: edge.data("polarity"),
      label: edge.hasClass("named") ? edge.data("label") : "",
      points: [edge.sourceEndpoint(), ...(edge.controlPoints() ?? []), edge.targetEndpoint()],
    }));
    return { things, ties };
  }

  destroy() {
    this.core.destroy();
  }

  /**
   * @param {any} element
   * @param {boolean} is
   */
  #near(element, is) {
    element.toggleClass("near", is);
    if (element.isNode()) element.connectedEdges().toggleClass("near", is);
  }
}

/** @typedef {{x: number, y: number, width: number, height: number, still: boolean}} Box */

/**
 * Bring boxes closer together until they cover their share of a picture of a shape.
 * @param {Box[]} boxes
 * @param {number} shape The picture's width as a multiple of its height.
 */
function bringCloser(boxes, shape) {
  const height = Math.sqrt(boxes.reduce((sum, box) => sum + box.width * box.height, 0) / COVERED / shape);
  squeeze(boxes, "x", "width", height * shape);
  squeeze(boxes, "y", "height", height);
}

/**
 * @param {Box[]} boxes
 * @param {"x" | "y"} axis
 * @param {"width" | "height"} size
 * @param {number} most How long the boxes may reach along the axis.
 */
function squeeze(boxes, axis, size, most) {
  const places = boxes.map((box) => box[axis]);
  const extent = Math.max(...places) - Math.min(...places);
  const room = most - Math.max(...boxes.map((box) => box[size]));
  if (extent > room && room > 0) for (const box of boxes) box[axis] *= room / extent;
}

/**
 * Push boxes that overlap apart, along the way that takes less. Whether any did.
 * @param {Box[]} boxes
 */
function pushApart(boxes) {
  let any = false;
  const sorted = [...boxes].sort((a, b) => a.y - b.y || a.x - b.x);
  sorted.forEach((a, at) => {
    for (const b of sorted.slice(at + 1)) {
      if (b.y - a.y > 200) break; // boxes are lower than that, and were sorted
      const across = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
      const down = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
      if (across <= 0 || down <= 0) continue;
      if (a.still && b.still) continue;
      any = true;
      const [ofA, ofB] = a.still ? [0, 1] : b.still ? [1, 0] : [0.5, 0.5];
      const [step, axis] = across < down ? /** @type {const} */ ([a.x <= b.x ? across : -across, "x"]) : /** @type {const} */ ([a.y <= b.y ? down : -down, "y"]);
      a[axis] -= ofA * step;
      b[axis] += ofB * step;
    }
  });
  return any;
}

/** @param {cytoscape.Collection} elements */
function centreOf(elements) {
  const box = elements.boundingBox();
  return { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
}

/**
 * @param {Thing} thing
 * @param {{x: number, y: number} | undefined} place
 */
function nodeOf(thing, place) {
  const short = shortLabel(thing.label) || thing.id;
  const data = { id: thing.id, kind: thing.kind, short, width: widthOf(short) + 26 };
  return { group: /** @type {const} */ ("nodes"), data, ...(place && { position: { ...place } }), classes: thing.kind };
}

/** @param {Tie} tie */
function edgeOf(tie) {
  const data = { id: tie.id, source: tie.start, target: tie.end, polarity: tie.polarity, label: shortLabel(nameOf(tie), 24), weight: tie.weight };
  return { group: /** @type {const} */ ("edges"), data, classes: `${signOf(tie.polarity).name} ${tie.tie}` };
}

/**
 * @param {string} name
 * @param {cytoscape.Core} core
 * @param {Places} at
 * @param {string} centre
 */
function optionsOf(name, core, at, centre) {
  const shared = { animate: false, fit: false, padding: 30 };
  if (name === "rings") {
    return { ...shared, name: "concentric", minNodeSpacing: 30, spacingFactor: 1.1, concentric: (/** @type {any} */ node) => (node.id() === centre ? 1000 : node.degree()), levelWidth: () => 3 };
  }
  if (name === "columns") return { ...shared, name: "preset", positions: columns(core) };
  if (name === "tree") return { ...shared, name: "breadthfirst", directed: false, spacingFactor: 1.2, ...(centre && { roots: [centre] }) };
  return {
    ...shared,
    name: "fcose",
    quality: "default",
    randomize: at.size === 0,
    nodeDimensionsIncludeLabels: true,
    nodeRepulsion: 9000,
    idealEdgeLength: 130,
    fixedNodeConstraint: [...at].map(([nodeId, position]) => ({ nodeId, position })),
  };
}

/**
 * Actors on the left, what they speak of on the right, each column in the order that its ties suggest.
 * @param {cytoscape.Core} core
 */
function columns(core) {
  const left = core.nodes(".actor").toArray();
  const right = core.nodes("[kind != 'actor']").toArray();
  left.sort((a, b) => b.degree(false) - a.degree(false) || (a.id() < b.id() ? -1 : 1));
  const row = new Map(left.map((node, at) => [node.id(), at]));
  /** @param {cytoscape.NodeSingular} node */
  const middle = (node) => {
    const rows = node.neighborhood("node.actor").map((one) => row.get(one.id()) ?? 0);
    return rows.length ? rows.reduce((sum, one) => sum + one, 0) / rows.length : left.length;
  };
  right.sort((a, b) => middle(a) - middle(b) || (a.data("kind") + a.data("short") < b.data("kind") + b.data("short") ? -1 : 1));
  const step = 34;
  const tall = Math.max(left.length, right.length) * step;
  const gap = 380 + Math.max(0, ...right.map((node) => node.width() / 2), ...left.map((node) => node.width() / 2));
  /** @type {Record<string, {x: number, y: number}>} */
  const places = {};
  for (const [nodes, x] of /** @type {const} */ ([[left, 0], [right, gap]])) {
    const space = tall / Math.max(1, nodes.length);
    nodes.forEach((node, at) => (places[node.id()] = { x, y: (at + 0.5) * space }));
  }
  return (/** @type {cytoscape.NodeSingular} */ node) => places[node.id()];
}

function styles() {
  const [ground, raised, ink, quiet, line, link] = ["--ground", "--raised", "--ink", "--quiet", "--line", "--link"].map(token);
  const kinds = ["actor", "threat", "treaty", "conflict", "issue", "principle", "initiative"].map((kind) => ({
    selector: `node.${kind}`,
    style: { shape: "polygon", "shape-polygon-points": outlineOf(kind).flat().join(" ") },
  }));
  const signs = SIGN_ORDER.map((polarity) => {
    const { name, dash, arrow } = signOf(polarity);
    const colour = polarity && polarity !== "±" ? token(`--${name}`) : quiet;
    return {
      selector: `edge.${name}`,
      style: {
        "line-color": colour, "target-arrow-color": colour, "target-arrow-shape": arrow, color: colour,
        "target-arrow-fill": polarity === "0" ? "hollow" : "filled",
        "line-style": dash.length ? "dashed" : "solid", ...(dash.length && { "line-dash-pattern": dash }),
      },
    };
  });
  return /** @type {any} */ ([
    { selector: "node", style: {
      shape: "rectangle", width: "data(width)", height: 26, label: "data(short)", "font-size": FONT, "font-family": "system-ui, sans-serif",
      "text-valign": "center", "text-halign": "center", color: ink, "background-color": raised, "border-width": 1, "border-color": quiet,
      "min-zoomed-font-size": 5,
    } },
    ...kinds,
    { selector: "node.actor", style: { "background-color": token("--target"), "border-color": token("--target-line") } },
    { selector: "node.point", style: {
      width: "mapData(weight, 1, 60, 16, 60)", height: "mapData(weight, 1, 60, 12, 40)", "text-valign": "bottom", "text-margin-y": 2,
      "font-size": "mapData(weight, 1, 60, 14, 44)", "text-background-color": ground, "text-background-opacity": 0.75, "background-color": quiet,
      "min-zoomed-font-size": 9,
    } },
    { selector: "node.point.actor", style: { "background-color": token("--target-line") } },
    { selector: "node.pinned", style: { "border-width": 3, "border-style": "double" } },
    { selector: "edge", style: {
      "curve-style": "bezier", "control-point-step-size": 34, width: "mapData(weight, 1, 12, 1.5, 5)", "arrow-scale": 1.15,
      "font-size": 10, "text-rotation": "autorotate", "text-background-color": ground, "text-background-opacity": 1,
      "text-background-padding": 1, "min-zoomed-font-size": 8,
    } },
    ...signs,
    { selector: "edge.bound, edge.fact", style: { opacity: 0.45, width: 1, "arrow-scale": 0.8 } },
    { selector: "edge.agreement, edge.co-mention", style: { "target-arrow-shape": "none" } },
    { selector: "edge.named, edge.near, edge:selected", style: { label: "data(label)" } },
    { selector: ".near", style: { "z-index": 9 } },
    { selector: "edge.near, edge:selected", style: { width: 4, opacity: 1 } },
    { selector: "node.near", style: { "border-color": link, "border-width": 2 } },
    { selector: "node:selected", style: { "border-color": link, "border-width": 3 } },
    { selector: ":active", style: { "overlay-color": link, "overlay-opacity": 0.12 } },
    { selector: "core", style: { "active-bg-color": line, "active-bg-opacity": 0.2 } },
    { selector: ".faded", style: { opacity: 0.15 } },
  ]);
}
