// The graph page: one state, kept in the address; every part shows it, and every act changes it.

import { address, getJson } from "./client.js";
import { byId, make } from "./dom.js";
import { Downloads } from "./downloads.js";
import { Panel } from "./evidence.js";
import { Filters } from "./filters.js";
import { translate } from "./labels.js";
import { Network, shownPart } from "./network.js";
import { Notice } from "./notice.js";
import { findPaths, pathList } from "./path.js";
import { placesHash, placesOf, readState, writeState } from "./state.js";
import { Tables } from "./table.js";
import { onThemeChange } from "./tokens.js";
import { say } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./network.js").Thing} Thing */
/** @typedef {import("./canvas.js").Canvas | import("./webgl.js").WebGl} View */

/** Past so many things or ties the canvas is slow, and WebGL draws. */
const MOST_THINGS = 3000;
const MOST_TIES = 6000;
const MOST_EVIDENCE = 20;
const WHOLE_NETWORK = 50_000;
/** Answers that are kept, so that going back asks nothing. */
const MOST_ANSWERS = 40;
/** How far places are stretched, at most, to fill the picture. */
const MOST_STRETCH = 2;

class GraphPage {
  constructor() {
    this.state = readState();
    this.network = new Network();
    /** @type {View | null} */
    this.view = null;
    /** @type {Map<string, any>} */
    this.answers = new Map();
    /** @type {any} */
    this.about = undefined;
    /** @type {import("./path.js").Found | undefined} */
    this.found = undefined;
    this.cut = 0;
    /** Keys of the answers that the network is of. */
    this.made = "";
    /** @type {Set<string>} */
    this.onPath = new Set();
    this.loading = new AbortController();
    this.turn = 0;
    this.picking = "";
    this.stage = byId("stage");
    this.notice = new Notice(byId("notice"));
    /** @param {string} id */
    const select = (id) => this.select(id);
    this.filters = new Filters(byId("filters"), (change, replace) => this.change(change, replace));
    this.tables = new Tables(byId("ties"), byId("things"), { select });
    this.panel = new Panel(byId("panel"), {
      select,
      expand: (id, kind) => this.change({ expand: [...this.state.expand, kind ? `${id}~${kind}` : id] }),
      pin: (id) => this.change({ pin: toggled(this.state.pin, id) }),
      hide: (id) => this.change({ hide: toggled(this.state.hide, id), select: "" }),
      pathFrom: (id) => this.pickPath(id),
    });
    this.downloads = new Downloads(byId("downloads"), () => this.view);
    this.#bind();
  }

