import { classOf } from "../packages/classes.mjs";
import { archiveIn, assetIn, isHidden } from "../plan/values.mjs";

/**
 * A plan as TypeScript: a constant for each resource, of the official type of its arguments. It is type-checked and never
 * run. What the plan hides, a secret or an unknown value, is an output that fits everywhere.
 */
export class ProgramText {
  #lines = ['import * as pulumi from "@pulumi/pulumi";', "declare const hidden: pulumi.Output<any>;"];
  #aliases = new Map();
  #text = "";
  #spans = [];

  constructor(resources) {
    for (const resource of resources) this.#add(resource);
    const head = `${this.#lines.join("\n")}\n`;
    this.text = head + this.#text;
    this.#spans = this.#spans.map(({ start, end, ...rest }) => ({ start: start + head.length, end: end + head.length, ...rest }));
  }

  /** The innermost property whose text is at a position, as { resource, path }. */
  at(position) {
    // Outer properties come after the inner ones.
    return this.#spans.find(({ start, end }) => start <= position && position < end);
  }

  #add(resource) {
    const start = this.#text.length;
    this.#text += `export const r${this.#spans.length}: ${this.#argsOf(resource)} = `;
    this.#value(resource.inputs, resource, []);
    this.#text += ";\n";
    this.#spans.push({ start, end: this.#text.length, resource, path: [] });
  }

  #argsOf(resource) {
    const { module, name } = classOf(resource);
    if (!this.#aliases.has(module)) {
      const alias = `Args${this.#aliases.size}`;
      this.#aliases.set(module, alias);
      this.#lines.push(`import type { ${name}Args as ${alias} } from ${JSON.stringify(module)};`);
    }
    return this.#aliases.get(module);
  }

  #value(value, resource, path) {
    if (isHidden(value)) this.#text += "hidden";
    else if (Array.isArray(value)) this.#list(value, resource, path);
    else if (assetIn(value) !== undefined) this.#text += "null! as pulumi.asset.Asset";
    else if (archiveIn(value) !== undefined) this.#text += "null! as pulumi.asset.Archive";
    else if (typeof value === "object" && value !== null) this.#object(value, resource, path);
    else this.#text += JSON.stringify(value);
  }

  #list(list, resource, path) {
    this.#text += "[";
    list.forEach((item, index) => this.#part(item, resource, [...path, index]));
    this.#text += "]";
  }

  #object(object, resource, path) {
    this.#text += "{";
    for (const [key, value] of Object.entries(object)) this.#part(value, resource, [...path, key]);
    this.#text += "}";
  }

  #part(value, resource, path) {
    const start = this.#text.length;
    const key = path.at(-1);
    if (typeof key === "string") this.#text += `${propertyName(key)}: `;
    this.#value(value, resource, path);
    this.#text += ", ";
    this.#spans.push({ start, end: this.#text.length, resource, path });
  }
}

/** A property's name in an object literal; there, only in brackets is __proto__ a property like any other. */
function propertyName(key) {
  return key === "__proto__" ? '["__proto__"]' : JSON.stringify(key);
}
