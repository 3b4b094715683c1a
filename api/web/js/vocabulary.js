// What this endpoint has, by its own description (VoID, in the store): prefixes, classes and properties, with their counts.

import { address, getJson } from "./client.js";

const CATALOG = "https://w3id.org/stancegraph/graph/catalog";
const QUERY = `PREFIX void: <http://rdfs.org/ns/void#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?kind ?iri ?count ?prefix (SAMPLE(?name) AS ?label) (SAMPLE(?about) AS ?definition) WHERE {
  GRAPH <${CATALOG}> {
    { ?part void:class ?iri ; void:entities ?count BIND("class" AS ?kind) }
    UNION { ?part void:property ?iri ; void:triples ?count BIND("property" AS ?kind) }
    UNION { ?declared sh:prefix ?prefix ; sh:namespace ?space BIND(IRI(STR(?space)) AS ?iri) BIND("prefix" AS ?kind) }
  }
  OPTIONAL { ?iri rdfs:label ?name FILTER(LANG(?name) IN ("", "en")) }
  OPTIONAL { ?iri <http://www.w3.org/2004/02/skos/core#definition> ?about FILTER(LANG(?about) IN ("", "en")) }
} GROUP BY ?kind ?iri ?count ?prefix ORDER BY DESC(?count) STR(?iri)`;

/** @typedef {{kind: "class" | "property", iri: string, short: string, prefix: string, count: number, label: string, definition: string}} Term */

export class Vocabulary {
  /** @param {Record<string, {value: string}>[]} rows */
  constructor(rows) {
    /** @type {Map<string, string>} */
    this.prefixes = new Map();
    for (const row of rows) if (row.kind?.value === "prefix") this.prefixes.set(row.prefix?.value ?? "", row.iri?.value ?? "");
    this.spaces = [...this.prefixes].sort((a, b) => b[1].length - a[1].length);
    this.terms = rows.filter((row) => row.kind?.value !== "prefix").map((row) => this.#term(row));
  }

  /**
   * @param {Record<string, {value: string}>} row
   * @returns {Term}
   */
  #term(row) {
    const iri = row.iri?.value ?? "";
    const short = this.short(iri);
    return {
      kind: row.kind?.value === "class" ? "class" : "property",
      iri,
      short,
      prefix: short.startsWith("<") ? "" : short.split(":")[0] ?? "",
      count: Number(row.count?.value),
      label: row.label?.value ?? "",
      definition: row.definition?.value ?? "",
    };
  }

  /**
   * An IRI as a prefixed name, or in brackets where no prefix fits.
   * @param {string} iri
   */
  short(iri) {
    for (const [prefix, space] of this.spaces) {
      const rest = iri.slice(space.length);
      if (iri.startsWith(space) && /^[\w-]+$/.test(rest)) return `${prefix}:${rest}`;
    }
    return `<${iri}>`;
  }
}

/** @param {AbortSignal} [signal] */
export async function loadVocabulary(signal) {
  const answer = await getJson(address("sparql", { query: QUERY, format: "json" }), signal);
  return new Vocabulary(answer.results.bindings);
}
