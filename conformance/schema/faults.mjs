import { archiveIn, assetIn } from "../plan/values.mjs";
import { hint } from "./spelling.mjs";

/** The message for a value that is none of those there are. */
export function notAmong(path, value, values) {
  const near = typeof value === "string" ? hint(value, values.map(String)) : "";
  return `'${path.at(-1)}' is ${JSON.stringify(value)}${near}; values are ${values.join(", ")}`;
}

/** The one fault of a value that has another type than the expected one. */
export function mismatch(expected, value, path) {
  return [{ path, message: `'${path.at(-1)}' is ${described(value)}; a ${expected} is expected` }];
}

/** Whether a value has one of the types without parts. */
export function is(type, value) {
  if (type === "asset") return assetIn(value) !== undefined || archiveIn(value) !== undefined;
  if (type === "archive") return archiveIn(value) !== undefined;
  return typeof value === type;
}

/** Whether a value is a JSON object. */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function described(value) {
  if (Array.isArray(value)) return "a list";
  return isObject(value) ? "an object" : `${value === null ? "" : `the ${typeof value} `}${JSON.stringify(value)}`;
}
