// Drawings of a page, and the stance matrix, as files that stand alone: SVG and PNG with title, legend and source.

import { make, makeSvg } from "./dom.js";
import { savePng, saveSvg } from "./picture.js";
import { shortLabel, SIGNS } from "./signs.js";
import { token } from "./tokens.js";
import { say } from "./words.js";

/** @typedef {{element: SVGElement, width: number, height: number}} Part */

const FONT = "system-ui, 'Liberation Sans', Arial, sans-serif";
const MARGIN = 24;
const COPIED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "font-style", "text-anchor", "paint-order"];
const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d", { willReadFrequently: true }));

/**
 * Buttons that save a picture.
 * @param {() => SVGElement} draw
 * @param {string} title
 */
export function imageButtons(draw, title) {
  const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 80) || "figure";
  /** @param {string} words @param {() => void} act */
  const button = (words, act) => make("button", { type: "button", class: "as-link", onclick: act }, words);
  return make("p", { class: "image-files" }, `${say("as_image")} `,
    button("SVG", () => saveSvg(draw(), `${name}.svg`)), " · ", button("PNG", () => void savePng(draw(), `${name}.png`)));
}

/**
 * A drawing of the page with its title, its legend and the address that shows it.
 * @param {SVGElement} drawn
 * @param {string} title
 * @param {Part[]} [legend]
 */
export function figureOf(drawn, title, legend = []) {
  return framed(standing(drawn), title, legend);
}

/**
 * A copy that needs no stylesheet: every element has the looks that it has on the page.
 * @param {SVGElement} drawn
 * @returns {Part}
 */
function standing(drawn) {
  const copy = /** @type {SVGElement} */ (drawn.cloneNode(true));
  const [theirs, ours] = [drawn, copy].map((one) => [one, ...one.querySelectorAll("*")]);
  theirs?.forEach((one, at) => {
    const looks = getComputedStyle(one);
    for (const name of COPIED) {
      const value = looks.getPropertyValue(name);
      ours?.[at]?.setAttribute(name, name === "fill" || name === "stroke" ? solid(value) : value);
    }
    if (one instanceof SVGAElement) ours?.[at]?.setAttribute("href", new URL(one.href.baseVal, location.href).href);
  });
  for (const one of copy.querySelectorAll(".touch")) one.remove();
  for (const one of [copy, ...copy.querySelectorAll("*")]) for (const name of ["class", "role", "tabindex", "aria-label"]) one.removeAttribute(name);
  const box = drawn instanceof SVGSVGElement && drawn.viewBox.baseVal?.width ? drawn.viewBox.baseVal : drawn.getBoundingClientRect();
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  return { element: copy, width: box.width, height: box.height };
}

/**
 * @param {Part} body
 * @param {string} title
 * @param {Part[]} legend
 */