  #bind() {
    window.addEventListener("popstate", () => {
      this.state = readState();
      void this.update({ moved: true });
    });
    onThemeChange(() => this.view?.restyle());
    byId("layout").addEventListener("change", (event) => {
      void this.change({ layout: /** @type {HTMLSelectElement} */ (event.target).value }, false, true);
    });
    byId("fit").addEventListener("click", () => this.view?.fit());
    byId("larger").addEventListener("click", () => this.view?.zoom(1.3));
    byId("smaller").addEventListener("click", () => this.view?.zoom(1 / 1.3));
    byId("unhide").addEventListener("click", () => this.change({ hide: [] }));
    byId("path-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
      this.change({ path: [String(given.get("path_from")), String(given.get("path_to"))].map((one) => one.trim()) });
    });
    byId("clear-path").addEventListener("click", () => this.change({ path: [] }));
    this.stage.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.view?.fit()).observe(this.stage);
    const isNarrow = matchMedia("(max-width: 48rem)").matches;
    if (isNarrow) byId("filters-box").removeAttribute("open");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    /** @type {Record<string, () => void>} */
    const acts = {
      "+": () => this.view?.zoom(1.3), "-": () => this.view?.zoom(1 / 1.3), "0": () => this.view?.fit(),
      ArrowLeft: () => this.view?.pan(60, 0), ArrowRight: () => this.view?.pan(-60, 0),
      ArrowUp: () => this.view?.pan(0, 60), ArrowDown: () => this.view?.pan(0, -60),
      Escape: () => this.select(""),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /**
   * @param {Partial<State>} change
   * @param {boolean} [replace]
   * @param {boolean} [again] Lay out again, though nothing new came.
   */
  change(change, replace = false, again = false) {
    const before = JSON.stringify(this.state);
    this.state = { ...this.state, ...change };
    if (JSON.stringify(this.state) !== before) writeState(this.state, location.hash, replace);
    return this.update({ again });
  }

  /** @param {string} id */
  select(id) {
    if (this.picking && id && this.network.things.has(id)) {
      const from = this.picking;
      this.picking = "";
      this.change({ path: [from, id], select: "" });
    } else {
      this.change({ select: id }, true);
    }
  }

  /** @param {string} id */
  pickPath(id) {
    this.picking = id;
    /** @type {HTMLInputElement} */ (byId("path-from")).value = id;
    this.notice.tell(say("pick_second", { name: this.network.things.get(id)?.label ?? id }));
    byId("path-to").focus();
  }

  /**
   * Bring everything on the page in line with the state.
   * @param {{again?: boolean, moved?: boolean}} [how]
   */
  async update(how = {}) {
    const turn = ++this.turn;
    const { state } = this;
    if (!state.entity && !state.network && state.path.length < 2) return;
    const known = this.network.things.size;
    this.stage.setAttribute("aria-busy", "true");
    try {
      await this.#load();
      if (turn !== this.turn) return;
      await this.#show(how, known);
      if (turn === this.turn) this.#tell();
    } catch (error) {
      if (turn === this.turn) this.notice.failed(error, () => this.update(how));
    } finally {
      if (turn === this.turn) this.stage.setAttribute("aria-busy", "false");
    }
  }

  /**
   * What the state is made of: each answer of the service by a key.
   * @returns {Map<string, () => Promise<any>>}
   */
  #wanted() {
    const { entity, network, limit, expand, path } = this.state;
    const wanted = new Map();
    /** @param {string} path_ @param {Record<string, string | number | undefined>} query */
    const asking = (path_, query) => () => getJson(address(path_, query), this.loading.signal);
    if (network) wanted.set(`network ${network}`, asking(`api/graph/networks/${network}`, { format: "cytoscape", limit: WHOLE_NETWORK }));
    if (entity) wanted.set(`ego ${entity} ${limit}`, asking(`api/graph/ego/${entity}`, { evidence: MOST_EVIDENCE, limit }));
    for (const one of expand) {
      const [id, kind] = one.split("~");
      wanted.set(`expand ${one}`, asking(`api/graph/ego/${id}`, { evidence: MOST_EVIDENCE, kind, limit: 2000 }));
    }
    if (path.length === 2) wanted.set(`path ${path.join("~")}`, () => findPaths(path[0] ?? "", path[1] ?? "", this.loading.signal));
    return wanted;
  }

  /** Load what the state wants and does not have, and make its network of all of it, and of nothing else. */
  async #load() {
    const { turn } = this;
    const wanted = [...this.#wanted()];
    const made = wanted.map(([key]) => key).join("\n");
    if (made === this.made) return;
    if (wanted.some(([key]) => !this.answers.has(key))) this.notice.loading(say("loading"));
    const answers = await Promise.all(wanted.map(async ([key, load]) => {
      const answer = this.answers.get(key) ?? (await load());
      this.answers.delete(key);
      this.answers.set(key, answer); // the last used is the last to go
      return { key, answer };
    }));
    const network = new Network();
    for (const { answer } of answers) network.add(answer);
    await translate([...network.things.values(), ...answers.flatMap(({ key, answer }) => (key.startsWith("path ") ? answer.nodes : []))], this.loading.signal);
    if (turn !== this.turn) return; // the reader went on meanwhile
    this.made = made;
    for (const key of [...this.answers.keys()].slice(0, Math.max(0, this.answers.size - MOST_ANSWERS))) this.answers.delete(key);
    this.network = network;
    this.about = this.found = undefined;
    this.cut = 0;
    for (const { key, answer } of answers) {
      if (key.startsWith("path ")) this.found = answer;
      if (key.startsWith("ego ")) {
        this.about = answer;
        this.cut = answer.complete ? 0 : answer.counts.neighbours;
      }
    }
    this.onPath = new Set(this.found ? [...this.found.nodes, ...this.found.edges].map((one) => one.id) : []);
  }

  /** Things that are always shown. */
  #anchors() {
    const { expand, pin, path } = this.state;
    const ids = [this.about?.centre, ...expand.map((one) => one.split("~")[0] ?? ""), ...pin];
    return new Set([...ids.map((one) => (typeof one === "string" ? one : one?.id ?? "")), ...(path.length === 2 ? this.onPath : [])]);
  }

  /**
   * @param {{again?: boolean, moved?: boolean}} how
   * @param {number} known How many things there were before.
   */
  async #show(how, known) {
    const { state, network } = this;
    const anchors = this.#anchors();
    const { things, ties } = shownPart(network, state, anchors);
    const isNew = await this.#takeView(things.length, ties.length);
    const view = /** @type {View} */ (this.view);
    const drawn = view.places();
    const kept = how.moved || isNew || !known ? placesOf(things.map((one) => one.id)) : new Map();
    const places = kept.size ? kept : isNew || how.again ? servedPlaces(things, drawn, this.#centre(), this.stage.clientWidth / this.stage.clientHeight) : new Map();
    const fresh = things.filter((one) => !drawn.has(one.id) && !places.has(one.id)).map((one) => one.id);
    view.show(things, ties, places, new Set(state.pin));
    if (!kept.size) await this.#place(view, things, fresh, how.again ?? false, isNew);
    const path = state.path.length === 2 ? [...this.onPath] : [];
    if (isNew || how.again || fresh.length) view.fit();
    view.highlight(path);
    view.select(state.select);
    this.tables.show(things, ties);
    this.tables.mark(state.select);
    this.filters.show(network, state);
    this.panel.show(network, state);
    this.downloads.show(state, things, ties, this.#title());
    this.#showPath();
    this.#showFigures(things.length, ties.length);
    this.#keepPlaces();
  }

  /**
   * @param {View} view
   * @param {Thing[]} things
   * @param {string[]} fresh Things that have no place yet.
   * @param {boolean} again
   * @param {boolean} isNew
   */
  async #place(view, things, fresh, again, isNew) {
    const { layout, pin } = this.state;
    const served = things.every((one) => one.x !== undefined) && !this.state.expand.length && this.state.path.length < 2;
    if ((isNew || again) && layout) await view.place(layout, again ? pin : [], this.#centre());
    else if (isNew && served) view.separate([], true);
    else if (fresh.length || again) {
      const fixed = again ? pin : things.map((one) => one.id).filter((id) => !fresh.includes(id));
      await view.place("force", fixed, this.#centre());
    }
  }

  #centre() {
    const centre = this.about?.centre;
    return (typeof centre === "string" ? centre : centre?.id) ?? this.state.path[0] ?? "";
  }

  /**
   * A canvas for hundreds of things, WebGL for thousands, unless the processor would have to draw that.
   * @param {number} things
   * @param {number} ties
   */
  async #takeView(things, ties) {
    const { view: wanted } = this.state;
    const kind = wanted || ((things > MOST_THINGS || ties > MOST_TIES) && hasGraphicsCard() ? "webgl" : "canvas");
    if (this.view?.kind === kind) return false;
    const listener = { select: (/** @type {string} */ id) => this.select(id), moved: () => this.#keepPlaces(true) };
    const { Canvas, WebGl } = /** @type {any} */ (await import(kind === "webgl" ? "./webgl.js" : "./canvas.js"));
    this.view?.destroy();
    this.stage.querySelector(".drawing-place")?.remove();
    const place = make("div", { class: "drawing-place", "aria-hidden": "true" });
    this.stage.append(place);
    this.view = kind === "webgl" ? new WebGl(place, listener) : new Canvas(place, listener);
    return true;
  }

  /** Put places into the address where they are not what the server would give again. */
  #keepPlaces(moved = false) {
    const { view, state } = this;
    if (!view) return;
    this.hasMoved = moved || this.hasMoved || location.hash.startsWith("#at=");
    const isServed = !state.layout && !state.expand.length && state.path.length < 2 && !this.hasMoved;
    writeState(state, isServed ? "" : placesHash(view.places()), true);
  }

  #showPath() {
    const shown = this.state.path.length === 2 && this.found !== undefined;
    byId("clear-path").hidden = !shown;
    byId("paths").replaceChildren(shown && this.found ? pathList(this.found, (id) => this.select(id)) : "");
    const [from = "", to = ""] = this.state.path;
    if (shown) {
      /** @type {HTMLInputElement} */ (byId("path-from")).value = this.network.things.get(from)?.label ?? from;
      /** @type {HTMLInputElement} */ (byId("path-to")).value = this.network.things.get(to)?.label ?? to;
    }
  }

  /**
   * @param {number} things
   * @param {number} ties
   */
  #showFigures(things, ties) {
    this.stage.setAttribute("aria-label", say("drawing_of", { things, ties }));
    this.stage.dataset.things = String(things);
    this.stage.dataset.ties = String(ties);
    byId("figures").textContent = `${say("things_shown", { n: things })}, ${say("ties_shown", { n: ties })}`;
    /** @type {HTMLSelectElement} */ (byId("layout")).value = this.state.layout;
    byId("unhide").hidden = !this.state.hide.length;
    document.title = `${this.#title()} – Stancegraph`;
  }

  #tell() {
    const { state } = this;
    if (this.network.things.size === 0) this.notice.tell(say("nothing_known"));
    else if (Number(this.stage.dataset.ties) === 0 && this.network.ties.size) this.notice.tell(say("filtered_out"), " ", this.#clearButton());
    else if (this.network.ties.size === 0) this.notice.tell(say("no_ties"));
    else if (this.cut && state.entity && state.limit < 2000) {
      const more = make("button", { type: "button", onclick: () => this.change({ limit: 2000 }) }, say("draw_more"));
      this.notice.tell(say("cut_off", { n: state.limit, all: this.cut }), " ", more);
    } else if (!this.picking) this.notice.clear();
  }

  #clearButton() {
    const none = { kind: [], act: [], sign: [], tie: [], from: "", to: "", hide: [] };
    return make("button", { type: "button", onclick: () => this.change(none) }, say("clear_filters"));
  }

  #title() {
    const { entity, network, path } = this.state;
    const name = this.network.things.get(this.#centre())?.label ?? entity;
    if (entity) return say("title_around", { name });
    if (network) return say(`network_${network}`);
    const [from = "", to = ""] = path.map((id) => this.network.things.get(id)?.label ?? id);
    return say("title_path", { from, to });
  }
}

