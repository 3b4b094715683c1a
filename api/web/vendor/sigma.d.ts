export * from "./src/entries/sigma.js";
