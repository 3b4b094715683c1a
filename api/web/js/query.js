// The SPARQL page: the form becomes an editor, and answers are shown without leaving the page.

import { address, ask, isAbort, Problem, textOf } from "./client.js";
import { byId, make } from "./dom.js";
import { Editor } from "./editor.js";
import { figureOf, imageButtons } from "./figures.js";
import { Notice } from "./notice.js";
import { graphColumns, graphOf, readAnswer, tableOf } from "./results.js";
import { onThemeChange } from "./tokens.js";
import { loadVocabulary } from "./vocabulary.js";
import { say } from "./words.js";

/** @typedef {import("./results.js").Answer} Answer */
/** @typedef {"table" | "graph" | "chart"} ViewName */

const VIEWS = /** @type {const} */ (["table", "graph", "chart"]);
const FORMATS = { rows: ["csv", "tsv", "json", "xml"], triples: ["turtle", "json-ld", "n-triples", "rdf-xml"] };
const MOST_URL = 7000; // letters of an address that servers and proxies take

class QueryPage {
  constructor() {
    /** @type {import("./vocabulary.js").Vocabulary | null} */
    this.vocabulary = null;
    /** @type {Answer | null} */
    this.answer = null;
    this.asked = "";
    /** @type {ViewName} */
    this.shownAs = "table";
    this.running = new AbortController();
    this.clock = 0;
    this.notice = new Notice(byId("notice"));
    this.place = byId("result");
    this.cancel = byId("cancel");
    /** @type {import("./canvas.js").Canvas | undefined} */
    this.drawn = undefined;
    /** @type {{columns: string[], from: string, to: string, label: string} | undefined} */
    this.by = undefined;
    /** @type {string | undefined} */
    this.along = undefined;
    /** @type {string | undefined} */
    this.value = undefined;
    const area = /** @type {HTMLTextAreaElement} */ (byId("query"));
    const host = make("div", { id: "editor" });
    area.hidden = true;
    area.after(host);
    this.editor = new Editor(host, area.value, say("query"), { run: () => void this.run(), changed: () => this.editor.unmark() });
    this.#bind();
    void loadVocabulary().then((vocabulary) => {
      this.vocabulary = vocabulary;
      this.editor.learn(vocabulary);
      host.dataset.learned = String(vocabulary.terms.length);
      if (this.shownAs === "table") void this.show();
    }, () => undefined); // the editor edits without completion too
  }

