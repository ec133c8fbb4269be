import ts from "typescript";
import { deprecation, firstSentence } from "./docs.mjs";
import { readType } from "./types.mjs";

/** The properties of an interface or class: a map of name to schema property, sorted by name. */
export function readProperties(declaration, reference) {
  const properties = {};
  for (const member of declaration.members) {
    if (!isData(member)) continue;
    const name = member.name.text;
    let read;
    try {
      read = readType(member.type, reference);
    } catch (error) {
      throw new Error(`${declaration.name.text}.${name}: ${error.message}`, { cause: error });
    }
    properties[name] = {
      type: read.type,
      required: !(member.questionToken || read.optional) || undefined,
      const: read.constant,
      deprecated: deprecation(member),
      doc: firstSentence(member),
    };
  }
  return Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every interface of a types file under its dotted name: remote.ConnectionArgs. */
export function readInterfaces(source) {
  const interfaces = new Map();
  visit(source.statements, []);
  return interfaces;

  function visit(statements, path) {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        interfaces.set([...path, statement.name.text].join("."), statement);
      } else if (ts.isModuleDeclaration(statement)) {
        let names = [...path, statement.name.text];
        let body = statement.body;
        for (; body !== undefined && ts.isModuleDeclaration(body); body = body.body) names = [...names, body.name.text];
        if (body !== undefined) visit(body.statements, names);
      }
    }
  }
}

/** The members of the enumeration `name` of an enums file, in their order: [{ name, value, deprecated, doc }]. */
export function readEnum(source, name) {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const [declaration] = statement.declarationList.declarations;
    if (declaration.name.text !== name) continue;
    return declaration.type.members.map((member) => ({
      name: member.name.text,
      value: literalValue(member.type.literal),
      deprecated: deprecation(member),
      doc: firstSentence(member),
    }));
  }
  throw new Error(`the enumeration ${name} is not in ${source.fileName}`);
}

function isData(member) {
  const isField = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
  const isStatic = member.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false;
  return isField && !isStatic && member.type !== undefined;
}

function literalValue(literal) {
  if (ts.isPrefixUnaryExpression(literal)) return -Number(literal.operand.text);
  return ts.isNumericLiteral(literal) ? Number(literal.text) : literal.text;
}
