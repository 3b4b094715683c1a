// Asks an endpoint through sparql-http-client by each of its ways, and prints what came as JSON.
import ParsingClient from "sparql-http-client/ParsingClient.js";
import SimpleClient from "sparql-http-client/SimpleClient.js";

const [address, select, ask, construct] = process.argv.slice(2);
const said = {};
for (const operation of ["get", "postUrlencoded", "postDirect"]) {
  const client = new ParsingClient({ endpointUrl: address });
  const rows = await client.query.select(select, { operation });
  const truth = await client.query.ask(ask, { operation });
  const graph = await client.query.construct(construct, { operation });
  said[operation] = { labels: rows.map((row) => row.label.value), ask: truth, construct: graph.size };
}
const refused = await new SimpleClient({ endpointUrl: address }).query.select("SELECT * {");
said.status = refused.status;
console.log(JSON.stringify(said));
