// An answer of the endpoint as a table, a graph or a chart.

import { address } from "./client.js";
import { make } from "./dom.js";
import { say } from "./words.js";

/** @typedef {{type: string, value: string, datatype?: string, "xml:lang"?: string}} Term */
/** @typedef {Record<string, Term>} Binding */
/** @typedef {{columns: string[], rows: Binding[], boolean?: boolean}} Answer */
/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */

const ROWS = 200;
const MOST_DRAWN = 1500;
const OURS = "https://w3id.org/stancegraph/id/";

/**
 * @param {any} document SPARQL results in JSON.
 * @returns {Answer}
 */
export function readAnswer(document) {
  if ("boolean" in document) return { columns: [], rows: [], boolean: document.boolean };
  return { columns: document.head.vars, rows: document.results.bindings };
}

/**
 * @param {Answer} answer
 * @param {Vocabulary | null} vocabulary
 */
export function tableOf({ columns, rows }, vocabulary) {
  const body = make("tbody");
  const more = make("p");
  let shown = 0;
  const show = () => {
    const next = rows.slice(shown, shown + ROWS);
    body.append(...next.map((row) => make("tr", {}, ...columns.map((name) => make("td", {}, termElement(row[name], vocabulary))))));
    shown += next.length;
    more.replaceChildren(shown < rows.length ? make("span", { class: "quiet" }, say("rows_shown", { n: shown }), " ") : "",
      shown < rows.length ? make("button", { type: "button", class: "plain-button", onclick: show }, say("more_rows")) : "");
  };
  show();
  const head = make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name.replaceAll("_", " ")))));
  return make("div", {}, make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("answer") }, make("table", {}, head, body)), more);
}

/**
 * A term as people read it: our things lead to their pages, IRIs have prefixes, texts their language.
 * @param {Term | undefined} term
 * @param {Vocabulary | null} vocabulary
 */
function termElement(term, vocabulary) {
  if (!term) return "";
  if (term.type === "uri") {
    const isOurs = term.value.startsWith(OURS);
    const isSafe = /^https?:/.test(term.value);
    const href = isOurs ? address(`id/${encodeURI(term.value.slice(OURS.length))}`).href : term.value;
    const text = vocabulary?.short(term.value) ?? term.value;
    return isSafe ? make("a", { href, rel: isOurs ? null : "external noopener" }, text.replace(/^<|>$/g, "")) : text;
  }
  const language = term["xml:lang"];
  const text = make("span", language ? { lang: language } : {}, term.value);
  return language && language !== "en" ? make("span", {}, text, make("span", { class: "count" }, ` ${language}`)) : text;
}

/**
 * The columns that rows are drawn by as a graph: from, to and what stands on the line. None fit: null.
 * @param {Answer} answer
 */
export function graphColumns({ columns, rows }) {
  const sample = rows.slice(0, 300);
  const isIri = (/** @type {string} */ name) => sample.some((row) => row[name]?.type === "uri");
  const named = [["subject", "predicate", "object"], ["s", "p", "o"]].find((names) => names.every((name) => columns.includes(name)));
  if (named) return { from: named[0] ?? "", label: named[1] ?? "", to: named[2] ?? "" };
  const iris = columns.filter(isIri);
  const short = columns.filter((name) => sample.every((row) => (row[name]?.value.length ?? 0) <= 80));
  const [from, to] = iris.length >= 2 ? iris : short;
  if (!from || !to) return null;
  return { from, to, label: short.find((name) => name !== from && name !== to) ?? "" };
}

/**
 * Things and ties of rows, as Canvas draws them.
 * @param {Answer} answer
 * @param {{from: string, to: string, label: string}} by
 * @param {Vocabulary | null} vocabulary
 */
export function graphOf({ rows }, by, vocabulary) {
  /** @type {Map<string, import("./network.js").Thing>} */
  const things = new Map();
  const ties = new Map();
  const labels = labelsOf(rows);
  /** @param {Term} term */
  const add = (term) => {
    const id = `${term.type} ${term.value}`;
    const name = labels.get(term.value) ?? (term.type === "uri" ? readable(term.value, vocabulary) : term.value);
    if (!things.has(id)) things.set(id, { id, label: name, kind: kindOf(term), iri: term.value });
    return id;
  };
  for (const row of rows) {
    const [from, to, on] = [row[by.from], row[by.to], row[by.label]];
    if (!from || !to || (on && LABELS.has(on.value))) continue;
    const label = on ? (on.type === "uri" ? readable(on.value, vocabulary) : on.value) : "";
    const id = `${from.value} ${label} ${to.value}`;
    if (ties.size >= MOST_DRAWN && !ties.has(id)) continue;
    ties.set(id, { id, start: add(from), end: add(to), tie: "row", label, acts: [], polarity: signOfWord(label), weight: 1, first: "", last: "", note: "", evidence: [] });
  }
  return { things: [...things.values()], ties: [...ties.values()], isCut: ties.size >= MOST_DRAWN };
}

const LABELS = new Set(["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel"]);

/** @param {Binding[]} rows Labels that triples among the rows give. */
function labelsOf(rows) {
  const labels = new Map();
  for (const row of rows) {
    const [subject, predicate, object] = [row.subject ?? row.s, row.predicate ?? row.p, row.object ?? row.o];
    if (subject && predicate && object && LABELS.has(predicate.value)) labels.set(subject.value, object.value);
  }
  return labels;
}

/**
 * @param {string} iri
 * @param {Vocabulary | null} vocabulary
 */
function readable(iri, vocabulary) {
  if (iri.startsWith(OURS)) return iri.slice(OURS.length).split("/").slice(1).join("/") || iri;
  return vocabulary?.short(iri) ?? iri;
}

/** @param {Term} term */
function kindOf({ type, value }) {
  return type === "uri" && value.startsWith(OURS) ? value.slice(OURS.length).split("/")[0] ?? "" : type === "uri" ? "treaty" : "issue";
}

/** @param {string} word */
function signOfWord(word) {
  return { for: "+", against: "-", neutral: "0" }[word] ?? "";
}
