// The WebGL view of networks that are too large for the canvas.
export { MultiDirectedGraph } from "graphology";
export { default as Sigma, DEFAULT_STYLES } from "sigma";
export {
  extremityArrow, extremityBar, extremityCircle, extremityDiamond, layerDashed, layerFill, layerPlain, pathCurved, pathLine, pathLoop,
  sdfCircle, sdfDiamond, sdfSquare, sdfTriangle,
} from "sigma/rendering";
