export * from "./src/entries/editor.js";
