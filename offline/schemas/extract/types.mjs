import ts from "typescript";

const { SyntaxKind } = ts;
const PRIMITIVES = new Map([
  [SyntaxKind.StringKeyword, "string"],
  [SyntaxKind.NumberKeyword, "number"],
  [SyntaxKind.BooleanKeyword, "boolean"],
  [SyntaxKind.AnyKeyword, "any"],
  [SyntaxKind.UndefinedKeyword, "undefined"],
]);
const NAMED = new Map([
  ["ARN", "string"],
  ["pulumi.ID", "string"],
  ["pulumi.URN", "string"],
  ["pulumi.asset.Asset", "asset"],
  ["pulumi.asset.Archive", "archive"],
]);
const WRAPPERS = new Set(["pulumi.Input", "pulumi.Output", "Promise"]);

/**
 * Reads a TypeScript type expression as a schema type: "string", "number", "boolean", "any", "asset", "archive",
 * { array }, { map }, { union }, { ref } (an object type) or { enum }. Input<> and Output<> are stripped: C# puts them back by
 * rule. What stands beside the type (optional, constant) is returned as facts.
 *
 * @param reference called with "inputs", "outputs" or "enums" and the dotted name of each type met
 */
export function readType(node, reference) {
  const facts = { optional: false, constant: undefined };

  function read(node) {
    const primitive = PRIMITIVES.get(node.kind);
    if (primitive !== undefined) return primitive;

    switch (node.kind) {
      case SyntaxKind.ParenthesizedType:
        return read(node.type);
      case SyntaxKind.ArrayType:
        return { array: read(node.elementType) };
      case SyntaxKind.UnionType:
        return union(node.types.filter((member) => !isResource(member)).map(read));
      case SyntaxKind.LiteralType:
        return literal(node.literal);
      case SyntaxKind.TypeLiteral: {
        const index = node.members.find(ts.isIndexSignatureDeclaration);
        if (index !== undefined) return { map: read(index.type) };
        break;
      }
      case SyntaxKind.TypeReference:
        return named(node);
    }
    throw new Error(`a ${SyntaxKind[node.kind]} is no type of a provider's schema`);
  }

  function literal(node) {
    if (ts.isStringLiteral(node)) {
      facts.constant = node.text;
      return "string";
    }
    if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) {
      facts.constant = node.kind === SyntaxKind.TrueKeyword;
      return "boolean";
    }
    if (ts.isNumericLiteral(node)) {
      facts.constant = Number(node.text);
      return "number";
    }
    throw new Error(`the literal ${SyntaxKind[node.kind]} is no constant of a provider's schema`);
  }

  function named(node) {
    const name = dotted(node.typeName);
    if (WRAPPERS.has(name)) return read(node.typeArguments[0]);
    if (NAMED.has(name)) return NAMED.get(name);
    if (name === "Record") return { map: read(node.typeArguments[1]) };

    const [space, ...rest] = name.split(".");
    const type = rest.join(".");
    if (space === "enums") {
      reference(space, type);
      return { enum: type };
    }
    if (space === "inputs" || space === "outputs") {
      reference(space, type);
      return { ref: type };
    }
    throw new Error(`the type ${name} is unknown`);
  }

  function union(members) {
    const distinct = new Map();
    for (const member of members) {
      if (member === "undefined") facts.optional = true;
      else distinct.set(JSON.stringify(member), member);
    }
    // An asset property accepts archives too; Node says so in the type, a schema does not.
    if (distinct.has('"asset"')) distinct.delete('"archive"');
    const left = [...distinct.values()];
    return left.length === 1 ? left[0] : { union: left };
  }

  return { type: read(node), ...facts };
}

/** Whether a type is neither wrapped in Input<> or Output<>, nor `any`, which needs no wrapper. */
export function isPlain(node) {
  return node.kind !== SyntaxKind.AnyKeyword && !isWrapper(node);
}

/** Beside a string, Node accepts some resources for their id or name; a schema knows the string alone. */
function isResource(node) {
  return ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && !NAMED.has(node.typeName.text);
}

function isWrapper(node) {
  return ts.isTypeReferenceNode(node) && WRAPPERS.has(dotted(node.typeName));
}

function dotted(name) {
  return ts.isIdentifier(name) ? name.text : `${dotted(name.left)}.${name.right.text}`;
}
