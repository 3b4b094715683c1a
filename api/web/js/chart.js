// Rows as a chart, by Observable Plot.

import { barX, dot, gridX, lineY, plot, ruleX, ruleY } from "../vendor/plot.js";
import { say } from "./words.js";

/** @typedef {Record<string, string | number | null>} Row */

const MOST_BARS = 40;

/**
 * Columns by what they hold.
 * @param {string[]} columns
 * @param {Row[]} rows
 */
export function columnKinds(columns, rows) {
  /** @param {(value: string) => boolean} test */
  const holding = (test) => columns.filter((name) => {
    const values = rows.slice(0, 500).map((row) => row[name]).filter((value) => value !== null && value !== undefined && value !== "");
    return values.length > 0 && values.every((value) => test(String(value)));
  });
  return {
    numbers: holding((value) => /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(value)),
    dates: holding((value) => /^\d{4}-\d\d(-\d\d)?/.test(value)),
  };
}

/**
 * A chart: bars for words, dots and a line for dates. Without a column of numbers, rows are counted.
 * @param {Row[]} rows
 * @param {string} along
 * @param {string} value A column of numbers, or nothing.
 * @param {string[]} dates Columns of dates.
 * @param {number} width
 * @returns {{chart: SVGElement | HTMLElement, shown: number, all: number}}
 */
export function chartOf(rows, along, value, dates, width) {
  const sums = new Map();
  for (const row of rows) {
    const key = row[along];
    if (key === null || key === undefined || key === "") continue;
    sums.set(key, (sums.get(key) ?? 0) + (value ? Number(row[value] ?? 0) : 1));
  }
  const isTime = dates.includes(along);
  const data = [...sums].map(([key, sum]) => ({ key: isTime ? new Date(String(key).slice(0, 10)) : shortened(String(key)), sum }));
  if (isTime) data.sort((a, b) => Number(a.key) - Number(b.key));
  else data.sort((a, b) => b.sum - a.sum);
  const shown = isTime ? data : data.slice(0, MOST_BARS);
  const most = Math.max(0, ...shown.map((one) => one.sum));
  const name = value || say("rows_counted");
  const shared = { width, style: { background: "transparent", fontSize: "12px" }, ariaLabel: `${name}, ${along}` };
  const chart = isTime
    ? plot({ ...shared, height: 320, x: { label: along }, y: { label: name, grid: true, zero: true },
      marks: [ruleY([0]), lineY(shown, { x: "key", y: "sum", stroke: "var(--link)" }), dot(shown, { x: "key", y: "sum", fill: "var(--link)" })] })
    : plot({ ...shared, height: 70 + 22 * shown.length, marginLeft: Math.min(300, 20 + 7 * Math.max(4, ...shown.map((one) => String(one.key).length))), marginBottom: 46, x: { label: name, labelOffset: 40, ...(most < 10 && shown.every((one) => Number.isInteger(one.sum)) && { ticks: most }) }, y: { label: null },
      marks: [gridX(), barX(shown, { x: "sum", y: "key", fill: "var(--link)", sort: { y: "x", reverse: true } }), ruleX([0])] });
  // The rules that Plot would put into the page are in islands.css; the policy of the page allows no others.
  for (const style of chart.querySelectorAll("style")) style.remove();
  chart.classList.add("chart");
  chart.setAttribute("role", "img"); // one picture with a name; its parts are none of their own
  for (const part of chart.querySelectorAll("[aria-label]")) {
    part.setAttribute("data-part", part.getAttribute("aria-label") ?? "");
    part.removeAttribute("aria-label");
  }
  return { chart: /** @type {SVGElement} */ (chart), shown: shown.length, all: data.length };
}

/** @param {string} text */
function shortened(text) {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
