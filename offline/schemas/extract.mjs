// Writes one JSON per provider: the closure of the resources and functions that resources.json names, read from the
// official npm packages at the versions that package.json pins. Run: npm ci --ignore-scripts && npm run extract
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Closure } from "./extract/closure.mjs";
import { NpmPackage } from "./extract/npm-package.mjs";
import { toText } from "./extract/format.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const { packages } = JSON.parse(readFileSync(`${here}resources.json`, "utf8"));

for (const [name, selection] of Object.entries(packages)) {
  const source = new NpmPackage(`${here}node_modules/${selection.npm}`, name);
  const closure = new Closure(source, selection);
  const schema = closure.extract();
  const text = toText(schema);
  writeFileSync(`${here}${name}.json`, text);

  const count = (section) => Object.keys(section).length;
  console.log(
    `${name} ${schema.version}: ${count(schema.resources)} resources, ${count(schema.functions)} functions, ` +
      `${count(schema.inputs)} input types, ${count(schema.outputs)} output types, ${count(schema.enums)} enums, ` +
      `${Math.round(text.length / 1024)} KiB`,
  );
}
