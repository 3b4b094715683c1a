// What is shown: kinds, signs, acts, ties and time. The list of kinds and signs is the legend of the picture.

import { make, makeSvg } from "./dom.js";
import { tally } from "./network.js";
import { lineSample, outlineElement } from "./picture.js";
import { KINDS, SIGN_ORDER } from "./signs.js";
import { signName } from "./state.js";
import { say } from "./words.js";

/** @typedef {import("./network.js").Network} Network */
/** @typedef {import("./state.js").State} State */
/** @typedef {"kind" | "sign" | "act" | "tie"} ListName */
/** @typedef {(change: Partial<State>, replace?: boolean) => void} Change */

const STEP = 700; // milliseconds between the days of a slider that plays

export class Filters {
  /**
   * @param {HTMLElement} place
   * @param {Change} change
   */
  constructor(place, change) {
    this.place = place;
    this.change = change;
    this.timer = 0;
  }

  /**
   * @param {Network} network
   * @param {State} state
   */
  show(network, state) {
    const focus = document.activeElement instanceof HTMLElement && this.place.contains(document.activeElement) ? document.activeElement.id : "";
    const kinds = tally(network.things.values(), (thing) => [thing.kind]);
    const ties = [...network.ties.values()];
    const signs = tally(ties, (tie) => [signName(tie.polarity)]);
    const acts = tally(ties, (tie) => tie.acts);
    const tieKinds = tally(ties, (tie) => [tie.tie]);
    this.place.replaceChildren(
      this.#group("sign", SIGN_ORDER.map(signName), signs, state, (name) => lineSample(polarityOf(name))),
      this.#group("kind", KINDS, kinds, state, (kind) => [outlineElement(kind, 27, 9, 46, 15)]),
      this.#time(ties, state),
      this.#group("act", [...acts.keys()].sort(), acts, state),
      tieKinds.size > 1 ? this.#group("tie", [...tieKinds.keys()].sort(), tieKinds, state) : "",
    );
    if (focus) document.getElementById(focus)?.focus();
  }

  /**
   * Boxes to tick; all ticked is no filter, and so is none.
   * @param {ListName} name
   * @param {string[]} values
   * @param {Map<string, number>} counts
   * @param {State} state
   * @param {(value: string) => Element[]} [sample]
   */
  #group(name, values, counts, state, sample) {
    const present = values.filter((value) => counts.has(value));
    if (!present.length) return "";
    const chosen = new Set(state[name].length ? state[name] : present);
    const boxes = present.map((value) => {
      const box = make("input", { type: "checkbox", id: `f-${name}-${value}`, checked: chosen.has(value), onchange: () => {
        if (chosen.has(value)) chosen.delete(value);
        else chosen.add(value);
        this.change({ [name]: chosen.size === present.length ? [] : [...chosen] });
      } });
      const drawn = sample ? makeSvg("svg", { width: 54, height: 18, "aria-hidden": "true" }, ...sample(value)) : null;
      return make("label", { class: "tick" }, box, drawn, say(name === "sign" && state.network === "agreement" ? `agreement_${value}` : value), make("span", { class: "count" }, ` ${counts.get(value)}`));
    });
    return make("fieldset", {}, make("legend", {}, say(`by_${name}`)), ...boxes);
  }

  /**
   * Two sliders over the days on which something was said, and a button that lets the later one run.
   * @param {import("./network.js").Tie[]} ties
   * @param {State} state
   */
  #time(ties, state) {
    const days = [...new Set(ties.flatMap((tie) => (tie.tie === "stance" ? [tie.first, tie.last, ...tie.evidence.map((one) => one.date)] : [])))].filter(Boolean).sort();
    if (days.length < 2) {
      this.stop();
      return "";
    }
    const last = days.length - 1;
    const from = state.from ? Math.max(0, days.findIndex((day) => day >= state.from)) : 0;
    const found = state.to ? days.findLastIndex((day) => day <= state.to) : last;
    const to = found < 0 ? 0 : found;
    /** @param {string} name @param {number} value @param {(at: number) => Partial<State>} set */
    const slider = (name, value, set) => make("label", { class: "slide" }, say(name), " ", make("output", {}, days[value] ?? ""),
      make("input", { type: "range", id: `f-${name}`, min: 0, max: last, value, "aria-valuetext": days[value] ?? "",
        oninput: (/** @type {Event} */ event) => this.change(set(Number(/** @type {HTMLInputElement} */ (event.target).value)), true) }));
    const play = make("button", { type: "button", id: "f-play", "aria-pressed": String(this.timer !== 0), onclick: () => this.#toggle(days, to) }, say(this.timer ? "pause" : "play"));
    return make("fieldset", {}, make("legend", {}, say("by_date")),
      slider("from", from, (at) => ({ from: at === 0 ? "" : days[at] ?? "" })),
      slider("to", to, (at) => ({ to: at === last ? "" : days[at] ?? "" })), play);
  }

  /**
   * @param {string[]} days
   * @param {number} to
   */
  #toggle(days, to) {
    if (this.timer) {
      this.stop();
      this.change({}, true);
      return;
    }
    let at = to >= days.length - 1 ? 0 : to;
    const step = () => {
      if (at >= days.length - 1) this.stop();
      this.change({ to: at >= days.length - 1 ? "" : days[at] ?? "" }, true);
      at += 1;
    };
    this.timer = window.setInterval(step, STEP);
    step();
  }

  stop() {
    window.clearInterval(this.timer);
    this.timer = 0;
  }
}

/** @param {string} name */
function polarityOf(name) {
  return SIGN_ORDER.find((sign) => signName(sign) === name) ?? "";
}
