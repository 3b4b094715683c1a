// What is drawn, as SVG and PNG with labels and a legend: the file says all that the screen says.

import { download, makeSvg } from "./dom.js";
import { KINDS, outlineOf, SIGN_ORDER, signOf } from "./signs.js";
import { token } from "./tokens.js";
import { say } from "./words.js";

/** @typedef {import("./canvas.js").Picture} Picture */
/** @typedef {import("./canvas.js").DrawnThing} DrawnThing */
/** @typedef {import("./canvas.js").DrawnTie} DrawnTie */

const FONT = "system-ui, 'Liberation Sans', Arial, sans-serif";
const MARGIN = 40;
const ROW = 22;

/**
 * A drawing as an SVG element that stands alone.
 * @param {Picture} picture
 * @param {string} title
 * @param {string} source The address that shows the same.
 */
export function svgOf(picture, title, source) {
  const kinds = KINDS.filter((kind) => picture.things.some((thing) => thing.kind === kind));
  const signs = SIGN_ORDER.filter((sign) => picture.ties.some((tie) => tie.polarity === sign));
  const box = boxOf(picture);
  const rows = Math.max(kinds.length, signs.length);
  const width = Math.max(box.right - box.left + 2 * MARGIN, 560);
  const height = box.bottom - box.top + 2 * MARGIN + 34;
  const legend = rows * ROW + 50;
  const drawing = makeSvg("g", { transform: `translate(${MARGIN - box.left + (width - (box.right - box.left) - 2 * MARGIN) / 2} ${MARGIN + 34 - box.top})` },
    ...picture.ties.map(tieElement), ...picture.things.map(thingElement));
  return makeSvg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${r(width)} ${r(height + legend)}`, width: r(width), height: r(height + legend), "font-family": FONT, "font-size": 13, role: "img" },
    makeSvg("title", {}, title),
    makeSvg("rect", { width: "100%", height: "100%", fill: token("--ground") }),
    makeSvg("text", { x: MARGIN, y: 32, "font-size": 17, "font-weight": 600, fill: token("--ink") }, title),
    drawing,
    legendElement(kinds, signs, height, source));
}

/** @param {DrawnTie} tie */
function tieElement({ polarity, label, points }) {
  const sign = signOf(polarity);
  const colour = colourOf(polarity);
  const [start, end] = [points[0], points[points.length - 1]];
  const before = points[points.length - 2];
  if (!start || !end || !before) return null;
  const bend = points.length === 3 ? points[1] : undefined;
  const path = bend ? `M${xy(start)} Q${xy(bend)} ${xy(end)}` : `M${points.map(xy).join(" L")}`;
  const middle = bend ? { x: (start.x + 2 * bend.x + end.x) / 4, y: (start.y + 2 * bend.y + end.y) / 4 } : { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const text = label && makeSvg("text", { x: r(middle.x), y: r(middle.y) + 3, "text-anchor": "middle", "font-size": 10, fill: colour, stroke: token("--ground"), "stroke-width": 3, "paint-order": "stroke" }, label);
  return makeSvg("g", { class: `tie ${sign.name}` },
    makeSvg("path", { d: path, fill: "none", stroke: colour, "stroke-width": polarity ? 1.5 : 0.8, "stroke-dasharray": sign.dash.join(" ") || null }),
    headElement(polarity, end, Math.atan2(end.y - before.y, end.x - before.x)), text);
}

/**
 * The head of an arrow, as its sign wants it.
 * @param {string} polarity
 * @param {{x: number, y: number}} tip
 * @param {number} angle
 */
export function headElement(polarity, tip, angle) {
  const place = { transform: `translate(${xy(tip)}) rotate(${r((angle * 180) / Math.PI)})` };
  const colour = colourOf(polarity);
  const line = { ...place, fill: "none", stroke: colour, "stroke-width": 2 };
  switch (signOf(polarity).arrow) {
    case "triangle": return makeSvg("path", { ...place, d: "M0 0 L-10 -5 L-10 5 Z", fill: colour });
    case "tee": return makeSvg("path", { ...line, d: "M-1 -6 V6" });
    case "circle": return makeSvg("circle", { ...line, cx: -5, cy: 0, r: 4, fill: token("--ground") });
    case "diamond": return makeSvg("path", { ...place, d: "M0 0 L-6 -5 L-12 0 L-6 5 Z", fill: colour });
    default: return makeSvg("path", { ...line, "stroke-width": 1.5, d: "M-7 -4 L0 0 L-7 4" });
  }
}

/** @param {DrawnThing} thing */
function thingElement({ label, kind, x, y, width, height }) {
  const text = height < 20 ? { x: r(x + width / 2) + 3, y: r(y) + 4, "font-size": 10 } : { x: r(x), y: r(y) + 4.5, "text-anchor": "middle" };
  return makeSvg("g", { class: `thing ${kind}` }, outlineElement(kind, x, y, width, height), makeSvg("text", { ...text, fill: token("--ink") }, label));
}

/**
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
export function outlineElement(kind, x, y, width, height) {
  const points = outlineOf(kind).map(([across, down]) => `${r(x + (across * width) / 2)},${r(y + (down * height) / 2)}`);
  const isActor = kind === "actor";
  return makeSvg("polygon", { points: points.join(" "), fill: token(isActor ? "--target" : "--raised"), stroke: token(isActor ? "--target-line" : "--quiet") });
}

/**
 * A line with its head, for legends.
 * @param {string} polarity
 */
export function lineSample(polarity) {
  const { dash } = signOf(polarity);
  return [
    makeSvg("path", { d: "M2 9 H44", stroke: colourOf(polarity), "stroke-width": 2, "stroke-dasharray": dash.join(" ") || null, fill: "none" }),
    headElement(polarity, { x: 50, y: 9 }, 0),
  ];
}

/**
 * @param {string[]} kinds
 * @param {string[]} signs
 * @param {number} top
 * @param {string} source
 */
function legendElement(kinds, signs, top, source) {
  const ink = token("--ink");
  /** @param {number} x @param {number} row @param {Element[]} sample @param {string} words */
  const entry = (x, row, sample, words) =>
    makeSvg("g", { transform: `translate(${x} ${row * ROW})` }, ...sample, makeSvg("text", { x: 62, y: 13.5, fill: ink }, words));
  return makeSvg("g", { class: "legend", transform: `translate(${MARGIN} ${r(top)})` },
    ...signs.map((sign, row) => entry(0, row, lineSample(sign), say(signOf(sign).name))),
    ...kinds.map((kind, row) => entry(260, row, [outlineElement(kind, 26, 9, 46, 15)], say(kind))),
    makeSvg("text", { y: Math.max(kinds.length, signs.length) * ROW + 20, "font-size": 10, fill: token("--quiet") }, source));
}

/** @param {Picture} picture */
function boxOf({ things }) {
  const box = { left: 0, right: 0, top: 0, bottom: 0 };
  things.forEach(({ x, y, width, height }, at) => {
    box.left = Math.min(at ? box.left : x, x - width / 2);
    box.right = Math.max(at ? box.right : x, x + width / 2);
    box.top = Math.min(at ? box.top : y, y - height / 2);
    box.bottom = Math.max(at ? box.bottom : y, y + height / 2);
  });
  return box;
}

/** @param {string} polarity */
function colourOf(polarity) {
  return token(["+", "-", "0"].includes(polarity) ? `--${signOf(polarity).name}` : "--quiet");
}

/** @param {number} value */
function r(value) {
  return Math.round(value * 10) / 10;
}

/** @param {{x: number, y: number}} point */
function xy({ x, y }) {
  return `${r(x)} ${r(y)}`;
}

/**
 * @param {SVGElement} svg
 * @param {string} name
 */
export function saveSvg(svg, name) {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
  download(new Blob([text], { type: "image/svg+xml" }), name);
}

/**
 * The SVG as pixels: twice its size, less where a browser could not hold it.
 * @param {SVGElement} svg
 * @param {string} name
 */
export async function savePng(svg, name) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob instanceof Blob) download(blob, name);
}