/**
 * The places that the server gave, around the centre and in the shape of the picture; what was drawn keeps its own.
 * @param {Thing[]} things
 * @param {import("./state.js").Places} drawn
 * @param {string} centre
 * @param {number} shape The picture's width as a multiple of its height.
 */
function servedPlaces(things, drawn, centre, shape) {
  const at = drawn.get(centre) ?? { x: 0, y: 0 };
  const placed = things.flatMap(({ id, x, y }) => (x === undefined || y === undefined ? [] : [shape < 1 ? { id, x: y, y: x } : { id, x, y }])); // a phone is higher than wide
  const stretch = Math.min(MOST_STRETCH, Math.max(1 / MOST_STRETCH, (shape * extent(placed.map(({ y }) => y))) / extent(placed.map(({ x }) => x))));
  return new Map(placed.map(({ id, x, y }) => [id, { x: at.x + stretch * x, y: at.y + y }]));
}

/** @param {number[]} values */
function extent(values) {
  return values.reduce((most, one) => Math.max(most, one), -Infinity) - values.reduce((least, one) => Math.min(least, one), Infinity) || 1;
}

/** Whether WebGL is drawn by a graphics card. Without one it is many times slower than a canvas. */
function hasGraphicsCard() {
  return document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true }) !== null;
}

/**
 * @param {string[]} list
 * @param {string} item
 */
function toggled(list, item) {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

const page = new GraphPage();
void page.update({ moved: true });
