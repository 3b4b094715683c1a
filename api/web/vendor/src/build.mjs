// Makes the bundles in the folder above, their manifest and the licences of what is in them. The same packages give the same bytes.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const out = resolve(process.argv[2] ?? join(here, ".."));
const names = ["cytoscape", "editor", "plot", "sigma"];

/** The package that a file of node_modules belongs to. */
function packageOf(file) {
  const [, path] = file.split(/node_modules\/(?!.*node_modules\/)/);
  return path?.split("/").slice(0, path.startsWith("@") ? 2 : 1).join("/");
}

function about(name) {
  const { version, license } = JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8"));
  return { name, version, license };
}

function licenceText(name) {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).sort().find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} brings no licence file`);
  return readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
}

const bundles = {};
const everything = new Map();
for (const name of names) {
  const made = await build({
    absWorkingDir: here,
    entryPoints: [`entries/${name}.js`],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    metafile: true,
    write: false,
  });
  const bytes = made.outputFiles[0].contents;
  writeFileSync(join(out, `${name}.js`), bytes);
  const files = Object.entries(Object.values(made.metafile.outputs)[0].inputs).filter(([, used]) => used.bytesInOutput > 0);
  const parts = [...new Set(files.map(([file]) => packageOf(file)).filter(Boolean))].sort().map(about);
  for (const one of parts) everything.set(one.name, one);
  const packages = Object.fromEntries(parts.map((one) => [one.name, `${one.version} ${one.license}`]));
  bundles[`${name}.js`] = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), packages };
}
const { version: esbuild } = about("esbuild");
writeFileSync(join(out, "manifest.json"), `${JSON.stringify({ esbuild, bundles }, null, 2)}\n`);
const texts = [...everything.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(
  ({ name, version, license }) => `${name} ${version} (${license})\n\n${licenceText(name)}\n`,
);
writeFileSync(join(out, "LICENSES.txt"), texts.join(`\n${"=".repeat(80)}\n\n`));
