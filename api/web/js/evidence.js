// The panel beside the picture: what a thing is tied to before it is expanded, and the sentences behind a tie.

import { address, getJson, isAbort } from "./client.js";
import { make } from "./dom.js";
import { nameOf } from "./labels.js";
import { signElement } from "./table.js";
import { say } from "./words.js";

/** @typedef {import("./network.js").Network} Network */
/** @typedef {import("./network.js").Thing} Thing */
/** @typedef {import("./network.js").Tie} Tie */
/** @typedef {import("./state.js").State} State */
/**
 * @typedef {object} Actions
 * @property {(id: string, kind?: string) => void} expand
 * @property {(id: string) => void} pin
 * @property {(id: string) => void} hide
 * @property {(id: string) => void} pathFrom
 * @property {(id: string) => void} select
 */

export class Panel {
  /**
   * @param {HTMLElement} place
   * @param {Actions} actions
   */
  constructor(place, actions) {
    this.place = place;
    this.actions = actions;
    this.asking = new AbortController();
    this.shown = "";
  }

  /**
   * @param {Network} network
   * @param {State} state
   */
  show(network, state) {
    const id = state.select;
    const key = JSON.stringify([id, state.pin.includes(id), state.expand, network.ties.size]);
    if (key === this.shown) return;
    this.shown = key;
    this.asking.abort();
    this.asking = new AbortController();
    const thing = network.things.get(id);
    const tie = network.ties.get(id);
    if (thing) this.place.replaceChildren(...this.#thing(thing, state));
    else if (tie) this.place.replaceChildren(...this.#tie(tie, network));
    else this.place.replaceChildren(make("p", { class: "quiet" }, say("select_something")));
  }

  /**
   * @param {Thing} thing
   * @param {State} state
   */
  #thing(thing, state) {
    const { expand, pin, hide, pathFrom } = this.actions;
    const counts = make("div", { class: "counts", role: "status" }, say("counting"));
    void this.#count(thing, state, counts);
    /** @param {string} words @param {() => void} act @param {Record<string, string>} [more] */
    const button = (words, act, more) => make("button", { type: "button", class: "plain-button", onclick: act, ...more }, words);
    return [
      make("p", { class: "kind" }, say(thing.kind)),
      make("h2", {}, make("a", { href: address(`entity/${thing.id}`) }, thing.label)),
      counts,
      make("div", { class: "buttons" },
        button(say("expand_all"), () => expand(thing.id)),
        button(say(state.pin.includes(thing.id) ? "unpin" : "pin"), () => pin(thing.id)),
        button(say("hide"), () => hide(thing.id)),
        button(say("path_from"), () => pathFrom(thing.id))),
    ];
  }

  /**
   * How many neighbours of each kind the whole graph has, each a button that expands them.
   * @param {Thing} thing
   * @param {State} state
   * @param {HTMLElement} place
   */
  async #count(thing, state, place) {
    try {
      const answer = await getJson(address(`api/graph/counts/${thing.id}`), this.asking.signal);
      const buttons = Object.entries(answer.kinds).filter(([, count]) => Number(count) > 0).map(([kind, count]) => {
        const done = state.expand.includes(`${thing.id}~${kind}`) || state.expand.includes(thing.id);
        return make("button", { type: "button", class: "chip", disabled: done, onclick: () => this.actions.expand(thing.id, kind) },
          `${say(kind)} ${Number(count)}`);
      });
      place.replaceChildren(make("p", { class: "quiet" }, say("neighbours", { n: answer.neighbours }), ", ", say("positions", { n: answer.positions })), ...buttons);
    } catch (error) {
      if (!isAbort(error)) place.replaceChildren(say("not_counted"));
    }
  }

  /**
   * @param {Tie} tie
   * @param {Network} network
   */
  #tie(tie, network) {
    /** @param {string} id */
    const name = (id) => make("button", { type: "button", class: "link", onclick: () => this.actions.select(id) }, network.things.get(id)?.label ?? id);
    const isStance = tie.tie === "stance" || tie.tie === "bound";
    const more = tie.weight - tie.evidence.length;
    const all = address("search", { holder: tie.start, about: tie.end, polarity: { "+": "for", "-": "against", "0": "neutral" }[tie.polarity] });
    return [
      make("p", { class: "kind" }, isStance ? say("positions", { n: tie.weight }) : say("fact")),
      make("h2", {}, name(tie.start), " ", isStance ? signElement(tie.polarity) : nameOf(tie), " ", name(tie.end)),
      tie.tie === "bound" && make("p", { class: "quiet" }, say("bound_hint")),
      tie.note && make("p", {}, say("source", { source: tie.note })),
      !isStance && tie.first && make("p", { class: "quiet" }, `${tie.first} – ${tie.last}`),
      ...tie.evidence.map((one) => make("figure", { class: "evidence" },
        make("figcaption", {}, make("span", { class: "act" }, say(one.act)), " ", make("time", { datetime: one.date }, one.date)),
        make("blockquote", {}, one.quote),
        make("p", { class: "source" },
          make("a", { href: `${address(one.document)}#${one.position.replaceAll("/", "-")}` }, one.title || say("in_document")), " · ",
          make("a", { href: address(one.position) }, say("this_position"))))),
      more > 0 && make("p", {}, make("a", { href: all }, say("more_positions", { n: more }))),
    ].filter((one) => one instanceof HTMLElement);
  }
}
