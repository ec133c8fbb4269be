import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const RESOURCE_TOKEN = /__pulumiType = '([^']+)'/;
const FUNCTION_TOKEN = /runtime\.invoke(?:Single)?\("([^"]+)"/;

/** One installed provider package: finds the module of a token, and parses its files once. */
export class NpmPackage {
  #root;
  #name;
  #modules;
  #parsed = new Map();

  constructor(root, name) {
    if (!existsSync(root)) {
      throw new Error(`${root} is missing; run: npm ci --ignore-scripts`);
    }
    this.#root = root;
    this.#name = name;
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    this.providerToken = `pulumi:providers:${name}`;
    this.npmName = manifest.name;
    this.license = manifest.license;
    this.version = manifest.version.replace(/^v/, "");
    this.pluginDownloadUrl = manifest.pulumi?.server;
  }

  /** The path, without extension, of the module that defines the resource or function of this token. */
  moduleOf(token) {
    this.#modules ??= this.#scan();
    const module = this.#modules.get(token);
    if (module === undefined) {
      throw new Error(`${token} is not in ${this.npmName} ${this.version}; correct it in resources.json`);
    }
    return module;
  }

  /** The syntax tree of a file, or undefined when the package has no such file. */
  parse(file) {
    if (!this.#parsed.has(file)) {
      const path = join(this.#root, file);
      this.#parsed.set(
        file,
        existsSync(path)
          ? ts.createSourceFile(file, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, /* setParentNodes */ false)
          : undefined,
      );
    }
    return this.#parsed.get(file);
  }

  #scan() {
    const modules = new Map();
    for (const entry of readdirSync(this.#root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith(".js")) continue;
      const path = join(entry.parentPath, entry.name);
      const module = relative(this.#root, path).replaceAll("\\", "/").slice(0, -".js".length);
      if (/^(types|node_modules|scripts)\//.test(module)) continue;
      const text = readFileSync(path, "latin1");
      const token = RESOURCE_TOKEN.exec(text)?.[1] ?? FUNCTION_TOKEN.exec(text)?.[1];
      if (token !== undefined) {
        modules.set(token === this.#name ? `pulumi:providers:${token}` : token, module);
      }
    }
    return modules;
  }
}
