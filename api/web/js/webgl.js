// The picture of thousands of things, by sigma.js on WebGL. It has the face of Canvas.

import {
  DEFAULT_STYLES, extremityArrow, extremityBar, extremityCircle, extremityDiamond, layerDashed, layerFill, layerPlain, MultiDirectedGraph,
  pathCurved, pathLine, pathLoop, sdfCircle, sdfDiamond, sdfSquare, sdfTriangle, Sigma,
} from "../vendor/sigma.js";
import { shortLabel, signOf } from "./signs.js";
import { token } from "./tokens.js";

/** @typedef {import("./network.js").Thing} Thing */
/** @typedef {import("./network.js").Tie} Tie */
/** @typedef {import("./state.js").Places} Places */

/** @type {Record<string, string>} */
const SHAPES = { actor: "circle", threat: "triangle", treaty: "square" };
const HEADS = { triangle: "arrow", tee: "bar", circle: "circle", diamond: "diamond", chevron: "arrow" };

export class WebGl {
  kind = "webgl";

  /**
   * @param {HTMLElement} place
   * @param {import("./canvas.js").Listener} listener
   */
  constructor(place, listener) {
    this.listener = listener;
    this.element = place;
    this.graph = new MultiDirectedGraph();
    this.selected = "";
    /** @type {Set<string>} */
    this.outstanding = new Set();
    this.sigma = this.#start();
  }

  #start() {
    const sigma = new Sigma(this.graph, this.element, /** @type {any} */ (this.#options()));
    sigma.on("clickNode", ({ node }) => this.listener.select(node));
    sigma.on("clickEdge", ({ edge }) => this.listener.select(edge));
    sigma.on("clickStage", () => this.listener.select(""));
    return sigma;
  }

  #options() {
    const quiet = token("--quiet");
    /** @type {Record<string, string>} */
    const colours = { for: token("--for"), against: token("--against"), neutral: token("--neutral"), both: quiet, fact: quiet };
    const faded = token("--line");
    const [actor, thing, link, ink] = ["--target-line", "--quiet", "--link", "--ink"].map(token);
    /** @param {string} key */
    const stepsBack = (key) => this.outstanding.size > 0 && !this.outstanding.has(key);
    return {
      primitives: {
        nodes: { shapes: [sdfCircle(), sdfTriangle(), sdfSquare(), sdfDiamond()], layers: [layerFill()] },
        edges: {
          paths: [pathLine(), pathCurved(), pathLoop()],
          extremities: [extremityArrow(), extremityBar(), extremityCircle(), extremityDiamond()],
          layers: [layerPlain({ color: { attribute: "base" } }), layerDashed({ dashSize: { attribute: "dash", default: 0, mode: "pixels" }, gapSize: { attribute: "gap", default: 0, mode: "pixels" }, dashColor: { attribute: "colour" } })],
          variables: { dash: { type: "number", default: 0 }, gap: { type: "number", default: 0 }, base: { type: "color", default: "#0000" }, colour: { type: "color", default: quiet } },
        },
      },
      styles: {
        nodes: {
          ...DEFAULT_STYLES.nodes,
          size: { attribute: "size" },
          shape: { attribute: "shape" },
          labelColor: ink,
          backdropColor: token("--raised"),
          color: (/** @type {any} */ one) => (one.id === this.selected ? link : stepsBack(one.id) ? faded : one.kind === "actor" ? actor : thing),
        },
        edges: {
          ...DEFAULT_STYLES.edges,
          path: "straight",
          parallelPath: "curved",
          selfLoopPath: "loop",
          head: { attribute: "head" },
          dash: { attribute: "dash" },
          gap: { attribute: "gap" },
          size: (/** @type {any} */ one) => (one.id === this.selected ? 4 : 1.2),
          color: (/** @type {any} */ one) => (one.id === this.selected ? link : stepsBack(one.id) ? faded : colours[one.sign]),
          colour: (/** @type {any} */ one) => (one.id === this.selected ? link : stepsBack(one.id) ? faded : colours[one.sign]),
          base: (/** @type {any} */ one) => (one.dash ? "#00000000" : one.id === this.selected ? link : stepsBack(one.id) ? faded : colours[one.sign]),
        },
      },
      settings: { enableEdgeEvents: true, hideEdgesOnMove: this.graph.size > 50_000, labelDensity: 1, labelRenderedSizeThreshold: 7, allowInvalidContainer: true },
    };
  }

