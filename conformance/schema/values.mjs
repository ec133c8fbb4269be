import { isHidden } from "../plan/values.mjs";
import { is, isObject, mismatch, notAmong } from "./faults.mjs";
import { hint } from "./spelling.mjs";
import { checkUnion } from "./unions.mjs";

/**
 * Checks values against the types of a package's schema; a fault is { path, message }. Values that the plan hides are
 * taken as right, and so is what a type leaves free ("any").
 */
export class ValueChecker {
  #schema;

  constructor(schema) {
    this.#schema = schema;
  }

  /** The faults of an object with the properties of a resource, a provider or a nested type. */
  properties(properties, object, path) {
    const faults = [];
    for (const [name, value] of Object.entries(object)) {
      const property = properties[name];
      if (property === undefined) {
        const message = `there is no property '${name}'${hint(name, Object.keys(properties))}`;
        faults.push({ path: [...path, name], message });
      } else if (value !== null) {
        faults.push(...this.#property(property, value, [...path, name]));
      }
    }
    for (const [name, { required }] of Object.entries(properties)) {
      if (required && (object[name] ?? null) === null) faults.push({ path: [...path, name], message: `'${name}' is missing` });
    }
    return faults;
  }

  /** The faults of a value of a type. */
  value(type, value, path) {
    if (isHidden(value) || type === "any") return [];
    if (typeof type === "string") return is(type, value) ? [] : mismatch(type, value, path);
    if (type.union !== undefined) return checkUnion(this, type.union, value, path);
    if (type.enum !== undefined) return this.#constantOf(type.enum, value, path);
    if (type.array !== undefined) {
      return Array.isArray(value) ? value.flatMap((item, i) => this.value(type.array, item, [...path, i])) : mismatch("list", value, path);
    }
    if (!isObject(value)) return mismatch("object", value, path);
    if (type.ref !== undefined) return this.properties(this.propertiesOf(type.ref), value, path);
    return Object.entries(value).flatMap(([key, item]) => this.value(type.map, item, [...path, key]));
  }

  /** The values of an enumeration. */
  valuesOf(name) {
    return this.#schema.enums[name].values.map(({ value }) => value);
  }

  /** The properties of a nested type. */
  propertiesOf(name) {
    return this.#schema.inputs[name].properties;
  }

  #property(property, value, path) {
    if (property.const !== undefined && !isHidden(value) && value !== property.const) {
      return [{ path, message: `'${path.at(-1)}' is ${JSON.stringify(value)}; it can only be ${JSON.stringify(property.const)}` }];
    }
    return this.value(property.type, value, path);
  }

  #constantOf(name, value, path) {
    const values = this.valuesOf(name);
    return values.includes(value) ? [] : [{ path, message: notAmong(path, value, values) }];
  }
}
