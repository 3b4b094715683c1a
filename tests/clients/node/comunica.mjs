// Asks an endpoint through Comunica, told that it is one and found out, and prints what came as JSON.
import { QueryEngine } from "@comunica/query-sparql";

const [address, select, ask, construct] = process.argv.slice(2);
const engine = new QueryEngine();

const rows = async (query, sources) =>
  (await (await engine.queryBindings(query, { sources })).toArray()).map((row) =>
    Object.fromEntries([...row].map(([variable, term]) => [variable.value, term.value])),
  );

const named = [{ type: "sparql", value: address }];
const said = {
  named: await rows(select, named),
  found: await rows(select, [address]),
  ask: await engine.queryBoolean(ask, { sources: named }),
  construct: (await (await engine.queryQuads(construct, { sources: named })).toArray()).length,
};
try {
  await rows("SELECT * { ?s ?p ?o FILTER(<http://example.org/no-such-function>(?o)) } LIMIT 1", named);
  said.error = null;
} catch (error) {
  said.error = String(error.message);
}
console.log(JSON.stringify(said));
