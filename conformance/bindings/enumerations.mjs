import ts from "typescript";

const ENUMS = /\/types\/enums\//;

/**
 * The enumerations that a property's declaration names, each as { name: value }; the type does not tell, since `string | Enum`
 * is nothing but a string to the checker.
 */
export function enumerationsIn(declaration, checker) {
  const found = new Map();
  visit(declaration);
  return [...found.values()];

  function visit(node) {
    if (ts.isTypeReferenceNode(node)) {
      const named = checker.getSymbolAtLocation(node.typeName);
      const symbol = named && (named.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(named) : named;
      const source = symbol?.valueDeclaration?.getSourceFile().fileName ?? "";
      if (ENUMS.test(source)) found.set(symbol, constantsOf(symbol));
    }
    ts.forEachChild(node, visit);
  }

  function constantsOf(symbol) {
    const properties = checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol));
    return Object.fromEntries(properties.map((property) => [property.name, checker.getTypeOfSymbol(property).value]));
  }
}
