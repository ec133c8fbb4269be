import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that `npm ci` fills. */
export const modules = fileURLToPath(new URL("../node_modules", import.meta.url));

const TOKEN = /__pulumiType = '([^']+)'/;
const CLASS = /^class (\w+) extends pulumi\./m;
const FUNCTION = /^function (\w+)\([^]*?runtime\.invoke(?:Single)?\("([^"]+)"/m;

/** The official provider packages, by name: "kubernetes" of @pulumi/kubernetes. Each is looked through once, and its index kept. */
export class InstalledPackages {
  #indexes = new Map();

  /** The module, as it is imported, and the class or function of a token; undefined when the package does not have it. */
  find(token, packageName) {
    if (!this.#indexes.has(packageName)) this.#indexes.set(packageName, index(packageName));
    return this.#indexes.get(packageName)[token];
  }
}

function index(packageName) {
  const root = join(modules, "@pulumi", packageName);
  if (!existsSync(join(root, "package.json"))) return {};

  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  // Inside node_modules: a new installation starts without it.
  const kept = join(modules, ".cache", "k8tre", `${packageName}-${version}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));

  const found = scan(root, packageName);
  mkdirSync(join(kept, ".."), { recursive: true });
  writeFileSync(kept, JSON.stringify(found));
  return found;
}

function scan(root, packageName) {
  const found = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".js")) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, "latin1");
    const { token, name } = definition(text) ?? {};
    if (token === undefined || name === undefined) continue;
    const module = `@pulumi/${packageName}/${relative(root, path).replaceAll("\\", "/").slice(0, -".js".length)}`;
    found[token === packageName ? `pulumi:providers:${token}` : token] = { module, name };
  }
  return found;
}

/** What a file of a provider package defines: one class, or one function. */
function definition(text) {
  const token = TOKEN.exec(text)?.[1];
  if (token !== undefined) return { token, name: CLASS.exec(text)?.[1] };
  const found = FUNCTION.exec(text);
  return found === null ? undefined : { token: found[2], name: found[1] };
}
