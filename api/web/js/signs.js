// How signs, ties and kinds of things look, told by dash, arrow and outline and only then by colour.

/** @typedef {"+" | "-" | "0" | "±" | ""} Polarity */

/**
 * @typedef {object} Sign
 * @property {string} name Its word, and the end of its colour's name.
 * @property {string} glyph
 * @property {number[]} dash Lengths of dash and gap; none for a solid line.
 * @property {"triangle" | "tee" | "circle" | "diamond" | "chevron"} arrow
 */

/** @type {Record<Polarity, Sign>} */
export const SIGNS = {
  "+": { name: "for", glyph: "+", dash: [], arrow: "triangle" },
  "-": { name: "against", glyph: "−", dash: [7, 4], arrow: "tee" },
  "0": { name: "neutral", glyph: "0", dash: [2, 4], arrow: "circle" },
  "±": { name: "both", glyph: "±", dash: [10, 3, 2, 3], arrow: "diamond" },
  "": { name: "fact", glyph: "·", dash: [], arrow: "chevron" },
};

/** Signs in the order that legends have them. */
export const SIGN_ORDER = /** @type {const} */ (["+", "-", "0", "±", ""]);

export const KINDS = ["actor", "threat", "treaty", "conflict", "issue", "principle", "initiative"];

/** Outlines by kind, as corners from (-1, -1), the upper left, to (1, 1). */
export const OUTLINES = /** @type {Record<string, [number, number][]>} */ ({
  actor: [[-0.93, -1], [0.93, -1], [0.98, -0.7], [1, 0], [0.98, 0.7], [0.93, 1], [-0.93, 1], [-0.98, 0.7], [-1, 0], [-0.98, -0.7]],
  threat: [[-0.86, -1], [0.86, -1], [1, -0.3], [1, 0.3], [0.86, 1], [-0.86, 1], [-1, 0.3], [-1, -0.3]],
  treaty: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  conflict: [[-0.88, -1], [0.88, -1], [1, 0], [0.88, 1], [-0.88, 1], [-1, 0]],
  issue: [[-0.88, -1], [1, -1], [0.88, 1], [-1, 1]],
  principle: [[-0.88, -1], [0.88, -1], [1, 1], [-1, 1]],
  initiative: [[-1, -1], [0.86, -1], [1, 0], [0.86, 1], [-1, 1]],
});

/** @param {string} kind */
export function outlineOf(kind) {
  return OUTLINES[kind] ?? /** @type {[number, number][]} */ (OUTLINES.treaty);
}

/** @param {string} polarity */
export function signOf(polarity) {
  return SIGNS[/** @type {Polarity} */ (polarity)] ?? SIGNS[""];
}

// Marks that turn the direction of the text around them would let a label reorder what stands beside it.
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A name short enough to draw.
 * @param {string} label
 * @param {number} [most] characters
 */
export function shortLabel(label, most = 30) {
  const plain = [...label.slice(0, 4 * most).replace(DIRECTION, "").replace(/\s+/g, " ").trim()];
  return plain.length > most ? `${plain.slice(0, most - 1).join("").trimEnd()}…` : plain.join("");
}
