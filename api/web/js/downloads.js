// What is shown, as files: the picture, the rows, and every format of the graph API.

import { address } from "./client.js";
import { download, make } from "./dom.js";
import { savePng, saveSvg, svgOf } from "./picture.js";
import { say } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./network.js").Thing} Thing */
/** @typedef {import("./network.js").Tie} Tie */

const FORMATS = { gexf: "GEXF", graphml: "GraphML", cytoscape: "Cytoscape", cx2: "CX2", graphology: "graphology", "node-link": "node-link", d3: "D3", jgf: "JGF", dot: "DOT", pajek: "Pajek", csv: "CSV (zip)" };
const GEPHI_LITE = "https://gephi.org/gephi-lite/";
const COLUMNS = ["holder", "act", "polarity", "thing", "positions", "first", "last", "quote", "document"];

export class Downloads {
  /**
   * @param {HTMLElement} place
   * @param {() => {picture: () => import("./canvas.js").Picture} | null} view
   */
  constructor(place, view) {
    this.view = view;
    this.drawn = make("p");
    this.files = make("p");
    this.gephi = make("p");
    place.replaceChildren(this.drawn, this.files, this.gephi);
    /** @type {{things: Thing[], ties: Tie[], title: string}} */
    this.shown = { things: [], ties: [], title: "" };
    /** @param {string} words @param {() => void} act */
    const button = (words, act) => make("button", { type: "button", class: "link", onclick: act }, words);
    this.drawn.append(`${say("as_drawn")} `, button("SVG", () => saveSvg(this.#svg(), this.#name("svg"))), " · ",
      button("PNG", () => void savePng(this.#svg(), this.#name("png"))), " · ",
      button("CSV", () => download(new Blob([this.#csv()], { type: "text/csv" }), this.#name("csv"))), " · ",
      button("JSON", () => download(new Blob([this.#json()], { type: "application/json" }), this.#name("json"))));
  }

  /**
   * @param {State} state
   * @param {Thing[]} things
   * @param {Tie[]} ties
   * @param {string} title
   */
  show(state, things, ties, title) {
    this.shown = { things, ties, title };
    const links = Object.entries(FORMATS).flatMap(([format, name], at) => [at ? " · " : "", make("a", { href: fileAddress(state, format), download: "" }, name)]);
    this.files.replaceChildren(`${say(state.network ? "network_as_file" : "neighbourhood_as_file")} `, ...links, " · ",
      make("a", { href: fileAddress(state, state.network ? "cytoscape" : "json") }, say("api_call")));
    const file = fileAddress(state, "gexf").href;
    const lite = new URL(GEPHI_LITE);
    lite.searchParams.set("file", file);
    lite.searchParams.set("gexf", file); // its older name
    this.gephi.replaceChildren(make("a", { href: lite, rel: "external noopener" }, say("gephi_lite")), " ", make("span", { class: "quiet" }, say("gephi_lite_hint")));
    for (const one of [this.files, this.gephi]) one.hidden = !state.entity && !state.network;
  }

  #svg() {
    const view = this.view();
    return svgOf(view ? view.picture() : { things: [], ties: [] }, this.shown.title, location.href.replace(/#.*/, ""));
  }

  #csv() {
    const names = new Map(this.shown.things.map((thing) => [thing.id, thing.label]));
    const rows = this.shown.ties.map((tie) => [
      names.get(tie.start) ?? tie.start, tie.acts.join(" | ") || tie.label || tie.tie, tie.polarity, names.get(tie.end) ?? tie.end,
      tie.weight, tie.first, tie.last, tie.evidence[0]?.quote ?? "", tie.evidence[0]?.document ?? "",
    ]);
    return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  }

  #json() {
    const places = new Map(this.view()?.picture().things.map((one) => [one.id, { x: one.x, y: one.y }]));
    const nodes = this.shown.things.map(({ id, label, kind, iri }) => ({ data: { id, label, kind, iri }, position: places.get(id) }));
    const edges = this.shown.ties.map(({ start, end, acts, ...rest }) => ({ data: { ...rest, source: start, target: end, act: acts.join(" | ") } }));
    return JSON.stringify({ data: { name: this.shown.title }, directed: true, multigraph: true, elements: { nodes, edges } }, null, 1);
  }

  /** @param {string} ending */
  #name(ending) {
    return `${this.shown.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80) || "graph"}.${ending}`;
  }
}

/**
 * Where the service gives the start's neighbourhood, or the whole network, with the filters that it knows.
 * @param {State} state
 * @param {string} format
 */
export function fileAddress(state, format) {
  const sign = { for: "+", against: "-", neutral: "0" }[state.sign.length === 1 ? state.sign[0] ?? "" : ""];
  const dates = { date_from: state.from, date_to: state.to };
  if (state.network) return address(`api/graph/networks/${state.network}`, { kind: state.kind, ...dates, limit: 50_000, format });
  return address(`api/graph/ego/${state.entity}`, { kind: state.kind, tie: state.tie, polarity: sign, ...dates, limit: state.limit, format });
}

/**
 * A cell that no spreadsheet takes for a formula.
 * @param {string | number} value
 */
function cell(value) {
  const text = typeof value === "string" && /^[=+@\t\r]|^-./.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