  #bind() {
    byId("sparql").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    this.cancel.hidden = false;
    byId("editor-keys").hidden = false;
    this.cancel.addEventListener("click", () => this.running.abort());
    byId("examples").addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.editor.text = new URL(link.href).searchParams.get("query") ?? "";
      byId("sparql").scrollIntoView({ block: "nearest" });
      void this.run();
    });
    for (const name of VIEWS) byId(`as-${name}`).addEventListener("click", () => this.#as(name));
    byId("filter-examples").addEventListener("input", (event) => filterExamples(/** @type {HTMLInputElement} */ (event.target).value));
    byId("example-filter").hidden = false;
    window.addEventListener("popstate", () => this.fromAddress());
    onThemeChange(() => void this.show());
  }

  /** What the address says: a query to run, and how to show its answer. */
  fromAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    const query = given.get("query");
    const as = given.get("as");
    this.shownAs = VIEWS.find((name) => name === as) ?? "table";
    if (query === null) return;
    if (query !== this.editor.text) this.editor.text = query;
    if (query !== this.asked) void this.run(true);
    else void this.show();
  }

  /** @param {boolean} [isKnown] Whether the address is right already. */
  async run(isKnown = false) {
    const query = this.editor.text;
    if (!query.trim()) return;
    this.running.abort();
    const running = (this.running = new AbortController());
    this.editor.unmark();
    this.asked = query;
    if (!isKnown) this.#toAddress();
    const began = performance.now();
    this.#started(began);
    try {
      const answer = await ask(address("sparql"), {
        method: "POST",
        headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" },
        body: query,
        signal: running.signal,
      });
      const text = await textOf(answer);
      this.answer = readAnswer(JSON.parse(text));
      this.#ended();
      this.#tellFigures((performance.now() - began) / 1000, text.length);
      await this.show();
    } catch (error) {
      if (running !== this.running) return; // another run has begun
      this.#ended();
      this.answer = null;
      this.place.replaceChildren();
      byId("figures").textContent = "";
      byId("views").hidden = true;
      byId("files").replaceChildren();
      if (isAbort(error)) this.notice.tell(say("cancelled", { seconds: ((performance.now() - began) / 1000).toFixed(1) }));
      else this.#failed(error);
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    this.notice.failed(error, () => void this.run(true));
    if (error instanceof Problem && error.line !== undefined) {
      this.editor.mark(error.line, error.column ?? 1, error.message);
      this.editor.focus();
    }
  }

  /** @param {number} began */
  #started(began) {
    this.notice.clear();
    byId("server-result").replaceChildren();
    this.place.setAttribute("aria-busy", "true");
    this.cancel.toggleAttribute("disabled", false);
    clearInterval(this.clock);
    const tick = () => (byId("figures").textContent = say("running", { seconds: ((performance.now() - began) / 1000).toFixed(1) }));
    tick();
    this.clock = window.setInterval(tick, 100);
  }

  #ended() {
    clearInterval(this.clock);
    this.place.removeAttribute("aria-busy");
    this.cancel.toggleAttribute("disabled", true);
  }

  /**
   * @param {number} seconds
   * @param {number} letters
   */
  #tellFigures(seconds, letters) {
    const { rows = [], boolean } = this.answer ?? {};
    const size = boolean === undefined ? `${say("rows", { n: rows.length })}, ` : "";
    byId("figures").textContent = `${size}${say("took", { seconds: seconds < 1 ? seconds.toFixed(3) : seconds.toFixed(1), size: (letters / 1000).toFixed(letters < 10_000 ? 1 : 0) })}`;
  }

  /** Show the answer as was chosen. */
  async show() {
    const { answer } = this;
    if (!answer) return;
    byId("views").hidden = answer.boolean !== undefined || !answer.rows.length;
    for (const name of VIEWS) byId(`as-${name}`).setAttribute("aria-pressed", String(name === this.shownAs));
    this.#files();
    this.drawn?.destroy();
    this.drawn = undefined;
    if (answer.boolean !== undefined) this.place.replaceChildren(make("p", { class: "answer" }, say(answer.boolean ? "yes" : "no")));
    else if (!answer.rows.length) this.place.replaceChildren(make("p", { class: "empty" }, say("empty")));
    else if (this.shownAs === "table") this.place.replaceChildren(tableOf(answer, this.vocabulary));
    else if (this.shownAs === "graph") await this.#graph(answer);
    else await this.#chart(answer);
  }

  /** @param {ViewName} name */
  #as(name) {
    this.shownAs = name;
    this.#toAddress(true);
    if (this.answer) void this.show();
    else void this.run(true);
  }

  /** @param {Answer} answer */
  async #graph(answer) {
    const by = this.by?.columns === answer.columns ? this.by : { columns: answer.columns, ...(graphColumns(answer) ?? { from: "", to: "", label: "" }) };
    this.by = by;
    const { things, ties, isCut } = graphOf(answer, by, this.vocabulary);
    const choose = [["from", "column_from"], ["to", "column_to"], ["label", "column_label"]].map(([name, words]) =>
      columnChoice(say(words ?? ""), answer.columns, by[/** @type {"from"} */ (name)], name === "label", (column) => {
        this.by = { ...by, [name ?? ""]: column };
        void this.show();
      }));
    const stage = make("div", { class: "stage", role: "img", "aria-label": say("drawing_of_rows", { things: things.length, ties: ties.length }) });
    const place = make("div", { class: "drawing-place" });
    stage.append(place);
    const cut = isCut ? make("p", { class: "quiet" }, say("rows_cut", { n: ties.length })) : null;
    this.place.replaceChildren(make("div", { class: "tools" }, ...choose), things.length ? stage : make("p", { class: "empty" }, say("no_graph")), ...(cut ? [cut] : []));
    if (!things.length) return;
    const { Canvas } = await import("./canvas.js");
    const canvas = new Canvas(place, { select: () => undefined, moved: () => undefined });
    this.drawn = canvas;
    canvas.show(things, ties, new Map(), new Set());
    await canvas.place("force", [], "");
    canvas.fit();
    stage.dataset.things = String(things.length);
  }

  /** @param {Answer} answer */
  async #chart(answer) {
    const { chartOf, columnKinds } = await import("./chart.js");
    const rows = answer.rows.map((row) => Object.fromEntries(answer.columns.map((name) => [name, row[name]?.value ?? null])));
    for (const row of rows) for (const name of answer.columns) {
      if (String(row[name]).startsWith("http")) row[name] = this.vocabulary?.short(String(row[name])) ?? row[name] ?? null;
    }
    const { numbers, dates } = columnKinds(answer.columns, rows);
    const words = answer.columns.filter((name) => !numbers.includes(name));
    const along = this.along && answer.columns.includes(this.along) ? this.along : dates[0] ?? words[0] ?? answer.columns[0] ?? "";
    const value = this.value !== undefined && (this.value === "" || numbers.includes(this.value)) ? this.value : numbers.find((name) => name !== along) ?? "";
    const choose = [
      columnChoice(say("column_along"), answer.columns, along, false, (column) => ((this.along = column), void this.show())),
      columnChoice(say("column_value"), numbers, value, say("rows_counted"), (column) => ((this.value = column), void this.show())),
    ];
    const { chart, shown, all } = chartOf(rows, along, value, dates, Math.min(1000, this.place.clientWidth));
    const cut = shown < all ? make("p", { class: "quiet" }, say("bars_cut", { n: shown, all })) : "";
    const title = `${value || say("rows_counted")} – ${along}`;
    const image = chart instanceof SVGElement ? imageButtons(() => figureOf(chart, title), title) : "";
    this.place.replaceChildren(make("div", { class: "tools" }, ...choose), make("figure", { class: "chart-place" }, chart), cut, image);
  }

  #files() {
    const isTriples = /^\s*(?:(?:PREFIX|BASE)[^\n]*\s+|#[^\n]*\s+)*(?:CONSTRUCT|DESCRIBE)\b/i.test(this.asked);
    const formats = isTriples ? FORMATS.triples : FORMATS.rows;
    const links = formats.flatMap((format, at) => [at ? " · " : "", make("a", { href: address("sparql", { query: this.asked, format }), download: `answer.${format}` }, format)]);
    const link = make("a", { href: location.href }, say("permalink"));
    byId("files").replaceChildren(`${say("as_file")} `, ...links, " · ", link, location.href.length > MOST_URL ? ` ${say("long_link")}` : "");
  }

  /** @param {boolean} [replace] */
  #toAddress(replace = false) {
    const state = new URLSearchParams({ query: this.asked || this.editor.text });
    if (this.shownAs !== "table") state.set("as", this.shownAs);
    const url = `${location.pathname}${keptSearch()}#${state}`;
    if (replace) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
  }
}

/** The language asked for stays; a query that the server answered does not. */
function keptSearch() {
  const language = new URLSearchParams(location.search).get("lang");
  return language ? `?lang=${language}` : "";
}

/**
 * @param {string} words
 * @param {string[]} columns
 * @param {string} chosen
 * @param {string | boolean} none A word for choosing none; true for a dash.
 * @param {(column: string) => void} choose
 */
function columnChoice(words, columns, chosen, none, choose) {
  const options = columns.map((name) => make("option", { value: name, selected: name === chosen }, name.replaceAll("_", " ")));
  if (none) options.unshift(make("option", { value: "", selected: !chosen }, none === true ? "–" : none));
  return make("label", {}, `${words} `, make("select", { onchange: (/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value) }, ...options));
}

/** @param {string} words */
function filterExamples(words) {
  const wanted = words.toLowerCase();
  for (const item of document.querySelectorAll("#examples li")) {
    /** @type {HTMLElement} */ (item).hidden = !item.textContent?.toLowerCase().includes(wanted);
  }
}

const page = new QueryPage();
page.fromAddress();