function framed(body, title, legend) {
  const source = shortLabel(decodeURI(location.href.replace(/#.*/, "")), 160);
  const width = Math.max(body.width, widthOf(title, "600 17px"), widthOf(source, "10px"), 420) + 2 * MARGIN;
  const top = MARGIN + 34;
  let [x, y] = [MARGIN, top + body.height + 16];
  const keys = legend.map((one) => {
    if (x > MARGIN && x + one.width > width - MARGIN) [x, y] = [MARGIN, y + 24];
    const key = makeSvg("g", { transform: `translate(${x} ${y})` }, one.element);
    x += one.width + 22;
    return key;
  });
  const height = y + 24 + 28;
  return makeSvg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, "font-family": FONT, "font-size": 13, role: "img" },
    makeSvg("title", {}, title),
    makeSvg("rect", { width: "100%", height: "100%", fill: token("--ground") }),
    makeSvg("text", { x: MARGIN, y: MARGIN + 14, "font-size": 17, "font-weight": 600, fill: token("--ink") }, title),
    makeSvg("g", { transform: `translate(${MARGIN} ${top})` }, body.element),
    makeSvg("g", { class: "legend" }, ...keys),
    makeSvg("text", { x: MARGIN, y: height - 16, "font-size": 10, fill: token("--quiet") }, source));
}

/**
 * An entry of a legend.
 * @param {SVGElement | null} sample
 * @param {number} wide
 * @param {string} words
 * @returns {Part}
 */
function entry(sample, wide, words) {
  const text = makeSvg("text", { x: wide + 8, y: 12, fill: token("--ink") }, words);
  return { element: makeSvg("g", {}, sample, text), width: wide + 8 + widthOf(words, "13px"), height: 18 };
}

/**
 * The legend that stands below a drawing, or one of the dots of an axis.
 * @param {Element} figure
 * @param {SVGElement} drawn
 */
function legendOf(figure, drawn) {
  const keys = [...figure.querySelectorAll("figcaption .key")].map((key) => {
    const part = standing(/** @type {SVGElement} */ (key.querySelector("svg")));
    return entry(part.element, part.width, key.textContent?.trim().replace(/^[+−0]\s*/, "") ?? "");
  });
  if (keys.length) return keys;
  return Object.values(SIGNS).filter(({ name }) => drawn.querySelector(`.dot.${name}`)).map(({ name, glyph }) => {
    const colour = solid(token(`--${name}`));
    const sample = makeSvg("g", {}, makeSvg("circle", { cx: 8, cy: 8, r: 7, fill: token("--raised"), stroke: colour, "stroke-width": 1.5 }),
      makeSvg("text", { x: 8, y: 12, "text-anchor": "middle", fill: colour }, glyph));
    return entry(sample, 16, say(name));
  });
}

/**
 * The stance matrix as it is opened and filtered.
 * @param {HTMLTableElement} table
 * @param {string} title
 */
function matrixOf(table, title) {
  const [ink, line] = [token("--ink"), solid(token("--line"))];
  const heads = [...table.tHead?.rows[0]?.cells ?? []].slice(1).map((head) => shortLabel(head.textContent ?? "", 48));
  const rows = [...table.tBodies[0]?.rows ?? []];
  const names = rows.map((row) => {
    const depth = Number(/depth-(\d)/.exec(row.className)?.[1] ?? 0);
    return { words: shortLabel(row.cells[0]?.textContent?.replace(/[▸▾]/, "") ?? "", 48), x: 6 + 16 * depth };
  });
  const left = Math.max(...names.map((name) => name.x + widthOf(name.words, "13px"))) + 12;
  const top = Math.max(40, ...heads.map((head) => widthOf(head, "13px"))) + 14;
  const [wide, high] = [50, 26];
  const columns = heads.map((head, at) => makeSvg("text", { transform: `translate(${left + at * wide + wide / 2 + 4} ${top - 8}) rotate(-90)`, fill: ink }, head));
  const cells = rows.map((row, down) => makeSvg("g", { class: "row" },
    makeSvg("text", { x: names[down]?.x, y: top + down * high + 17, fill: ink }, names[down]?.words),
    ...[...row.cells].slice(1).map((cell, at) => cellOf(cell, left + at * wide, top + down * high, wide, high, line))));
  const legend = [...document.querySelectorAll(".matrix-key > span")].map((key) => {
    const cell = /** @type {HTMLElement} */ (key.querySelector(".cell"));
    const words = [...key.childNodes].filter((one) => one instanceof Text).map((one) => one.textContent).join(" ").trim();
    return entry(cellOf(cell, 0, -4, 44, 22, line), 44, words);
  });
  return framed({ element: makeSvg("g", {}, ...columns, ...cells), width: left + heads.length * wide, height: top + rows.length * high }, title, legend);
}

/**
 * @param {HTMLElement} cell
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {string} line
 */
function cellOf(cell, x, y, width, height, line) {
  const looks = getComputedStyle(cell);
  const parts = [...cell.querySelectorAll("span")].map((one) => one.textContent);
  const words = parts.length ? parts.join(" ") : cell.textContent?.trim() ?? "";
  /** @param {string} fill @param {number} from @param {number} wide */
  const box = (fill, from, wide) => makeSvg("rect", { x: from, y, width: wide, height, fill, stroke: line });
  const halves = parts.length ? [box(solid(token("--for-tint")), x, width / 2), box(solid(token("--against-tint")), x + width / 2, width / 2)] : [box(solid(looks.backgroundColor), x, width)];
  const colour = getComputedStyle(cell.querySelector("a") ?? cell).color;
  return makeSvg("g", words ? { class: "cell" } : {}, ...halves,
    words && makeSvg("text", { x: x + width / 2, y: y + height / 2 + 4.5, "text-anchor": "middle", fill: solid(colour) }, words));
}

/**
 * A colour that every program reads.
 * @param {string} colour
 */
function solid(colour) {
  if (colour === "none" || colour.startsWith("url")) return colour;
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
  return alpha ? `rgb(${red},${green},${blue})` : "none";
}

/**
 * @param {string} words
 * @param {string} font
 */
function widthOf(words, font) {
  pen.font = `${font} ${FONT}`;
  return Math.ceil(pen.measureText(words).width);
}

for (const figure of document.querySelectorAll("figure.drawing")) {
  const drawn = /** @type {SVGElement | null} */ (figure.querySelector(".canvas svg"));
  const title = drawn?.getAttribute("aria-label") ?? "";
  if (drawn) figure.after(imageButtons(() => figureOf(drawn, title, legendOf(figure, drawn)), title));
}
const table = /** @type {HTMLTableElement | null} */ (document.querySelector("table.matrix"));
if (table) {
  const title = document.querySelector("h1")?.textContent ?? "";
  table.parentElement?.after(imageButtons(() => matrixOf(table, title), title));
}
