const SECTIONS = new Set(["resources", "functions", "inputs", "outputs", "enums"]);
const PROPERTIES = new Set(["inputs", "outputs", "state", "args", "outputArgs", "result", "properties"]);
const FIRST = ["type", "name", "value", "required"];
const LAST = ["deprecated", "doc"];

/** JSON that diffs well: a line for each property of a type, and for each constant of an enumeration. */
export function toText(schema) {
  return `${object(schema, "", (key, value, indent) => {
    if (key === "provider") return definition(value, indent);
    return SECTIONS.has(key) ? object(value, indent, (_, item, inner) => definition(item, inner)) : leaf(value);
  })}\n`;
}

function definition(value, indent) {
  return object(value, indent, (key, item, inner) => {
    if (PROPERTIES.has(key)) return object(item, inner, (_, property) => leaf(property));
    return key === "values" ? array(item, inner) : leaf(item);
  });
}

function object(value, indent, write) {
  const inner = `${indent}  `;
  const lines = entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${write(key, item, inner)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}

function array(value, indent) {
  return `[\n${value.map((item) => `${indent}  ${leaf(item)}`).join(",\n")}\n${indent}]`;
}

/** One line; the facts of a property stand in one order, whatever the order in which they were found. */
function leaf(value) {
  if (typeof value !== "object" || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.fromEntries(entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))));
}

function rank(key) {
  if (FIRST.includes(key)) return FIRST.indexOf(key);
  return LAST.includes(key) ? FIRST.length + 1 + LAST.indexOf(key) : FIRST.length;
}

function entries(value) {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}
