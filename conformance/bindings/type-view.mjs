import ts from "typescript";
import { programOf } from "../types/virtual-program.mjs";
import { enumerationsIn } from "./enumerations.mjs";

const { TypeFlags, SymbolFlags } = ts;
const WRAPPERS = new Set(["Promise", "OutputInstance"]);
const ASSETS = new Set(["Asset", "Archive"]);
const PRIMITIVES = [
  [TypeFlags.String, "string"],
  [TypeFlags.Number, "number"],
  [TypeFlags.Boolean, "boolean"],
  [TypeFlags.Any, "any"],
];

/**
 * The official types as the compiler's type checker resolves them; no text of theirs is read here. A type is described as
 * "string", "number", "boolean", "any", "asset", "archive", { constants: [...] }, { array }, { map }, { object: id } or
 * { union: [...] }; Input<> and Output<> are taken off. Objects stand in `types`, by id.
 */
export class TypeView {
  #checker;
  #modules = new Map();
  #ids = new Map();

  /** The properties of each object: { name: { optional, type, enumerations } }. */
  types = {};

  constructor(modules) {
    const distinct = [...new Set(modules)];
    const { program, source } = programOf(distinct.map((module) => `import ${JSON.stringify(module)};\n`).join(""));
    this.#checker = program.getTypeChecker();
    source.statements.forEach((statement, index) => {
      const module = this.#checker.getSymbolAtLocation(statement.moduleSpecifier);
      this.#modules.set(distinct[index], new Map(this.#checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol])));
    });
  }

  /** The inputs and outputs of a resource class. */
  resource(module, name) {
    const exports = this.#modules.get(module);
    const outputs = this.#checker.getDeclaredTypeOfSymbol(exports.get(name));
    const own = this.#checker.getPropertiesOfType(outputs).filter((symbol) => symbol.parent === outputs.symbol && isData(symbol));
    return { inputs: this.#exported(exports, `${name}Args`), outputs: this.#properties(own) };
  }

  /** The arguments of a function, plain and as inputs, and its result. */
  function(module, name) {
    const exports = this.#modules.get(module);
    const pascal = name[0].toUpperCase() + name.slice(1);
    return {
      args: this.#exported(exports, `${pascal}Args`),
      outputArgs: this.#exported(exports, `${pascal}OutputArgs`),
      result: this.#exported(exports, `${pascal}Result`),
    };
  }

  #exported(exports, name) {
    const symbol = exports.get(name);
    return symbol && this.#properties(this.#checker.getPropertiesOfType(this.#checker.getDeclaredTypeOfSymbol(symbol)));
  }

  #properties(symbols) {
    return Object.fromEntries(symbols.map((symbol) => [symbol.name, this.#property(symbol)]));
  }

  #property(symbol) {
    const type = this.#checker.getTypeOfSymbol(symbol);
    const members = this.#members(type);
    return {
      optional: (symbol.flags & SymbolFlags.Optional) !== 0 || members.some(isUndefined),
      type: this.#described(members),
      enumerations: enumerationsIn(symbol.valueDeclaration, this.#checker),
    };
  }

  /** The alternatives of a type, with those inside of Output<>; Input<> is a union already. */
  #members(type) {
    if (type.aliasSymbol?.name === "Output") return this.#members(type.aliasTypeArguments[0]);
    const members = type.isUnion() ? type.types : [type];
    const values = members.filter((member) => !WRAPPERS.has(member.symbol?.name));
    // The checker resolves Output<boolean> to its wrapper alone.
    if (values.length === 0) return this.#members(this.#checker.getTypeArguments(members[0])[0]);
    return values.filter((member) => !isResource(member, this.#checker));
  }

  #described(members) {
    const known = members.filter((member) => !isUndefined(member));
    const assets = new Set(known.map((member) => member.symbol?.name).filter((name) => ASSETS.has(name)));
    if (assets.size > 0) return assets.has("Asset") ? "asset" : "archive";

    const literals = known.filter((member) => member.isStringLiteral() || member.isNumberLiteral());
    const booleans = known.filter((member) => (member.flags & TypeFlags.BooleanLiteral) !== 0);
    const rest = known.filter((member) => !literals.includes(member) && !booleans.includes(member)).map((member) => this.#one(member));
    if (literals.length > 0) rest.push({ constants: literals.map(({ value }) => value).sort() });
    if (booleans.length === 2) rest.push("boolean");
    else if (booleans.length === 1) rest.push({ constants: [this.#checker.typeToString(booleans[0]) === "true"] });

    const distinct = [...new Map(rest.map((described) => [JSON.stringify(described), described])).values()];
    return distinct.length === 1 ? distinct[0] : { union: distinct };
  }

  #one(type) {
    const primitive = PRIMITIVES.find(([flag]) => (type.flags & flag) !== 0)?.[1];
    if (primitive !== undefined) return primitive;
    if (this.#checker.isArrayType(type)) return { array: this.#described(this.#members(this.#checker.getTypeArguments(type)[0])) };

    const index = this.#checker.getIndexInfosOfType(type)[0];
    if (index !== undefined) return { map: this.#described(this.#members(index.type)) };
    return { object: this.#idOf(type) };
  }

  #idOf(type) {
    const known = this.#ids.get(type);
    if (known !== undefined) return known;

    // Two types may have one name: an input and an output, or those of two packages.
    const name = this.#checker.getFullyQualifiedName(type.symbol).replace(/^"[^"]*"\./, "");
    const id = `${name}#${this.#ids.size}`;
    this.#ids.set(type, id);
    this.types[id] = this.#properties(this.#checker.getPropertiesOfType(type));
    return id;
  }
}

function isData(symbol) {
  return (symbol.flags & SymbolFlags.Property) !== 0;
}

function isUndefined(type) {
  return (type.flags & TypeFlags.Undefined) !== 0;
}

/** An input may take a resource instead of its id; C# has no such thing. */
function isResource(type, checker) {
  return !ASSETS.has(type.symbol?.name) && type.isClass() && checker.getPropertyOfType(type, "urn") !== undefined;
}
