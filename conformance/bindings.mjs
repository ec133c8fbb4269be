// Prints, as JSON, what the TypeScript compiler knows of the types behind the tokens of offline/schemas/resources.json:
// node bindings.mjs [<package> ...]
import { readFileSync } from "node:fs";
import { TypeView } from "./bindings/type-view.mjs";
import { InstalledPackages } from "./packages/installed.mjs";

const { packages } = JSON.parse(readFileSync(new URL("../offline/schemas/resources.json", import.meta.url), "utf8"));
const asked = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(packages);
const installed = new InstalledPackages();

const tokens = asked.flatMap((name) =>
  ["resources", "functions"].flatMap((kind) =>
    (packages[name][kind] ?? []).map((token) => ({ kind, token, ...installed.find(token, name) })),
  ),
);
const missing = tokens.filter(({ module }) => module === undefined).map(({ token }) => token);
if (missing.length > 0) throw new Error(`the official packages do not have ${missing.join(", ")}`);

const view = new TypeView(tokens.map(({ module }) => module));
const described = { resources: {}, functions: {} };
for (const { kind, token, module, name } of tokens) {
  described[kind][token] = kind === "resources" ? view.resource(module, name) : view.function(module, name);
}
process.stdout.write(JSON.stringify({ ...described, types: view.types }));
