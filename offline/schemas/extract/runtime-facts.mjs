import ts from "typescript";

const ENVIRONMENT = /^getEnv(Boolean|Number)?$/;

/** What only a resource's JavaScript says: its inputs' constants, defaults and secrets, and its options. */
export function readResource(source) {
  const inputs = {};
  const facts = { inputs, secretOutputs: undefined, replaceOnChanges: undefined, aliases: undefined, remote: undefined };

  walk(source, (node) => {
    if (ts.isBinaryExpression(node) && isInputAssignment(node.left)) {
      const name = node.left.argumentExpression.text;
      // The constructor has a second branch, for `get`: it assigns from `state`, or undefined.
      const fact = readValue(node.right);
      if (fact.from === "args" || fact.const !== undefined) inputs[name] ??= fact;
    } else if (ts.isPropertyAssignment(node)) {
      if (node.name.text === "additionalSecretOutputs") facts.secretOutputs = strings(node.initializer);
      if (node.name.text === "replaceOnChanges") facts.replaceOnChanges = strings(node.initializer);
      if (node.name.text === "aliases") facts.aliases = types(node.initializer);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      facts.remote = node.arguments[4]?.kind === ts.SyntaxKind.TrueKeyword || undefined;
    }
  });
  return facts;
}

/** The name of the function that invokes `token`, and whether its result is a single value. */
export function readInvoke(source, token) {
  for (const statement of source.statements) {
    if (!ts.isFunctionDeclaration(statement)) continue;
    let invoke;
    walk(statement, (node) => {
      if (ts.isCallExpression(node) && node.arguments[0]?.text === token && ts.isPropertyAccessExpression(node.expression)) {
        invoke = node.expression.name.text;
      }
    });
    if (invoke === "invoke" || invoke === "invokeSingle") {
      return { name: statement.name.text, isSingle: invoke === "invokeSingle" };
    }
  }
  throw new Error(`${source.fileName} does not invoke ${token}`);
}

/** The defaults of every nested type: a map of dotted type name to { property: { default, env } }. */
export function readNestedDefaults(source) {
  const suffix = "ProvideDefaults";
  const types = new Map();
  if (source !== undefined) visit(source, []);
  return types;

  function visit(node, path) {
    if (ts.isFunctionExpression(node) && node.parameters.length === 1) path = [...path, node.parameters[0].name.text];
    if (ts.isFunctionDeclaration(node) && node.name.text.endsWith(suffix)) {
      const name = node.name.text.slice(0, -suffix.length);
      types.set([...path, name].join(".").toLowerCase(), defaults(node));
    }
    ts.forEachChild(node, (child) => visit(child, path));
  }

  function defaults(declaration) {
    const found = {};
    walk(declaration, (node) => {
      if (!ts.isPropertyAssignment(node)) return;
      const value = readValue(node.initializer);
      if (value.default !== undefined || value.env !== undefined) found[node.name.text] = value;
    });
    return found;
  }
}

/** The facts in one assigned expression, whatever the order in which the code wraps them. */
function readValue(expression) {
  const constant = literal(expression);
  if (constant !== undefined) return { const: constant };

  const facts = {};
  walk(expression, (node) => {
    if (ts.isIdentifier(node) && node.text === "args") facts.from = "args";
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const [owner, member] = [node.expression.text, node.name.text];
      if (owner === "pulumi" && member === "secret") facts.secret = true;
      if (owner === "JSON" && member === "stringify") facts.json = true;
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && ENVIRONMENT.test(node.expression.name.text)) {
      facts.env = node.arguments.map((argument) => argument.text);
    }
    if (ts.isBinaryExpression(node) && isFallback(node.operatorToken.kind)) {
      const value = literal(unwrap(node.right));
      if (value !== undefined) facts.default = value;
    }
  });
  return facts;
}

function isInputAssignment(node) {
  return (
    ts.isElementAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "resourceInputs"
  );
}

function isFallback(kind) {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

function unwrap(node) {
  return ts.isParenthesizedExpression(node) ? unwrap(node.expression) : node;
}

function literal(node) {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) return -Number(node.operand.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  return undefined;
}

function strings(array) {
  return array.elements.map((element) => element.text);
}

function types(array) {
  return array.elements.map((element) => element.properties.find((property) => property.name.text === "type").initializer.text);
}

function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
