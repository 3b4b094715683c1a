// Charts.
export { axisX, axisY, barX, barY, dot, gridX, lineY, plot, ruleX, ruleY, text, tickX } from "@observablehq/plot";