  /**
   * @param {Thing[]} things
   * @param {Tie[]} ties
   * @param {Places} places
   */
  show(things, ties, places) {
    const degrees = new Map();
    for (const tie of ties) for (const id of [tie.start, tie.end]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
    const graph = new MultiDirectedGraph();
    things.forEach((thing, at) => {
      const spot = places.get(thing.id) ?? (this.graph.hasNode(thing.id) ? this.#placeOf(thing.id) : spiral(at));
      const size = 4 + 2 * Math.sqrt(degrees.get(thing.id) ?? 0);
      graph.addNode(thing.id, { id: thing.id, kind: thing.kind, label: shortLabel(thing.label, 40), shape: SHAPES[thing.kind] ?? "diamond", size, x: spot.x, y: -spot.y });
    });
    for (const tie of ties) {
      const { name, dash, arrow } = signOf(tie.polarity);
      graph.addEdgeWithKey(tie.id, tie.start, tie.end, { id: tie.id, sign: name, polarity: tie.polarity, dash: dash[0] ?? 0, gap: dash[1] ?? 0, head: HEADS[arrow] });
    }
    this.graph = graph;
    this.sigma.setGraph(graph);
  }

  /** Its places come from the server; there is no layout in the browser for so many. */
  async place() {}

  /** Points do not cover their labels: nothing to draw apart. */
  separate() {}

  /** @param {string} id */
  select(id) {
    this.selected = id;
    this.sigma.refresh();
  }

  /** @param {string[]} ids */
  highlight(ids) {
    this.outstanding = new Set(ids);
    this.sigma.refresh();
  }

  fit() {
    void this.sigma.getCamera().reset({ duration: 0 });
  }

  /** @param {number} factor */
  zoom(factor) {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: camera.getState().ratio / factor });
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  pan(x, y) {
    const camera = this.sigma.getCamera();
    const { width } = this.sigma.getDimensions();
    const state = camera.getState();
    camera.setState({ x: state.x - (x / width) * state.ratio, y: state.y + (y / width) * state.ratio });
  }

  /** @returns {Places} */
  places() {
    return new Map(this.graph.nodes().map((id) => [id, this.#placeOf(id)]));
  }

  restyle() {
    const state = this.sigma.getCamera().getState();
    this.sigma.kill();
    this.sigma = this.#start();
    this.sigma.getCamera().setState(state);
  }

  /** @returns {import("./canvas.js").Picture} */
  picture() {
    const things = this.graph.mapNodes((id, { label, kind, size }) => ({ ...this.#placeOf(id), id, label, kind, width: 2 * size, height: 2 * size }));
    const ties = this.graph.mapEdges((id, { polarity }, start, end) => ({ id, polarity, label: "", points: [this.#placeOf(start), this.#placeOf(end)] }));
    return { things, ties };
  }

  destroy() {
    this.sigma.kill();
  }

  /** @param {string} id */
  #placeOf(id) {
    const { x, y } = this.graph.getNodeAttributes(id);
    return { x, y: -y };
  }
}

/** @param {number} at Where a thing without a place goes: on a spiral, so that none covers another. */
function spiral(at) {
  const angle = at * Math.PI * (3 - Math.sqrt(5));
  return { x: 30 * Math.sqrt(at) * Math.cos(angle), y: 30 * Math.sqrt(at) * Math.sin(angle) };
}
