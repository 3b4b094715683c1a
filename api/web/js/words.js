// The words of the interface, from the one message file; the page brings those that its scripts need.

/** @type {Record<string, string>} */
const all = Object.assign(
  {},
  ...[...document.querySelectorAll('script[type="application/json"][data-words], #words')].map((one) =>
    JSON.parse(one.textContent ?? "{}"),
  ),
);

/**
 * The words of a key; `{name}` stands for a value. A key without words shows itself: a fault that a test can see.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const text = all[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/**
 * Words for a number: the key with `.one` for one, with `.many` for any other, where the file tells them apart.
 * @param {string} key
 * @param {number} count
 * @param {Record<string, string | number>} [values]
 */
export function sayCount(key, count, values = {}) {
  return say(`${key}_${count === 1 ? "one" : "many"}`, { count, ...values });
}

/** @param {string | number | undefined} value */
function shown(value) {
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang || "en") : String(value);
}
