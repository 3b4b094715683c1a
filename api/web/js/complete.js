// Suggestions below a search box: the combobox of the ARIA Authoring Practices, with a list from which one may choose.
//
// In a form marked `data-suggest` a choice opens the page of the thing; below an element marked `data-suggest="entity"` it
// fills the box, and the form sends the thing's id in place of its name.

import { address, getJson, isAbort } from "./client.js";
import { make } from "./dom.js";
import { say } from "./words.js";

/** @typedef {{id: string, label: string, kind: string, page: string, positions: number, matched: string | null, marks: [number, number][]}} Suggestion */

const WAIT = 120; // milliseconds without a key before the server is asked
let number = 0;

class Combobox {
  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} place
   * @param {boolean} fills Whether a choice fills the box, and does not open a page.
   */
  constructor(input, place, fills) {
    this.input = input;
    this.fills = fills;
    this.name = input.name;
    /** @type {Suggestion[]} */
    this.found = [];
    this.at = -1;
    this.timer = 0;
    this.asking = new AbortController();
    this.id = `suggestions-${++number}`;
    this.list = make("ul", { id: this.id, class: "suggestions", role: "listbox", "aria-label": say("suggestions"), hidden: true });
    this.told = make("span", { class: "unseen", role: "status" });
    place.append(this.list, this.told);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id, autocomplete: "off" })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.close());
    if (document.activeElement === input) this.#typed(); // somebody was quicker than the page
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element && event.target.closest("li");
      if (option) this.#choose(Number(option.dataset.at));
    });
  }

  #typed() {
    this.#forget();
    clearTimeout(this.timer);
    this.asking.abort();
    if (!this.input.value.trim()) this.close();
    else this.timer = window.setTimeout(() => void this.#ask(), WAIT);
  }

  async #ask() {
    this.asking.abort();
    this.asking = new AbortController();
    const language = new URLSearchParams(location.search).get("lang") ?? document.documentElement.lang;
    try {
      const q = this.input.value.trim().slice(0, 200);
      const answer = await getJson(address("api/suggest", { q, language }), this.asking.signal);
      this.#show(answer.suggestions);
    } catch (error) {
      if (!isAbort(error)) this.close(); // without suggestions the box is a search box still
    }
  }

  /** @param {Suggestion[]} found */
  #show(found) {
    const chosen = this.found[this.at]?.id;
    this.found = found;
    this.list.replaceChildren(...found.map((one, at) =>
      make("li", { role: "option", id: `${this.id}-${at}`, "data-at": at, "aria-selected": "false" },
        make("span", {}, ...marked(one)), make("span", { class: "quiet" }, say(one.kind)))));
    this.list.hidden = !found.length || document.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.told.textContent = found.length ? say("suggested", { n: found.length }) : say("no_suggestion");
    this.#move(found.findIndex((one) => one.id === chosen)); // letters that come late do not undo a choice
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = this.found.length - 1;
    const isOpen = !this.list.hidden;
    switch (event.key) {
      case "ArrowDown":
        if (!isOpen && this.input.value.trim()) void this.#ask();
        else this.#move(this.at >= last ? -1 : this.at + 1);
        break;
      case "ArrowUp":
        this.#move(this.at < 0 ? last : this.at - 1);
        break;
      case "Escape":
        if (!isOpen) return;
        this.close();
        break;
      case "Enter":
        if (!isOpen || this.at < 0) return;
        this.#choose(this.at);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  /** @param {number} at */
  #move(at) {
    this.at = at;
    [...this.list.children].forEach((option, one) => option.setAttribute("aria-selected", String(one === at)));
    const option = this.list.children[at];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  /** @param {number} at */
  #choose(at) {
    const one = this.found[at];
    if (!one) return;
    this.close();
    if (!this.fills) {
      location.assign(address(one.page));
      return;
    }
    this.input.value = one.label;
    this.hidden = make("input", { type: "hidden", name: this.name, value: one.id });
    this.input.removeAttribute("name");
    this.input.after(this.hidden);
    this.input.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: one }));
  }

  /** What was chosen holds no longer once the words are others. */
  #forget() {
    if (!this.hidden) return;
    this.hidden.remove();
    this.hidden = undefined;
    this.input.name = this.name;
  }

  close() {
    clearTimeout(this.timer);
    this.asking.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#move(-1);
  }
}

/**
 * The name with what was typed in bold, and the other name that was meant. Places count code points.
 * @param {Suggestion} one
 * @returns {(string | HTMLElement)[]}
 */
function marked({ label, matched, marks }) {
  const letters = [...(matched ?? label)];
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(letters.slice(at, start).join(""), make("b", {}, letters.slice(start, end).join("")));
    at = end;
  }
  parts.push(letters.slice(at).join(""));
  return matched ? [label, " (", ...parts, ")"] : parts;
}

for (const place of document.querySelectorAll("[data-suggest]")) {
  const input = place.querySelector("input:not([type=hidden])");
  if (place instanceof HTMLElement && input instanceof HTMLInputElement) new Combobox(input, place, place.dataset.suggest === "entity");
}
