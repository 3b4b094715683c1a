// The same as the picture, as two tables: what a canvas cannot tell to a screen reader, and what a keyboard can reach.

import { make } from "./dom.js";
import { nameOf } from "./labels.js";
import { signOf } from "./signs.js";
import { say } from "./words.js";

/** @typedef {import("./network.js").Thing} Thing */
/** @typedef {import("./network.js").Tie} Tie */
/** @typedef {{select: (id: string) => void}} Listener */

const ROWS = 100;

export class Tables {
  /**
   * @param {HTMLElement} ties Where the table of ties goes.
   * @param {HTMLElement} things Where the table of things goes.
   * @param {Listener} listener
   */
  constructor(ties, things, listener) {
    this.listener = listener;
    this.ties = new SortedTable(ties, [say("holder"), say("act"), say("stance"), say("thing"), say("evidence"), say("last")]);
    this.things = new SortedTable(things, [say("thing"), say("kind"), say("for"), say("against"), say("neutral"), say("ties")]);
  }

  /**
   * @param {Thing[]} things
   * @param {Tie[]} ties
   */
  show(things, ties) {
    const labels = new Map(things.map((thing) => [thing.id, thing.label]));
    /** @param {string} id */
    const name = (id) => labels.get(id) ?? id;
    this.ties.show(ties.map((tie) => ({
      id: tie.id,
      cells: [name(tie.start), nameOf(tie), say(signOf(tie.polarity).name), name(tie.end), tie.weight, tie.last],
      elements: [
        this.#button(tie.start, name(tie.start)), null, signElement(tie.polarity), this.#button(tie.end, name(tie.end)),
        this.#button(tie.id, say("show_evidence", { n: tie.weight }), `${name(tie.start)} – ${name(tie.end)}`), null,
      ],
    })));
    const counts = new Map(things.map((thing) => [thing.id, { "+": 0, "-": 0, "0": 0, "": 0 }]));
    for (const tie of ties) for (const id of [tie.start, tie.end]) {
      const count = counts.get(id);
      if (count) count[/** @type {"+"} */ (tie.polarity)] += 1;
    }
    this.things.show(things.map((thing) => {
      const count = counts.get(thing.id) ?? { "+": 0, "-": 0, "0": 0, "": 0 };
      const all = count["+"] + count["-"] + count["0"] + count[""];
      return {
        id: thing.id,
        cells: [thing.label, say(thing.kind), count["+"], count["-"], count["0"], all],
        elements: [this.#button(thing.id, thing.label), null, null, null, null, null],
      };
    }));
  }

  /** @param {string} id */
  mark(id) {
    this.ties.mark(id);
    this.things.mark(id);
  }

  /**
   * @param {string} id
   * @param {string} words
   * @param {string} [about]
   */
  #button(id, words, about) {
    const name = about ? `${words}: ${about}` : null;
    return make("button", { type: "button", class: "link", "aria-label": name, onclick: () => this.listener.select(id) }, words);
  }
}

/**
 * The sign of a stance: a glyph in a ring that is solid, dashed or dotted, and its word.
 * @param {string} polarity
 */
export function signElement(polarity) {
  const { name, glyph } = signOf(polarity);
  const ring = polarity ? make("span", { class: `sign ${name}`, "aria-hidden": true }, glyph) : null;
  return make("span", {}, ring, polarity ? " " : "", say(name));
}

/** @typedef {{id: string, cells: (string | number)[], elements: (HTMLElement | null)[]}} Row */

class SortedTable {
  /**
   * @param {HTMLElement} place
   * @param {string[]} heads
   */
  constructor(place, heads) {
    /** @type {Row[]} */
    this.rows = [];
    this.by = -1;
    this.down = false;
    this.most = ROWS;
    this.marked = "";
    this.heads = heads.map((head, at) =>
      make("th", { scope: "col" }, make("button", { type: "button", class: "link", onclick: () => this.#sort(at) }, head)));
    this.body = make("tbody");
    this.more = make("p", { class: "quiet" });
    place.replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, ...this.heads)), this.body), this.more);
  }

  /** @param {Row[]} rows */
  show(rows) {
    this.rows = rows;
    this.most = ROWS;
    this.#draw();
  }

  /** @param {string} id */
  mark(id) {
    this.marked = id;
    for (const row of this.body.rows) {
      if (row.dataset.id === id) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  /** @param {number} at */
  #sort(at) {
    this.down = this.by === at && !this.down;
    this.by = at;
    this.heads.forEach((head, one) => {
      if (one === at) head.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.#draw();
  }

  #draw() {
    const rows = this.by < 0 ? this.rows : [...this.rows].sort((a, b) => compare(a.cells[this.by], b.cells[this.by]) * (this.down ? -1 : 1));
    this.body.replaceChildren(...rows.slice(0, this.most).map((row) =>
      make("tr", { "data-id": row.id, "aria-current": row.id === this.marked && "true" },
        ...row.cells.map((cell, at) => make("td", typeof cell === "number" ? { class: "number" } : {}, row.elements[at] ?? String(cell))))));
    const left = rows.length - this.most;
    this.more.replaceChildren(
      say("rows", { n: rows.length }), left > 0 ? `, ${say("rows_shown", { n: this.most })} ` : "",
      left > 0 ? make("button", { type: "button", onclick: () => { this.most += 10 * ROWS; this.#draw(); } }, say("more_rows")) : "",
    );
  }
}

/**
 * @param {string | number | undefined} a
 * @param {string | number | undefined} b
 */
function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}
