// The editor of queries: CodeMirror, with completion from the endpoint's own vocabulary.
//
// It lives in a shadow root: there its styles are constructed sheets, which the strict policy of the page allows.

import {
  autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, completionKeymap, defaultKeymap, drawSelection, EditorState,
  EditorView, HighlightStyle, highlightSpecialChars, history, historyKeymap, indentOnInput, keymap, lineNumbers, lintGutter,
  lintKeymap, searchKeymap, setDiagnostics, sparql, startCompletion, StreamLanguage, syntaxHighlighting, tags,
} from "../vendor/editor.js";

/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {import("./vocabulary.js").Term} Term */
/** @typedef {import("../vendor/editor.js").CompletionContext} Context */

const KEYWORDS = [
  "SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "PREFIX", "BASE", "WHERE", "FROM", "FROM NAMED", "GRAPH", "OPTIONAL", "FILTER", "UNION", "MINUS",
  "BIND", "VALUES", "DISTINCT", "REDUCED", "GROUP BY", "HAVING", "ORDER BY", "ASC", "DESC", "LIMIT", "OFFSET", "EXISTS", "NOT EXISTS", "AS", "IN",
  "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "IRI", "BNODE", "ABS", "CEIL",
  "FLOOR", "ROUND", "CONCAT", "STRLEN", "UCASE", "LCASE", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "YEAR", "MONTH", "DAY",
  "NOW", "COALESCE", "IF", "SAMETERM", "ISIRI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "REGEX", "SUBSTR", "REPLACE",
];

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--raised)", fontSize: "0.9rem", border: "1px solid var(--edge)", borderRadius: "8px", maxHeight: "34rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content, .cm-gutter": { minHeight: "15rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--quiet)", border: "0" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--target)" },
  ".cm-matchingBracket": { backgroundColor: "var(--cue)", color: "var(--ink)" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--edge)", borderRadius: "6px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxWidth: "26rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { color: "inherit", opacity: "0.75", marginLeft: "1em", fontStyle: "normal" },
  ".cm-completionInfo": { maxWidth: "24rem", padding: "6px 10px", fontFamily: "var(--sans)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--against)" },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--ink)" },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)", fontWeight: "600" },
  { tag: [tags.string, tags.literal], color: "var(--for)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--against)" },
  { tag: [tags.atom, tags.tagName, tags.propertyName], color: "var(--ink)" },
]);

export class Editor {
  /**
   * @param {HTMLElement} place
   * @param {string} text
   * @param {string} label What a screen reader calls it.
   * @param {{run: () => void, changed: () => void}} listener
   */
  constructor(place, text, label, listener) {
    /** @type {Vocabulary | null} */
    this.vocabulary = null;
    const root = place.attachShadow({ mode: "open", delegatesFocus: true });
    const run = () => (listener.run(), true);
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          keymap.of([{ key: "Mod-Enter", run }, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap, ...completionKeymap, ...lintKeymap]),
          lineNumbers(), lintGutter(), history(), drawSelection(), highlightSpecialChars(), indentOnInput(), bracketMatching(), closeBrackets(),
          EditorView.lineWrapping, StreamLanguage.define(sparql), syntaxHighlighting(colours), theme,
          autocompletion({ override: [(context) => this.#complete(context)], icons: false }),
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
          EditorView.updateListener.of((update) => update.docChanged && listener.changed()),
        ],
      }),
    });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  set text(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /** @param {Vocabulary} vocabulary */
  learn(vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Mark where a query is wrong, and go there. Lines and columns begin at 1.
   * @param {number} line
   * @param {number} column
   * @param {string} message
   */
  mark(line, column, message) {
    const { doc } = this.view.state;
    const place = doc.line(Math.min(Math.max(1, line), doc.lines));
    const from = Math.min(place.from + Math.max(0, column - 1), place.to);
    const word = this.view.state.wordAt(from);
    const to = Math.max(word ? word.to : from + 1, from);
    const span = to > doc.length ? { from: Math.max(0, doc.length - 1), to: doc.length } : { from, to };
    this.view.dispatch(setDiagnostics(this.view.state, [{ ...span, severity: "error", message }]));
    this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  }

  unmark() {
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }

  focus() {
    this.view.focus();
  }

  complete() {
    startCompletion(this.view);
  }

  /** @param {Context} context */
  #complete(context) {
    const word = context.matchBefore(/[?$]?[\w-]*:?[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit) || !this.vocabulary) return null;
    const before = context.state.sliceDoc(Math.max(0, word.from - 200), word.from);
    const options = word.text.startsWith("?") || word.text.startsWith("$") ? variables(context, word.text[0] ?? "?")
      : /\bPREFIX\s+$/i.test(before) ? prefixes(this.vocabulary)
        : [...this.#terms(before), ...(word.text.includes(":") ? [] : KEYWORDS.map((label) => ({ label, type: "keyword", boost: -50 })))];
    return { from: word.from, options, validFor: /^[?$]?[\w-]*:?[\w-]*$/ };
  }

  /** @param {string} before The text before the word: after `a`, classes come first. */
  #terms(before) {
    const isType = /(?:^|[\s;])(?:a|rdf:type)\s+$/.test(before);
    return (this.vocabulary?.terms ?? []).map((term) => ({
      label: term.short,
      detail: `${term.label && term.label !== term.short ? `${term.label}, ` : ""}${term.count.toLocaleString()}`,
      info: term.definition || undefined,
      type: term.kind,
      boost: ((term.kind === "class") === isType ? 20 : 0) + Math.log10(1 + term.count),
      apply: (/** @type {EditorView} */ view, /** @type {unknown} */ _, /** @type {number} */ from, /** @type {number} */ to) => this.#put(view, term, from, to),
    }));
  }

  /**
   * Put a term in, and declare its prefix if the query does not.
   * @param {EditorView} view
   * @param {Term} term
   * @param {number} from
   * @param {number} to
   */
  #put(view, term, from, to) {
    const text = view.state.doc.toString();
    const isDeclared = !term.prefix || new RegExp(`PREFIX\\s+${term.prefix}:`, "i").test(text);
    const line = isDeclared ? "" : `PREFIX ${term.prefix}: <${this.vocabulary?.prefixes.get(term.prefix)}>\n`;
    view.dispatch({ changes: [{ from: 0, insert: line }, { from, to, insert: term.short }], selection: { anchor: from + line.length + term.short.length }, userEvent: "input.complete" });
  }
}

/** @param {Vocabulary} vocabulary */
function prefixes(vocabulary) {
  return [...vocabulary.prefixes].map(([prefix, space]) => ({ label: `${prefix}:`, detail: space, apply: `${prefix}: <${space}>\n`, type: "namespace" }));
}

/**
 * @param {Context} context
 * @param {string} mark
 */
function variables(context, mark) {
  const names = new Set(context.state.doc.toString().match(/[?$]\w+/g)?.map((name) => name.slice(1)));
  return [...names].map((/** @type {string} */ name) => ({ label: `${mark}${name}`, type: "variable" }));
}
