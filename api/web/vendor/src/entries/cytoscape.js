// The canvas: drawing, and the layout that places what was expanded.
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";

cytoscape.use(fcose);
export default cytoscape;
