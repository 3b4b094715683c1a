// The state of the graph page, which is its address: a link, a reload and the back button give the same picture.

/**
 * @typedef {object} State
 * @property {string} entity Where it starts.
 * @property {string} network A whole network, instead of an entity.
 * @property {number} limit Most neighbours of one thing.
 * @property {string[]} expand Things expanded, in order; `id~kind` where only neighbours of a kind were.
 * @property {string[]} hide
 * @property {string[]} pin
 * @property {string[]} kind Kinds shown; none given: all.
 * @property {string[]} act
 * @property {string[]} sign
 * @property {string[]} tie
 * @property {string} from
 * @property {string} to
 * @property {string} layout
 * @property {string[]} path The two things between which paths are shown.
 * @property {string} select The thing or tie whose evidence is shown.
 * @property {string} view canvas or webgl; empty: by size.
 */

const LISTS = /** @type {const} */ (["expand", "hide", "pin", "kind", "act", "sign", "tie", "path"]);
const TEXTS = /** @type {const} */ (["entity", "network", "from", "to", "layout", "select", "view"]);
export const NEIGHBOURS = 200;
// A plus sign in an address is a blank to most readers, so signs go by their names.
const SIGN_NAMES = { "+": "for", "-": "against", "0": "neutral", "±": "both" };

/**
 * @param {string} [search]
 * @returns {State}
 */
export function readState(search = location.search) {
  const given = new URLSearchParams(search);
  const lists = LISTS.map((name) => [name, (given.get(name) ?? "").split(",").filter(Boolean)]);
  const texts = TEXTS.map((name) => [name, given.get(name) ?? ""]);
  const limit = Math.min(2000, Number(given.get("limit")) || NEIGHBOURS);
  return { ...Object.fromEntries(lists), ...Object.fromEntries(texts), limit };
}

/**
 * The query string of a state; parameters that are none of ours (the language) stay.
 * @param {State} state
 * @param {string} [search]
 */
export function searchOf(state, search = location.search) {
  const query = new URLSearchParams(search);
  for (const name of LISTS) query.delete(name);
  for (const name of [...TEXTS, "limit"]) query.delete(name);
  for (const name of TEXTS) if (state[name]) query.set(name, state[name]);
  for (const name of LISTS) if (state[name].length) query.set(name, state[name].join(","));
  if (state.limit !== NEIGHBOURS) query.set("limit", String(state.limit));
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%7E", "~");
  return text ? `?${text}` : "";
}

/** @param {string} polarity */
export function signName(polarity) {
  return SIGN_NAMES[/** @type {"+"} */ (polarity)] ?? "fact";
}

/**
 * Make a state the page's address, as a new entry of the history or in place of the present one.
 * @param {State} state
 * @param {string} hash
 * @param {boolean} replace
 */
export function writeState(state, hash, replace) {
  const url = `${location.pathname}${searchOf(state)}${hash}`;
  if (url === `${location.pathname}${location.search}${location.hash}`) return;
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
}

/** @typedef {Map<string, {x: number, y: number}>} Places */

const MOST_PLACES = 1000;

/**
 * Places of things as a fragment: a check of which things they are, then their coordinates in the order of their ids.
 * Past a thousand things it would be no address any more; the server's layout is the same each time.
 * @param {Places} places
 */
export function placesHash(places) {
  if (!places.size || places.size > MOST_PLACES) return "";
  const ids = [...places.keys()].sort();
  const spots = ids.map((id) => {
    const { x, y } = /** @type {{x: number, y: number}} */ (places.get(id));
    return `${Math.round(x).toString(36)}.${Math.round(y).toString(36)}`;
  });
  return `#at=${check(ids)}:${spots.join(",")}`;
}

/**
 * The places that a fragment has for these things; none if it is of others.
 * @param {Iterable<string>} things
 * @param {string} [hash]
 * @returns {Places}
 */
export function placesOf(things, hash = location.hash) {
  const ids = [...things].sort();
  const found = /^#at=(\w+):([\w.,-]+)$/.exec(decodeURIComponent(hash));
  const spots = found?.[2]?.split(",") ?? [];
  if (!found || found[1] !== check(ids) || spots.length !== ids.length) return new Map();
  return new Map(
    spots.map((spot, at) => {
      const [x, y] = spot.split(".").map((part) => parseInt(part, 36) || 0);
      return [/** @type {string} */ (ids[at]), { x: x ?? 0, y: y ?? 0 }];
    }),
  );
}

/** @param {string[]} ids A hash of 32 bits (FNV-1a). */
function check(ids) {
  let hash = 0x811c9dc5;
  for (const char of ids.join()) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}
