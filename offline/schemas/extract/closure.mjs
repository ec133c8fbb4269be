import ts from "typescript";
import { readEnum, readInterfaces, readProperties } from "./declarations.mjs";
import { deprecation, firstSentence } from "./docs.mjs";
import { readInvoke, readNestedDefaults, readResource } from "./runtime-facts.mjs";
import { isPlain, readType } from "./types.mjs";

/** The resources and functions that were asked for, and every type they reach. */
export class Closure {
  #package;
  #selection;
  #omitted;
  #interfaces;
  #nestedDefaults;
  #queue = [];
  #seen = new Set();

  constructor(source, selection) {
    this.#package = source;
    this.#selection = selection;
    this.#omitted = (selection.omit ?? []).map(({ types }) => new RegExp(`^(${types})$`));
    this.#interfaces = {
      inputs: this.#readTypes("types/input.d.ts"),
      outputs: this.#readTypes("types/output.d.ts"),
    };
    this.#nestedDefaults = readNestedDefaults(source.parse("types/input.js"));
  }

  extract() {
    const { npmName, version, license, pluginDownloadUrl, providerToken } = this.#package;
    const schema = {
      notice: `Derived from ${npmName} ${version}, Copyright Pulumi Corporation, ${license}; see NOTICE.`,
      version,
      pluginDownloadUrl,
      provider: this.#resource(providerToken),
      resources: sorted(this.#selection.resources, (token) => this.#resource(token)),
      functions: sorted(this.#selection.functions ?? [], (token) => this.#function(token)),
      inputs: {},
      outputs: {},
      enums: {},
    };
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      const { space, name } = next;
      schema[space][name] = space === "enums" ? this.#enum(name) : this.#object(space, name);
    }
    for (const space of ["inputs", "outputs", "enums"]) {
      schema[space] = sorted(Object.keys(schema[space]), (name) => schema[space][name]);
    }
    return schema;
  }

  #resource(token) {
    const module = this.#package.moduleOf(token);
    const declarations = this.#package.parse(`${module}.d.ts`);
    const runtime = readResource(this.#package.parse(`${module}.js`));
    const declared = declarations.statements.find(ts.isClassDeclaration);
    const name = declared.name.text;
    const args = find(declarations, `${name}Args`);
    const state = find(declarations, `${name}State`);

    const inputs = this.#inputs(args);
    for (const [property, facts] of Object.entries(runtime.inputs)) {
      if (inputs[property] === undefined) continue;
      const { from, ...known } = facts;
      Object.assign(inputs[property], known);
    }
    return {
      module: folder(module),
      name,
      doc: firstSentence(declared),
      deprecated: deprecation(declared),
      remote: runtime.remote,
      inputs,
      outputs: this.#properties(declared),
      state: state && withoutDocs(this.#inputs(state)),
      secretOutputs: runtime.secretOutputs,
      replaceOnChanges: runtime.replaceOnChanges,
      aliases: runtime.aliases && [...new Set(runtime.aliases)],
    };
  }

  #function(token) {
    const module = this.#package.moduleOf(token);
    const declarations = this.#package.parse(`${module}.d.ts`);
    const { isSingle, name } = readInvoke(this.#package.parse(`${module}.js`), token);
    const declared = declarations.statements.find((node) => ts.isFunctionDeclaration(node) && node.name.text === name);
    const pascal = name[0].toUpperCase() + name.slice(1);
    const args = find(declarations, `${pascal}Args`);
    const outputArgs = find(declarations, `${pascal}OutputArgs`);
    const result = find(declarations, `${pascal}Result`);
    return {
      module: folder(module),
      name: pascal,
      doc: firstSentence(declared),
      deprecated: deprecation(declared),
      returns: isSingle ? readType(declared.type, (space, type) => this.#reach(space, type)).type : undefined,
      args: args && this.#properties(args),
      outputArgs: outputArgs && this.#inputs(outputArgs),
      result: result && this.#properties(result),
    };
  }

  #object(space, name) {
    const declaration = this.#interfaces[space].get(name);
    if (declaration === undefined) {
      throw new Error(`the type ${space}.${name} is used and not declared in ${this.#package.npmName}`);
    }
    const properties = this.#properties(declaration);
    const defaults = space === "inputs" ? this.#nestedDefaults.get(name.toLowerCase()) : undefined;
    for (const [property, facts] of Object.entries(defaults ?? {})) {
      if (properties[property] !== undefined) Object.assign(properties[property], facts);
    }
    return { doc: firstSentence(declaration), properties };
  }

  #enum(name) {
    const parts = name.split(".");
    const type = parts.pop();
    return { values: readEnum(this.#package.parse(["types/enums", ...parts, "index.d.ts"].join("/")), type) };
  }

  #properties(declaration) {
    const properties = readProperties(declaration, (space, name) => this.#reach(space, name));
    return Object.fromEntries(Object.entries(properties).filter(([, property]) => !this.#isOmitted(property.type)));
  }

  /** Properties that C# wraps in Input<>: one that Node leaves plain would need a rule of its own in the generator. */
  #inputs(declaration) {
    const plain = declaration.members.find((member) => member.type !== undefined && isPlain(member.type));
    if (plain !== undefined) {
      throw new Error(`${declaration.name.text}.${plain.name.text} takes no Input<>; the generator has no such case`);
    }
    return this.#properties(declaration);
  }

  #reach(space, name) {
    const key = `${space} ${name}`;
    if (this.#seen.has(key) || this.#isOmitted({ ref: name })) return;
    this.#seen.add(key);
    this.#queue.push({ space, name });
  }

  #isOmitted(type) {
    if (typeof type !== "object") return false;
    if (type.ref !== undefined) return this.#omitted.some((pattern) => pattern.test(type.ref));
    return this.#isOmitted(type.array ?? type.map) || (type.union?.some((member) => this.#isOmitted(member)) ?? false);
  }

  #readTypes(file) {
    const source = this.#package.parse(file);
    return source === undefined ? new Map() : readInterfaces(source);
  }
}

function find(source, name) {
  return source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
}

function folder(module) {
  return module.split("/").slice(0, -1).join("/");
}

/** A state repeats the inputs and outputs of its resource, and their comments. */
function withoutDocs(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, { doc, ...rest }]) => [name, rest]));
}

function sorted(names, value) {
  return Object.fromEntries([...names].sort().map((name) => [name, value(name)]));
}
