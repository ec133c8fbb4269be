import { kindOf, packageOf } from "../plan/plan.mjs";
import { Closure } from "../schema/closure.mjs";
import { decoded } from "../schema/decoded.mjs";

const closure = new Closure();

/**
 * The inputs that the program gave, without those the binding fills in by itself: constants, and values that equal the
 * schema's default. The official class has to put the same ones back; was our default wrong, it puts back another.
 */
export function givenInputs(resource) {
  const definition = kindOf(resource) === "object" ? undefined : closure.resource(resource);
  if (definition === undefined) return resource.inputs;

  const schema = closure.package(packageOf(resource.type));
  return given(resource.inputs, definition.inputs, schema, (property) => property.const);
}

/** Of nested types only defaults are filled in; a constant there tells the members of a union apart, and is given. */
function given(object, properties, schema, constantOf = () => undefined) {
  const kept = {};
  for (const [name, value] of Object.entries(object)) {
    const property = properties[name] ?? { type: "any" };
    const input = decoded(property, value);
    const filledIn = constantOf(property) ?? property.default;
    if (filledIn === undefined || filledIn !== input) kept[name] = within(property.type, input, schema);
  }
  return kept;
}

/** In lists and maps C# fills in defaults, by its constructors, and Node.js does not: there, all of them are given. */
function within(type, value, schema) {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && type.ref !== undefined ? given(value, schema.inputs[type.ref].properties, schema) : value;
}
