export { default } from "./src/entries/cytoscape.js";
