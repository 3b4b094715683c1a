export * from "./src/entries/plot.js";
