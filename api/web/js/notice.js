// What a view says while it loads, when it is empty, and when something went wrong.

import { isAbort, Problem, Unreachable, whenBack } from "./client.js";
import { make } from "./dom.js";
import { say } from "./words.js";

export class Notice {
  /** @param {HTMLElement} place An empty element with `role="status"`. */
  constructor(place) {
    this.place = place;
    this.waiting = new AbortController();
  }

  clear() {
    this.#set("", []);
  }

  /** @param {string} words */
  loading(words) {
    this.#set("loading", [make("span", { class: "spinner", "aria-hidden": true }), words]);
  }

  /**
   * @param {string} words
   * @param {...(HTMLElement | string)} more
   */
  tell(words, ...more) {
    this.#set("told", [words, ...more]);
  }

  /**
   * Say what went wrong. While the server is away, ask for it again and again; when it is back, do what failed once more.
   * @param {unknown} error
   * @param {() => void} again
   */
  failed(error, again) {
    if (isAbort(error)) return;
    const button = make("button", { type: "button", onclick: again }, say("try_again"));
    if (error instanceof Unreachable) {
      this.#set("failed", [make("b", {}, say("unreachable")), " ", say("unreachable_hint"), " ", button]);
      const { signal } = this.waiting;
      void whenBack(signal).then((back) => back && !signal.aborted && again());
    } else if (error instanceof Problem) {
      const near = error.nearest.length ? ` ${say("did_you_mean", { names: error.nearest.join(", ") })}` : "";
      this.#set("failed", [make("b", {}, error.title), " ", error.message, near, ...(error.status >= 500 ? [" ", button] : [])]);
    } else {
      console.error(error);
      this.#set("failed", [make("b", {}, say("fault")), " ", button]);
    }
  }

  /**
   * @param {string} kind
   * @param {(Node | string)[]} content
   */
  #set(kind, content) {
    this.waiting.abort();
    this.waiting = new AbortController();
    this.place.dataset.kind = kind;
    this.place.replaceChildren(...content);
  }
}
