// What the readers of graph tools find in files that lie beside this script: nodes and edges of each, as JSON.
import { readFileSync } from 'node:fs';
import graphology from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import cytoscape from 'cytoscape';
const { MultiDirectedGraph } = graphology;
const text = (name) => readFileSync(name, 'utf8');
const told = (graph) => ({
  nodes: graph.mapNodes((node, data) => [node, data.label, data.kind, Number.isFinite(data.x)]),
  edges: graph.mapEdges((edge, data, a, b) => [a, b, data.polarity ?? null, data.quote ?? null]),
});
const imported = new MultiDirectedGraph();
imported.import(JSON.parse(text('graphology.json')));
const cy = cytoscape({ headless: true, elements: JSON.parse(text('cytoscape.json')).elements });
console.log(JSON.stringify({
  gexf: told(gexf.parse(MultiDirectedGraph, text('small.gexf'))),
  dynamic: told(gexf.parse(MultiDirectedGraph, text('dynamic.gexf'))),
  graphml: told(graphml.parse(MultiDirectedGraph, text('small.graphml'))),
  graphology: told(imported),
  cytoscape: {
    nodes: cy.nodes().map((n) => [n.id(), n.data('label'), n.data('kind'), Number.isFinite(n.position().x)]),
    edges: cy.edges().map((e) => [e.source().id(), e.target().id(), e.data('polarity') ?? null, e.data('quote') ?? null]),
  },
}));
