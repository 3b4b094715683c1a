// The words of the interface, from the one message file; the page brings those that its scripts need.

/** @typedef {string | Record<string, string>} Message */

/** @type {Record<string, Message>} */
const all = Object.assign(
  {},
  ...[...document.querySelectorAll('script[type="application/json"][data-words]')].map((one) => JSON.parse(one.textContent ?? "{}")),
);
export const language = document.documentElement.lang || "en";
const plurals = new Intl.PluralRules(language);

/**
 * The words of a key; `{name}` stands for a value, and `n` chooses the plural. A key without words shows itself: a fault that a
 * test can see.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const message = all[key] ?? key;
  const text = typeof message === "string" ? message : message[plurals.select(Number(values.n))] ?? message.other ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/**
 * Whether a key has words.
 * @param {string} key
 */
export function isSaid(key) {
  return key in all;
}

/** @param {string | number | undefined} value */
function shown(value) {
  return typeof value === "number" ? value.toLocaleString(language) : String(value);
}
