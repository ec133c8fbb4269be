import { isHidden } from "../plan/values.mjs";
import { is, isObject, mismatch, notAmong } from "./faults.mjs";

/**
 * The faults of a value that may be of several types. TypeScript takes `string | Enum` as a string, and an object of any
 * mixture of the members' properties; here an enumeration's values are checked, and an object against one member.
 */
export function checkUnion(checker, members, value, path) {
  if (isObject(value) && !members.some((member) => is(member, value))) return checkObject(checker, members, value, path);
  if (Array.isArray(value)) {
    const list = members.find(({ array }) => array !== undefined);
    return list === undefined ? mismatch(named(members), value, path) : checker.value(list, value, path);
  }

  const enumeration = members.find((member) => member.enum !== undefined);
  if (enumeration !== undefined && typeof value === "string") {
    const values = checker.valuesOf(enumeration.enum);
    return values.includes(value) ? [] : [{ path, message: notAmong(path, value, values) }];
  }
  return members.some((member) => is(member, value)) ? [] : mismatch(named(members), value, path);
}

function checkObject(checker, members, value, path) {
  const objects = members.filter(({ ref, map }) => ref !== undefined || map !== undefined);
  if (objects.length === 0) return mismatch(named(members), value, path);

  const discriminator = discriminatorOf(checker, objects);
  if (discriminator === undefined) {
    return objects.map((member) => checker.value(member, value, path)).sort((a, b) => a.length - b.length)[0];
  }

  const constants = objects.map(({ ref }) => checker.propertiesOf(ref)[discriminator].const);
  const chosen = value[discriminator];
  if (isHidden(chosen)) return [];
  const member = objects[constants.indexOf(chosen)];
  if (member === undefined) {
    const at = [...path, discriminator];
    return [{ path: at, message: chosen === undefined ? `'${discriminator}' is missing` : notAmong(at, chosen, constants) }];
  }
  return checker.value(member, value, path).map((fault) => explained(fault, checker, objects, member, path));
}

/** The property by whose constant the members are told apart. */
function discriminatorOf(checker, objects) {
  const [first, ...others] = objects.map(({ ref }) => (ref === undefined ? {} : checker.propertiesOf(ref)));
  return Object.keys(first).find((name) => [first, ...others].every((properties) => properties[name]?.const !== undefined));
}

/** Says so when an unknown property is one of another member. */
function explained(fault, checker, objects, chosen, path) {
  const name = fault.path.at(-1);
  const has = ({ ref }) => name in checker.propertiesOf(ref);
  if (fault.path.length !== path.length + 1 || has(chosen) || !objects.some(has)) return fault;

  const owners = objects.filter(has).map(({ ref }) => ref);
  return { ...fault, message: `'${name}' is no property of ${chosen.ref}, but of ${owners.join(", ")}` };
}

function named(members) {
  const names = members.map((member) => {
    if (typeof member === "string") return member;
    return member.array === undefined ? "object" : "list";
  });
  return [...new Set(names)].join(" or ");
}
